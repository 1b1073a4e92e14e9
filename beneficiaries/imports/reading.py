"""The dry run: every row is read and judged, and kept sealed with what is wrong with it. No file is touched.

After a break it goes on behind the last row that was kept.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from core.sealed import blind_indexes
from core.sealed_files import open_sealed
from core.sheets import Row, SheetRefused, open_sheet

from ..actions.imports import FOLDER
from ..models import ImportRow, ImportRun, RowState
from .columns import LABELS
from .leasing import batch
from .rows import ReadRow, RowReader

BATCH = 200
MOST_ROWS = 200_000

Read = tuple[Row, ReadRow]


def batches(run: ImportRun) -> Iterator[None]:
    """Yields after each batch that is kept. Raises ``SheetRefused``."""
    reader = RowReader(run.association, run.columns, means_where_missing=run.means_where_missing)
    kept = run.rows.count()
    with open_sealed(FOLDER, run.stored_as) as file:
        behind = max(run.header_row, run.last_row)
        rows = (row for row in open_sheet(file).rows() if row.number > behind)
        while taken := list(islice(rows, BATCH)):
            kept += len(taken)
            if kept > MOST_ROWS:
                sentence = _("The sheet has more than %(most)s rows. Split it, and import the parts one by one.")
                raise SheetRefused(sentence % {"most": f"{MOST_ROWS:,}"}, "too_many_rows")
            read = [(row, reader.read(row.cells)) for row in taken]  # before the transaction: others may write
            with batch(run) as locked:
                ImportRow.objects.bulk_create(_judged(locked, read))
                locked.last_row = taken[-1].number
            yield
    if not kept:
        raise SheetRefused(_("There are headings in the sheet, but no rows under them."), "no_rows")


def _judged(run: ImportRun, read: list[Read]) -> list[ImportRow]:
    """The rows with their states: three queries, whatever the batch."""
    under = {row.number: indexes_of(run, found.national_id) for row, found in read if found.national_id}
    asked = [index for each in under.values() for index in each]
    earlier = run.rows.filter(national_id_index__in=asked, state__in=(RowState.GOOD, RowState.KNOWN))
    standing = dict(earlier.values_list("national_id_index", "number"))
    people = run.association.beneficiaries.filter(national_id_index__in=asked)
    files = dict(people.values_list("national_id_index", Coalesce("merged_into__number", "number")))
    judged = []
    for row, found in read:
        made = ImportRow(association_id=run.association_id, run=run, number=row.number)
        made.national_id = found.national_id
        made.cells = json.dumps(row.cells, ensure_ascii=False)
        made.state, problems = _state(
            found, one_of(standing, under.get(row.number, ())), one_of(files, under.get(row.number, ()))
        )
        set_problems(made, problems)
        if made.national_id_index and made.state in (RowState.GOOD, RowState.KNOWN):
            standing[made.national_id_index] = row.number
        judged.append(made)
    return judged


def _state(found: ReadRow, row_before: int | None, file: str | None) -> tuple[str, list[tuple[str, str]]]:
    if found.problems:
        return RowState.FAULTY, found.problems
    if row_before:
        return RowState.REPEATED, [("national_id", _("This ID stands in row %(row)s already.") % {"row": row_before})]
    if file:
        return RowState.KNOWN, [("national_id", already(file))]
    return RowState.GOOD, []


def already(file: str) -> str:
    return _("This ID is registered already, in file %(number)s.") % {"number": file}


def set_problems(row: ImportRow, problems: list[tuple[str, str]]) -> None:
    """Sentences with the names of their columns."""
    row.problems = [f"{LABELS[field]}: {sentence}" if field in LABELS else sentence for field, sentence in problems]
    row.problem = row.problems[0][:250] if row.problems else ""


def one_of(known: dict[str, Any], indexes: Iterable[str]) -> Any:
    return next((known[index] for index in indexes if index in known), None)


def indexes_of(run: ImportRun, national_id: str) -> list[str]:
    """Under what the ID may stand while the index key changes."""
    return blind_indexes(national_id, association_id=run.association_id, field="national_id")
