"""A support request: one person's request for one service, under the policy version it was opened under."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from associations.enums import BROUGHT_BY_ANOTHER, CaseKind, Channel
from associations.models import Association, ClockedCase, Office
from beneficiaries.models import Beneficiary, ContactMeans
from committees.models import Committee

from ..enums import FINAL, UNANSWERED, UNDECIDED, Status
from ..querysets import SupportRequestQuerySet
from .service import Service
from .service_version import ServiceVersion


class SupportRequest(ClockedCase):
    """Never called ``request`` in code: that is HTTP's."""

    CASE_KIND = CaseKind.REQUEST

    association = models.ForeignKey(Association, on_delete=models.PROTECT, related_name="support_requests")
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    reference = models.CharField(_("reference"), max_length=20)
    beneficiary = models.ForeignKey(Beneficiary, on_delete=models.PROTECT, related_name="support_requests")
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+", verbose_name=_("service"))
    service_version = models.ForeignKey(ServiceVersion, on_delete=models.PROTECT, related_name="support_requests")
    channel = models.CharField(_("channel"), max_length=16, choices=Channel)
    brought_by = models.CharField(_("brought by"), max_length=120, blank=True)
    office = models.ForeignKey(Office, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    need = models.TextField(_("what is asked for"), max_length=2000)
    amount_asked = models.DecimalField(_("amount asked for"), max_digits=12, decimal_places=2, null=True, blank=True)
    agreed_means = models.CharField(_("agreed means of contact"), max_length=10, choices=ContactMeans)
    status = models.CharField(_("status"), max_length=20, choices=Status, default=Status.INCOMPLETE)
    reviewing_body = models.ForeignKey(Committee, on_delete=models.PROTECT, related_name="support_requests")
    researcher = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    status_since = models.DateTimeField(_("status since"))
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)

    objects = SupportRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("support request")
        verbose_name_plural = _("support requests")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["association", "reference"], name="supportrequest_reference_once"),
            models.CheckConstraint(
                condition=~Q(channel__in=BROUGHT_BY_ANOTHER) | Q(brought_by__gt=""),
                name="supportrequest_brought_by_somebody",
                violation_error_message=_("This channel needs the name of who brought it."),
            ),
            models.CheckConstraint(
                condition=Q(status__in=[*UNANSWERED, Status.WITHDRAWN]) | Q(answered_at__isnull=False),
                name="supportrequest_answered_has_a_moment",
                violation_error_message=_("A request is answered at a moment that is recorded."),
            ),
            models.CheckConstraint(
                condition=Q(status__in=FINAL, closed_at__isnull=False)
                | (~Q(status__in=FINAL) & Q(closed_at__isnull=True)),
                name="supportrequest_closed_has_a_moment",
                violation_error_message=_("A closed request has its closing moment, an open one has none."),
            ),
            models.CheckConstraint(
                condition=Q(status__in=[Status.INCOMPLETE, Status.WITHDRAWN]) | Q(complete_at__isnull=False),
                name="supportrequest_studied_only_when_complete",
                violation_error_message=_("A request is studied only after it is complete."),
            ),
            models.CheckConstraint(
                condition=Q(complete_at__isnull=True) | Q(complete_at__gte=models.F("received_at")),
                name="supportrequest_complete_after_received",
                violation_error_message=_("A request cannot be complete before it was received."),
            ),
        ]
        indexes = [
            models.Index(
                fields=["association", "queue_on", "id"],
                condition=Q(status__in=UNANSWERED),
                name="supportrequest_open_queue",
            ),
            models.Index(fields=["association", "queue_on", "id"], name="supportrequest_by_day"),
            models.Index(fields=["association", "status", "queue_on", "id"], name="supportrequest_by_status"),
            models.Index(fields=["association", "-id"], name="supportrequest_newest"),
            models.Index(fields=["association", "received_at"], name="supportrequest_received"),
            models.Index(fields=["association", "status_since", "id"], name="supportrequest_idle"),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def is_undecided(self) -> bool:
        return self.status in UNDECIDED

    @property
    def is_unanswered(self) -> bool:
        return self.status in UNANSWERED and self.answered_at is None
