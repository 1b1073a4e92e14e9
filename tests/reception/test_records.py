"""Truths of reception that the database keeps when code forgets them: each constraint and trigger is tried once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, models, transaction
from django.utils import timezone

from core.history import note
from reception import actions
from reception.enums import HelpStatus, VisitStatus
from reception.models import HelpRequest, LedTo, Visit
from tests.factories.reception import a_row_of_help

Break = Callable[[Any], Callable[[], Any]]


def change(of: str, **columns: Any) -> Break:
    """A visit in the status ``of`` whose columns are written past every verb."""

    def attempt(counter: Any) -> Any:
        visit = counter.visit(of)
        return lambda: Visit.objects.filter(pk=visit.pk).update(**columns)

    return attempt


def made(**columns: Any) -> Break:
    """A visit like another, with other columns."""

    def attempt(counter: Any) -> Any:
        row = Visit.objects.values().get(pk=counter.comes().pk)
        uid = {"id": None, "uid": "00000000-0000-4000-8000-000000000001"}
        return lambda: Visit.objects.create(**{**row, **uid, **columns})

    return attempt


def here_twice(counter: Any) -> Any:
    person = counter.person()
    counter.comes(beneficiary=person)
    other = counter.comes()
    return lambda: Visit.objects.filter(pk=other.pk).update(beneficiary=person)


def led_twice(counter: Any) -> Any:
    visit = counter.comes()
    actions.led(visit, "R-1448-000001")
    return lambda: LedTo.objects.create(association=counter.association, visit=visit, reference="R-1448-000001")


def helped(**columns: Any) -> Break:
    """A help request that waits, whose columns are written past every verb."""

    def attempt(counter: Any) -> Any:
        row = a_row_of_help(counter.association)
        given = {name: counter.desk if value == "desk" else value for name, value in columns.items()}
        return lambda: HelpRequest.objects.filter(pk=row.pk).update(**given)

    return attempt


def help_like(**columns: Any) -> Break:
    """A second help request like the first, with other columns."""

    def attempt(counter: Any) -> Any:
        a_row_of_help(counter.association)
        row = HelpRequest.objects.values().get()
        new = {"id": None, "uid": "00000000-0000-4000-8000-000000000002", "reference": "HR-1", "code_hash": "x"}
        return lambda: HelpRequest.objects.create(**{**row, **new, **columns})

    return attempt


HANDLED = {"handled_by": "desk", "handled_at": timezone.now()}
BREAKS: dict[str, list[Break]] = {
    "visit_here_once": [here_twice],
    "visit_of_somebody": [change(VisitStatus.WAITING, person_name="")],
    "visit_brought_by_somebody": [made(channel="volunteering"), made(channel="branch_delegate")],
    "visit_served_by_somebody": [
        change(VisitStatus.WAITING, status=VisitStatus.BEING_SERVED),
        change(VisitStatus.BEING_SERVED, served_by=None),
        change(VisitStatus.BEING_SERVED, served_at=None),
    ],
    "visit_ended_has_a_moment": [
        change(VisitStatus.WAITING, status=VisitStatus.LEFT),
        change(VisitStatus.WAITING, ended_at=timezone.now()),
    ],
    "ledto_once": [led_twice],
    "helprequest_reference_once": [help_like(reference="HR-1448-000001")],
    "helprequest_code_once": [help_like(code_hash=f"{1:032d}")],
    "helprequest_helper_is_named": [help_like(for_whom="other"), help_like(helper_name="Khalid")],
    "helprequest_handled_by_somebody": [
        helped(status=HelpStatus.DECLINED, declined_because="x"),
        helped(handled_by="desk"),
        helped(handled_at=timezone.now()),
    ],
    "helprequest_became_what_it_names": [
        helped(status=HelpStatus.REQUEST, **HANDLED),
        helped(became="R-1448-000001"),
    ],
    "helprequest_declined_for_a_reason": [
        helped(status=HelpStatus.DECLINED, **HANDLED),
        helped(declined_because="x"),
    ],
}
CASES = [(name, attempt) for name, attempts in BREAKS.items() for attempt in attempts]
KEPT = {
    "reception_visit": "purpose",
    "reception_visitevent": "event",
    "reception_ledto": "reference",
    "reception_helprequest": "need",
    "reception_helpevent": "event",
}


def test_every_constraint_of_the_room_is_tried_here():
    room = apps.get_app_config("reception")
    assert {rule.name for model in room.get_models() for rule in model._meta.constraints} == set(BREAKS)


@pytest.mark.parametrize(("name", "attempt"), CASES)
def test_the_database_refuses_what_no_visit_can_be(counter, name, attempt):
    act = attempt(counter)
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        act()
    if not name.endswith("_once"):  # SQLite names the columns of a unique constraint, not the constraint
        assert name in str(refusal.value)


def test_whole_rows_are_accepted(counter):
    """The positive control of the rows above."""
    assert made(channel="volunteering", brought_by="خالد")(counter)().pk
    assert help_like(for_whom="other", helper_name="خالد")(counter)().pk
    assert helped(status=HelpStatus.DECLINED, declined_because="x", **HANDLED)(counter)() == 1


def test_every_constraint_a_person_can_meet_has_its_words():
    rules = [rule for model in apps.get_app_config("reception").get_models() for rule in model._meta.constraints]
    silent = models.CheckConstraint.default_violation_error_message
    checks = [rule for rule in rules if isinstance(rule, models.CheckConstraint)]
    assert checks
    assert not [rule.name for rule in checks if rule.violation_error_message == silent]


@pytest.mark.parametrize(("table", "column"), KEPT.items())
def test_what_was_recorded_is_never_changed_or_removed(counter, table, column):
    visit = counter.visit(VisitStatus.SERVED)
    actions.led(visit, "R-1448-000001")
    row = a_row_of_help(counter.association)
    note(row, "asked", by=None, at=timezone.now())
    for statement in (f"UPDATE {table} SET {column} = {column} || 'x'", f"DELETE FROM {table}"):
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT count(*) FROM {table}")
            assert cursor.fetchone()[0] > 0, "there is a row to break"
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_a_handled_help_request_stays_as_it_was_handled(counter):
    row = a_row_of_help(counter.association)
    actions.decline(row, by=counter.desk, reason="x")
    for columns in ({"became": "R-1"}, {"handled_by": counter.second}, {"handled_at": timezone.now()}):
        with pytest.raises(IntegrityError, match="stays as it was handled"), transaction.atomic():
            HelpRequest.objects.filter(pk=row.pk).update(**columns)


def test_a_visit_that_is_over_is_not_reopened(counter):
    visit = counter.visit(VisitStatus.LEFT)
    with pytest.raises(IntegrityError, match="stays as it ended"), transaction.atomic():
        Visit.objects.filter(pk=visit.pk).update(status=VisitStatus.WAITING, ended_at=None)
    Visit.objects.filter(pk=visit.pk).update(person_name="—")  # forgetting a name is no reopening
