"""Help that cannot wait: given at once by an officer the board named, and then ratified or reversed by the body.

The officer's term never changes; it ends early once. What was given never changes either: how the body looked at it
is written once, by somebody else (constraints and triggers).
"""

from __future__ import annotations

import uuid
from datetime import date, timedelta

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from associations.models import Association
from committees.models import Committee

from ..enums import AfterReversal, SettledUrgent
from ..hidden import hidden_from
from .delivery import Delivery
from .service import Service
from .support_request import SupportRequest

PERSON = settings.AUTH_USER_MODEL


class UrgentRules(models.Model):
    """An association's own numbers, in calendar days; without a row the defaults below hold."""

    association = models.OneToOneField(Association, on_delete=models.PROTECT, related_name="urgent_rules")
    ratify_days = models.PositiveSmallIntegerField(
        _("days until it is ratified"), default=14, validators=[MinValueValidator(1), MaxValueValidator(90)]
    )
    warn_days = models.PositiveSmallIntegerField(
        _("days before, in which the body is told again"), default=3, validators=[MaxValueValidator(30)]
    )

    class Meta:
        verbose_name = _("rules of urgent help")
        verbose_name_plural = _("rules of urgent help")
        constraints = [
            models.CheckConstraint(
                condition=Q(ratify_days__range=(1, 90), warn_days__lt=F("ratify_days")),
                name="urgentrules_within_reason",
                violation_error_message=_("Within 1 to 90 days, and told again fewer days before the last one."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.association_id}"


class UrgentOfficerQuerySet(models.QuerySet["UrgentOfficer"]):
    """Terms, reached through ``association.urgent_officers``."""

    def standing(self, *, on: date) -> UrgentOfficerQuerySet:
        """Those that cover the day and were not ended."""
        return self.filter(from_on__lte=on, until_on__gte=on, ended_at__isnull=True)


class UrgentOfficer(models.Model):
    """One term of a person who may give help at once: how much for a request, for which services, by which decision.

    Without ``scopes`` it is for every service.
    """

    association = models.ForeignKey(Association, on_delete=models.PROTECT, related_name="urgent_officers")
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="urgent_terms")
    highest = models.DecimalField(_("highest amount for a request"), max_digits=12, decimal_places=2)
    allows_in_kind = models.BooleanField(_("may also give in kind"), default=False)
    from_on = models.DateField(_("from"))
    until_on = models.DateField(_("until"))
    decision_number = models.CharField(_("number of the board's decision"), max_length=40)
    decision_on = models.DateField(_("date of the board's decision"))
    named_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    named_at = models.DateTimeField()
    ended_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_because = models.CharField(_("why it ended"), max_length=300, blank=True)

    objects = UrgentOfficerQuerySet.as_manager()

    class Meta:
        verbose_name = _("officer of urgent help")
        verbose_name_plural = _("officers of urgent help")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(highest__gt=0),
                name="urgentofficer_gives_something",
                violation_error_message=_("The highest amount is more than nothing."),
            ),
            models.CheckConstraint(
                condition=Q(until_on__gte=F("from_on")),
                name="urgentofficer_term_in_order",
                violation_error_message=_("The term ends before it begins."),
            ),
            models.CheckConstraint(
                condition=Q(decision_on__lte=F("from_on")) & ~Q(decision_number=""),
                name="urgentofficer_by_decision",
                violation_error_message=_(
                    "A term begins on or after the day of the board's decision, which is named."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(person=F("named_by")),
                name="urgentofficer_named_by_another",
                violation_error_message=_("Nobody names themselves."),
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_by__isnull=True, ended_because="")
                | (Q(ended_at__isnull=False, ended_by__isnull=False) & ~Q(ended_because="")),
                name="urgentofficer_ended_for_a_reason",
                violation_error_message=_("Somebody ends a term early, and writes why."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.highest}"

    def stands_on(self, day: date) -> bool:
        return self.ended_at is None and self.from_on <= day <= self.until_on


class UrgentScope(models.Model):
    """A service for which the officer may give; written with the term and never changed."""

    association = models.ForeignKey(Association, on_delete=models.PROTECT, related_name="+")
    officer = models.ForeignKey(UrgentOfficer, on_delete=models.PROTECT, related_name="scopes")
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["officer", "service"], name="urgentscope_once")]

    def __str__(self) -> str:
        return f"{self.officer_id}: {self.service_id}"


class UrgentHelpQuerySet(models.QuerySet["UrgentHelp"]):
    """Urgent help, reached through ``association.urgent_helps``."""

    def visible_to(self, member: object) -> UrgentHelpQuerySet:
        """Without that of requests in whose decision the member takes no part."""
        return self.exclude(hidden_from(member, "support_request"))

    def awaiting(self) -> UrgentHelpQuerySet:
        return self.filter(settled_at__isnull=True)

    def overdue(self, *, on: date) -> UrgentHelpQuerySet:
        return self.awaiting().filter(ratify_by__lt=on)

    def of_bodies_headed_by(self, membership: object, *, on: date) -> UrgentHelpQuerySet:
        """Of the bodies that this member heads on the day, and not given by the member."""
        headed = membership.seats.held_on(on).that_decide()  # type: ignore[attr-defined]
        rows = self.filter(body__in=headed.values("committee"))
        return rows.exclude(given_by=membership.user_id)  # type: ignore[attr-defined]

    def for_lists(self) -> UrgentHelpQuerySet:
        """With what a row of a list shows. One query."""
        return self.select_related(
            "support_request__beneficiary", "support_request__service", "given_by", "body", "settled_by"
        )


class UrgentHelp(models.Model):
    """Given once for a request. ``amount`` is riyals: the money, or what the items are worth."""

    association = models.ForeignKey(Association, on_delete=models.PROTECT, related_name="urgent_helps")
    support_request = models.OneToOneField(SupportRequest, on_delete=models.PROTECT, related_name="urgent_help")
    officer = models.ForeignKey(UrgentOfficer, on_delete=models.PROTECT, related_name="helps")
    amount = models.DecimalField(_("amount"), max_digits=12, decimal_places=2)
    item = models.CharField(_("item"), max_length=120, blank=True)
    quantity = models.PositiveIntegerField(_("quantity"), null=True, blank=True)
    reason = models.TextField(_("why it cannot wait"), max_length=1000)
    delivery = models.OneToOneField(Delivery, on_delete=models.PROTECT, related_name="urgent_help")
    given_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    given_on = models.DateField(_("given on"))
    given_at = models.DateTimeField()
    body = models.ForeignKey(Committee, on_delete=models.PROTECT, related_name="+")
    ratify_by = models.DateField(_("to be ratified by"))
    soon_told_at = models.DateTimeField(null=True)
    late_told_at = models.DateTimeField(null=True)
    settled_as = models.CharField(_("what the body said"), max_length=10, choices=SettledUrgent, blank=True)
    settled_words = models.TextField(_("reasons"), max_length=1000, blank=True)
    afterwards = models.CharField(_("what was given"), max_length=10, choices=AfterReversal, blank=True)
    settled_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, null=True, related_name="+")
    settled_at = models.DateTimeField(null=True)

    objects = UrgentHelpQuerySet.as_manager()

    class Meta:
        verbose_name = _("urgent help")
        verbose_name_plural = _("urgent help")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__gt=0),
                name="urgenthelp_of_something",
                violation_error_message=_("Urgent help is more than nothing."),
            ),
            models.CheckConstraint(
                condition=Q(item="", quantity__isnull=True)
                | (~Q(item="") & Q(quantity__isnull=False, quantity__gt=0)),
                name="urgenthelp_money_or_items",
                violation_error_message=_("Urgent help is an amount, or an item with its quantity and worth."),
            ),
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="urgenthelp_is_reasoned",
                violation_error_message=_("Write why it cannot wait."),
            ),
            models.CheckConstraint(
                condition=Q(ratify_by__gte=F("given_on")),
                name="urgenthelp_ratified_afterwards",
                violation_error_message=_("Urgent help is ratified after it was given."),
            ),
            models.CheckConstraint(
                condition=Q(settled_by__isnull=True) | ~Q(settled_by=F("given_by")),
                name="urgenthelp_settled_by_another",
                violation_error_message=_("Nobody ratifies or reverses what they gave."),
            ),
            models.CheckConstraint(
                condition=Q(
                    settled_as="", settled_by__isnull=True, settled_at__isnull=True, afterwards="", settled_words=""
                )
                | Q(
                    settled_as=SettledUrgent.RATIFIED,
                    settled_by__isnull=False,
                    settled_at__isnull=False,
                    afterwards="",
                )
                | (
                    Q(settled_as=SettledUrgent.REVERSED, settled_by__isnull=False, settled_at__isnull=False)
                    & Q(afterwards__in=AfterReversal.values)
                    & ~Q(settled_words="")
                ),
                name="urgenthelp_settled_whole",
                violation_error_message=_("It is ratified, or reversed with reasons and what happens to it."),
            ),
        ]
        indexes = [
            models.Index(fields=["association", "ratify_by", "id"], name="urgenthelp_queue"),
            models.Index(fields=["association", "-id"], name="urgenthelp_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.support_request_id}: {self.amount}"

    @property
    def is_money(self) -> bool:
        return not self.item

    @property
    def is_awaiting(self) -> bool:
        return self.settled_at is None

    @property
    def is_ratified(self) -> bool:
        return self.settled_as == SettledUrgent.RATIFIED

    @property
    def is_reversed(self) -> bool:
        return self.settled_as == SettledUrgent.REVERSED

    def is_overdue(self, on: date) -> bool:
        return self.is_awaiting and self.ratify_by < on


def last_day(given_on: date, rules: UrgentRules) -> date:
    """The last day for the body, counted in calendar days from the day after."""
    return given_on + timedelta(days=rules.ratify_days)
