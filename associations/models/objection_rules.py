"""Whether and how a decision may be objected to under a policy version; no row means that objections are not offered.

By when an objection is answered is a response rule like any other (``CaseKind.OBJECTION``). Rows share the fate of
their version: none is changed once it is in force (triggers).
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from ..enums import OBJECTION_BODIES, BodyKind, Unit
from .policy import PolicyVersion


class ObjectionRules(models.Model):
    """Within how many days from the answer, and which body decides anew."""

    version = models.OneToOneField(PolicyVersion, on_delete=models.CASCADE, related_name="objection_rules")
    days = models.PositiveSmallIntegerField(_("days to object, from the answer"))
    unit = models.CharField(_("unit"), max_length=14, choices=Unit)
    body = models.CharField(
        _("body that decides objections"),
        max_length=24,
        choices=[(kind.value, kind.label) for kind in OBJECTION_BODIES],
    )
    body_name_ar = models.CharField(_("Arabic name of the body"), max_length=120)
    body_name_en = models.CharField(_("English name of the body"), max_length=120)

    class Meta:
        verbose_name = _("rules on objections")
        verbose_name_plural = _("rules on objections")
        constraints = [
            models.CheckConstraint(
                condition=Q(days__gte=1, days__lte=365),
                name="objectionrules_within_a_year",
                violation_error_message=_("An objection is possible for 1 to 365 days."),
            ),
            models.CheckConstraint(
                condition=Q(body__in=[kind.value for kind in OBJECTION_BODIES]),
                name="objectionrules_decided_by_another_body",
                violation_error_message=_("An objection is decided by another body than a request."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.version)

    @property
    def kind(self) -> BodyKind:
        return BodyKind(self.body)

    @property
    def body_name(self) -> str:
        return self.body_name_en if get_language() == "en" else self.body_name_ar
