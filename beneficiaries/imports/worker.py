"""The background work of imports, safe to kill at any moment: what a batch has kept stays, the rest is done again."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from datetime import timedelta

from django.db import InterfaceError, OperationalError
from django.utils import timezone, translation

from core.errors import DomainError
from core.tenancy import across_associations, within

from ..actions import imports as verbs
from ..models import ImportRow, ImportRun, ImportStatus
from ..models.imports import NOT_TAKEN
from . import reading, undoing, writing
from .leasing import LeaseLost, claim, let_go

log = logging.getLogger(__name__)

BATCHES: dict[str, Callable[[ImportRun], Iterator[None]]] = {
    ImportStatus.READING: reading.batches,
    ImportStatus.WRITING: writing.batches,
    ImportStatus.UNDOING: undoing.batches,
}
FORGOTTEN_AFTER = timedelta(days=14)  # a sheet that nobody came back to
CELLS_KEPT = timedelta(days=30)  # of rows that were not taken, to be corrected and sent again


def work_on_next(is_stopped: Callable[[], bool] = lambda: False) -> ImportRun | None:
    """Move the run that waits longest as far as it goes; gives it, or None where nothing waits."""
    run = claim()
    if run is None:
        return None
    with within(run.association_id), translation.override(run.language):
        try:
            _work(run, is_stopped)
        except LeaseLost:
            log.info("import %s: stopped, or taken over", run.uid)
        except DomainError as refusal:
            verbs.record_failure(run, refusal.message)
        except (OperationalError, InterfaceError):
            raise  # the database went away: the lease ends by itself
        except Exception as error:  # noqa: BLE001  # whatever one sheet does, the next gets its turn
            log.error("import %s: %s at try %s", run.uid, type(error).__name__, run.tries)
            let_go(run, has_failed=True)
    return run


def _work(run: ImportRun, is_stopped: Callable[[], bool]) -> None:
    for _kept in BATCHES[run.status](run):
        if is_stopped():
            let_go(run)
            return
    verbs.record_end(run)


def tidy_up() -> None:
    """Drop sheets that nobody came back to, and the cells of old rows that were not taken."""
    now = timezone.now()
    with across_associations():
        waiting = (ImportStatus.COLUMNS, ImportStatus.CHECKED)
        for run in ImportRun.objects.filter(status__in=waiting, moved_at__lt=now - FORGOTTEN_AFTER):
            verbs.discard_import(run, by=None)
        old = ImportRun.objects.filter(ended_at__lt=now - CELLS_KEPT).exclude(first_rows_sealed="")
        for run in old:
            ImportRow.objects.filter(run=run, state__in=NOT_TAKEN).update(
                cells_sealed="", national_id_sealed="", national_id_index=None
            )
            ImportRun.objects.filter(pk=run.pk).update(first_rows_sealed="")
