"""Conditions of a service as typed rows (R14), and what they said about a file at the moments that count."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from beneficiaries.models import FileDocumentKind

from ..eligibility import CHOSEN, NUMBERS
from ..enums import ConditionKind, Occasion, Operator
from .record import OfRequest
from .service_version import ServiceVersion
from .support_request import SupportRequest

_NUMBER: dict[str, Any] = {"max_digits": 10, "decimal_places": 2, "null": True, "blank": True}
_NO_NUMBERS = Q(low__isnull=True, high__isnull=True)
_OF_NUMBERS = Q(kind__in=NUMBERS, choices="", document_kind__isnull=True)


class ServiceCondition(models.Model):
    """One condition of a version: a kind, how it is compared, with what, and the points it counts for."""

    version = models.ForeignKey(ServiceVersion, on_delete=models.CASCADE, related_name="conditions")
    kind = models.CharField(_("condition"), max_length=12, choices=ConditionKind)
    operator = models.CharField(_("comparison"), max_length=8, choices=Operator)
    low = models.DecimalField(_("at least"), **_NUMBER)
    high = models.DecimalField(_("at most"), **_NUMBER)
    choices = models.TextField(_("choices"), max_length=1000, blank=True)  # one a line
    document_kind = models.ForeignKey(
        FileDocumentKind, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    points = models.PositiveSmallIntegerField(_("points"), default=1)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("condition of a service")
        verbose_name_plural = _("conditions of services")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "kind"],
                condition=~Q(kind=ConditionKind.DOCUMENT),
                name="servicecondition_kind_once",
                violation_error_message=_("This condition is written already: change it instead."),
            ),
            models.UniqueConstraint(
                fields=["version", "document_kind"],
                name="servicecondition_document_once",
                violation_error_message=_("This condition is written already: change it instead."),
            ),
            models.CheckConstraint(
                condition=Q(_OF_NUMBERS, operator=Operator.AT_MOST, low__isnull=True, high__isnull=False)
                | Q(_OF_NUMBERS, operator=Operator.AT_LEAST, low__isnull=False, high__isnull=True)
                | Q(
                    _OF_NUMBERS,
                    operator=Operator.BETWEEN,
                    low__isnull=False,
                    high__isnull=False,
                    high__gte=F("low"),
                )
                | (
                    Q(_NO_NUMBERS, kind__in=CHOSEN, operator__in=[Operator.ONE_OF, Operator.NONE_OF])
                    & Q(document_kind__isnull=True)
                    & ~Q(choices="")
                )
                | Q(
                    kind=ConditionKind.INTERVAL,
                    operator=Operator.AT_LEAST,
                    low__isnull=False,
                    low__range=(1, 120),
                    high__isnull=True,
                    choices="",
                    document_kind__isnull=True,
                )
                | Q(
                    _NO_NUMBERS,
                    kind=ConditionKind.MEMBERSHIP,
                    operator=Operator.HOLDS,
                    choices="",
                    document_kind__isnull=True,
                )
                | Q(
                    _NO_NUMBERS,
                    kind=ConditionKind.DOCUMENT,
                    operator=Operator.HOLDS,
                    choices="",
                    document_kind__isnull=False,
                ),
                name="servicecondition_value_fits_its_kind",
                violation_error_message=_("The lower limit is above the upper one: correct one of them."),
            ),
            models.CheckConstraint(
                condition=(Q(low__isnull=True) | Q(low__gte=0)) & (Q(high__isnull=True) | Q(high__gte=0)),
                name="servicecondition_limits_are_not_negative",
                violation_error_message=_("A limit is zero or more."),
            ),
            models.CheckConstraint(
                condition=Q(points__range=(0, 100)),
                name="servicecondition_points_are_few",
                violation_error_message=_("Write 0 to 100 points."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version_id}: {self.kind}"

    @property
    def chosen(self) -> tuple[str, ...]:
        return tuple(self.choices.splitlines())


class EligibilityCheck(OfRequest):
    """What the conditions said about the file on a day, kept beside the decision; the body decided all the same."""

    support_request = models.ForeignKey(SupportRequest, on_delete=models.CASCADE, related_name="eligibility_checks")
    occasion = models.CharField(_("when"), max_length=10, choices=Occasion)
    findings = models.JSONField(default=dict)
    met = models.PositiveSmallIntegerField(_("conditions met"))
    score = models.PositiveSmallIntegerField(_("score"))
    out_of = models.PositiveSmallIntegerField(_("out of"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["support_request"],
                condition=Q(occasion=Occasion.DECIDED),
                name="eligibilitycheck_decided_once",
            ),
            models.CheckConstraint(
                condition=Q(score__lte=F("out_of")),
                name="eligibilitycheck_score_within",
                violation_error_message=_("A score is at most what its conditions count for."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.support_request_id}: {self.occasion}"
