"""Begin and stop a batch, and what the worker writes: each row once, with its result, in the row's own transaction."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from associations.models import Association
from core.errors import DomainError, NotPermitted
from correspondence import pdf

from ..models import BatchRow, BatchStatus, RequestBatch, RowResult

MOST_ROWS = 1000
MOST_LETTERS = 200  # in one file


@transaction.atomic
def begin_batch(
    association: Association, *, by: Any, verb: Any, facts: dict[str, Any], rows: Sequence[int], origin: str
) -> RequestBatch:
    """A worker goes through these requests, in this order. ``rows`` are their ids."""
    if not verb.needs & by.permissions:
        raise NotPermitted(_("This is not among your tasks."), code="not_permitted")
    if verb.makes_pdf and not pdf.is_available():
        raise pdf.PdfNotAvailable
    most = MOST_LETTERS if verb.makes_pdf else MOST_ROWS
    if not rows:
        raise DomainError(_("No request is chosen. Tick some in the list first."), code="nothing")
    if len(rows) > most:
        raise DomainError(
            _("More than %(count)s requests at once are too many. Narrow the list, or tick fewer.") % {"count": most},
            code="many",
        )
    now = timezone.now()
    batch = RequestBatch.objects.create(
        association=association,
        verb=verb.name,
        facts=facts,
        by=by,
        at=now,
        moved_at=now,
        row_count=len(rows),
        language=translation.get_language() or "ar",
        origin=origin,
    )
    BatchRow.objects.bulk_create(
        BatchRow(association=association, batch=batch, number=number, support_request_id=pk)
        for number, pk in enumerate(rows, start=1)
    )
    return batch


@transaction.atomic
def stop_batch(batch: RequestBatch, *, by: Any) -> RequestBatch:
    """No further row after the one in hand; what was done stays."""
    batch = RequestBatch.objects.select_for_update(of=("self",)).get(pk=batch.pk)
    if batch.by_id != by.pk:
        raise NotPermitted(_("A batch is stopped by whoever started it."), code="not_permitted")
    if batch.is_at_work:
        _end(batch, BatchStatus.STOPPED)
    return batch


def record_row(row: BatchRow, *, sentence: Any = "", letter: Any = None) -> None:
    """What became of a row; with a sentence it was not done. Inside the transaction of its verb."""
    row.result = RowResult.REFUSED if sentence else RowResult.DONE
    row.sentence, row.letter, row.done_at = str(sentence)[:300], letter, timezone.now()
    row.save(update_fields=["result", "sentence", "letter", "done_at"])


def record_end(batch: RequestBatch, *, stored_as: str = "") -> None:
    """All rows were gone through. Inside ``core.leasing.batch``."""
    batch.stored_as = stored_as
    _end(batch, BatchStatus.DONE)


def pass_over(batch: RequestBatch) -> None:
    """The row in hand broke off several times: it is left with a sentence, and the others go on."""
    row = batch.rows.filter(result=RowResult.WAITING).order_by("number").first()
    if row is None:  # the file itself cannot be made
        _end(batch, BatchStatus.DONE)
        return
    record_row(row, sentence=_("This one broke off several times. Do it by itself, or tell the operator."))
    batch.tries, batch.lease, batch.leased_until = 0, None, None
    batch.save(update_fields=["tries", "lease", "leased_until"])


def _end(batch: RequestBatch, status: str) -> None:
    batch.status, batch.ended_at = status, timezone.now()
    batch.lease = batch.leased_until = None
    batch.save(update_fields=["status", "ended_at", "lease", "leased_until", "stored_as"])
