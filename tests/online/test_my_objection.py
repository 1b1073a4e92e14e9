"""The applicant objects from the answered request, within the days, and sees where the objection stands."""

from decimal import Decimal

import pytest

from beneficiaries.own_copy import as_json, own_copy
from core.errors import NotPermitted
from requests import actions
from requests.actions import give_answer
from requests.actions.objecting import decide_objection, object_to
from requests.enums import Outcome, Status
from requests.models import Objection
from requests.room_of_file import open_cases
from requests.workflow import COMPLETE, DECIDE, GIVE_ANSWER, RECOMMEND, START_STUDY


@pytest.fixture
def case(staff, person):
    """A refusal that was told."""
    case = staff.open(person)
    staff.prepare(case)
    staff.outcome = Outcome.REFUSED
    for event in (COMPLETE, START_STUDY, RECOMMEND, DECIDE, GIVE_ANSWER):
        staff.do(event, case)
    return staff.fresh(case)


def test_from_the_answered_request_to_where_it_stands(at_home, case):
    assert "Object to the decision" in at_home.get(f"my/requests/{case.reference}/").content.decode()
    page = at_home.get(f"my/requests/{case.reference}/object/")
    assert "An objection is possible until" in page.content.decode()
    sent = {"token": page.context["form"]["token"].value(), "ground": "لم يُحتسب الإيجار"}
    for _again in range(2):
        assert at_home.client.post(at_home.path(f"my/requests/{case.reference}/object/"), sent).status_code == 302
    objection = Objection.objects.get()
    assert (objection.channel, objection.support_request_id) == ("website", case.pk)
    for page in (f"my/requests/{case.reference}/", "my/"):
        assert objection.reference in at_home.get(page).content.decode()


def test_nobody_objects_for_another_or_before_the_answer(at_home, staff, case):
    other = staff.case(Status.ANSWERED, outcome=Outcome.REFUSED)
    assert at_home.get(f"my/requests/{other.reference}/object/").status_code == 404
    with pytest.raises(NotPermitted):
        object_to(case, by=staff.researcher, ground="x", channel="phone")
    assert "Object to the decision" not in at_home.get("my/").content.decode()


def test_the_public_page_of_objections_leads_there(visitor, twaim):
    page = visitor.get("contact/objection/")
    page = page if page.status_code == 200 else visitor.client.get(f"/public/{twaim.slug}/objection/")
    assert "Object from my request" in page.content.decode()


class TestDecidedAnew:
    """Sent back and granted: the person hears of it with its answer, and from then on reads what stands now."""

    @pytest.fixture
    def granted(self, staff, case):
        staff.seat_judge()
        objection = staff.objection(case)
        decide_objection(objection, by=staff.judge, outcome="sent_back", reasons="Look again.")
        give_answer(objection, by=staff.desk, means="phone", note="She called.")
        staff.do(RECOMMEND, case)
        staff.do(DECIDE, case, outcome=Outcome.ACCEPTED, amount=Decimal(2500), reasons="SEEN-ANEW", refusal_reason="")
        return staff.fresh(case)

    def test_nothing_of_it_is_read_before_it_is_told(self, at_home, granted, case):
        page = at_home.get(f"my/requests/{case.reference}/").content.decode()
        assert "SEEN-ANEW" not in page
        letter = granted.revisions.get().letter
        path = f"my/letters/{letter.year}/{letter.number}/"
        assert at_home.get(path).status_code == 404
        assert f"{letter.year}/{letter.number}/" not in page
        assert "SEEN-ANEW" not in as_json(own_copy(case.beneficiary))

    def test_told_it_is_what_stands(self, at_home, staff, granted, case):
        staff.do(GIVE_ANSWER, case)
        page = at_home.get(f"my/requests/{case.reference}/").content.decode()
        assert "SEEN-ANEW" in page
        assert "Answered: Accepted" in page
        assert "Answered: Refused" not in page
        letter = granted.revisions.get().letter
        assert at_home.get(f"my/letters/{letter.year}/{letter.number}/").status_code == 200
        assert "SEEN-ANEW" in as_json(own_copy(case.beneficiary))


def test_a_file_waits_for_the_answer_to_its_objection(staff, case):
    actions.close(case, by=staff.desk)
    objection = staff.objection(case)
    assert open_cases(case.beneficiary) == [objection.reference]
