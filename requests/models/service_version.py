"""The terms of a service in versions: whom it serves, when, how much, what to bring (R14).

A draft has no first day. With its first day it is in force from then until the day before the next one's, and is
never changed again (triggers); a case keeps the version it began with. Whether a version is coming, in force or
former is said by the two days alone.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from associations.models import Association
from beneficiaries.models import Category, FileDocumentKind

from ..enums import AmountRule, BudgetPeriod
from ..service_querysets import VersionQuerySet

if TYPE_CHECKING:
    from .service import Service

PERSON = settings.AUTH_USER_MODEL
_MONEY: dict[str, Any] = {"max_digits": 12, "decimal_places": 2, "null": True, "blank": True}


class ServiceVersion(models.Model):
    association = models.ForeignKey(Association, on_delete=models.PROTECT, related_name="service_versions")
    service: models.ForeignKey[Service, Service] = models.ForeignKey(
        "support_requests.Service", on_delete=models.PROTECT, related_name="versions"
    )
    number = models.PositiveSmallIntegerField(_("version"))
    about_ar = models.TextField(_("what it is"), max_length=1000, blank=True)
    about_en = models.TextField(_("what it is, in English"), max_length=1000, blank=True)

    opens_on = models.DateField(_("requests are taken from"), null=True, blank=True)
    closes_on = models.DateField(_("requests are taken until"), null=True, blank=True)

    amount_rule = models.CharField(_("amount"), max_length=10, choices=AmountRule, default=AmountRule.STUDIED)
    amount = models.DecimalField(_("amount in riyals"), **_MONEY)
    ceiling = models.DecimalField(_("at most, in riyals"), **_MONEY)
    gives_ar = models.CharField(_("what is given"), max_length=200, blank=True)
    gives_en = models.CharField(_("what is given, in English"), max_length=200, blank=True)

    budget = models.DecimalField(_("budget in riyals"), **_MONEY)
    budget_period = models.CharField(_("period of the budget"), max_length=10, choices=BudgetPeriod, blank=True)
    budget_from = models.DateField(_("budget from"), null=True, blank=True)
    budget_until = models.DateField(_("budget until"), null=True, blank=True)

    in_force_from = models.DateField(_("in force from"), null=True, blank=True)
    in_force_until = models.DateField(_("in force until"), null=True, blank=True)
    put_in_force_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1)  # of the draft's wording, for two who write at once
    changed_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, null=True, related_name="+")
    changed_at = models.DateTimeField()

    objects = VersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("version of a service")
        verbose_name_plural = _("versions of services")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["service", "number"], name="serviceversion_number_once"),
            models.UniqueConstraint(
                fields=["service"],
                condition=Q(in_force_from__isnull=True),
                name="serviceversion_one_draft",
                violation_error_message=_("A draft of this service is being written already: go on with it."),
            ),
            models.UniqueConstraint(
                fields=["service"],
                condition=Q(in_force_from__isnull=False, in_force_until__isnull=True),
                name="serviceversion_one_last",
                violation_error_message=_("One version of a service stands last."),
            ),
            models.CheckConstraint(
                condition=Q(in_force_until__isnull=True)
                | Q(in_force_from__isnull=False, in_force_until__gte=F("in_force_from")),
                name="serviceversion_ends_after_it_begins",
                violation_error_message=_("A version ends on a day that is not before its first."),
            ),
            models.CheckConstraint(
                condition=Q(opens_on__isnull=True) | Q(closes_on__isnull=True) | Q(closes_on__gte=F("opens_on")),
                name="serviceversion_opens_before_it_closes",
                violation_error_message=_("Requests cannot be taken until a day before the first one."),
            ),
            models.CheckConstraint(
                condition=Q(amount_rule=AmountRule.FIXED, amount__isnull=False, amount__gt=0, ceiling__isnull=True)
                | (
                    Q(amount_rule=AmountRule.PER_HEAD, amount__isnull=False, amount__gt=0)
                    & (Q(ceiling__isnull=True) | Q(ceiling__gte=F("amount")))
                )
                | Q(amount_rule=AmountRule.CEILING, amount__isnull=True, ceiling__isnull=False, ceiling__gt=0)
                | Q(
                    amount_rule__in=[AmountRule.STUDIED, AmountRule.IN_KIND], amount__isnull=True, ceiling__isnull=True
                ),
                name="serviceversion_amount_fits_its_rule",
                violation_error_message=_("Write the figures that this rule of the amount needs, and no others."),
            ),
            models.CheckConstraint(
                condition=Q(budget__isnull=True, budget_period="", budget_from__isnull=True, budget_until__isnull=True)
                | Q(
                    budget__isnull=False,
                    budget__gt=0,
                    budget_period__in=[BudgetPeriod.HIJRI_YEAR, BudgetPeriod.YEAR],
                    budget_from__isnull=True,
                    budget_until__isnull=True,
                )
                | Q(
                    budget__isnull=False,
                    budget__gt=0,
                    budget_period=BudgetPeriod.DATES,
                    budget_from__isnull=False,
                    budget_until__isnull=False,
                    budget_until__gte=F("budget_from"),
                ),
                name="serviceversion_budget_is_whole",
                violation_error_message=_("A budget has its period; dates are written where the period is by dates."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.service_id}-{self.number}"

    @property
    def about(self) -> str:
        return (self.about_en if get_language() == "en" else "") or self.about_ar

    @property
    def gives(self) -> str:
        return (self.gives_en if get_language() == "en" else "") or self.gives_ar

    @property
    def is_draft(self) -> bool:
        return self.in_force_from is None

    def is_in_force(self, on: date) -> bool:
        return (
            self.in_force_from is not None
            and self.in_force_from <= on
            and (self.in_force_until is None or on <= self.in_force_until)
        )

    def is_taking(self, on: date) -> bool:
        """Whether the day lies within its opening and closing dates."""
        return (self.opens_on is None or self.opens_on <= on) and (self.closes_on is None or on <= self.closes_on)


class ServedCategory(models.Model):
    """A category of beneficiaries that a version serves; a version without any serves every category."""

    version = models.ForeignKey(ServiceVersion, on_delete=models.CASCADE, related_name="served")
    category = models.ForeignKey(Category, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["version", "category"], name="servedcategory_once")]

    def __str__(self) -> str:
        return f"{self.version_id}: {self.category_id}"


class ChecklistItem(models.Model):
    """A document or fact that the desk checks on the day a request is handed in (R2)."""

    version = models.ForeignKey(ServiceVersion, on_delete=models.CASCADE, related_name="checklist_items")
    name_ar = models.CharField(_("Arabic name"), max_length=120)
    name_en = models.CharField(_("English name"), max_length=120)
    is_mandatory = models.BooleanField(_("mandatory"), default=True)
    months = models.PositiveSmallIntegerField(_("no older than, in months"), null=True, blank=True)
    document_kind = models.ForeignKey(
        FileDocumentKind,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("kind of document"),
        help_text=_("A valid one in the file is offered for this line instead of being asked for again."),
    )
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("line of the checklist")
        verbose_name_plural = _("checklist")
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(months__isnull=True) | Q(months__range=(1, 120)),
                name="checklistitem_months_are_counted",
                violation_error_message=_("Write 1 to 120 months, or leave it empty."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return (self.name_en if get_language() == "en" else "") or self.name_ar
