"""The background work of batches, safe to kill at any moment: a row is done and recorded in one transaction, or not.

Each row goes through the single verb with the rights that its starter has at that moment.
"""

from __future__ import annotations

import io
import logging
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db import InterfaceError, OperationalError, transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _
from pypdf import PdfWriter

from associations.due import due
from associations.models import Association
from core import leasing, uploads
from core.errors import DomainError
from core.leasing import LeaseLost
from core.sealed_files import drop_sealed, keep_sealed
from core.tenancy import across_associations, within
from correspondence import pdf

from ..actions import batches as verbs
from ..models import RequestBatch, RowResult
from .verbs import VERBS

log = logging.getLogger(__name__)
RELATED = ("association", "by__user")
ORPHAN_AFTER = timedelta(days=1)
KEPT = timedelta(days=7)  # the letters in one file; they stay in the register


def work_on_next(is_stopped: Callable[[], bool] = lambda: False) -> RequestBatch | None:
    """Move the batch that waits longest as far as it goes; gives it, or None where nothing waits."""
    batch: RequestBatch | None = leasing.claim(RequestBatch.objects.at_work, give_up=_pass_over)
    if batch is None:
        return None
    with within(batch.association_id), translation.override(batch.language):
        try:
            _work(batch, is_stopped)
        except LeaseLost:
            log.info("batch %s: stopped, or taken over", batch.uid)
        except (OperationalError, InterfaceError):
            raise  # the database went away: the lease ends by itself
        except Exception as error:  # noqa: BLE001  # whatever one row does, the next batch gets its turn
            log.error("batch %s: %s at try %s", batch.uid, type(error).__name__, batch.tries)
            leasing.let_go(batch, has_failed=True)
    return batch


def _pass_over(batch: RequestBatch) -> None:
    with translation.override(batch.language):
        verbs.pass_over(batch)


def _work(batch: RequestBatch, is_stopped: Callable[[], bool]) -> None:
    while (row := _waiting(batch).first()) is not None:
        if is_stopped():
            leasing.let_go(batch)
            return
        with leasing.batch(batch, related=RELATED) as locked:
            _do(locked, row)
    stored_as = _one_file(batch) if VERBS[batch.verb].makes_pdf else ""
    with leasing.batch(batch) as locked:
        verbs.record_end(locked, stored_as=stored_as)


def _waiting(batch: RequestBatch) -> Any:
    rows = batch.rows.filter(result=RowResult.WAITING).order_by("number")
    return rows.select_related("support_request__association")


def _do(batch: RequestBatch, row: Any) -> None:
    """One row: the single verb in a savepoint of its own, and its result beside it."""
    if not batch.by.is_active:
        verbs.record_row(row, sentence=_("Whoever started this does not work here any more."))
        return
    try:
        with transaction.atomic():
            letter = VERBS[batch.verb].do(row.support_request, batch.by, batch.facts)
    except DomainError as refusal:
        verbs.record_row(row, sentence=refusal.message)
    else:
        verbs.record_row(row, letter=letter)


def _one_file(batch: RequestBatch) -> str:
    """The letters of all rows in one PDF, sealed; the lease is prolonged after each."""
    writer = PdfWriter()
    for row in batch.rows.filter(letter__isnull=False).select_related("letter__association", "letter__issued_by"):
        check_url = batch.origin + reverse("check:letter", args=[row.letter.check_code])
        writer.append(io.BytesIO(pdf.letter_pdf(row.letter, check_url=check_url)))
        with leasing.batch(batch):
            pass
    if not writer.pages:
        return ""
    out = io.BytesIO()
    writer.write(out)
    return keep_sealed([out.getvalue()], folder=folder_of(batch.association_id))


def folder_of(association_id: int) -> str:
    """Where the files of batches lie."""
    return f"batches/{association_id}"


@due("files of batches without a row")
def sweep_letters(association: Association) -> int:
    """What a worker left that was killed between the file and the row that names it."""
    named = RequestBatch.objects.filter(association=association).exclude(stored_as="")
    names = set(named.values_list("stored_as", flat=True))
    return uploads.sweep(folder_of(association.pk), named=names, older_than=ORPHAN_AFTER)


def tidy_up() -> None:
    """Drop the files of batches after a week."""
    with across_associations():
        old = RequestBatch.objects.filter(ended_at__lt=timezone.now() - KEPT).exclude(stored_as="")
        for batch in old:
            RequestBatch.objects.filter(pk=batch.pk).update(stored_as="")
            drop_sealed(folder_of(batch.association_id), batch.stored_as)
