"""Paths that nobody draws: a decision changed after payments began, people who left, a clock after its answer."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from accounts.roles import Role
from core.errors import DomainError
from requests import actions
from requests.actions import warning
from requests.actions.objecting import decide_objection, withdraw_objection
from requests.actions.opinions import remind_of_opinions
from requests.actions.warning import warn_of_last_days
from requests.actions.warning_of_objections import warn_of_objections
from requests.batches.verbs import letter_of
from requests.budget import budget_of
from requests.eligibility_facts import _last_given
from requests.enums import BudgetPeriod, Occasion, Outcome, Status
from requests.models import DueWarning, SupportRequest
from requests.objection_workflow import DECIDE_OBJECTION
from requests.permissions import may_on_objection
from requests.workflow import (
    ASK_OPINION,
    DECIDE,
    DELIVER,
    EXTEND,
    GIVE_ANSWER,
    PAUSE,
    PLAN,
    RECOMMEND,
    RETURN,
    TAKE_BACK,
)
from tests.factories.payments import a_run, to_be_paid
from tests.factories.support_requests import Staff
from tests.support_requests.test_conditions import next_terms


@pytest.fixture
def staff(staff: Staff) -> Staff:
    """Their judge heads the body that the policy names for objections."""
    staff.seat_judge()
    return staff


def refused(code: str, act: Any, *args: Any, **kwargs: Any) -> None:
    with pytest.raises(DomainError) as refusal:
        act(*args, **kwargs)
    assert refusal.value.code == code


def ruled(staff: Staff, case: Any, outcome: str, **facts: Any) -> Any:
    """An objection to it, taken in and decided."""
    return decide_objection(staff.objection(case), by=staff.judge, outcome=outcome, reasons="Seen.", **facts)


def changed(staff: Staff, case: Any, amount: int) -> Any:
    return ruled(staff, case, "changed", new_outcome=Outcome.ACCEPTED, amount=Decimal(amount))


def decided_anew(staff: Staff, case: Any, outcome: str, amount: int | None = None) -> Any:
    """Sent back, studied and decided again, and told."""
    ruled(staff, case, "sent_back")
    staff.do(RECOMMEND, case)
    reason = "income" if outcome == Outcome.REFUSED else ""
    given = None if amount is None else Decimal(amount)
    staff.do(DECIDE, case, outcome=outcome, amount=given, refusal_reason=reason)
    staff.do(GIVE_ANSWER, case)
    return staff.fresh(case)


class TestADecisionChangedAfterItsPlan:
    def test_what_is_on_its_way_to_the_bank_is_settled_before_it_is_studied_anew(self, staff):
        case = to_be_paid(staff)
        actions.approve_run(a_run(staff, case), by=staff.chair)
        refused("paying", ruled, staff, case, "sent_back")

    def test_a_higher_grant_is_handed_over_in_full(self, staff):
        case = staff.case(Status.ANSWERED)
        changed(staff, case, 3000)
        delivery = staff.do(DELIVER, case)
        assert delivery.amount == 3000
        assert staff.fresh(case).status == Status.DELIVERED

    def test_after_a_part_was_handed_over_the_rest_of_the_higher_grant_is_planned(self, staff):
        case = staff.case(Status.ANSWERED)
        staff.do(DELIVER, case, measures={1: Decimal(1000)})
        changed(staff, case, 3000)
        staff.do(DELIVER, case)
        assert sum(row.amount for row in case.deliveries.all()) == 3000
        assert staff.fresh(case).status == Status.DELIVERED

    def test_no_less_is_granted_than_was_handed_over(self, staff):
        case = staff.case(Status.DELIVERED)
        refused("less_than_delivered", changed, staff, case, 1000)

    def test_refused_anew_nothing_of_the_first_grant_is_paid(self, staff):
        case = decided_anew(staff, to_be_paid(staff), Outcome.REFUSED)
        assert not case.instalments.outstanding().exists()
        refused("changed", a_run, staff, case)

    def test_what_was_handed_over_is_no_refusal(self, staff):
        case = staff.case(Status.ANSWERED)
        staff.do(DELIVER, case, measures={1: Decimal(1000)})
        refused("less_than_delivered", decided_anew, staff, case, Outcome.REFUSED)

    def test_granted_anew_what_was_handed_over_the_request_can_be_closed(self, staff, client_of):
        case = staff.case(Status.ANSWERED)
        staff.do(PLAN, case)
        staff.do(DELIVER, case, measures={1: Decimal(1250)})
        case = decided_anew(staff, case, Outcome.PARTLY_ACCEPTED, 1250)
        page = client_of(staff.desk).get(f"/twaim/requests/{case.reference}/").content.decode()
        assert f"/twaim/requests/{case.reference}/close/" in page
        assert actions.close(case, by=staff.desk).status == Status.CLOSED


class TestTheClockAfterItsAnswer:
    @pytest.mark.parametrize("event", [PAUSE, EXTEND])
    def test_an_answer_that_was_late_stays_late(self, staff, event):
        case = staff.case(Status.ANSWERED, outcome=Outcome.REFUSED)
        ruled(staff, case, "sent_back")
        refused("answered", staff.do, event, case)

    def test_returned_anew_its_promise_stays_as_it_was(self, staff):
        case = staff.case(Status.ANSWERED, outcome=Outcome.REFUSED)
        promised = case.due_on
        ruled(staff, case, "sent_back")
        staff.do(RETURN, case)
        assert (staff.fresh(case).due_on, staff.fresh(case).is_paused) == (promised, False)


class TestPeopleWhoLeft:
    def test_nobody_who_left_is_warned_in_place_of_those_who_are_there(self, staff):
        case = staff.case(Status.UNDER_STUDY)
        SupportRequest.objects.filter(pk=case.pk).update(due_on=timezone.localdate())
        type(staff.researcher).objects.filter(pk=staff.researcher.pk).update(is_active=False)
        warn_of_last_days(staff.association)
        heard = set(DueWarning.objects.filter(support_request=case, who="owner").values_list("to", flat=True))
        assert heard
        assert staff.researcher.user_id not in heard


class TestWhatIsCommitted:
    def test_a_budget_counts_what_stands_after_an_objection(self, staff):
        version = staff.service.version_in_force()
        version.budget, version.budget_period = Decimal(100_000), BudgetPeriod.YEAR
        today = timezone.localdate()
        changed(staff, staff.case(Status.ANSWERED, outcome=Outcome.REFUSED), 900)
        changed(staff, staff.case(Status.ANSWERED), 3000)
        decided_anew(staff, staff.case(Status.ANSWERED), Outcome.REFUSED)
        assert budget_of(version, on=today).committed == 3900

    def test_what_was_refused_anew_was_not_given(self, staff):
        case = staff.case(Status.ANSWERED)
        assert _last_given(case.beneficiary, None) == {staff.service.pk: timezone.localdate()}
        decided_anew(staff, case, Outcome.REFUSED)
        assert _last_given(case.beneficiary, None) == {}


class TestWhatIsDue:
    def test_one_request_that_fails_keeps_no_warning_from_the_others(self, staff, monkeypatch):
        cases = [staff.case(Status.UNDER_STUDY) for _time in range(2)]
        SupportRequest.objects.update(due_on=timezone.localdate())
        told = warning.warn_staff

        def fails_for_the_first(case: Any, *args: Any, **kwargs: Any) -> None:
            if case.pk == cases[0].pk:
                raise RuntimeError("no")
            told(case, *args, **kwargs)

        monkeypatch.setattr(warning, "warn_staff", fails_for_the_first)
        with pytest.raises(RuntimeError):
            warn_of_last_days(staff.association)
        assert [case.warnings.exists() for case in cases] == [False, True]

    def test_nobody_is_reminded_of_an_opinion_that_cannot_be_given_any_more(self, staff):
        with time_machine.travel(timezone.now() - timedelta(days=30), tick=False):
            waiting, decided = (staff.case(Status.UNDER_STUDY) for _time in range(2))
            for case in (waiting, decided):
                staff.do(ASK_OPINION, case)
            for event in (RECOMMEND, DECIDE):
                staff.do(event, decided)
        assert remind_of_opinions(staff.association) == 1
        assert [case.opinions.get().reminded_at is not None for case in (waiting, decided)] == [True, False]

    def test_where_the_head_left_management_decides_an_objection(self, staff):
        objection = staff.objection()
        manager = staff.member(Role.MANAGER)
        assert not may_on_objection(manager, DECIDE_OBJECTION, objection)
        type(staff.judge).objects.filter(pk=staff.judge.pk).update(is_active=False)
        assert may_on_objection(manager, DECIDE_OBJECTION, objection)


class TestTheAnswerToAnObjection:
    @pytest.fixture
    def objection(self, staff):
        self.manager = staff.member(Role.MANAGER)
        return staff.objection()

    def told(self, objection: Any) -> list[str]:
        return list(objection.association.notices.filter(about=objection.reference).values_list("key", flat=True))

    def run(self, objection: Any, days_before: int) -> int:
        day = objection.due_on - timedelta(days=days_before)
        with time_machine.travel(datetime.combine(day, time(9), tzinfo=UTC), tick=False):
            return warn_of_objections(objection.association)

    def test_whoever_decides_and_the_manager_are_warned_once_each_step(self, staff, objection):
        assert self.run(objection, 6) == 0
        assert self.run(objection, 5) == 1
        assert [key.split(":")[-2:] for key in self.told(objection)] == [["5", str(staff.judge.user_id)]]
        assert self.run(objection, 2) == 2
        assert self.run(objection, 2) == 0
        assert f":{self.manager.user_id}" in " ".join(self.told(objection))

    def test_on_the_last_day_the_person_is_told_once(self, objection):
        assert self.run(objection, 0) > 0
        assert self.run(objection, -1) == 0
        notice = objection.association.notices.get(event="answer_late")
        assert objection.reference in notice.body
        assert objection.events.filter(event="told_late").count() == 1

    def test_decided_or_withdrawn_nobody_is(self, staff, objection):
        withdraw_objection(objection, by=staff.desk, reason="No.")
        assert self.run(objection, 0) == 0


class TestWhatIsTyped:
    def test_a_figure_that_is_no_number_of_days_is_refused(self, staff, client_of):
        case, client = staff.case(Status.UNDER_STUDY), client_of(staff.chair)
        path = f"/twaim/requests/{case.reference}/extend/"
        form = client.get(path).context["form"]
        typed = {"token": form["token"].value(), "version": form["version"].value(), "reason": "Snow."}
        for days in ("²", "0", "-1", "1e3", "٩٩٩٩"):
            assert client.post(path, {**typed, "days": days}).status_code == 422
        assert client.post(path, {**typed, "days": "٣"}).status_code == 302

    @pytest.mark.parametrize("number", [0, 2, 10**18, 10**40])
    def test_a_delivery_of_no_such_number_does_not_exist(self, staff, client_of, number):
        case = staff.case(Status.DELIVERED)
        address = f"/twaim/requests/{case.reference}/deliveries/{number}/problem/"
        assert client_of(staff.desk).get(address).status_code == 404


class TestWhatWasTakenBack:
    def test_an_extension_is_not_taken_back_into_the_past(self, staff):
        with time_machine.travel(timezone.now() - timedelta(days=60), tick=False) as clock:
            case = staff.case(Status.UNDER_STUDY)
            first = case.due_on
            staff.do(EXTEND, case, days=10)
            clock.move_to(datetime.combine(first + timedelta(days=1), time(9), tzinfo=UTC))
            refused("passed", staff.do, TAKE_BACK, case)
            assert staff.fresh(case).due_on > first
            clock.move_to(datetime.combine(first, time(9), tzinfo=UTC))
            staff.do(TAKE_BACK, case)
            assert staff.fresh(case).due_on == first

    def test_after_a_withdrawn_objection_the_desk_may_write_down_another(self, staff, client_of):
        case = staff.case(Status.ANSWERED, outcome=Outcome.REFUSED)
        objection = staff.objection(case)
        page, door = f"/twaim/requests/{case.reference}/", f"/twaim/requests/{case.reference}/object/"
        assert door not in client_of(staff.desk).get(page).content.decode()
        withdraw_objection(objection, by=staff.desk, reason="No.")
        assert door in client_of(staff.desk).get(page).content.decode()

    def test_letters_of_many_are_for_whoever_may_read_them_then(self, staff):
        case = staff.case(Status.ANSWERED)
        assert letter_of(case, staff.desk, {"kind": "decision"})
        refused("not_permitted", letter_of, case, staff.researcher, {"kind": "decision"})


def test_a_service_with_conditions_is_decided_anew_too(staff):
    """What the conditions said is kept of the first decision, once."""
    next_terms(staff, {"kind": "age", "operator": "at_least", "low": 18})
    case = decided_anew(staff, staff.case(Status.ANSWERED, outcome=Outcome.REFUSED), Outcome.ACCEPTED, 900)
    assert case.status == Status.ANSWERED
    assert case.eligibility_checks.filter(occasion=Occasion.DECIDED).count() == 1
