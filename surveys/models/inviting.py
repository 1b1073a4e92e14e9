"""Campaigns, invitations, and the links that lead to them: a link's key is kept as a keyed hash only (S1, B8)."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from associations.models import Association, Office
from requests.models import Service, SupportRequest

from .bank import Survey


class Campaign(models.Model):
    """A periodic questionnaire, open from one day to another."""

    association = models.ForeignKey(Association, on_delete=models.PROTECT, related_name="survey_campaigns")
    number = models.PositiveIntegerField(_("number"))
    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="+")
    title_ar = models.CharField(_("Arabic title"), max_length=120)
    title_en = models.CharField(_("English title"), max_length=120)
    opens_on = models.DateField(_("opens on"))
    closes_on = models.DateField(_("closes on"))
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        verbose_name = _("campaign")
        verbose_name_plural = _("campaigns")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["association", "number"], name="campaign_number_once"),
            models.CheckConstraint(
                condition=Q(closes_on__gte=F("opens_on")),
                name="campaign_closes_after_it_opens",
                violation_error_message=_("A campaign closes on the day it opens, or later."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        return self.title_en if get_language() == "en" else self.title_ar


class Invitation(models.Model):
    """Somebody may answer once: after a closed request, or within a campaign."""

    association = models.ForeignKey(Association, on_delete=models.PROTECT, related_name="survey_invitations")
    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="+")
    support_request = models.OneToOneField(
        SupportRequest, on_delete=models.PROTECT, null=True, related_name="survey_invitation"
    )
    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, null=True, related_name="invitations")
    service = models.ForeignKey(Service, on_delete=models.PROTECT, null=True, related_name="+")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(support_request__isnull=False, campaign__isnull=True)
                | Q(support_request__isnull=True, campaign__isnull=False),
                name="invitation_of_a_request_or_a_campaign",
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)


class InvitationLink(models.Model):
    """A way to an invitation. The key itself is shown once and never kept; several links of one answer once."""

    association = models.ForeignKey(Association, on_delete=models.PROTECT, related_name="survey_links")
    invitation = models.ForeignKey(Invitation, on_delete=models.PROTECT, related_name="links")
    key_hash = models.CharField(max_length=32)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["association", "key_hash"], name="invitationlink_key_once"),
            models.CheckConstraint(condition=Q(expires_at__gt=F("made_at")), name="invitationlink_expires_later"),
        ]

    def __str__(self) -> str:
        return str(self.pk)
