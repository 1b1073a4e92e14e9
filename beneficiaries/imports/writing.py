"""Entering the rows that are right: each batch makes its files, their search words and their marks in one transaction.

Each row is read again by the rules of the moment. A person who was registered meanwhile is not registered twice.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator, Sequence
from typing import Any

from django.db import IntegrityError
from django.utils import timezone
from django.utils.translation import gettext as _

from associations.references import next_references
from core.errors import DomainError

from ..actions.changes import take_down
from ..actions.file import SERIES, refuse_closed, refuse_merged, to_be_reported, tokens_of
from ..models import (
    Beneficiary,
    BeneficiaryChange,
    ImportRow,
    ImportRun,
    InCategory,
    KnownPeople,
    RowState,
    SearchToken,
)
from ..signals import files_imported
from .leasing import batch
from .reading import already, indexes_of, one_of, set_problems
from .rows import SEALED, ReadRow, RowReader

BATCH = 200
COLLISIONS = 3  # in a row: somebody registers the same people at the same moment
_MARKS = (
    "state",
    "cells_sealed",
    "national_id_sealed",
    "national_id_index",
    "beneficiary",
    "file_number",
    "problem",
    "problems",
)

Judged = tuple[ImportRow, ReadRow]


def batches(run: ImportRun) -> Iterator[None]:
    """Yields after each batch that is kept."""
    reader = RowReader(run.association, run.columns, means_where_missing=run.means_where_missing)
    wanted = [RowState.GOOD]
    if run.known_people == KnownPeople.UPDATE:
        wanted.append(RowState.KNOWN)
    collisions = 0
    while rows := list(run.rows.filter(state__in=wanted).order_by("number")[:BATCH]):
        judged = [(row, reader.read(json.loads(row.cells))) for row in rows]
        try:
            with batch(run) as locked:
                _enter(locked, judged)
        except IntegrityError:
            collisions += 1
            if collisions == COLLISIONS:
                raise
            continue
        collisions = 0
        yield


def _enter(run: ImportRun, judged: list[Judged]) -> None:
    indexes = [index for _row, found in judged for index in indexes_of(run, found.national_id)]
    people = run.association.beneficiaries.select_related("merged_into").select_for_update(of=("self",))
    known = {person.national_id_index: person for person in people.filter(national_id_index__in=indexes)}
    fresh = []
    for row, found in judged:
        person = one_of(known, indexes_of(run, found.national_id))
        if found.problems:  # right when it was checked: the rules, or the day, have changed
            row.state = RowState.FAULTY
            set_problems(row, found.problems)
        elif person is None:
            fresh.append((row, found))
        elif row.state == RowState.KNOWN:
            _update(run, row, person, found.facts)
        else:
            row.state = RowState.KNOWN
            set_problems(row, [("national_id", already(person.number))])
    _make(run, fresh)
    # an upsert of rows that are there: one statement, where a bulk update is a CASE of six columns, ten times slower
    ImportRow.objects.bulk_create(
        [row for row, _found in judged], update_conflicts=True, unique_fields=["id"], update_fields=_MARKS
    )


def _make(run: ImportRun, fresh: Sequence[Judged]) -> None:
    if not fresh:
        return
    now = timezone.now()
    today = timezone.localdate(now)
    numbers = next_references(run.association, SERIES, on=today, count=len(fresh))
    confirm_due_on = run.association.file_rules().next_confirmation(today)
    made = []
    for (row, found), number in zip(fresh, numbers, strict=True):
        person = Beneficiary(
            association=run.association,
            number=number,
            registered_at=now,
            registered_by=run.started_by,
            confirm_due_on=confirm_due_on,
        )
        _tell(person, found.facts)
        made.append(person)
        row.state, row.file_number = RowState.MADE, number
        set_problems(row, [])
        row.empty()
    Beneficiary.objects.bulk_create(made)
    for (row, _found), person in zip(fresh, made, strict=True):
        row.beneficiary = person
    SearchToken.objects.bulk_create(token for person in made for token in tokens_of(person, is_new=True))
    InCategory.objects.bulk_create(
        InCategory(association_id=run.association_id, beneficiary=person, category=category)
        for (_row, found), person in zip(fresh, made, strict=True)
        for category in found.facts.get("categories", ())
    )
    files_imported.send(ImportRun, association=run.association, beneficiaries=made)


def _tell(person: Beneficiary, facts: dict[str, Any]) -> None:
    for name, value in facts.items():
        if name == "born":
            person.set_birth(value)
        elif name != "categories":
            setattr(person, name, value)


def _update(run: ImportRun, row: ImportRow, person: Beneficiary, facts: dict[str, Any]) -> None:
    """What the sheet says goes into the file, value by value on record; what it does not say stays."""
    row.beneficiary, row.file_number, row.state = person, person.number, RowState.SAME
    try:
        refuse_merged(person)
        refuse_closed(person)
    except DomainError as refusal:
        row.state = RowState.FAULTY
        set_problems(row, [("national_id", str(refusal.message))])
        return
    reported = to_be_reported(person, facts)
    facts = {name: value for name, value in facts.items() if name not in reported}
    changes = _changes(run, person, facts)
    set_problems(row, [])
    if reported:
        take_down(person, reported, by=run.started_by)
        set_problems(row, [(field, _("Reported as a change: someone else looks at it first.")) for field in reported])
    row.empty()
    if not changes:
        return
    _tell(person, facts)
    person.version += 1
    person.save()
    BeneficiaryChange.objects.bulk_create(changes)
    SearchToken.objects.filter(beneficiary=person).delete()
    SearchToken.objects.bulk_create(tokens_of(person))
    row.state = RowState.UPDATED


def _changes(run: ImportRun, person: Beneficiary, facts: dict[str, Any]) -> list[BeneficiaryChange]:
    """A row of record for each value that differs, sealed where the value is. Categories are added, never taken."""
    changes = []
    before: Any
    for name, after in facts.items():
        before = person.birth_hijri if name == "born" else getattr(person, name, None)
        after = after.hijri if name == "born" else after
        if name == "categories":
            before, after = _add_categories(person, after)
        if before == after:
            continue
        change = BeneficiaryChange(
            association=run.association, beneficiary=person, field=name, by_id=run.started_by_id
        )
        if name in SEALED:
            change.uid = uuid.uuid4()
            change.was, change.became = before, after
        else:
            change.before, change.after = ("" if value is None else str(value)[:200] for value in (before, after))
        changes.append(change)
    return changes


def _add_categories(person: Beneficiary, categories: Sequence[Any]) -> tuple[str, str]:
    standing = {row.category_id: row.category for row in person.in_categories.select_related("category")}
    added = [category for category in categories if category.pk not in standing]
    InCategory.objects.bulk_create(
        InCategory(association_id=person.association_id, beneficiary=person, category=category) for category in added
    )
    before = "، ".join(sorted(category.name_ar for category in standing.values()))
    return before, "، ".join(sorted(category.name_ar for category in (*standing.values(), *added)))
