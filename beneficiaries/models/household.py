"""The household of a person: who lives together, what comes in, what is owed every month (R13).

Members who leave stay as rows with the day and the reason. A household has at most one head at a time, and a
beneficiary is a standing member of at most one household; the database keeps both.
"""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from associations.models import Association
from core.sealed import Sealed

from ..enums import HealthSituation, IncomeKind, LeftBecause, ObligationKind, Relation, Sex
from ..querysets import MemberQuerySet, MonthlyQuerySet
from .person import Beneficiary, BornPerson


class Household(models.Model):
    """People who live of one purse. Its version rises with each change of members, income or obligations."""

    association = models.ForeignKey(Association, on_delete=models.PROTECT, related_name="households")
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    formed_at = models.DateTimeField(auto_now_add=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("household")
        verbose_name_plural = _("households")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return str(self.uid)


class HouseholdMember(BornPerson):
    """One person of a household; ``beneficiary`` is set where the person has a file of their own."""

    association = models.ForeignKey(Association, on_delete=models.PROTECT, related_name="+")
    household = models.ForeignKey(Household, on_delete=models.CASCADE, related_name="members")
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    beneficiary = models.ForeignKey(
        Beneficiary, on_delete=models.PROTECT, related_name="memberships", null=True, blank=True
    )
    relation = models.CharField(_("relation to the head"), max_length=12, choices=Relation)
    full_name = models.CharField(_("full name"), max_length=150)
    sex = models.CharField(_("sex"), max_length=6, choices=Sex, blank=True)
    national_id_sealed = models.CharField(max_length=120, blank=True)
    national_id_index = models.CharField(max_length=32, null=True, blank=True)
    occupation = models.CharField(_("school or work"), max_length=100, blank=True)
    health = models.CharField(_("health situation"), max_length=10, choices=HealthSituation, blank=True)
    joined_on = models.DateField(_("in the household since"))
    left_on = models.DateField(_("left on"), null=True, blank=True)
    left_because = models.CharField(_("why the person left"), max_length=10, choices=LeftBecause, blank=True)

    national_id = Sealed(indexed=True)

    objects = MemberQuerySet.as_manager()

    class Meta:
        verbose_name = _("member of the household")
        verbose_name_plural = _("members of the household")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["household"],
                condition=Q(relation=Relation.HEAD, left_on__isnull=True),
                name="householdmember_one_head",
                violation_error_message=_("The household has a head already. Change the head instead."),
            ),
            models.UniqueConstraint(
                fields=["beneficiary"],
                condition=Q(left_on__isnull=True),
                name="householdmember_one_household",
                violation_error_message=_("This person is a member of another household. Take them out of it first."),
            ),
            models.CheckConstraint(
                condition=Q(birth_hijri_month__range=(1, 12), birth_hijri_day__range=(1, 30)),
                name="householdmember_birth_is_a_date",
            ),
            models.CheckConstraint(
                condition=Q(left_on__isnull=True, left_because="")
                | (Q(left_on__isnull=False, left_on__gte=F("joined_on")) & ~Q(left_because="")),
                name="householdmember_leaves_for_a_reason",
                violation_error_message=_("Give the day and the reason of leaving; the day is not before joining."),
            ),
        ]
        indexes = [
            models.Index(fields=["association", "national_id_index"], name="householdmember_id"),
            models.Index(fields=["household", "left_on"], name="householdmember_standing"),
        ]

    def __str__(self) -> str:
        return str(self.uid)


class _Monthly(models.Model):
    """A sum of money that a member receives or owes every month, from a day until a day."""

    association = models.ForeignKey(Association, on_delete=models.PROTECT, related_name="+")
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    monthly = models.DecimalField(_("monthly amount in riyals"), max_digits=10, decimal_places=2)
    note = models.CharField(_("note"), max_length=120, blank=True)
    from_on = models.DateField(_("since"))
    ended_on = models.DateField(_("ended on"), null=True, blank=True)

    objects = MonthlyQuerySet.as_manager()

    class Meta:
        abstract = True


class Income(_Monthly):
    """What a member receives every month from one source."""

    member = models.ForeignKey(HouseholdMember, on_delete=models.CASCADE, related_name="incomes")
    kind = models.CharField(_("source"), max_length=16, choices=IncomeKind)

    class Meta:
        verbose_name = _("income")
        verbose_name_plural = _("incomes")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(monthly__gt=0),
                name="income_above_zero",
                violation_error_message=_("Enter an amount greater than zero."),
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("from_on")),
                name="income_ends_after_it_begins",
                violation_error_message=_("It cannot end before it began."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.monthly}"


class Obligation(_Monthly):
    """What a member owes every month."""

    member = models.ForeignKey(HouseholdMember, on_delete=models.CASCADE, related_name="obligations")
    kind = models.CharField(_("obligation"), max_length=14, choices=ObligationKind)
    creditor = models.CharField(_("owed to"), max_length=100, blank=True)

    class Meta:
        verbose_name = _("obligation")
        verbose_name_plural = _("obligations")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(monthly__gt=0),
                name="obligation_above_zero",
                violation_error_message=_("Enter an amount greater than zero."),
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("from_on")),
                name="obligation_ends_after_it_begins",
                violation_error_message=_("It cannot end before it began."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.monthly}"


class HouseholdChange(models.Model):
    """What was changed in a household, in whose file it was told, by whom. Rows never change (triggers)."""

    class What(models.TextChoices):
        JOINED = "joined", _("joined the household")
        CORRECTED = "corrected", _("was corrected")
        LEFT = "left", _("left the household")
        HEAD = "head", _("became head of the household")
        SPLIT = "split", _("went to a household of their own")
        MERGED = "merged", _("came with another household")
        INCOME = "income", _("income was entered")
        INCOME_ENDED = "income_ended", _("income ended")
        OBLIGATION = "obligation", _("an obligation was entered")
        OBLIGATION_ENDED = "obligation_ended", _("an obligation ended")

    association = models.ForeignKey(Association, on_delete=models.PROTECT, related_name="+")
    household = models.ForeignKey(Household, on_delete=models.CASCADE, related_name="changes")
    member = models.ForeignKey(HouseholdMember, on_delete=models.PROTECT, related_name="+")
    what = models.CharField(max_length=16, choices=What)
    detail = models.CharField(max_length=200, blank=True)
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.what} {self.at:%Y-%m-%d}"
