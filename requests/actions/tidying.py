"""What nobody goes on with does not stay: a draft left alone is announced, later deleted with its papers.

Done by ``manage.py run_due``; each draft is one transaction. Files that no row names,
left by a process killed between file and row, go after a day.
"""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from associations.due import due
from associations.models import Association
from core import uploads
from correspondence.models import Notice

from ..models import DraftPaper, RequestDraft, RequestPaper
from ..notices import draft_key, tell_draft_waits
from .online import drop_draft, folder_of

TOLD_AFTER = timedelta(days=14)  # left alone this long, its owner is told
GONE_AFTER = timedelta(days=14)  # and this long after the telling it is deleted
ORPHAN_AFTER = timedelta(days=1)  # a file is older than its row by a moment, never by a day


@due("saved requests left alone")
def drafts_left_alone(association: Association) -> int:
    """How many owners were told, and how many drafts deleted."""
    return sum(tidy_drafts(association))


def tidy_drafts(association: Association) -> tuple[int, int]:
    """(told, deleted) of the association's drafts that were left alone."""
    told = deleted = 0
    left_alone = association.request_drafts.filter(
        sent_as__isnull=True, changed_at__lte=timezone.now() - TOLD_AFTER
    ).values_list("pk", flat=True)
    for pk in list(left_alone):
        done = _tidy_draft(pk)
        told, deleted = told + (done == "told"), deleted + (done == "deleted")
    return told, deleted


@transaction.atomic
def _tidy_draft(pk: int) -> str:
    """Tell, or delete once the day that was named has come; a draft touched meanwhile is left in peace."""
    drafts = RequestDraft.objects.select_for_update(of=("self",)).select_related(
        "association", "beneficiary", "service"
    )
    draft = drafts.filter(pk=pk, sent_as__isnull=True, changed_at__lte=timezone.now() - TOLD_AFTER).first()
    if draft is None:
        return ""
    today = timezone.localdate()
    notice = draft.association.notices.filter(key=draft_key(draft)).first()
    if notice is None:
        tell_draft_waits(draft, gone_on=today + GONE_AFTER)
        return "told"
    if today < _named_day(notice):
        return ""
    drop_draft(draft)
    return "deleted"


def _named_day(notice: Notice) -> date:
    return timezone.localdate(notice.created_at) + GONE_AFTER


@due("files without a row")
def sweep_papers(association: Association) -> int:
    """How many files of papers were removed because no row names them."""
    named: set[str] = set()
    for model in (DraftPaper, RequestPaper):
        named.update(model.objects.filter(association=association).values_list("stored_as", flat=True))
    return uploads.sweep(folder_of(association.pk), named=named, older_than=ORPHAN_AFTER)
