"""What any case under a clock keeps: its policy version, its moments as rows, and every promise made from them.

``due_on`` and its neighbours are stored and indexed, but derived: ``associations.promises`` computes them from
the moments whenever one changes, and the promise before stays as a row. "Late" is a query, never a status.
"""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ..enums import CaseKind
from .association import Association
from .policy import PolicyVersion

NO_DAY = date(9999, 12, 31)  # cases without any day stand last in a queue


class MomentKind(models.TextChoices):
    RECEIVED = "received", _("received")
    COMPLETE = "complete", _("complete")
    PAUSED = "paused", _("paused")
    RESUMED = "resumed", _("resumed")
    EXTENDED = "extended", _("extended")
    TAKEN_BACK = "taken_back", _("extension taken back")  # of the last extension that stands


class ClockedCase(models.Model):
    """Columns of a case that runs under a response rule.

    Concrete models add ``association``, ``CASE_KIND``, and row models of moments and promises that point at them
    with the related names ``moments`` and ``promises``.
    """

    CASE_KIND: CaseKind

    policy_version = models.ForeignKey(
        PolicyVersion, on_delete=models.PROTECT, related_name="+", verbose_name=_("policy version")
    )
    received_at = models.DateTimeField(_("received at"))
    complete_at = models.DateTimeField(_("complete at"), null=True, blank=True)
    is_paused = models.BooleanField(_("clock stands still"), default=False)
    answer_expected_from = models.DateField(_("answer expected from"), null=True, blank=True)
    due_on = models.DateField(_("due on"), null=True, blank=True)
    internal_target_on = models.DateField(_("internal target"), null=True, blank=True)
    queue_on = models.DateField(default=NO_DAY, help_text=_("Where the case stands in a queue."))
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1, help_text=_("Counts changes, so that a stale page is noticed."))

    class Meta:
        abstract = True


class ClockMoment(models.Model):
    """A moment the clock reads. Concrete models add ``case`` with related name ``moments``; rows never change."""

    association = models.ForeignKey(Association, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=MomentKind)
    at = models.DateTimeField()
    days = models.PositiveSmallIntegerField(null=True, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        abstract = True
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind=MomentKind.EXTENDED, days__isnull=False, days__gte=1)  # NULL >= 1 is not false
                | (~Q(kind=MomentKind.EXTENDED) & Q(days=None)),
                name="%(class)s_only_an_extension_has_days",
            )
        ]


class ClockPromise(models.Model):
    """What was promised from a moment on. Concrete models add ``case`` with related name ``promises``."""

    association = models.ForeignKey(Association, on_delete=models.PROTECT, related_name="+")
    cause = models.CharField(max_length=40)
    answer_expected_from = models.DateField(null=True)
    due_on = models.DateField(null=True)
    internal_target_on = models.DateField(null=True)
    made_at = models.DateTimeField()

    class Meta:
        abstract = True
        ordering = ["made_at", "pk"]
