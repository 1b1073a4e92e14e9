"""Paying what is due: a payment run with its rows, approved by others than whoever prepared it (R11, B6).

What was approved is what is paid: neither the run's figures nor its rows change (triggers), an instalment is in one
living run at a time, and nobody approves their own run or the same run twice (constraints).
"""

from __future__ import annotations

import uuid
from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from associations.models import Association
from core.sealed import Sealed
from correspondence.models import Letter

from ..enums import PaidBy, RowStatus, RunStatus
from ..querysets import PaymentRunQuerySet
from .delivery import Instalment

PERSON = settings.AUTH_USER_MODEL


class PaymentLimit(models.Model):
    """From above this amount, so many people approve. Up to the lowest limit money is handed over without a run."""

    association = models.ForeignKey(Association, on_delete=models.PROTECT, related_name="payment_limits")
    above = models.DecimalField(_("above this amount"), max_digits=12, decimal_places=2)
    approvers = models.PositiveSmallIntegerField(_("people who approve"))

    class Meta:
        verbose_name = _("payment limit")
        verbose_name_plural = _("payment limits")
        ordering = ["above"]
        constraints = [
            models.UniqueConstraint(fields=["association", "above"], name="paymentlimit_once"),
            models.CheckConstraint(
                condition=Q(approvers__in=[1, 2], above__gte=0),
                name="paymentlimit_one_or_two",
                violation_error_message=_("One or two people approve, above an amount that is not negative."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.above}: {self.approvers}"


class PaymentRun(models.Model):
    """``total`` and ``count`` are what was approved; ``sent_total`` and ``sent_count`` what went to the bank of it."""

    association = models.ForeignKey(Association, on_delete=models.PROTECT, related_name="payment_runs")
    reference = models.CharField(_("number"), max_length=20)
    way = models.CharField(_("way of payment"), max_length=8, choices=PaidBy)
    until_on = models.DateField(_("due until"))
    status = models.CharField(_("status"), max_length=10, choices=RunStatus, default=RunStatus.DRAFTED)
    total = models.DecimalField(_("total"), max_digits=12, decimal_places=2)
    count = models.PositiveIntegerField(_("payments"))
    approvers_needed = models.PositiveSmallIntegerField(_("people who approve"))
    prepared_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    prepared_at = models.DateTimeField()
    approved_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)
    second_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, null=True, related_name="+")
    second_at = models.DateTimeField(null=True)
    sent_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, null=True, related_name="+")
    sent_at = models.DateTimeField(null=True)
    sent_total = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    sent_count = models.PositiveIntegerField(null=True)
    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, null=True, related_name="+")
    cancelled_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, null=True, related_name="+")
    cancelled_because = models.CharField(_("why it was cancelled"), max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = PaymentRunQuerySet.as_manager()

    class Meta:
        verbose_name = _("payment run")
        verbose_name_plural = _("payment runs")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["association", "reference"], name="paymentrun_reference_once"),
            models.CheckConstraint(
                condition=Q(total__gt=0, count__gt=0, approvers_needed__in=[1, 2]),
                name="paymentrun_pays_something",
                violation_error_message=_("A payment run pays something and is approved by one or two people."),
            ),
            models.CheckConstraint(
                condition=(Q(approved_by__isnull=True) | ~Q(approved_by=F("prepared_by")))
                & (
                    Q(second_by__isnull=True)
                    | (Q(approved_by__isnull=False) & ~Q(second_by=F("prepared_by")) & ~Q(second_by=F("approved_by")))
                ),
                name="paymentrun_approved_by_others",
                violation_error_message=_("Nobody approves what they prepared, or approves twice."),
            ),
            models.CheckConstraint(
                condition=Q(status__in=[RunStatus.DRAFTED, RunStatus.CANCELLED])
                | (Q(approved_by__isnull=False) & (Q(approvers_needed=1) | Q(second_by__isnull=False))),
                name="paymentrun_paid_once_approved",
                violation_error_message=_("A payment run is approved before it is paid."),
            ),
            models.CheckConstraint(
                condition=~Q(status=RunStatus.CANCELLED) | ~Q(cancelled_because=""),
                name="paymentrun_cancelled_for_a_reason",
                violation_error_message=_("Write why the payment run is cancelled."),
            ),
        ]
        indexes = [models.Index(fields=["association", "id"], name="paymentrun_by_number")]

    def __str__(self) -> str:
        return self.reference

    @property
    def by_account(self) -> bool:
        return self.way == PaidBy.ACCOUNT

    @property
    def approvals(self) -> int:
        return (self.approved_by_id is not None) + (self.second_by_id is not None)


class PaymentRow(models.Model):
    """One instalment in a run, with the account it was approved for; a waiting or paid one is in no other run."""

    association = models.ForeignKey(Association, on_delete=models.PROTECT, related_name="+")
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    run = models.ForeignKey(PaymentRun, on_delete=models.PROTECT, related_name="rows")
    instalment = models.ForeignKey(Instalment, on_delete=models.PROTECT, related_name="payments")
    amount = models.DecimalField(_("amount"), max_digits=12, decimal_places=2)
    iban_sealed = models.CharField(max_length=120, blank=True)
    status = models.CharField(_("status"), max_length=10, choices=RowStatus, default=RowStatus.WAITING)
    note = models.CharField(_("the bank's reason"), max_length=200, blank=True)
    settled_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, null=True, related_name="+")
    settled_at = models.DateTimeField(null=True)

    iban = Sealed()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["instalment"],
                condition=Q(status__in=[RowStatus.WAITING, RowStatus.PAID]),
                name="paymentrow_once",
            ),
            models.CheckConstraint(
                condition=Q(amount__gt=0),
                name="paymentrow_of_something",
                violation_error_message=_("A payment is more than nothing."),
            ),
            models.CheckConstraint(
                condition=~Q(status=RowStatus.RETURNED) | ~Q(note=""),
                name="paymentrow_returned_for_a_reason",
                violation_error_message=_("Write why the bank returned the payment."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.run_id}: {self.amount}"

    @property
    def left(self) -> Decimal:
        return self.amount if self.status == RowStatus.WAITING else Decimal(0)
