"""What the pages of an import show: figures, mistakes, the first rows, and the rows to take along and correct."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import Count
from django.utils.translation import gettext as _

from ..models import ImportRow, ImportRun, ImportStatus, RowState
from ..models.imports import NOT_TAKEN
from .columns import COLUMNS
from .rows import RowReader
from .undoing import used_files

PREVIEW = 5
MISTAKES = 12
FAULTY_SHOWN = 20
MOST_IN_XLSX = 20_000  # more would let the person wait too long: they come as CSV
_CHUNK = 500


def figures(run: ImportRun) -> dict[str, int]:
    """How many rows are in each state, and ``all``. One query."""
    counts = dict(run.rows.order_by().values_list("state").annotate(count=Count("pk")))
    found = {state: counts.get(state, 0) for state in RowState.values}
    return {**found, "all": sum(found.values()), "not_taken": sum(found[state] for state in NOT_TAKEN)}


def progress(run: ImportRun, counts: dict[str, int]) -> dict[str, int]:
    """``done`` of ``whole``; ``whole`` is 0 where nobody knows it yet."""
    if run.status == ImportStatus.READING:
        whole = max((run.rows_expected or 0) - run.header_row, counts["all"]) if run.rows_expected else 0
        return {"done": counts["all"], "whole": whole}
    if run.status == ImportStatus.UNDOING:
        done = counts[RowState.REMOVED] + counts[RowState.KEPT]
        return {"done": done, "whole": done + counts[RowState.MADE]}
    done = sum(counts[state] for state in (RowState.MADE, RowState.UPDATED, RowState.SAME))
    waiting = counts[RowState.GOOD] + (counts[RowState.KNOWN] if run.known_people == "update" else 0)
    return {"done": done, "whole": done + waiting}


def mistakes(run: ImportRun) -> list[Any]:
    """The commonest first mistakes and how many rows have each."""
    faulty = run.rows.filter(state=RowState.FAULTY).order_by()
    return list(faulty.values("problem").annotate(count=Count("pk")).order_by("-count", "problem")[:MISTAKES])


def shown_to(rows: Any, by: Any) -> Any:
    """Without rows of people whose file does not exist for this member, by the file or by its number."""
    hidden = by.association.beneficiaries.kept_from(by)
    return rows.exclude(beneficiary__in=hidden.values("pk")).exclude(
        national_id_index__in=hidden.exclude(national_id_index="").values("national_id_index")
    )


def first_good(run: ImportRun, by: Any) -> list[dict[str, Any]]:
    """The first rows as their files will be, numbers to be shown masked."""
    reader = RowReader(run.association, run.columns, means_where_missing=run.means_where_missing)
    rows = shown_to(run.rows.filter(state=RowState.GOOD), by)[:PREVIEW]
    return [{"number": row.number, "facts": reader.read(json.loads(row.cells)).facts} for row in rows]


def first_not_taken(run: ImportRun, by: Any) -> list[ImportRow]:
    return list(shown_to(run.rows.filter(state__in=NOT_TAKEN), by).defer("cells_sealed")[:FAULTY_SHOWN])


def first_kept(run: ImportRun, by: Any) -> list[ImportRow]:
    """The first files that an undo left."""
    return list(shown_to(run.rows.filter(state=RowState.KEPT), by).defer("cells_sealed")[:FAULTY_SHOWN])


def use(run: ImportRun, by: Any) -> dict[str, Any]:
    """Files that an undo would leave: how many, and the first of them that this member may see."""
    rows = used_files(run)
    return {"count": rows.count(), "first": list(shown_to(rows, by).defer("cells_sealed")[:FAULTY_SHOWN])}


def to_correct(run: ImportRun, by: Any) -> tuple[list[str], Iterator[Sequence[str]]]:
    """The headings of the sheet with what is wrong beside them, and the rows that were not taken, streamed."""
    names = json.loads(run.first_rows)[0]
    columns = shown_to(run.rows.filter(state__in=NOT_TAKEN), by).exclude(cells_sealed="")

    def rows() -> Iterator[Sequence[str]]:
        for row in columns.iterator(chunk_size=_CHUNK):
            cells = ["" if cell.startswith("\0") else cell for cell in json.loads(row.cells)]
            yield [str(row.number), " ".join(row.problems), *cells]

    return [_("Row in the sheet"), _("What is wrong"), *names], rows()


def empty_sheet(*, has_assembly: bool) -> list[str]:
    """Headings of a sheet to begin with."""
    parts = ("first_name", "father_name", "grandfather_name", "family_name", "other_mobile_of", "language")
    assembly = () if has_assembly else ("assembly_number", "assembly_since")
    return [str(column.label) for column in COLUMNS if column.field not in (*parts, *assembly)]
