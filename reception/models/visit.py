"""A visit: somebody came, called or was brought; when, why, by which channel, who served them and what it led to.

Who is known has a file; of others the name alone is kept. How they came is written once and never changed (triggers).
"""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Membership
from associations.enums import BROUGHT_BY_ANOTHER, Channel
from associations.models import Association, Office
from beneficiaries.models import Beneficiary
from core.models import HistoryEvent

from ..enums import GONE, HERE, Purpose, VisitStatus
from ..querysets import VisitQuerySet


class Visit(models.Model):
    association = models.ForeignKey(Association, on_delete=models.PROTECT, related_name="visits")
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    arrived_at = models.DateTimeField(_("came at"))
    purpose = models.CharField(_("came for"), max_length=10, choices=Purpose)
    channel = models.CharField(_("channel"), max_length=16, choices=Channel)
    brought_by = models.CharField(_("brought by"), max_length=120, blank=True)
    beneficiary = models.ForeignKey(
        Beneficiary, on_delete=models.PROTECT, null=True, blank=True, related_name="visits"
    )
    person_name = models.CharField(_("name"), max_length=150, blank=True)
    office = models.ForeignKey(Office, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    taken_in_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")

    status = models.CharField(_("status"), max_length=12, choices=VisitStatus, default=VisitStatus.WAITING)
    status_since = models.DateTimeField(_("status since"))
    served_by = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    served_at = models.DateTimeField(_("served from"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = VisitQuerySet.as_manager()

    class Meta:
        verbose_name = _("visit")
        verbose_name_plural = _("visits")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["beneficiary"],
                condition=Q(status__in=HERE),
                name="visit_here_once",
                violation_error_message=_("This person is here already."),
            ),
            models.CheckConstraint(
                condition=Q(beneficiary__isnull=False) | Q(person_name__gt=""),
                name="visit_of_somebody",
                violation_error_message=_("A visitor has a file, or at least a name."),
            ),
            models.CheckConstraint(
                condition=~Q(channel__in=BROUGHT_BY_ANOTHER) | Q(brought_by__gt=""),
                name="visit_brought_by_somebody",
                violation_error_message=_("This channel needs the name of who brought it."),
            ),
            models.CheckConstraint(
                condition=~Q(status__in=[VisitStatus.BEING_SERVED, VisitStatus.SERVED])
                | Q(served_by__isnull=False, served_at__isnull=False),
                name="visit_served_by_somebody",
                violation_error_message=_("Who is served is served by somebody, from a moment on."),
            ),
            models.CheckConstraint(
                condition=Q(status__in=GONE, ended_at__isnull=False) | Q(status__in=HERE, ended_at__isnull=True),
                name="visit_ended_has_a_moment",
                violation_error_message=_("A visit that is over has its last moment, one that goes on has none."),
            ),
        ]
        indexes = [
            models.Index(fields=["association", "arrived_at", "id"], condition=Q(status__in=HERE), name="visit_here"),
            models.Index(fields=["association", "arrived_at"], name="visit_by_day"),
            models.Index(fields=["association", "-id"], name="visit_newest"),
        ]

    def __str__(self) -> str:
        return str(self.uid)

    @property
    def who(self) -> str:
        """The name, of the file where there is one."""
        return self.beneficiary.full_name if self.beneficiary else self.person_name

    def came_for(self, reader: Membership | None = None) -> str:
        """What this member may read of the purpose: of a complaint only whoever took the visitor in learns.

        It may be about anybody at the counter, and a name without a file keeps nobody away.
        """
        is_secret = self.purpose == Purpose.COMPLAINT and (reader is None or self.taken_in_by_id != reader.pk)
        return str(Purpose.OTHER.label if is_secret else Purpose(self.purpose).label)

    @property
    def is_here(self) -> bool:
        return self.status in HERE

    @property
    def waited(self) -> timedelta:
        """From coming until somebody served them, until they left, or until now."""
        return (self.served_at or self.ended_at or timezone.now()) - self.arrived_at

    @property
    def served_for(self) -> timedelta | None:
        """How long somebody served them, so far."""
        until: datetime = self.ended_at or timezone.now()
        return until - self.served_at if self.served_at and self.status != VisitStatus.WAITING else None


class VisitEvent(HistoryEvent):
    association = models.ForeignKey(Association, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="events")


class LedTo(models.Model):
    """A request or inquiry that the visit moved on, by its reference. Rows are added and never changed (triggers)."""

    association = models.ForeignKey(Association, on_delete=models.PROTECT, related_name="+")
    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="led_to")
    reference = models.CharField(_("reference"), max_length=20)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["visit", "reference"], name="ledto_once")]

    def __str__(self) -> str:
        return self.reference
