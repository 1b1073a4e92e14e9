"""A policy version: what the board approved, as typed columns; unchangeable once in force (P1, P2, C, D, R4–R10).

The rule "unchangeable" is kept by triggers (see the migration); leaving force is the only change left.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from core.hijri import PartialDate
from core.months import months_after

from ..enums import (
    BodyKind,
    Bound,
    CaseKind,
    Channel,
    DocumentKind,
    LastDay,
    PolicyStatus,
    ReferralKind,
    Starts,
    Unit,
)
from ..querysets import PolicyVersionQuerySet
from .association import Association


def _part(low: int, high: int, label: Any) -> models.PositiveSmallIntegerField:
    return models.PositiveSmallIntegerField(
        label, null=True, blank=True, validators=[MinValueValidator(low), MaxValueValidator(high)]
    )


class PolicyVersion(models.Model):
    """One version of an association's policy on its relation with beneficiaries."""

    association = models.ForeignKey(Association, on_delete=models.PROTECT, related_name="policy_versions")
    number = models.PositiveSmallIntegerField(_("version"))
    status = models.CharField(_("status"), max_length=12, choices=PolicyStatus, default=PolicyStatus.DRAFT)
    title_ar = models.CharField(_("Arabic title"), max_length=200)
    title_en = models.CharField(_("English title"), max_length=200)

    # P2: the board's approval; either date may be known in part
    approval_meeting_ar = models.CharField(_("board meeting"), max_length=200, blank=True)
    approval_meeting_en = models.CharField(_("board meeting in English"), max_length=200, blank=True)
    approved_hijri_year = _part(1343, 1500, _("Hijri year of approval"))
    approved_hijri_month = _part(1, 12, _("Hijri month of approval"))
    approved_hijri_day = _part(1, 30, _("Hijri day of approval"))
    approved_year = _part(1950, 2100, _("year of approval"))
    approved_month = _part(1, 12, _("month of approval"))
    approved_day = _part(1, 31, _("day of approval"))
    in_force_from = models.DateField(_("in force from"), null=True, blank=True)
    in_force_until = models.DateField(_("in force until"), null=True, blank=True)
    next_review_on = models.DateField(_("next review"), null=True, blank=True)

    # R6 to R9: who studies and decides; R4: to whom a visitor is referred
    reviewing_body = models.CharField(_("reviewing body"), max_length=24, choices=BodyKind)
    reviewing_body_name_ar = models.CharField(_("Arabic name of the reviewing body"), max_length=120)
    reviewing_body_name_en = models.CharField(_("English name of the reviewing body"), max_length=120)
    referral = models.CharField(_("refer to"), max_length=16, choices=ReferralKind, blank=True)
    referral_name_ar = models.CharField(_("refer to, in Arabic"), max_length=120, blank=True)
    referral_name_en = models.CharField(_("refer to, in English"), max_length=120, blank=True)

    # R3, R5, R8, R11 to R13
    asks_agreed_means = models.BooleanField(_("asks for the agreed means of contact"), default=False)
    needs_declaration = models.BooleanField(_("needs a signed declaration"), default=True)
    needs_case_study = models.BooleanField(_("needs a case study"), default=False)

    # a place for K, M, S and P3: their rooms open later
    follow_up_body_ar = models.CharField(_("follow-up committee"), max_length=120, blank=True)
    follow_up_body_en = models.CharField(_("follow-up committee in English"), max_length=120, blank=True)
    has_contact_officers = models.BooleanField(_("has contact officers"), default=False)
    compensates_harm = models.BooleanField(_("compensates harm"), default=False)
    asks_staff_signature = models.BooleanField(_("asks each worker to sign it"), default=False)
    survey_methods = models.CharField(_("ways of measuring satisfaction"), max_length=120, blank=True)

    created_at = models.DateTimeField(auto_now_add=True)
    # null for versions that came with the installation
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    in_force_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    objects = PolicyVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("policy version")
        verbose_name_plural = _("policy versions")
        ordering = ["association_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["association", "number"], name="policyversion_number_once"),
            models.UniqueConstraint(
                fields=["association"], condition=Q(status=PolicyStatus.IN_FORCE), name="policyversion_one_in_force"
            ),
            models.CheckConstraint(
                condition=~Q(status__in=[PolicyStatus.IN_FORCE, PolicyStatus.SUPERSEDED])
                | Q(in_force_from__isnull=False),
                name="policyversion_in_force_has_a_first_day",
                violation_error_message=_("A version in force needs its first day."),
            ),
            models.CheckConstraint(
                condition=~Q(status=PolicyStatus.SUPERSEDED)
                | Q(in_force_until__isnull=False, in_force_until__gte=F("in_force_from")),
                name="policyversion_superseded_has_a_last_day",
                violation_error_message=_("A superseded version needs its last day, not before its first."),
            ),
            models.CheckConstraint(
                condition=(Q(approved_day__isnull=True) | Q(approved_month__isnull=False))
                & (Q(approved_month__isnull=True) | Q(approved_year__isnull=False))
                & (Q(approved_hijri_day__isnull=True) | Q(approved_hijri_month__isnull=False))
                & (Q(approved_hijri_month__isnull=True) | Q(approved_hijri_year__isnull=False)),
                name="policyversion_approval_date_without_gaps",
                violation_error_message=_("A day needs its month, and a month its year."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.association.slug}-{self.number}"

    @property
    def title(self) -> str:
        return self.title_en if get_language() == "en" else self.title_ar

    @property
    def approval_meeting(self) -> str:
        return self.approval_meeting_en if get_language() == "en" else self.approval_meeting_ar

    @property
    def reviewing_body_name(self) -> str:
        return self.reviewing_body_name_en if get_language() == "en" else self.reviewing_body_name_ar

    @property
    def referral_name(self) -> str:
        return self.referral_name_en if get_language() == "en" else self.referral_name_ar

    @property
    def files(self) -> FileRules:
        """How files are kept under this version."""
        found = FileRules.objects.filter(version=self).first()
        return found or FileRules(version=self)

    @property
    def approved_hijri(self) -> PartialDate | None:
        if self.approved_hijri_year is None:
            return None
        return PartialDate("hijri", self.approved_hijri_year, self.approved_hijri_month, self.approved_hijri_day)

    @property
    def approved_gregorian(self) -> PartialDate | None:
        if self.approved_year is None:
            return None
        return PartialDate("gregorian", self.approved_year, self.approved_month, self.approved_day)


class ResponseRule(models.Model):
    """By when a kind of case is answered; no row for a kind means the policy promises nothing about it."""

    version = models.ForeignKey(PolicyVersion, on_delete=models.CASCADE, related_name="response_rules")
    case_kind = models.CharField(_("kind of case"), max_length=12, choices=CaseKind)
    bound = models.CharField(_("bound"), max_length=10, choices=Bound)
    length = models.PositiveSmallIntegerField(_("length"), null=True, blank=True)
    unit = models.CharField(_("unit"), max_length=14, choices=Unit, blank=True)
    starts = models.CharField(_("starts at"), max_length=12, choices=Starts, blank=True)
    cut_off_hour = models.PositiveSmallIntegerField(_("cut-off hour"), null=True, blank=True)
    last_day = models.CharField(_("last day"), max_length=16, choices=LastDay, default=LastDay.KEEP)
    stops_while_returned = models.BooleanField(_("stands still while returned for completion"), default=False)
    internal_length = models.PositiveSmallIntegerField(_("internal target"), null=True, blank=True)
    internal_unit = models.CharField(_("unit of the internal target"), max_length=14, choices=Unit, blank=True)
    article_ar = models.CharField(_("article"), max_length=80, blank=True)
    article_en = models.CharField(_("article in English"), max_length=80, blank=True)

    class Meta:
        verbose_name = _("response rule")
        verbose_name_plural = _("response rules")
        constraints = [
            models.UniqueConstraint(fields=["version", "case_kind"], name="responserule_one_each_kind"),
            models.CheckConstraint(
                condition=Q(bound=Bound.NONE, length__isnull=True, unit="", starts="")
                | (
                    ~Q(bound=Bound.NONE)
                    & Q(length__isnull=False, length__gte=1, length__lte=3660)  # NULL >= 1 is not false
                    & ~Q(unit="")
                    & ~Q(starts="")
                ),
                name="responserule_period_is_whole_or_none",
                violation_error_message=_("A period needs length, unit and start; without a period all stay empty."),
            ),
            models.CheckConstraint(
                condition=Q(cut_off_hour__isnull=True) | Q(cut_off_hour__lte=23),
                name="responserule_cut_off_is_an_hour",
                violation_error_message=_("The cut-off is an hour from 0 to 23."),
            ),
            models.CheckConstraint(
                condition=Q(internal_length__isnull=True, internal_unit="")
                | (Q(internal_length__isnull=False, internal_length__gte=1) & ~Q(internal_unit="")),
                name="responserule_internal_target_is_whole",
                violation_error_message=_("An internal target needs its length and unit."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version}: {self.case_kind}"

    @property
    def article(self) -> str:
        return self.article_en if get_language() == "en" else self.article_ar


class PolicyChannel(models.Model):
    """A channel the policy lists (C); only these are offered."""

    version = models.ForeignKey(PolicyVersion, on_delete=models.CASCADE, related_name="channels")
    channel = models.CharField(_("channel"), max_length=16, choices=Channel)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["version", "channel"], name="policychannel_once")]

    def __str__(self) -> str:
        return self.get_channel_display()


class PolicyDocument(models.Model):
    """A document the policy puts at the officer's hand (D)."""

    version = models.ForeignKey(PolicyVersion, on_delete=models.CASCADE, related_name="documents")
    document = models.CharField(_("document"), max_length=24, choices=DocumentKind)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["version", "document"], name="policydocument_once")]

    def __str__(self) -> str:
        return self.get_document_display()


class FileRules(models.Model):
    """How the files of beneficiaries are kept under a version; a version without a row keeps the defaults (B2, B4)."""

    version = models.OneToOneField(PolicyVersion, on_delete=models.CASCADE, related_name="file_rules")
    has_assembly = models.BooleanField(_("beneficiaries may be members of the general assembly"), default=False)
    change_needs_another = models.BooleanField(
        _("a reported change is applied by someone other than who reported it"), default=False
    )
    confirm_every_months = models.PositiveSmallIntegerField(_("months between confirmations of a file"), default=12)
    visitors_kept_months = models.PositiveSmallIntegerField(
        _("months that names of visitors without a file and words of help requests are kept"), default=12
    )
    retention_years = models.PositiveSmallIntegerField(_("years a closed file is kept"), default=10)

    class Meta:
        verbose_name = _("rules on files")
        verbose_name_plural = _("rules on files")
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    confirm_every_months__range=(1, 60),
                    retention_years__range=(1, 50),
                    visitors_kept_months__range=(1, 120),
                ),
                name="filerules_in_sensible_bounds",
                violation_error_message=_(
                    "A file is confirmed every 1 to 60 months and kept for 1 to 50 years, "
                    "a visitor's name 1 to 120 months."
                ),
            )
        ]

    def __str__(self) -> str:
        return str(self.version)

    def next_confirmation(self, day: date) -> date:
        """When a file that is right on this day is to be confirmed again (B2)."""
        return months_after(day, self.confirm_every_months)
