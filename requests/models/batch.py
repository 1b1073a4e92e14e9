"""One verb for many requests: the batch, and what became of each row."""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Membership
from associations.models import Association
from correspondence.models import Letter

from .support_request import SupportRequest


class BatchStatus(models.TextChoices):
    WORKING = "working", _("Being done")
    DONE = "done", _("Finished")
    STOPPED = "stopped", _("Stopped")


class RowResult(models.TextChoices):
    WAITING = "waiting", _("waits")
    DONE = "done", _("done")
    REFUSED = "refused", _("not done")


class RequestBatchQuerySet(models.QuerySet[Any]):
    """Batches are reached through ``association.request_batches``; the worker's claim goes across associations."""

    def at_work(self) -> RequestBatchQuerySet:
        """Those that a worker moves on, the longest waiting first."""
        return self.filter(status=BatchStatus.WORKING).order_by("moved_at", "pk")


class RequestBatch(models.Model):
    """``verb`` is one of ``requests.batches.verbs``; ``facts`` is what its form asked for, the same for all rows."""

    association = models.ForeignKey(Association, on_delete=models.PROTECT, related_name="request_batches")
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    verb = models.CharField(max_length=20)
    facts = models.JSONField(default=dict)
    status = models.CharField(_("status"), max_length=8, choices=BatchStatus, default=BatchStatus.WORKING)
    by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("started"))
    ended_at = models.DateTimeField(null=True)
    row_count = models.PositiveIntegerField()
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    origin = models.CharField(max_length=200)  # of the portal's addresses, for the codes on letters
    stored_as = models.CharField(max_length=60, blank=True)  # the letters in one file, sealed

    lease = models.UUIDField(null=True)
    leased_until = models.DateTimeField(null=True)
    moved_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)  # since it last moved on

    objects = RequestBatchQuerySet.as_manager()

    class Meta:
        verbose_name = _("batch")
        verbose_name_plural = _("batches")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status="working", ended_at__isnull=True)
                | (~Q(status="working") & Q(ended_at__isnull=False)),
                name="requestbatch_ended_has_a_moment",
                violation_error_message=_("A batch that is finished has its moment, another has none."),
            ),
            models.CheckConstraint(
                condition=Q(lease__isnull=True) | Q(leased_until__isnull=False),
                name="requestbatch_lease_ends",
                violation_error_message=_("A worker holds a batch for a limited time."),
            ),
        ]
        indexes = [
            models.Index(fields=["moved_at", "id"], condition=Q(status="working"), name="requestbatch_at_work"),
            models.Index(fields=["association", "by", "-id"], name="requestbatch_of_member"),
        ]

    def __str__(self) -> str:
        return str(self.uid)

    @property
    def is_at_work(self) -> bool:
        return self.status == BatchStatus.WORKING


class BatchRow(models.Model):
    """One request of a batch: done, or not done with the sentence that the single verb gives."""

    association = models.ForeignKey(Association, on_delete=models.PROTECT, related_name="+")
    batch = models.ForeignKey(RequestBatch, on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()
    support_request = models.ForeignKey(SupportRequest, on_delete=models.PROTECT, related_name="batch_rows")
    result = models.CharField(max_length=8, choices=RowResult, default=RowResult.WAITING)
    sentence = models.CharField(max_length=300, blank=True)
    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, null=True, related_name="+")
    done_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("row of a batch")
        verbose_name_plural = _("rows of batches")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["batch", "number"], name="batchrow_number_once"),
            models.UniqueConstraint(fields=["batch", "support_request"], name="batchrow_request_once"),
            models.CheckConstraint(
                condition=Q(result="waiting", done_at__isnull=True)
                | (~Q(result="waiting") & Q(done_at__isnull=False)),
                name="batchrow_done_has_a_moment",
                violation_error_message=_("A row that was gone through has its moment, another has none."),
            ),
        ]
        indexes = [models.Index(fields=["batch", "result", "number"], name="batchrow_of_result")]

    def __str__(self) -> str:
        return str(self.number)
