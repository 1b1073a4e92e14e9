"""Who may act for a person: guardian, custodian, or agent by a deed that ends (R2, R11)."""

from __future__ import annotations

import uuid
from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from associations.models import Association
from core.sealed import Sealed

from ..enums import MandateKind
from ..querysets import MandateQuerySet
from .person import Beneficiary


class Mandate(models.Model):
    """One person acts for another, by a document, from a day until a day; it can be ended before, never deleted."""

    association = models.ForeignKey(Association, on_delete=models.PROTECT, related_name="mandates")
    beneficiary = models.ForeignKey(Beneficiary, on_delete=models.PROTECT, related_name="mandates")
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(_("kind of mandate"), max_length=10, choices=MandateKind)
    holder_name = models.CharField(_("name of who acts"), max_length=150)
    holder_id_sealed = models.CharField(max_length=120)
    holder_id_index = models.CharField(max_length=32)
    holder_mobile_sealed = models.CharField(max_length=120, blank=True)
    deed_number = models.CharField(_("number of the deed"), max_length=40)
    scope = models.CharField(_("what it allows"), max_length=200)
    from_on = models.DateField(_("from"))
    until_on = models.DateField(_("until"), null=True, blank=True)
    ended_on = models.DateField(_("ended early on"), null=True, blank=True)
    ended_because = models.CharField(_("why it was ended"), max_length=200, blank=True)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(auto_now_add=True)

    holder_id = Sealed(indexed=True)
    holder_mobile = Sealed()

    objects = MandateQuerySet.as_manager()

    class Meta:
        verbose_name = _("mandate")
        verbose_name_plural = _("mandates")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gte=F("from_on")),
                name="mandate_ends_after_it_begins",
                violation_error_message=_("A mandate cannot end before it begins."),
            ),
            models.CheckConstraint(
                condition=~Q(kind=MandateKind.AGENT) | Q(until_on__isnull=False),
                name="mandate_of_an_agent_ends",
                violation_error_message=_("Enter the day until which the deed of agency is valid."),
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True, ended_because="")
                | (Q(ended_on__isnull=False) & ~Q(ended_because="")),
                name="mandate_ended_for_a_reason",
                violation_error_message=_("Write why the mandate is ended."),
            ),
        ]
        indexes = [models.Index(fields=["association", "until_on"], name="mandate_until")]

    def __str__(self) -> str:
        return str(self.uid)

    def stands_on(self, day: date) -> bool:
        """Whether the holder may act on this day."""
        return (
            self.from_on <= day
            and (self.until_on is None or self.until_on >= day)
            and (self.ended_on is None or self.ended_on > day)
        )
