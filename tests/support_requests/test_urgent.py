"""Urgent help: at once within a named officer's limit; ratified by the body, or reversed with reasons, by another."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone, translation

from accounts.roles import Role
from committees.models import Position
from core.errors import AlreadyHandled, DomainError, NotPermitted
from requests import actions
from requests.budget import budget_of
from requests.enums import AmountRule, BudgetPeriod, Outcome, Status
from requests.models import Instalment, ServiceVersion, UrgentHelp
from requests.room_of_file import ROOM
from requests.workflow import (
    CLOSE,
    DECIDE,
    DELIVER,
    GIVE_ANSWER,
    GIVE_URGENT,
    PLAN,
    RATIFY_URGENT,
    RECOMMEND,
    REVERSE_URGENT,
    STEP_ASIDE,
    WITHDRAW,
)
from tests.factories.services import draft_of, in_force
from tests.factories.support_requests import Staff

TODAY = timezone.localdate


@pytest.fixture(autouse=True)
def _sentences_in_english() -> Any:
    with translation.override("en"):
        yield


@pytest.fixture
def case(staff: Staff) -> Any:
    return staff.case(Status.UNDER_STUDY)


def refused(code: str, act: Any, *args: Any, **kwargs: Any) -> DomainError:
    with pytest.raises(DomainError) as refusal, transaction.atomic():
        act(*args, **kwargs)
    assert refusal.value.code == code, refusal.value
    return refusal.value


class TestGiving:
    def test_it_is_given_received_and_told_at_once_and_the_request_stays_where_it_is(self, staff, case):
        help_ = staff.do(GIVE_URGENT, case)
        assert (help_.amount, help_.given_by, help_.body) == (500, staff.urgent_officer.user, staff.body)
        assert help_.ratify_by == TODAY() + timedelta(days=14)
        delivery = case.deliveries.get()
        assert (delivery.amount, delivery.letter.kind, help_.delivery) == (500, "delivery", delivery)
        assert delivery.signature is not None
        fresh = staff.fresh(case)
        assert fresh.status == Status.UNDER_STUDY
        assert not fresh.instalments.exists()
        events = list(staff.association.notices.values_list("event", flat=True))
        assert (events.count("urgent_given"), events.count("urgent_waits")) == (1, 1)

    def test_the_body_s_days_are_the_association_s_own(self, staff, case):
        actions.set_urgent_rules(staff.association, by=staff.member(Role.MANAGER), ratify_days=5, warn_days=1)
        assert staff.do(GIVE_URGENT, case).ratify_by == TODAY() + timedelta(days=5)

    def test_a_second_one_on_the_request_is_refused(self, staff, case):
        staff.do(GIVE_URGENT, case)
        with pytest.raises(AlreadyHandled):
            staff.do(GIVE_URGENT, case)
        row = UrgentHelp.objects.values().get()
        delivery = case.deliveries.values().get()
        other = case.deliveries.create(**{**delivery, "id": None}).pk
        with pytest.raises(IntegrityError), transaction.atomic():
            UrgentHelp.objects.create(**{**row, "id": None, "delivery_id": other})

    def test_the_limit_is_kept_to_the_halala(self, staff, case):
        refused("limit", staff.do, GIVE_URGENT, case, amount=Decimal("1000.01"))
        assert staff.do(GIVE_URGENT, case, amount=Decimal("1000.00")).amount == 1000

    @pytest.mark.parametrize("amount", ["0", "-5", "10.005"])
    def test_odd_amounts_are_refused(self, staff, case, amount):
        refused("amount", staff.do, GIVE_URGENT, case, amount=Decimal(amount))

    def test_nobody_gives_without_a_term_today_or_for_another_service(self, staff, case):
        refused("not_named", staff.do, GIVE_URGENT, case, by=staff.desk)
        past = {"until_on": date(2021, 1, 1)}
        staff.named(staff.desk, **past)
        refused("not_named", staff.do, GIVE_URGENT, case, by=staff.desk)
        term = staff.named(staff.desk, from_on=TODAY(), decision_on=TODAY())
        other = staff.association.services.create(code="food", name_ar="غذاء", name_en="Food")
        term.scopes.create(association=staff.association, service=other)
        refused("not_named", staff.do, GIVE_URGENT, case, by=staff.desk)
        term.scopes.create(association=staff.association, service=staff.service)
        assert staff.do(GIVE_URGENT, case, by=staff.desk).officer == term

    def test_an_ended_term_gives_nothing(self, staff, case):
        term = staff.named(staff.desk)
        actions.end_urgent_officer(term, by=staff.member(Role.MANAGER), reason="The board took it back.")
        refused("not_named", staff.do, GIVE_URGENT, case, by=staff.desk)

    def test_whoever_has_a_tie_stepped_aside_or_would_ratify_it_gives_nothing(self, staff, case):
        refused("tie", staff.do, GIVE_URGENT, case, has_no_tie=False)
        staff.named(staff.researcher)
        other = staff.case(Status.UNDER_STUDY)
        staff.do(STEP_ASIDE, other)
        refused("tie", staff.do, GIVE_URGENT, other, by=staff.researcher)
        head = staff.member(Role.CHAIR)
        staff.named(head)
        staff.reseat(staff.body, head)
        refused("heads_the_body", staff.do, GIVE_URGENT, case, by=head)

    def test_one_s_own_file_by_its_e_mail_is_a_tie(self, staff, case):
        case.beneficiary.email = staff.urgent_officer.user.email.upper()
        case.beneficiary.save()
        refused("tie", staff.do, GIVE_URGENT, case)

    def test_a_declaration_comes_first_where_the_policy_asks_for_one(self, staff):
        case = staff.case(Status.INCOMPLETE, prepared=False)
        refused("declaration", staff.do, GIVE_URGENT, case)
        staff.prepare(case)
        assert staff.do(GIVE_URGENT, case).amount == 500

    def test_a_closed_file_takes_nothing(self, staff, case):
        closed = {"closed_on": TODAY(), "closed_because": "moved", "keep_until": TODAY()}
        type(case.beneficiary).objects.filter(pk=case.beneficiary_id).update(**closed)
        with pytest.raises(DomainError):
            staff.do(GIVE_URGENT, case)
        assert not UrgentHelp.objects.exists()

    def test_in_kind_only_where_the_term_lets_it(self, staff, case):
        term = staff.named(staff.desk, allows_in_kind=False)
        refused("in_kind", staff.do, GIVE_URGENT, case, by=staff.desk, item="Blankets", quantity=4)
        refused("item", staff.do, GIVE_URGENT, case, item="Blankets")
        help_ = staff.do(GIVE_URGENT, case, item="Blankets", quantity=4)
        assert (help_.delivery.what, help_.delivery.amount) == ("Blankets (4)", None)
        assert term.helps.count() == 0

    def test_the_service_s_ceiling_and_budget_bind_the_officer(self, staff):
        new_terms(staff, amount_rule=AmountRule.CEILING, ceiling=Decimal(300))
        refused("ceiling", staff.do, GIVE_URGENT, staff.case(Status.UNDER_STUDY))
        new_terms(staff, budget=Decimal(450), budget_period=BudgetPeriod.YEAR)
        case = staff.case(Status.UNDER_STUDY)
        refused("budget", staff.do, GIVE_URGENT, case)
        staff.do(GIVE_URGENT, case, amount=Decimal(300))
        budget = budget_of(staff.fresh(case).service_version, on=TODAY())
        assert budget is not None
        assert budget.committed == 300


def new_terms(staff: Staff, **columns: Any) -> None:
    """The next terms of the staff's service; the former ended."""
    last = staff.service.version_in_force()
    ServiceVersion.objects.filter(pk=last.pk).update(in_force_until=last.in_force_from)
    in_force(draft_of(staff.service, **columns), last.in_force_from + timedelta(days=1))


class TestWhatTheBodySays:
    def test_ratified_by_the_head_of_the_body_and_by_nobody_else(self, staff, case):
        staff.do(GIVE_URGENT, case)
        for other in (staff.desk, staff.member(Role.CHAIR), staff.urgent_officer):
            with pytest.raises(NotPermitted):
                staff.do(RATIFY_URGENT, case, by=other)
        help_ = staff.do(RATIFY_URGENT, case, words="The need was real.")
        assert (help_.settled_by, help_.is_ratified) == (staff.chair.user, True)
        with pytest.raises(AlreadyHandled):
            staff.do(REVERSE_URGENT, case)

    def test_nobody_ratifies_or_reverses_their_own_even_as_head_since(self, staff, case):
        giver = staff.member(Role.CHAIR)
        staff.named(giver)
        staff.do(GIVE_URGENT, case, by=giver)
        staff.reseat(staff.body, giver)
        for event in (RATIFY_URGENT, REVERSE_URGENT):
            refused("own_help", staff.do, event, case, by=giver)
        case = staff.fresh(case)
        staff.do(RECOMMEND, case)  # before the body now: whoever gave the help takes no part in it
        refused("aside", staff.do, DECIDE, case, by=giver)

    def test_reversed_with_reasons_and_what_becomes_of_it(self, staff, case):
        staff.do(GIVE_URGENT, case)
        refused("afterwards", staff.do, REVERSE_URGENT, case, afterwards="")
        refused("reason_missing", staff.do, REVERSE_URGENT, case, reason=" ")
        help_ = staff.do(REVERSE_URGENT, case, afterwards="recover")
        assert (help_.is_reversed, help_.afterwards) == (True, "recover")
        assert case.deliveries.get().amount == 500
        assert staff.association.notices.filter(event="urgent_reversed").count() == 1

    def test_it_is_looked_at_even_after_the_request_was_withdrawn(self, staff, case):
        staff.do(GIVE_URGENT, case)
        staff.do(WITHDRAW, case)
        staff.do(REVERSE_URGENT, case, afterwards="leave")
        assert staff.fresh(case).status == Status.WITHDRAWN


class TestTheDecision:
    def test_a_refusal_waits_until_the_body_looked_at_it(self, staff):
        case = staff.case(Status.AWAITING_DECISION)
        staff.do(GIVE_URGENT, case)
        staff.outcome = Outcome.REFUSED
        refused("urgent_awaits", staff.do, DECIDE, case)
        staff.do(REVERSE_URGENT, case)
        assert staff.do(DECIDE, case).outcome == Outcome.REFUSED

    def test_a_grant_ratifies_it_and_includes_it(self, staff):
        case = staff.case(Status.AWAITING_DECISION)
        staff.do(GIVE_URGENT, case)
        refused("urgent_included", staff.do, DECIDE, case, amount=Decimal("499.99"))
        staff.do(DECIDE, case)
        help_ = UrgentHelp.objects.get()
        assert (help_.is_ratified, help_.settled_by) == (True, staff.chair.user)
        staff.do(GIVE_ANSWER, case)
        rows = list(Instalment.objects.filter(support_request=case).order_by("position"))
        assert [(row.amount, row.delivered, row.granted) for row in rows] == [(500, 500, 2500), (2000, 0, 2500)]
        assert help_.delivery.parts.get().instalment == rows[0]
        staff.do(DELIVER, case)
        assert [row.amount for row in case.deliveries.order_by("pk")] == [500, 2000]
        assert staff.do(CLOSE, case).status == Status.CLOSED

    def test_the_rest_alone_is_planned(self, staff):
        case = staff.case(Status.AWAITING_DECISION)
        staff.do(GIVE_URGENT, case)
        staff.do(DECIDE, case)
        half = [actions.Part(TODAY(), amount=Decimal(1000)), actions.Part(TODAY(), amount=Decimal(1000))]
        refused("total", actions.plan, staff.fresh(case), by=staff.desk, parts=[*half, *half[:1]])
        staff.do(PLAN, case, parts=half)
        assert [row.amount for row in case.instalments.standing()] == [500, 1000, 1000]

    def test_a_grant_of_just_that_is_delivered_with_its_answer(self, staff):
        case = staff.case(Status.AWAITING_DECISION)
        staff.do(GIVE_URGENT, case)
        staff.do(DECIDE, case, amount=Decimal(500))
        staff.do(GIVE_ANSWER, case)
        assert staff.fresh(case).status == Status.DELIVERED
        assert staff.do(CLOSE, case).status == Status.CLOSED

    def test_what_was_reversed_is_no_part_of_the_grant(self, staff):
        case = staff.case(Status.AWAITING_DECISION)
        staff.do(GIVE_URGENT, case)
        staff.do(REVERSE_URGENT, case)
        staff.do(DECIDE, case, amount=Decimal(400))
        staff.do(GIVE_ANSWER, case)
        assert [(row.amount, row.delivered) for row in case.instalments.standing()] == [(400, 0)]

    def test_food_given_at_once_is_no_part_of_a_grant_of_money(self, staff):
        case = staff.case(Status.AWAITING_DECISION)
        staff.do(GIVE_URGENT, case, item="Food", quantity=2)
        staff.do(DECIDE, case, amount=Decimal(300))
        staff.do(GIVE_ANSWER, case)
        assert [(row.amount, row.delivered) for row in case.instalments.standing()] == [(300, 0)]

    @pytest.mark.parametrize(
        ("after", "committed"),
        [
            ("nothing", 500),
            ("ratified", 500),
            ("leave", 500),
            ("recover", 0),
            ("granted", 2500),
            ("left, granted", 3000),
        ],
    )
    def test_the_budget_is_burdened_once(self, staff, after, committed):
        new_terms(staff, budget=Decimal(9000), budget_period=BudgetPeriod.YEAR)
        case = staff.case(Status.AWAITING_DECISION)
        staff.do(GIVE_URGENT, case)
        if after == "ratified":
            staff.do(RATIFY_URGENT, case)
        if after in ("leave", "recover", "left, granted"):
            staff.do(REVERSE_URGENT, case, afterwards="recover" if after == "recover" else "leave")
        if after.endswith("granted"):
            staff.do(DECIDE, case)
        budget = budget_of(staff.fresh(case).service_version, on=TODAY())
        assert budget is not None
        assert budget.committed == committed


def test_the_name_is_forgotten_and_the_figures_stay(staff, case):
    staff.do(GIVE_URGENT, case, item="Food", quantity=2)
    staff.do(REVERSE_URGENT, case)
    ROOM.forget(case.beneficiary)
    row = UrgentHelp.objects.get()
    assert (row.reason, row.item, row.settled_words) == ("—", "—", "—")
    assert (row.amount, row.quantity, row.is_reversed) == (500, 2, True)


def test_a_deputy_seat_does_not_ratify(staff, case):
    staff.do(GIVE_URGENT, case)
    other = staff.member(Role.CHAIR)
    staff.seat(other, Position.MEMBER)
    with pytest.raises(NotPermitted):
        staff.do(RATIFY_URGENT, case, by=other)
