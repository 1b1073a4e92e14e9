"""Undoing a whole import: files it made that nobody has used since are removed, and the rows say so for ever.

In use is what was changed, merged or closed, and whatever any table of any room says of the file: a request, a
household, a look. What an import only brought up to date is not undone.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from ..enums import PairStatus
from ..models import Beneficiary, DuplicatePair, ImportRow, ImportRun, InCategory, RowState, SearchToken
from .leasing import batch

BATCH = 200
GOES_ALONG = (SearchToken, InCategory, ImportRow)  # what came with the file goes with it


def in_use() -> Q:
    """Files that must stay. Reads every relation to a file, also those of rooms this one knows nothing of."""
    used = Q(version__gt=1) | Q(closed_on__isnull=False) | Q(merged_into__isnull=False)
    for relation in Beneficiary._meta.related_objects:
        if relation.related_model not in GOES_ALONG:
            rows = relation.related_model._base_manager.filter(**{relation.field.name: OuterRef("pk")})
            used |= Q(Exists(rows))
    answered = DuplicatePair.objects.exclude(status=PairStatus.OPEN)
    for side in ("first", "second"):  # proposed pairs go with the file, answered ones are work that somebody did
        used |= Q(Exists(answered.filter(**{side: OuterRef("pk")})))
    return used


def batches(run: ImportRun) -> Iterator[None]:
    """Yields after each batch that is kept."""
    while rows := list(run.rows.filter(state=RowState.MADE).order_by("number")[:BATCH]):
        with batch(run):
            files = Beneficiary.objects.filter(pk__in=[row.beneficiary_id for row in rows])
            standing = set(files.select_for_update(of=("self",)).values_list("pk", flat=True))
            kept = set(files.filter(in_use()).values_list("pk", flat=True))
            for row in rows:
                row.state = RowState.KEPT if row.beneficiary_id in kept else RowState.REMOVED
            ImportRow.objects.bulk_update(rows, ["state"])
            leaving = standing - kept
            DuplicatePair.objects.filter(Q(first__in=leaving) | Q(second__in=leaving)).delete()
            Beneficiary.objects.filter(pk__in=leaving).delete()
        yield


def used_files(run: ImportRun) -> QuerySet[ImportRow]:
    """Rows whose files an undo would leave."""
    files = Beneficiary.objects.filter(in_use(), pk=OuterRef("beneficiary_id"))
    return run.rows.filter(Exists(files), state=RowState.MADE).annotate(name=F("beneficiary__full_name"))
