"""A body is formed by a decision, and people sit in it for terms: its verbs, and what the database refuses."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.roles import Role
from committees.actions import end_seat, give_seat, record_formation
from committees.enums import Majority, Position, TakesEffect, Way
from committees.models import Formation, Seat
from committees.quorum import Quorum
from core.errors import DomainError, NotPermitted
from tests.factories.support_requests import SINCE, Staff

VOTES = {
    "way": Way.TOGETHER,
    "quorum_parts": 1,
    "quorum_whole": 2,
    "quorum_is_more": True,
    "majority": Majority.SIMPLE,
    "takes_effect": TakesEffect.ITEM,
}
DAY = timedelta(days=1)


@pytest.fixture
def staff(twaim: Any) -> Staff:
    return Staff(twaim)


def formed(staff: Staff, *, from_on: date = SINCE, number: str = "12", **rules: Any) -> Formation:
    manager = staff.member(Role.MANAGER)
    given = rules or VOTES
    return record_formation(
        staff.body, by=manager, decision_number=number, decided_on=from_on, from_on=from_on, **given
    )


def test_the_next_formation_ends_the_one_before(staff):
    first = formed(staff)
    second = formed(staff, from_on=SINCE + 10 * DAY, number="13", way=Way.ALONE)
    first.refresh_from_db()
    assert first.until_on == SINCE + 9 * DAY
    assert second.until_on is None
    assert [row.votes for row in staff.body.formations.held_on(SINCE + 9 * DAY)] == [True]
    assert [row.votes for row in staff.body.formations.held_on(SINCE + 10 * DAY)] == [False]


def test_a_formation_of_an_earlier_day_is_refused_in_words(staff):
    formed(staff)
    with pytest.raises(DomainError) as refusal:
        formed(staff, from_on=SINCE)
    assert refusal.value.field == "from_on"
    with pytest.raises(DomainError, match="from the day of its decision"):
        record_formation(
            staff.body,
            by=staff.member(Role.MANAGER),
            decision_number="1",
            decided_on=SINCE + 20 * DAY,
            from_on=SINCE + 15 * DAY,
            **VOTES,
        )


@pytest.mark.parametrize("role", [role for role in Role if role not in (Role.MANAGER, Role.ADMINISTRATOR)])
def test_only_management_and_the_administrator_form_bodies(staff, elsewhere_manager, role):
    given = {"decision_number": "1", "decided_on": SINCE, "from_on": SINCE, **VOTES}
    for by in (staff.member(role), elsewhere_manager):
        with pytest.raises(NotPermitted):
            record_formation(staff.body, by=by, **given)
        with pytest.raises(NotPermitted):
            give_seat(staff.body, by=by, membership=staff.desk, position=Position.MEMBER, from_on=SINCE)
        with pytest.raises(NotPermitted):
            end_seat(staff.body.seats.get(), by=by, last_day=timezone.localdate())


@pytest.fixture
def elsewhere_manager(qalam: Any) -> Any:
    return Staff(qalam).member(Role.MANAGER)


@pytest.mark.parametrize(
    ("rules", "quorum"),
    [
        ({"quorum_count": 3}, Quorum(count=3)),
        ({"quorum_parts": 2, "quorum_whole": 3}, "2/3"),
        (VOTES, "more than 1/2"),
    ],
)
def test_a_formation_gives_its_quorum(staff, rules, quorum):
    plain = {**VOTES, "quorum_parts": None, "quorum_whole": None, "quorum_is_more": False}
    found = formed(staff, **{**plain, **rules}).quorum
    if isinstance(quorum, Quorum):
        assert found == quorum
    else:
        assert f"{'more than ' if found.is_more else ''}{found.share}" == quorum


ODD: dict[str, list[dict[str, Any]]] = {
    "formation_has_its_rules": [
        {"majority": ""},
        {"takes_effect": ""},
        {"quorum_count": 2},
        {"quorum_parts": 3},
        {"quorum_parts": None},
        {"quorum_parts": 2, "quorum_whole": 2},
        {"quorum_parts": 0},
        {"way": Way.ALONE},
        {"way": "nobody"},
    ],
    "formation_ends_after_it_begins": [{"until_on": SINCE - DAY}],
    "formation_after_its_decision": [{"decided_on": SINCE + DAY}],
}


@pytest.mark.parametrize(("rule", "columns"), [(name, odd) for name, rows in ODD.items() for odd in rows])
def test_the_database_refuses_half_a_formation(staff, rule, columns):
    row = {**Formation.objects.values().get(pk=formed(staff, from_on=SINCE).pk), "until_on": SINCE + DAY}
    with pytest.raises(IntegrityError, match=rule), transaction.atomic():
        Formation.objects.create(**{**row, "id": None, **columns})


def test_the_database_refuses_minutes_of_an_item_out_of_range_or_where_nobody_votes(staff):
    """committees_formation."""
    row = {**Formation.objects.values().get(pk=formed(staff, from_on=SINCE).pk), "until_on": SINCE + DAY, "id": None}
    alone = {"way": Way.ALONE, "majority": "", "takes_effect": "", "fallback": "", "chair_casts": False}
    alone |= dict.fromkeys(("quorum_count", "quorum_parts", "quorum_whole", "circulation_days"))
    alone |= {"quorum_is_more": False}
    for odd in ({"item_minutes": 0}, {"item_minutes": 241}, {**alone, "item_minutes": 10}):
        with pytest.raises(IntegrityError, match="1 to 240 minutes"), transaction.atomic():
            Formation.objects.create(**{**row, **odd})
    for fine in ({"item_minutes": 1}, {"item_minutes": 240}, {**alone, "item_minutes": None}):
        Formation.objects.create(**{**row, **fine})


def test_the_database_refuses_two_formations_that_hold(staff):
    row = Formation.objects.values().get(pk=formed(staff).pk)
    with pytest.raises(IntegrityError), transaction.atomic():
        Formation.objects.create(**{**row, "id": None})


def test_the_database_refuses_to_rewrite_a_formation(staff):
    """committees_formation: its rules, its end and its row."""
    rows = Formation.objects.filter(pk=formed(staff).pk)
    for change in (
        {"majority": Majority.UNANIMOUS},
        {"decision_number": "99"},
        {"quorum_whole": 3},
        {"item_minutes": 15},
    ):
        with pytest.raises(IntegrityError, match="never rewritten"), transaction.atomic():
            rows.update(**change)
    assert rows.update(until_on=SINCE + DAY) == 1
    with pytest.raises(IntegrityError, match="stays ended"), transaction.atomic():
        rows.update(until_on=None)
    with pytest.raises(IntegrityError, match="never removed"), transaction.atomic():
        rows.delete()


def test_terms_of_one_person_and_of_two_chairs_do_not_lie_over_each_other(staff):
    manager, member = staff.member(Role.MANAGER), staff.member(Role.MEMBER)
    given = {"by": manager, "membership": member, "position": Position.MEMBER}
    give_seat(staff.body, **given, from_on=SINCE, until_on=SINCE + 9 * DAY)
    with pytest.raises(DomainError, match="sits in the body"):
        give_seat(staff.body, **given, from_on=SINCE + 9 * DAY)
    with pytest.raises(DomainError, match="sits in the body"):
        give_seat(staff.body, **given, from_on=SINCE - DAY, until_on=SINCE)
    give_seat(staff.body, **given, from_on=SINCE + 10 * DAY)
    with pytest.raises(DomainError, match="chair or head on these days"):
        give_seat(staff.body, **{**given, "membership": manager, "position": Position.CHAIR}, from_on=SINCE)
    with pytest.raises(DomainError, match="before it begins"):
        give_seat(staff.body, **{**given, "membership": manager}, from_on=SINCE, until_on=SINCE - DAY)


def test_the_database_refuses_terms_over_each_other_and_other_peoples_seats(staff):
    """committees_seat."""
    seat = staff.body.seats.get()
    over = {"committee": staff.body, "from_on": SINCE + DAY, "until_on": SINCE + 2 * DAY}
    for odd in (
        {"membership": seat.membership, "position": Position.MEMBER},
        {"membership": staff.desk, "position": Position.CHAIR},
    ):
        with pytest.raises(IntegrityError, match="lie over each other"), transaction.atomic():
            Seat.objects.create(**over, **odd)
    with pytest.raises(IntegrityError, match="stays with its member"), transaction.atomic():
        Seat.objects.filter(pk=seat.pk).update(membership=staff.desk)
    with pytest.raises(IntegrityError, match="never removed"), transaction.atomic():
        Seat.objects.filter(pk=seat.pk).delete()
    Seat.objects.create(**over, membership=staff.desk, position=Position.MEMBER)


def test_a_term_ends_today_at_the_earliest_and_once(staff):
    manager, seat = staff.member(Role.MANAGER), staff.body.seats.get()
    today = timezone.localdate()
    with pytest.raises(DomainError, match="today at the earliest"):
        end_seat(seat, by=manager, last_day=today - DAY)
    assert end_seat(seat, by=manager, last_day=today).until_on == today
    Seat.objects.filter(pk=seat.pk).update(until_on=today - DAY)
    with pytest.raises(DomainError, match="over already"):
        end_seat(seat, by=manager, last_day=today)


def test_somebody_who_left_is_given_no_seat(staff):
    member = staff.member(Role.MEMBER)
    type(member).objects.filter(pk=member.pk).update(is_active=False)
    member.refresh_from_db()
    with pytest.raises(DomainError, match="works here"):
        give_seat(
            staff.body, by=staff.member(Role.MANAGER), membership=member, position=Position.MEMBER, from_on=SINCE
        )
