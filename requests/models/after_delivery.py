"""What comes after a delivery: a problem with it until it is settled, and the sampled call that asks (R12, B6)."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from associations.models import Association

from ..enums import CallResult, ProblemKind, SettledAs
from ..querysets import AfterDeliveryQuerySet
from .delivery import Delivery

PERSON = settings.AUTH_USER_MODEL


class DeliveryRules(models.Model):
    """An association's own numbers; without a row the defaults below hold."""

    association = models.OneToOneField(Association, on_delete=models.PROTECT, related_name="delivery_rules")
    check_percent = models.PositiveSmallIntegerField(
        _("of a hundred deliveries, called"), default=10, validators=[MaxValueValidator(100)]
    )
    remind_days = models.PositiveSmallIntegerField(
        _("days before an instalment is due"), default=3, validators=[MaxValueValidator(60)]
    )
    renewal_days = models.PositiveSmallIntegerField(
        _("days before a support ends"), default=30, validators=[MaxValueValidator(365)]
    )

    class Meta:
        verbose_name = _("rules of delivery")
        verbose_name_plural = _("rules of delivery")
        constraints = [
            models.CheckConstraint(
                condition=Q(check_percent__lte=100, remind_days__lte=60, renewal_days__lte=365),
                name="deliveryrules_within_reason",
                violation_error_message=_("At most 100 of a hundred, 60 days before a delivery, 365 before an end."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.association_id}"


class DeliveryProblem(models.Model):
    """Not received, defective or less than signed for: with an owner until it is settled. One open at a time."""

    association = models.ForeignKey(Association, on_delete=models.PROTECT, related_name="delivery_problems")
    delivery = models.ForeignKey(Delivery, on_delete=models.PROTECT, related_name="problems")
    kind = models.CharField(_("what is wrong"), max_length=12, choices=ProblemKind)
    words = models.CharField(_("what the person says"), max_length=1000)
    owner = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    reported_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    reported_at = models.DateTimeField()
    settled_as = models.CharField(_("how it was settled"), max_length=12, choices=SettledAs, blank=True)
    settled_words = models.CharField(_("what was done"), max_length=1000, blank=True)
    settled_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, null=True, related_name="+")
    settled_at = models.DateTimeField(null=True)

    objects = AfterDeliveryQuerySet.as_manager()

    class Meta:
        verbose_name = _("problem with a delivery")
        verbose_name_plural = _("problems with deliveries")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["delivery"], condition=Q(settled_at__isnull=True), name="deliveryproblem_open_once"
            ),
            models.CheckConstraint(
                condition=Q(settled_at__isnull=True, settled_by__isnull=True, settled_as="")
                | (Q(settled_at__isnull=False, settled_by__isnull=False) & ~Q(settled_as="") & ~Q(settled_words="")),
                name="deliveryproblem_settled_in_words",
                violation_error_message=_("A problem is settled by somebody, who writes what was done."),
            ),
        ]
        indexes = [models.Index(fields=["association", "id"], name="deliveryproblem_by_number")]

    def __str__(self) -> str:
        return f"{self.delivery_id}: {self.kind}"


class DeliveryCheck(models.Model):
    """A delivery drawn at random, to be asked about by phone by somebody else than whoever handed it over."""

    association = models.ForeignKey(Association, on_delete=models.PROTECT, related_name="delivery_checks")
    delivery = models.OneToOneField(Delivery, on_delete=models.PROTECT, related_name="check_call")
    delivered_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    drawn_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(_("calls"), default=0)
    result = models.CharField(_("result"), max_length=12, choices=CallResult, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)
    called_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, null=True, related_name="+")
    called_at = models.DateTimeField(null=True)

    objects = AfterDeliveryQuerySet.as_manager()

    class Meta:
        verbose_name = _("call about a delivery")
        verbose_name_plural = _("calls about deliveries")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(result="", called_by__isnull=True, called_at__isnull=True)
                | (~Q(result="") & Q(called_by__isnull=False, called_at__isnull=False)),
                name="deliverycheck_called_by_somebody",
                violation_error_message=_("A call is made by somebody, at a moment."),
            ),
            models.CheckConstraint(
                condition=Q(called_by__isnull=True) | ~Q(called_by=F("delivered_by")),
                name="deliverycheck_by_another",
                violation_error_message=_("Somebody else than whoever handed it over makes the call."),
            ),
        ]
        indexes = [models.Index(fields=["association", "id"], name="deliverycheck_by_number")]

    def __str__(self) -> str:
        return f"{self.delivery_id}: {self.result}"


class InstalmentWarning(models.Model):
    """That instalments are due on a day was told to a person, before it or once it passed; never changed."""

    association = models.ForeignKey(Association, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField()
    is_late = models.BooleanField()
    count = models.PositiveIntegerField()
    to = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["association", "due_on", "is_late", "to"], name="instalmentwarning_once")
        ]

    def __str__(self) -> str:
        return f"{self.due_on} {self.to_id}"
