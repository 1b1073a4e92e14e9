"""A help request (خدمات طلب المساعدة, C): what somebody asked for without an account, for oneself or for another.

What was sent is never changed (triggers); the desk makes it a request or an inquiry, or declines it with a reason.
"""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Membership
from associations.models import Association, PolicyVersion
from beneficiaries.models import Beneficiary
from core.models import HistoryEvent
from core.sealed import Sealed

from ..enums import BECAME, ForWhom, HelpStatus
from ..querysets import HelpQuerySet


class HelpRequest(models.Model):
    association = models.ForeignKey(Association, on_delete=models.PROTECT, related_name="help_requests")
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    reference = models.CharField(_("reference"), max_length=20)
    policy_version = models.ForeignKey(PolicyVersion, on_delete=models.PROTECT, related_name="+")
    received_at = models.DateTimeField(_("received at"))
    for_whom = models.CharField(_("for whom"), max_length=5, choices=ForWhom)
    person_name = models.CharField(_("name of who needs the help"), max_length=150)
    helper_name = models.CharField(_("name of who asks for another"), max_length=120, blank=True)
    mobile_sealed = models.CharField(max_length=120, blank=True)
    mobile_index = models.CharField(max_length=32, null=True, blank=True)
    city = models.CharField(_("city"), max_length=80)
    district = models.CharField(_("district"), max_length=80, blank=True)
    need = models.TextField(_("what is needed"), max_length=1000)
    code_hash = models.CharField(max_length=32, editable=False)

    status = models.CharField(_("status"), max_length=8, choices=HelpStatus, default=HelpStatus.WAITING)
    status_since = models.DateTimeField(_("status since"))
    version = models.PositiveIntegerField(default=1)
    beneficiary = models.ForeignKey(
        Beneficiary, on_delete=models.PROTECT, null=True, blank=True, related_name="help_requests"
    )
    became = models.CharField(_("became"), max_length=20, blank=True)
    handled_by = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    handled_at = models.DateTimeField(_("handled at"), null=True, blank=True)
    declined_because = models.CharField(_("why it was declined"), max_length=300, blank=True)

    mobile = Sealed(indexed=True)

    objects = HelpQuerySet.as_manager()

    class Meta:
        verbose_name = _("help request")
        verbose_name_plural = _("help requests")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["association", "reference"], name="helprequest_reference_once"),
            models.UniqueConstraint(fields=["association", "code_hash"], name="helprequest_code_once"),
            models.CheckConstraint(
                condition=Q(for_whom=ForWhom.SELF, helper_name="") | Q(for_whom=ForWhom.OTHER, helper_name__gt=""),
                name="helprequest_helper_is_named",
                violation_error_message=_("Who asks for somebody else gives their own name too."),
            ),
            models.CheckConstraint(
                condition=Q(status=HelpStatus.WAITING, handled_by__isnull=True, handled_at__isnull=True)
                | (~Q(status=HelpStatus.WAITING) & Q(handled_by__isnull=False, handled_at__isnull=False)),
                name="helprequest_handled_by_somebody",
                violation_error_message=_("What waits was handled by nobody; the rest by somebody, at a moment."),
            ),
            models.CheckConstraint(
                condition=Q(status__in=BECAME, became__gt="") | (~Q(status__in=BECAME) & Q(became="")),
                name="helprequest_became_what_it_names",
                violation_error_message=_("What became a case names it."),
            ),
            models.CheckConstraint(
                condition=Q(status=HelpStatus.DECLINED, declined_because__gt="")
                | (~Q(status=HelpStatus.DECLINED) & Q(declined_because="")),
                name="helprequest_declined_for_a_reason",
                violation_error_message=_("What is declined is declined for a reason."),
            ),
        ]
        indexes = [
            models.Index(
                fields=["association", "id"], condition=Q(status=HelpStatus.WAITING), name="helprequest_waiting"
            ),
            models.Index(fields=["association", "-id"], name="helprequest_newest"),
            models.Index(fields=["association", "mobile_index"], name="helprequest_mobile"),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def is_waiting(self) -> bool:
        return self.status == HelpStatus.WAITING

    @property
    def mobile_as_dialled(self) -> str:
        """«05XXXXXXXX», as people say it here."""
        return "0" + self.mobile.removeprefix("+966") if self.mobile.startswith("+966") else self.mobile

    @property
    def where(self) -> str:
        """City and district."""
        return " · ".join(part for part in (self.city, self.district) if part)


class HelpEvent(HistoryEvent):
    association = models.ForeignKey(Association, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(HelpRequest, on_delete=models.PROTECT, related_name="events")
