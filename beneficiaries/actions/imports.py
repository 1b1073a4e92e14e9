"""A sheet is taken into the files: handed in, its columns named, checked, entered; a whole import can be undone.

A person decides each step; ``beneficiaries.imports`` carries it out in the background. The sheet is kept sealed and
only until the entering begins; until then nothing of it is in any file.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from itertools import islice
from pathlib import PurePath
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.roles import Permission
from associations.models import Association
from core.errors import DomainError, NotPermitted
from core.sealed_files import drop_sealed, keep_sealed
from core.sheets import SheetRefused, open_sheet

from ..forms.person import visible
from ..imports.columns import Headings, find_headings, guess
from ..models import ImportMapping, ImportRun, ImportStatus, KnownPeople
from ..workflow import (
    CHECKED,
    DISCARD,
    FAIL,
    FINISH,
    IMPORT_WORKFLOW,
    NAME_COLUMNS,
    START,
    STOP,
    UNDO,
    UNDONE,
)

FOLDER = "imports"
LARGEST_SHEET = 40 * 1024 * 1024
_GLANCE = 40  # rows


def require_import(by: Any) -> None:
    if Permission.IMPORT_FILES not in by.permissions:
        raise NotPermitted(_("Importing files is not among your tasks."), code="not_permitted")


def begin_import(association: Association, *, by: Any, upload: Any) -> ImportRun:
    """Take a sheet in and look at its first rows; raises ``SheetRefused``, and then nothing of it is kept."""
    require_import(by)
    if upload.size > LARGEST_SHEET:
        raise SheetRefused(_("The file is larger than 40 MB. Split the sheet in two."), "too_large")
    sheet = open_sheet(upload, at_a_glance=True)
    found = find_headings(list(islice(sheet.rows(), _GLANCE)))
    expected = sheet.expected()
    upload.seek(0)
    stored_as = keep_sealed(upload.chunks(), folder=FOLDER)
    try:
        return _keep(association, by, upload, found, expected, stored_as)
    except BaseException:
        drop_sealed(FOLDER, stored_as)
        raise


@transaction.atomic
def _keep(
    association: Association, by: Any, upload: Any, found: Headings, expected: int | None, stored_as: str
) -> ImportRun:
    now = timezone.now()
    run = ImportRun(
        association=association,
        file_name=visible(PurePath(str(upload.name)).name)[:120],
        stored_as=stored_as,
        size=upload.size,
        rows_expected=expected,
        header_row=found.row,
        headings_digest=found.digest,
        language=get_language() or "ar",
        by=by.user,
        at=now,
        moved_at=now,
    )
    run.first_rows = json.dumps([found.names, *found.samples])
    known = ImportMapping.objects.filter(association=association, headings_digest=found.digest).first()
    run.columns = known.columns if known else guess(found.names)
    run.means_where_missing = known.means_where_missing if known else ""
    run.save()
    return run


def _locked(run: ImportRun, event: str, by: Any = None) -> ImportRun:
    """The run as it is now, locked, moved by the event and let go by whoever worked on it. Not yet saved."""
    if by is not None:
        require_import(by)
    run = ImportRun.objects.select_for_update(of=("self",)).select_related("association").get(pk=run.pk)
    row = IMPORT_WORKFLOW.check(event, run.status)
    run.status = row.to or run.status
    run.lease, run.leased_until, run.tries, run.problem = None, None, 0, ""
    run.moved_at = timezone.now()
    return run


def _forget_sheet(run: ImportRun) -> None:
    name, run.stored_as = run.stored_as, ""
    if name:
        transaction.on_commit(lambda: drop_sealed(FOLDER, name))


@transaction.atomic
def name_columns(run: ImportRun, *, by: Any, columns: Mapping[str, int], means_where_missing: str = "") -> ImportRun:
    """Say what stands in which column; every row is then checked, again where it was before. Kept for next time."""
    run = _locked(run, NAME_COLUMNS, by)
    run.columns, run.means_where_missing, run.last_row = dict(columns), means_where_missing, 0
    run.language = get_language() or "ar"
    run.rows.all().delete()
    run.save()
    ImportMapping.objects.update_or_create(
        association=run.association,
        headings_digest=run.headings_digest,
        defaults={"columns": run.columns, "means_where_missing": means_where_missing},
    )
    return run


@transaction.atomic
def start_import(run: ImportRun, *, by: Any, known_people: str) -> ImportRun:
    """Enter the rows that are right, and of people who have a file what is chosen; the sheet itself is dropped."""
    run = _locked(run, START, by)
    if known_people not in KnownPeople.values:
        raise DomainError(_("Choose what happens to those who have a file."), code="choice", field="known_people")
    run.known_people, run.started_by, run.started_at = known_people, by.user, timezone.now()
    _forget_sheet(run)
    run.save()
    return run


@transaction.atomic
def stop_import(run: ImportRun, *, by: Any) -> ImportRun:
    """Stop entering or undoing after the rows in hand; what was done stays."""
    run = _locked(run, STOP, by)
    run.problem = str(_("It was stopped before its end."))
    run.ended_at = timezone.now()
    run.save()
    return run


@transaction.atomic
def undo_import(run: ImportRun, *, by: Any) -> ImportRun:
    """Remove the files that the import made and nobody has used since."""
    run = _locked(run, UNDO, by)
    run.undone_by, run.undone_at = by.user, timezone.now()
    run.save()
    return run


@transaction.atomic
def discard_import(run: ImportRun, *, by: Any | None) -> ImportRun:
    """Drop the sheet and its rows before anything was entered; ``by`` is None where nobody came back to it."""
    run = _locked(run, DISCARD, by)
    run.rows.all().delete()
    _forget_sheet(run)
    run.first_rows, run.ended_at = "", timezone.now()
    run.save()
    return run


@transaction.atomic
def record_end(run: ImportRun) -> ImportRun:
    """The worker came to the end of what the run was doing."""
    event = {ImportStatus.READING: CHECKED, ImportStatus.WRITING: FINISH, ImportStatus.UNDOING: UNDONE}
    run = _locked(run, event[ImportStatus(run.status)])
    run.ended_at = None if run.status == ImportStatus.CHECKED else timezone.now()
    run.save()
    return run


@transaction.atomic
def record_failure(run: ImportRun, sentence: str | Promise) -> ImportRun:
    """The worker cannot go on: a sheet being read is dropped, what was entered or undone so far stays."""
    is_read = run.status == ImportStatus.READING
    run = _locked(run, FAIL if is_read else STOP)
    run.problem, run.ended_at = str(sentence)[:300], timezone.now()
    if is_read:
        run.rows.all().delete()
        _forget_sheet(run)
        run.first_rows = ""
    run.save()
    return run
