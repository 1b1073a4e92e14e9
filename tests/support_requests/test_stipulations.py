"""Conditions of a decision: set with it, met or waived, and nothing delivered while one that comes before is open."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone, translation

from accounts.roles import Role
from core.errors import AlreadyHandled, DomainError, NotPermitted, StaleRecord
from correspondence.paper import paper
from requests.actions.objecting import decide_objection
from requests.enums import MustBeMet, Outcome, ReceivedBy, Status
from requests.models import Delivery, Stipulation, StipulationFact
from requests.presenting_conditions import conditions_of
from requests.stipulating import MOST, Stipulated
from requests.workflow import (
    DECIDE,
    DELIVER,
    GIVE_ANSWER,
    MEET_CONDITION,
    REOPEN_CONDITION,
    WAIVE_CONDITION,
)
from tests.factories.support_requests import Staff

TABLES = "support_requests_stipulation support_requests_stipulationfact support_requests_delivery _paymentrow"
DAY = datetime.timedelta(days=1)
LEASE = "Bring the lease in your name."


@pytest.fixture(autouse=True)
def _sentences_in_english() -> Any:
    with translation.override("en"):
        yield


def asked() -> tuple[Stipulated, ...]:
    """One before the delivery within ten days, one afterwards."""
    return (
        Stipulated(LEASE, MustBeMet.BEFORE, timezone.localdate() + 10 * DAY),
        Stipulated("Send a receipt of the rent.", MustBeMet.AFTER),
    )


@pytest.fixture
def conditional(staff: Staff) -> Staff:
    staff.asked = asked()
    return staff


def test_a_decision_carries_its_conditions_and_its_letter_says_them(conditional):
    case = conditional.case(Status.DECIDED)
    rows = list(case.stipulations.for_pages())
    assert [(row.position, row.text, row.needed) for row in rows] == [
        (1, LEASE, "before"),
        (2, "Send a receipt of the rent.", "after"),
    ]
    assert all(row.is_open and row.decision == case.decision and row.body == case.reviewing_body for row in rows)
    letter = paper(case.decision.letter, check_url="https://x.test/")
    assert "شروط القرار" in letter
    assert LEASE in letter
    assert "قبل التسليم" in letter
    assert "بعد التسليم" in letter
    assert "في موعد أقصاه" in letter


def test_a_letter_without_conditions_does_not_speak_of_any(staff):
    assert "شروط القرار" not in paper(staff.case(Status.DECIDED).decision.letter, check_url="https://x.test/")


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ([Stipulated("x")] * (MOST + 1), "too_many"),
        ([Stipulated("x" * 301)], "too_long"),
        ([Stipulated("x", "later")], "too_long"),
        ([Stipulated("x", last_on=datetime.date(2020, 1, 1))], "past"),
    ],
)
def test_what_cannot_be_asked_is_refused_beside_its_field(staff, rows, code):
    case = staff.case(Status.AWAITING_DECISION)
    with pytest.raises(DomainError) as refusal:
        staff.do(DECIDE, case, stipulations=rows)
    assert (refusal.value.code, refusal.value.field) == (code, "stipulations")
    staff.do(DECIDE, case, stipulations=[Stipulated("x"), Stipulated("  ")])
    assert Stipulation.objects.count() == 1


def test_a_refusal_carries_none_in_words_and_in_the_database(conditional):
    case = conditional.case(Status.AWAITING_DECISION)
    refused = {"outcome": Outcome.REFUSED, "refusal_reason": "income", "amount": None}
    with pytest.raises(DomainError, match="Only what is granted has conditions"):
        conditional.do(DECIDE, case, stipulations=asked(), **refused)
    conditional.do(DECIDE, case, stipulations=(), **refused)
    row = {"association": case.association, "support_request": case, "body": case.reviewing_body, "position": 1}
    with pytest.raises(IntegrityError, match="a refusal has no conditions"), transaction.atomic():
        Stipulation.objects.create(**row, decision=conditional.fresh(case).decision, text="x", needed="before")


def test_the_delivery_waits_in_words_and_in_the_database(conditional):
    case = conditional.case(Status.ANSWERED)
    with pytest.raises(DomainError, match=f"waits for a condition of the decision: {LEASE}"):
        conditional.do(DELIVER, case)
    row = {"association": case.association, "support_request": case, "what": "Rent", "amount": Decimal(500)}
    facts = {"delivered_on": timezone.localdate(), "by": conditional.desk.user, "at": timezone.now()}
    by_hand = {"received_by": ReceivedBy.BENEFICIARY, "receiver_name": "x", "method": "on_paper"}
    paid_in = {"received_by": ReceivedBy.ACCOUNT, "receiver_name": "x", "method": ""}
    for way in (by_hand, paid_in):  # no run paid it
        with pytest.raises(IntegrityError, match="the delivery waits"), transaction.atomic():
            Delivery.objects.create(**row, **facts, **way)
    conditional.do(MEET_CONDITION, case)
    conditional.do(DELIVER, case)
    assert conditional.fresh(case).status == Status.DELIVERED


def test_only_conditions_before_it_hold_up_the_delivery(staff):
    staff.asked = (Stipulated("Send a receipt.", MustBeMet.AFTER),)
    assert staff.case(Status.CLOSED).stipulations.standing().open().count() == 1


def test_a_condition_is_met_with_what_was_seen_and_told_in_the_history(conditional):
    case = conditional.case(Status.ANSWERED)
    conditional.do(MEET_CONDITION, case, reason="The lease of 1 Muharram.")
    row = case.stipulations.for_pages().get(position=1)
    assert not row.is_open
    assert (row.became, row.told["words"]) == ("met", "The lease of 1 Muharram.")
    event = case.events.get(event=MEET_CONDITION)
    assert (event.reason, event.detail) == ("The lease of 1 Muharram.", {"condition": 1})


def test_two_mark_it_at_once_and_the_second_is_told(conditional):
    case = conditional.case(Status.ANSWERED)
    conditional.do(MEET_CONDITION, case)
    with pytest.raises(AlreadyHandled, match="no longer open: Met"):
        conditional.do(MEET_CONDITION, case)
    with pytest.raises(AlreadyHandled):
        conditional.do(WAIVE_CONDITION, case)
    assert StipulationFact.objects.count() == 1
    with pytest.raises(StaleRecord):
        conditional.do(MEET_CONDITION, case, number=3)


def test_what_was_marked_by_mistake_is_opened_again_and_blocks_again(conditional):
    case = conditional.case(Status.ANSWERED)
    with pytest.raises(AlreadyHandled, match="This condition is open"):
        conditional.do(REOPEN_CONDITION, case)
    conditional.do(MEET_CONDITION, case)
    conditional.do(REOPEN_CONDITION, case, reason="It was another person's lease.")
    with pytest.raises(DomainError) as refusal:
        conditional.do(DELIVER, case)
    assert refusal.value.code == "condition_open"
    conditional.do(MEET_CONDITION, case)
    conditional.do(DELIVER, case)
    assert [fact.what for fact in StipulationFact.objects.all()] == ["met", "reopened", "met"]


def test_only_the_head_of_the_body_waives_and_what_is_waived_stays_so(conditional):
    case = conditional.case(Status.ANSWERED)
    for member in (conditional.desk, conditional.judge, conditional.researcher, conditional.member(Role.MANAGER)):
        with pytest.raises(NotPermitted):
            conditional.do(WAIVE_CONDITION, case, by=member)
    conditional.do(WAIVE_CONDITION, case, reason="The landlord confirmed it by phone.")
    with pytest.raises(DomainError, match="stays waived"):
        conditional.do(REOPEN_CONDITION, case)
    conditional.do(DELIVER, case)


def test_who_studied_it_waives_nothing_even_as_the_head(conditional):
    case = conditional.case(Status.ANSWERED)
    type(case).objects.filter(pk=case.pk).update(researcher=conditional.chair.user)
    with pytest.raises(NotPermitted):
        conditional.do(WAIVE_CONDITION, case)


def test_a_revision_asks_anew_and_what_the_first_decision_asked_is_past(conditional):
    judge = conditional.seat_judge()
    case = conditional.case(Status.ANSWERED)
    objection = conditional.objection(case)
    granted = {"new_outcome": Outcome.ACCEPTED, "amount": Decimal(2600)}
    anew = (Stipulated("Bring a letter of the landlord."),)
    decide_objection(objection, by=judge, outcome="changed", reasons="Seen anew.", stipulations=anew, **granted)
    case = conditional.fresh(case)
    row = case.stipulations.for_pages().get()
    assert (row.text, row.position, row.body) == ("Bring a letter of the landlord.", 1, objection.body)
    assert row.revision is not None
    with pytest.raises(NotPermitted):  # the head of the body that set it is the judge now
        conditional.do(WAIVE_CONDITION, case)
    conditional.do(WAIVE_CONDITION, case, by=judge)
    conditional.do(DELIVER, case)
    letter = objection.ruling.letter
    assert "Bring a letter of the landlord." in paper(letter, check_url="https://x.test/")


def test_an_objection_that_changes_nothing_asks_nothing(conditional):
    judge = conditional.seat_judge()
    objection = conditional.objection(conditional.case(Status.ANSWERED))
    with pytest.raises(DomainError, match="Only what is granted"):
        decide_objection(objection, by=judge, outcome="upheld", reasons="As it was.", stipulations=asked())
    decide_objection(objection, by=judge, outcome="upheld", reasons="As it was.")
    assert objection.support_request.stipulations.standing().count() == 2


def test_what_passed_its_day_is_overdue_until_it_is_met(conditional):
    case = conditional.case(Status.ANSWERED)
    rows = conditional.association.support_requests
    day = timezone.localdate() + 10 * DAY
    assert not rows.with_conditions_overdue(on=day).exists()
    assert rows.with_conditions_overdue(on=day + DAY).get() == case
    conditional.do(MEET_CONDITION, case)
    assert not rows.with_conditions_overdue(on=day + DAY).exists()
    assert rows.with_open_conditions().get() == case  # the other is open
    conditional.do(MEET_CONDITION, case, number=2)
    assert not rows.with_open_conditions().exists()


def test_what_is_overdue_stands_on_the_desk_s_first_page_and_in_its_queue(conditional, client_of):
    case = conditional.case(Status.ANSWERED)
    client, home = client_of(conditional.desk), reverse("today", args=["twaim"])
    assert "conditions_late" not in client.get(home).content.decode()
    with time_machine.travel(timezone.now() + 11 * DAY, tick=False):
        client = client_of(conditional.desk)
        assert "?queue=conditions_late" in client.get(home).content.decode()
        listed = reverse("support_requests:list", args=["twaim"]) + "?queue=conditions_late"
        assert case.reference in client.get(listed).content.decode()
        page = client.get(reverse("support_requests:detail", args=["twaim", case.reference])).content.decode()
        assert "Overdue" in page


def test_what_is_to_be_delivered_says_that_a_condition_comes_first_and_is_not_called_late(conditional, client_of):
    case = conditional.case(Status.ANSWERED)
    own = reverse("support_requests:detail", args=["twaim", case.reference])
    queue = reverse("deliveries:list", args=["twaim"])
    with time_machine.travel(timezone.now() + 3 * DAY, tick=False):
        client = client_of(conditional.desk)
        before = [client.get(page).content.decode() for page in (own, queue)]
        assert all("Condition open" in page and "days late" not in page for page in before)
        conditional.do(MEET_CONDITION, case)
        after = [client.get(page).content.decode() for page in (own, queue)]
        assert all("Condition open" not in page and "days late" in page for page in after)


def test_a_run_pays_no_request_whose_delivery_waits(conditional):
    case = conditional.case(Status.ANSWERED)
    rows = case.instalments.standing()
    assert not rows.payable(until=timezone.localdate()).exists()
    conditional.do(MEET_CONDITION, case)
    assert rows.payable(until=timezone.localdate()).exists()


WRITTEN = [
    (Stipulation, "text", "Other words.", "never changed"),
    (Stipulation, "last_on", None, "never changed"),
    (Stipulation, "needed", "after", "never changed"),
    (StipulationFact, "what", "waived", "never rewritten"),
    (StipulationFact, "words", "Other words.", "never rewritten"),
]


@pytest.mark.parametrize(("model", "column", "value", "words"), WRITTEN)
def test_nothing_of_them_is_rewritten_or_removed(conditional, model, column, value, words):
    case = conditional.case(Status.ANSWERED)
    conditional.do(MEET_CONDITION, case)
    rows = model.objects.filter(pk=model.objects.first().pk)
    with pytest.raises(IntegrityError, match=words), transaction.atomic():
        rows.update(**{column: value})
    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        rows._raw_delete("default")


def test_past_the_verbs_too_a_condition_is_settled_in_turn_and_belongs_to_its_decision(conditional):
    case = conditional.case(Status.DECIDED)
    row = Stipulation.objects.values().filter(position=1).get()
    whose = {"association": case.association, "stipulation_id": row["id"], "by": conditional.desk.user}

    def fact(what: str) -> StipulationFact:
        with transaction.atomic():
            return StipulationFact.objects.create(**whose, what=what, words="x", at=timezone.now())

    with pytest.raises(IntegrityError, match="opened again afterwards"):
        fact("reopened")
    fact("met")
    with pytest.raises(IntegrityError, match="opened again afterwards"):
        fact("waived")
    other = conditional.open()
    with pytest.raises(IntegrityError, match="belongs to the decision of its request"), transaction.atomic():
        Stipulation.objects.create(**{**row, "id": None, "position": 5, "support_request_id": other.pk})
    conditional.do(GIVE_ANSWER, case)
    with pytest.raises(IntegrityError, match="gets no further conditions"), transaction.atomic():
        Stipulation.objects.create(**{**row, "id": None, "position": 5})


def test_when_it_was_met_is_shown_as_the_moment_it_was(conditional):
    case = conditional.case(Status.ANSWERED)
    conditional.do(MEET_CONDITION, case)
    (met, _other) = conditions_of(conditional.desk, conditional.fresh(case))["conditions"]
    assert met.at == StipulationFact.objects.get().at
