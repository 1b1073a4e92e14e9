"""What requests give into a person's own copy, from when on, and what they keep back (B4)."""

from __future__ import annotations

import json
from typing import Any

import pytest

from beneficiaries.own_copy import as_json, own_copy
from requests import actions
from requests.actions.objecting import object_to
from requests.enums import ProblemKind, Status
from requests.models import EligibilityCheck
from requests.own_copy import LEFT_OUT
from requests.workflow import DECIDE, DELIVER, GIVE_ANSWER, RECOMMEND
from tests.factories.support_requests import Staff
from tests.support_requests.test_questions import asking

REPORT = {
    "housing": "CANARY-HOME",
    "household": "CANARY-LIVING",
    "income": "CANARY-MEANS",
    "education": "CANARY-SCHOOL",
}
TOLD_LATER = {*REPORT.values(), "CANARY-CONCLUSION", "CANARY-NEED", "CANARY-ALTERNATIVE", "CANARY-ADVICE"}
NEVER = {"CANARY-MET", "CANARY-HEALTH", "CANARY-QUESTION", "CANARY-OPINION", "CANARY-REMARK"}


@pytest.fixture
def case(staff: Staff) -> Any:
    """Studied with a visit and a second opinion, under terms with questions."""
    questions = asking(staff, required=False, conditions=True)
    opened = staff.open
    replies = {questions["yes"].pk: "no", questions["months"].pk: "7"}
    staff.open = lambda *args, **facts: actions.answer_questions(
        opened(*args, **facts), by=staff.desk, replies=replies
    )
    case = staff.case(Status.UNDER_STUDY)
    researcher = {"by": staff.researcher}
    staff.plan_visit(case, **researcher, note="CANARY-REMARK")
    found = {"rooms": REPORT, "conclusion": "CANARY-CONCLUSION", "met_name": "CANARY-MET", "health": "CANARY-HEALTH"}
    staff.report_visit(staff.fresh(case), **researcher, **found)
    staff.ask_opinion(staff.fresh(case), **researcher, question="CANARY-QUESTION")
    staff.give_opinion(staff.fresh(case), by=staff.second, text="CANARY-OPINION")
    staff.write_study(staff.fresh(case), **researcher, need="CANARY-NEED", alternatives="CANARY-ALTERNATIVE")
    staff.do(RECOMMEND, staff.fresh(case), findings="CANARY-ADVICE")
    return staff.fresh(case)


def copy_of(case: Any) -> dict[str, Any]:
    return dict(json.loads(as_json(own_copy(case.beneficiary))))


def words_in(case: Any, words: set[str]) -> set[str]:
    text = json.dumps(copy_of(case), ensure_ascii=False)
    return {word for word in words if word in text}


def test_what_the_study_found_is_the_persons_once_the_answer_was_given(case, staff):
    staff.do(DECIDE, case)
    assert words_in(case, TOLD_LATER | NEVER) == set()
    staff.do(GIVE_ANSWER, staff.fresh(case))
    assert words_in(case, TOLD_LATER | NEVER) == TOLD_LATER
    told = copy_of(case)["requests"][0]
    assert told["studies"][0]["heads"] == 1
    assert told["field_visits"][0]["photos"] == 0
    assert told["recommendation"]["text"] == "CANARY-ADVICE"


def test_replies_and_what_the_conditions_said_are_in_it(case, staff):
    told = copy_of(case)["requests"][0]
    assert {row["reply"] for row in told["replies"]} >= {"7"}
    assert len(told["conditions"]) == EligibilityCheck.objects.filter(support_request=case).count() > 0
    assert told["conditions"][0]["findings"][0]["reason"]


def test_deliveries_bring_their_plan_and_what_the_person_said_of_them(case, staff):
    for event in (DECIDE, GIVE_ANSWER, DELIVER):
        staff.do(event, staff.fresh(case))
    delivery = case.deliveries.get()
    actions.report_problem(delivery, by=staff.desk, kind=ProblemKind.DEFECT, words="CANARY-DEFECT")
    told = copy_of(case)["requests"][0]
    assert told["deliveries"][0]["problems"][0]["text"] == "CANARY-DEFECT"
    assert told["instalments"]


def test_an_objection_is_the_persons_and_its_ruling_once_it_was_told(case, staff):
    for event in (DECIDE, GIVE_ANSWER):
        staff.do(event, staff.fresh(case))
    made = object_to(staff.fresh(case), by=staff.desk, ground="CANARY-GROUND", channel="interview")
    told = copy_of(case)["requests"][0]["objections"][0]
    assert (told["reference"], told["ground"], told["decision"]) == (made.reference, "CANARY-GROUND", None)


def test_it_says_what_is_left_out_and_names_no_staff(case, staff):
    copy = copy_of(case)
    assert copy["left_out"] == [str(sentence) for sentence in LEFT_OUT]
    text = json.dumps(copy, ensure_ascii=False)
    for member in staff.association.memberships.select_related("user"):
        assert member.user.name_ar not in text


def test_a_person_without_requests_is_told_of_nothing_left_out(staff):
    assert own_copy(staff.person())["left_out"] == []


def test_the_copy_costs_as_much_for_many_requests_as_for_two(case, staff, django_assert_max_num_queries):
    staff.case(Status.ANSWERED)
    with django_assert_max_num_queries(60) as asked:
        own_copy(case.beneficiary)
    before = len(asked)
    for _time in range(3):
        staff.open(case.beneficiary)
    with django_assert_max_num_queries(before):
        own_copy(case.beneficiary)
