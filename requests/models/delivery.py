"""What was granted, in instalments, and each handing over of them (R11, R12, B6).

An instalment is an amount or a number of items, due on a day. It never changes: a new plan drops it and writes
others, so that the history of what was promised stays. No plan promises more than was granted (trigger).
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from beneficiaries.models import Mandate, Signature
from correspondence.models import Letter

from ..enums import ReceivedBy, SignatureMethod
from ..querysets import DeliveryQuerySet, InstalmentQuerySet
from .record import OfRequest
from .support_request import SupportRequest

PERSON = settings.AUTH_USER_MODEL


class Instalment(OfRequest):
    """``granted`` is the amount that stood when it was planned; ``delivered`` counts riyals or items."""

    support_request = models.ForeignKey(SupportRequest, on_delete=models.PROTECT, related_name="instalments")
    position = models.PositiveSmallIntegerField(_("number"))
    amount = models.DecimalField(_("amount"), max_digits=12, decimal_places=2, null=True, blank=True)
    granted = models.DecimalField(_("amount granted"), max_digits=12, decimal_places=2, null=True, blank=True)
    item = models.CharField(_("item"), max_length=120, blank=True)
    quantity = models.PositiveIntegerField(_("quantity"), null=True, blank=True)
    due_on = models.DateField(_("due on"))
    delivered = models.DecimalField(_("delivered"), max_digits=12, decimal_places=2, default=0)
    dropped_at = models.DateTimeField(null=True, blank=True)
    made_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    objects = InstalmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("instalment")
        verbose_name_plural = _("instalments")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["support_request", "position"],
                condition=Q(dropped_at__isnull=True),
                name="instalment_position_once",
            ),
            models.CheckConstraint(
                condition=Q(
                    amount__isnull=False,
                    granted__isnull=False,
                    amount__gt=0,
                    granted__gte=F("amount"),
                    item="",
                    quantity__isnull=True,
                )
                | (Q(amount__isnull=True, granted__isnull=True, quantity__isnull=False, quantity__gt=0) & ~Q(item="")),
                name="instalment_of_money_or_of_items",
                violation_error_message=_("An instalment is an amount, or an item with its quantity."),
            ),
            models.CheckConstraint(
                condition=Q(delivered__gte=0)
                & (Q(amount__isnull=True) | Q(delivered__lte=F("amount")))
                & (Q(quantity__isnull=True) | Q(delivered__lte=F("quantity"))),
                name="instalment_delivered_within_it",
                violation_error_message=_("No more of an instalment is delivered than it is."),
            ),
            models.CheckConstraint(
                condition=Q(dropped_at__isnull=True) | Q(delivered=0),
                name="instalment_dropped_untouched",
                violation_error_message=_("An instalment of which something was delivered stays in the plan."),
            ),
        ]
        indexes = [
            models.Index(
                fields=["association", "due_on", "id"],
                condition=Q(dropped_at__isnull=True),
                name="instalment_due",
            )
        ]

    def __str__(self) -> str:
        return f"{self.support_request_id}: {self.position}"

    @property
    def is_money(self) -> bool:
        return self.amount is not None

    @property
    def measure(self) -> Decimal:
        """Riyals or items, all of them."""
        return self.amount if self.amount is not None else Decimal(self.quantity or 0)

    @property
    def remaining(self) -> Decimal:
        return self.measure - self.delivered

    @property
    def is_delivered(self) -> bool:
        return self.remaining <= 0

    def is_late(self, on: date) -> bool:
        return not self.is_delivered and self.due_on < on


class Delivery(OfRequest):
    """One handing over: what, when, by whom, to whom, and their signature (R11, R12); ``parts`` say of what."""

    support_request = models.ForeignKey(SupportRequest, on_delete=models.PROTECT, related_name="deliveries")
    what = models.CharField(_("what was delivered"), max_length=300)
    amount = models.DecimalField(_("amount"), max_digits=12, decimal_places=2, null=True, blank=True)
    delivered_on = models.DateField(_("delivered on"))
    received_by = models.CharField(_("received by"), max_length=12, choices=ReceivedBy)
    receiver_name = models.CharField(_("receiver's name"), max_length=150)
    method = models.CharField(_("signed"), max_length=10, choices=SignatureMethod, blank=True)
    mandate = models.ForeignKey(Mandate, on_delete=models.PROTECT, null=True, related_name="+")
    signature = models.ForeignKey(Signature, on_delete=models.PROTECT, null=True, related_name="+")
    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(received_by=ReceivedBy.ACCOUNT, method="")
                | (~Q(received_by=ReceivedBy.ACCOUNT) & ~Q(method="")),
                name="delivery_signed_for_in_person",
                violation_error_message=_(
                    "Whoever receives signs for it; what a bank pays in is confirmed by the bank."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.support_request_id}: {self.delivered_on}"


class DeliveredPart(models.Model):
    """How much of one instalment was handed over this time: riyals or items."""

    association = models.ForeignKey("associations.Association", on_delete=models.PROTECT, related_name="+")
    delivery = models.ForeignKey(Delivery, on_delete=models.PROTECT, related_name="parts")
    instalment = models.ForeignKey(Instalment, on_delete=models.PROTECT, related_name="parts")
    measure = models.DecimalField(_("how much"), max_digits=12, decimal_places=2)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["delivery", "instalment"], name="deliveredpart_once"),
            models.CheckConstraint(
                condition=Q(measure__gt=0),
                name="deliveredpart_is_something",
                violation_error_message=_("What is handed over is more than nothing."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.delivery_id}: {self.measure}"
