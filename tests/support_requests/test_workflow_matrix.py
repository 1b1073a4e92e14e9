"""Every status meets every event through the real verbs: what the table allows moves, nothing else does (R3–R12)."""

import pytest

from accounts.roles import Role
from committees.models import Position
from core.errors import AlreadyHandled, DomainError, NotPermitted, StaleRecord, TransitionNotAllowed
from requests import actions
from requests.enums import MustBeMet, Outcome, Status
from requests.models import Decision, SupportRequest
from requests.stipulating import Stipulated
from requests.workflow import (
    ANSWER_REFERRAL,
    ASK_OPINION,
    ASSIGN,
    CANCEL_VISIT,
    CHANGE_GRANT,
    CLOCK,
    CLOSE,
    COMPLETE,
    DECIDE,
    DELIVER,
    EXTEND,
    GIVE_ANSWER,
    GIVE_OPINION,
    GIVE_URGENT,
    HAND_URGENT,
    MEET_CONDITION,
    OF_CONDITIONS,
    PAUSE,
    PLAN_VISIT,
    RATIFY_URGENT,
    RECALL_REFERRAL,
    RECOMMEND,
    REFER,
    REOPEN_CONDITION,
    REPORT_VISIT,
    RESUME,
    RETURN,
    REVERSE_URGENT,
    SEND_BACK,
    START_STUDY,
    TAKE_BACK,
    WITHDRAW,
    WORKFLOW,
)
from tests.factories.support_requests import WAYS, Staff

PAIRS = [(status.value, event) for status in Status for event in WORKFLOW.rows]
ALLOWED = [(status, event) for status, event in PAIRS if status in WORKFLOW.rows[event].sources]
# what a move undoes or answers
BEFORE = {
    RESUME: PAUSE,
    TAKE_BACK: EXTEND,
    ANSWER_REFERRAL: REFER,
    RECALL_REFERRAL: REFER,
    REPORT_VISIT: PLAN_VISIT,
    CANCEL_VISIT: PLAN_VISIT,
    GIVE_OPINION: ASK_OPINION,
    RATIFY_URGENT: GIVE_URGENT,
    REVERSE_URGENT: GIVE_URGENT,
    HAND_URGENT: GIVE_URGENT,
    REOPEN_CONDITION: MEET_CONDITION,
}
OTHERS = [pair for pair in PAIRS if pair not in ALLOWED]


@pytest.fixture
def staff(referring_staff: Staff) -> Staff:
    """Every row of the table is possible where the policy names somebody to refer to."""
    return referring_staff


def case_for(staff: Staff, status: str, event: str) -> SupportRequest:
    """A case that lacks nothing for ``event`` but perhaps the right status."""
    refused = event == CLOSE and status == Status.ANSWERED
    staff.asked = (Stipulated("Send the lease.", MustBeMet.AFTER),) if event in OF_CONDITIONS else ()
    case = staff.case(status, outcome=Outcome.REFUSED if refused else Outcome.ACCEPTED)
    if event in BEFORE and status in WORKFLOW.rows[event].sources:
        if status in WORKFLOW.rows[BEFORE[event]].sources:
            staff.do(BEFORE[event], case)
        elif BEFORE[event] == GIVE_URGENT:
            staff.urgent_given_before(case)  # the request moved on meanwhile
        else:
            staff.visit_planned_before(case)
    return staff.fresh(case)


def picture(case: SupportRequest) -> tuple:
    """Everything about a case that a refused verb must leave as it is."""
    row = SupportRequest.objects.filter(pk=case.pk).values().get()
    beside = ("events", "moments", "promises", "recommendations", "declarations")
    return row, [getattr(case, name).count() for name in beside], case.association.letters.count()


def test_the_table_names_every_verb_and_every_status_can_be_reached(staff):
    assert set(staff.does) == set(WORKFLOW.rows)
    assert set(WAYS) == set(Status)


@pytest.mark.parametrize(("status", "event"), ALLOWED)
def test_an_allowed_move_moves_the_status_and_is_told_once(staff, status, event):
    case = case_for(staff, status, event)
    before = case.events.count()
    staff.do(event, case)
    after = staff.fresh(case)
    assert after.status == (WORKFLOW.rows[event].to or status)
    assert after.version == case.version + 1
    told = after.events.order_by("-pk").first()
    assert (told.event, told.from_status, told.to_status) == (event, status, after.status)
    assert told.by == staff.does[event][0].user
    assert after.events.filter(event=event).count() >= 1
    assert after.events.count() == before + 1


@pytest.mark.parametrize(("status", "event"), OTHERS)
def test_a_move_the_table_does_not_allow_is_refused_and_changes_nothing(staff, status, event):
    case = staff.case(status)
    before = picture(case)
    decided = Decision.objects.filter(support_request=case).exists()
    refusal = AlreadyHandled if event == DECIDE and decided else TransitionNotAllowed
    with pytest.raises(refusal):
        staff.do(event, case)
    assert picture(case) == before


@pytest.mark.parametrize("event", [event for event, row in WORKFLOW.rows.items() if row.needs_reason])
@pytest.mark.parametrize("reason", ["", "   \n"])
def test_a_move_that_needs_its_reason_is_refused_without_one(staff, event, reason):
    sources = WORKFLOW.rows[event].sources
    status = next(one for one in (Status.UNDER_STUDY, Status.ANSWERED, *sources) if one in sources)
    case = case_for(staff, status, event)
    before = picture(case)
    with pytest.raises(DomainError) as refusal:
        staff.do(event, case, reason=reason)
    assert (refusal.value.code, refusal.value.field) == ("reason_missing", "reason")
    assert picture(case) == before
    staff.do(event, case, reason="The person asked so.")
    assert staff.fresh(case).events.order_by("-pk").first().reason == "The person asked so."


@pytest.mark.parametrize("event", list(WORKFLOW.rows))
def test_only_those_with_the_task_may_do_it(staff, elsewhere, event):
    status = next(status for status in Status if status in WORKFLOW.rows[event].sources)
    case = case_for(staff, status, event)
    before = picture(case)
    without = [Role.MEMBER, Role.FOLLOW_UP, Role.CONTACT_OFFICER, Role.ADMINISTRATOR]
    without += [] if event in (*CLOCK, ANSWER_REFERRAL, ASSIGN, SEND_BACK, CHANGE_GRANT) else [Role.MANAGER]
    strangers = [staff.member(role) for role in without] + [staff.member(), elsewhere.does[event][0]]
    for stranger in strangers:
        with pytest.raises(NotPermitted):
            staff.do(event, case, by=stranger)
    assert picture(case) == before
    staff.do(event, case)
    assert staff.fresh(case).status == (WORKFLOW.rows[event].to or status)


def test_a_page_of_an_earlier_version_is_refused_and_a_fresh_one_is_not(staff):
    case = staff.case(Status.UNDER_STUDY)
    with pytest.raises(StaleRecord):
        staff.do(RECOMMEND, case, expected_version=case.version - 1)
    assert staff.fresh(case).status == Status.UNDER_STUDY
    staff.do(RECOMMEND, case, expected_version=case.version)
    assert staff.fresh(case).status == Status.AWAITING_DECISION


class TestWhoDecides:
    """R6 to R9: the seat at the head of the body, today; not the role, and not whoever studied it."""

    def test_the_head_of_the_body_decides(self, staff):
        case = staff.case(Status.AWAITING_DECISION)
        assert staff.do(DECIDE, case).decided_by == staff.chair.user

    def test_a_chair_by_role_without_the_seat_does_not(self, staff):
        case = staff.case(Status.AWAITING_DECISION)
        with pytest.raises(NotPermitted):
            staff.do(DECIDE, case, by=staff.member(Role.CHAIR, Role.MEMBER))

    @pytest.mark.parametrize("position", [Position.MEMBER, Position.SECRETARY])
    def test_another_seat_of_the_body_does_not(self, staff, position):
        case = staff.case(Status.AWAITING_DECISION)
        other = staff.member(Role.CHAIR)
        staff.seat(other, position)
        with pytest.raises(NotPermitted):
            staff.do(DECIDE, case, by=other)

    def test_a_head_whose_term_is_over_does_not(self, staff):
        case = staff.case(Status.AWAITING_DECISION)
        seat = staff.chair.seats.get()
        seat.until_on = seat.from_on
        seat.save()
        with pytest.raises(NotPermitted):
            staff.do(DECIDE, case)
        seat.until_on = None
        seat.save()
        staff.do(DECIDE, case)

    def test_the_head_of_another_body_of_the_association_does_not(self, staff):
        case = staff.case(Status.AWAITING_DECISION)
        other = staff.member(Role.CHAIR)
        kind = next(kind for kind in type(staff.body)._meta.get_field("kind").choices if kind[0] != staff.body.kind)
        body = staff.association.committees.create(kind=kind[0], name_ar="أخرى", name_en="Other")
        body.seats.create(membership=other, position=Position.CHAIR, from_on=staff.chair.seats.get().from_on)
        with pytest.raises(NotPermitted):
            staff.do(DECIDE, case, by=other)

    def test_whoever_studied_it_does_not_even_as_head(self, staff):
        case = staff.case(Status.AWAITING_STUDY)
        staff.chair.membership_roles.create(role=Role.RESEARCHER)
        both = type(staff.chair).objects.get(pk=staff.chair.pk)
        staff.do(START_STUDY, case, by=both)
        staff.do(RECOMMEND, case, by=both)
        with pytest.raises(NotPermitted):
            staff.do(DECIDE, case, by=both)

    def test_somebody_without_the_right_does_not_learn_who_decided(self, staff):
        case = staff.case(Status.DECIDED)
        with pytest.raises(NotPermitted):
            staff.do(DECIDE, case, by=staff.desk)
        with pytest.raises(AlreadyHandled):
            staff.do(DECIDE, case)


class TestWhatAVerbAsksFor:
    def test_taking_in_needs_every_mandatory_paper_and_the_signature(self, staff):
        case = staff.case(Status.INCOMPLETE, prepared=False)
        with pytest.raises(DomainError) as refusal:
            staff.do(COMPLETE, case)
        assert refusal.value.code == "checklist"
        found = {entry.pk: ("matched", None) for entry in case.checklist.filter(item__is_mandatory=True)}
        actions.check_item(case, by=staff.desk, findings=found)
        with pytest.raises(DomainError) as refusal:
            staff.do(COMPLETE, case)
        assert refusal.value.code == "declaration"
        staff.prepare(case)
        assert staff.do(COMPLETE, case).status == Status.AWAITING_STUDY

    def test_a_changed_fact_needs_a_new_signature(self, staff):
        case = staff.case(Status.INCOMPLETE)
        actions.correct(case, by=staff.desk, need="Rent of April", amount_asked=None, agreed_means="sms")
        with pytest.raises(DomainError) as refusal:
            staff.do(COMPLETE, case)
        assert refusal.value.code == "declaration"

    def test_a_refused_request_has_nothing_to_deliver(self, staff):
        case = staff.case(Status.ANSWERED, outcome=Outcome.REFUSED)
        with pytest.raises(DomainError) as refusal:
            staff.do(DELIVER, case)
        assert refusal.value.code == "refused"
        assert staff.do(CLOSE, case).status == Status.CLOSED

    def test_what_was_granted_is_delivered_before_it_is_closed(self, staff):
        case = staff.case(Status.ANSWERED)
        with pytest.raises(DomainError) as refusal:
            staff.do(CLOSE, case)
        assert refusal.value.code == "not_delivered"
        staff.do(DELIVER, case)
        assert staff.do(CLOSE, case).status == Status.CLOSED

    def test_another_means_than_the_agreed_one_is_explained(self, staff):
        case = staff.case(Status.DECIDED)
        with pytest.raises(DomainError) as refusal:
            staff.do(GIVE_ANSWER, case, means="phone", note="")
        assert refusal.value.field == "note"
        staff.do(GIVE_ANSWER, case, means="phone", note="The mobile was switched off.")

    def test_a_request_is_withdrawn_and_returned_at_a_recorded_moment(self, staff):
        returned = staff.case(Status.RETURNED)
        assert returned.events.filter(event=RETURN, to_status=Status.RETURNED).exists()
        staff.do(WITHDRAW, returned)
        assert staff.fresh(returned).closed_at is not None
