"""Every status meets every event through the real verbs: what the table allows moves, nothing else (K1, K2, K6)."""

import pytest

from accounts.roles import Role
from complaints.enums import Kind, Status
from complaints.models import Complaint
from complaints.workflow import (
    ANSWER_NOW,
    ANSWER_REFERRAL,
    ASSIGN,
    BY_THE_PERSON,
    CLOSE_UNREACHED,
    CONFIRM,
    NAME_SUBJECT,
    RECALL_REFERRAL,
    RECORD_ATTEMPT,
    REFER,
    REFERRING,
    REISSUE_CODE,
    REOPEN,
    TAKE,
    WORKFLOW,
    WRITE,
)
from core.errors import DomainError, NotPermitted, StaleRecord, TransitionNotAllowed
from tests.conftest import loaded
from tests.factories.complaints import WAYS, Handlers
from tests.factories.policies import name_somebody_to_refer_to

PAIRS = [(status.value, event) for status in Status for event in WORKFLOW.rows]
ALLOWED = [(status, event) for status, event in PAIRS if status in WORKFLOW.rows[event].sources]
OTHERS = [pair for pair in PAIRS if pair not in ALLOWED]
NEVER = [(Status.DECIDED, event) for event in (ANSWER_NOW, *REFERRING)]  # an inquiry is answered in one step


@pytest.fixture
def people(db: None, monkeypatch: pytest.MonkeyPatch) -> Handlers:
    """Of Twaim, had its policy named somebody to refer to as well: every row of the table is possible."""
    name_somebody_to_refer_to(monkeypatch)
    return Handlers(loaded("twaim"))


def case_for(people: Handlers, status: str, event: str) -> Complaint:
    """A case that lacks nothing for ``event`` but perhaps the right status."""
    if event in (ANSWER_NOW, *REFERRING):
        case = people.receive(Kind.INQUIRY)
        if status == Status.IN_HAND:
            people.do(TAKE, case, by=people.officer)
        if status in (Status.IN_HAND, Status.RECEIVED):
            if event in (ANSWER_REFERRAL, RECALL_REFERRAL):
                people.do(REFER, case)
            return people.fresh(case)
        people.do(ANSWER_NOW, case)
        if status == Status.CLOSED:
            people.do(CONFIRM, case, by=people.officer)
        return people.fresh(case)
    named = {"is_anonymous": False, "person_name": "منيرة الشمري", "agreed_means": "tracking"}
    case = people.case(status, **(named if event == REISSUE_CODE else {}))
    if event == CLOSE_UNREACHED and status == Status.ANSWERED:
        for _number in range(3):
            people.do(RECORD_ATTEMPT, case)
    return people.fresh(case)


def picture(case: Complaint) -> tuple:
    """Everything about a case that a refused verb must leave as it is."""
    beside = ("events", "moments", "promises", "messages", "resolutions", "replies", "attempts", "confirmations")
    row = Complaint.objects.filter(pk=case.pk).values().get()
    return row, [getattr(case, name).count() for name in beside]


def test_the_table_names_every_verb_and_every_status_can_be_reached(people):
    assert set(people.does) == set(WORKFLOW.rows)
    assert set(WAYS) == set(Status)


@pytest.mark.parametrize(("status", "event"), ALLOWED)
def test_an_allowed_move_moves_the_status_and_is_told_once(people, status, event):
    case = case_for(people, status, event)
    before = case.events.count()
    by = None if (status, event) == (Status.RECEIVED, WRITE) else ...  # nobody of the staff has it yet
    people.do(event, case, by=by)
    after = people.fresh(case)
    assert after.status == (WORKFLOW.rows[event].to or status)
    assert after.version == case.version + 1
    assert after.events.count() == before + 1
    told = after.events.order_by("-pk").first()
    assert (told.event, told.from_status, told.to_status) == (event, status, after.status)
    assert (after.received_at, after.reference) == (case.received_at, case.reference)


@pytest.mark.parametrize(("status", "event"), [pair for pair in OTHERS if pair not in NEVER])
def test_a_move_the_table_does_not_allow_is_refused_and_changes_nothing(people, status, event):
    case = case_for(people, status, event)
    before = picture(case)
    # whoever may do it in the right status; the row of the table, not the person, must refuse
    by = people.manager if event in ("release", ASSIGN, "change_kind", NAME_SUBJECT, "comment", REOPEN) else ...
    if case.owner is None and event in BY_THE_PERSON:
        by = None
    with pytest.raises((TransitionNotAllowed, NotPermitted)) as refusal:
        people.do(event, case, by=by)
    assert picture(case) == before
    if case.owner is not None:
        assert isinstance(refusal.value, TransitionNotAllowed)


@pytest.mark.parametrize("event", [event for event, row in WORKFLOW.rows.items() if row.needs_reason])
@pytest.mark.parametrize("reason", ["", "   \n"])
def test_a_move_that_needs_its_reason_is_refused_without_one(people, event, reason):
    status = next(status for status in (Status.IN_HAND, *Status) if status in WORKFLOW.rows[event].sources)
    case = case_for(people, status, event)
    before = picture(case)
    with pytest.raises(DomainError) as refusal:
        people.do(event, case, reason=reason)
    assert (refusal.value.code, refusal.value.field) == ("reason_missing", "reason")
    assert picture(case) == before


@pytest.mark.parametrize("event", list(WORKFLOW.rows))
def test_only_those_with_the_task_may_do_it(people, elsewhere, event):
    status = next(status for status in Status if status in WORKFLOW.rows[event].sources)
    case = case_for(people, status, event)
    before = picture(case)
    without = [Role.MEMBER, Role.RESEARCHER, Role.CHAIR, Role.ADMINISTRATOR]
    strangers = [people.member(role) for role in without] + [people.member(), elsewhere.manager, elsewhere.followup]
    if event not in (ANSWER_NOW, *REFERRING):
        strangers += [people.desk, people.officer]
    for stranger in strangers:
        with pytest.raises(NotPermitted):
            people.do(event, case, by=stranger)
    if event not in BY_THE_PERSON:
        with pytest.raises(NotPermitted):
            people.do(event, case, by=None)
    assert picture(case) == before


def test_a_page_of_an_earlier_version_is_refused_and_a_fresh_one_is_not(people):
    case = people.case(Status.IN_HAND)
    with pytest.raises(StaleRecord):
        people.do("decide", case, expected_version=case.version - 1)
    assert people.fresh(case).status == Status.IN_HAND
    people.do("decide", case, expected_version=case.version)
    assert people.fresh(case).status == Status.DECIDED
