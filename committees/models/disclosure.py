"""What a member of a body discloses of interests: who they are, where they live and work, who their kin are (R6–R9).

A disclosure is never rewritten: the next one takes its place (triggers). Numbers are sealed; they are compared by
machine and shown masked, and each look by somebody else stays recorded.
"""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Membership
from associations.models import Association
from core.sealed import Sealed

from ..enums import Kin


class DisclosureQuerySet(models.QuerySet[Any]):
    """Reached through ``membership.disclosures`` or ``association.disclosures``."""

    def standing(self, day: date) -> DisclosureQuerySet:
        """Those that need no renewal yet."""
        return self.filter(given_on__lte=day, until_on__gte=day)

    def last_of(self, memberships: list[int]) -> dict[int, Disclosure]:
        """The last one of each of these members, by membership. One query.

        One that was not renewed counts still: kinship does not lapse.
        """
        found: dict[int, Disclosure] = {}
        for row in self.filter(membership__in=memberships).order_by("membership", "-pk"):
            found.setdefault(row.membership_id, row)
        return found


class Disclosure(models.Model):
    """One member's disclosure of one year; the last one holds."""

    association = models.ForeignKey(Association, on_delete=models.PROTECT, related_name="disclosures")
    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="disclosures")
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    national_id_sealed = models.CharField(max_length=120)
    city = models.CharField(_("city"), max_length=100)
    district = models.CharField(_("district"), max_length=100, blank=True)
    given_on = models.DateField(_("given on"))
    until_on = models.DateField(_("to be renewed after"))

    national_id = Sealed()

    objects = DisclosureQuerySet.as_manager()

    class Meta:
        verbose_name = _("disclosure of interests")
        verbose_name_plural = _("disclosures of interests")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on__gt=F("given_on")),
                name="disclosure_ends_after_it_is_given",
                violation_error_message=_("A disclosure holds for a time after its day."),
            )
        ]

    def __str__(self) -> str:
        return str(self.uid)


class _OfDisclosure(models.Model):
    association = models.ForeignKey(Association, on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True


class DisclosedEmployer(_OfDisclosure):
    """Where the member works or owns."""

    disclosure = models.ForeignKey(Disclosure, on_delete=models.PROTECT, related_name="employers")
    name = models.CharField(_("employer"), max_length=120)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.pk)


class DisclosedRelative(_OfDisclosure):
    """One of the member's kin; with the ID, files are compared by it, without by the name."""

    disclosure = models.ForeignKey(Disclosure, on_delete=models.PROTECT, related_name="relatives")
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    relation = models.CharField(_("relation"), max_length=12, choices=Kin)
    name = models.CharField(_("name"), max_length=150)
    national_id_sealed = models.CharField(max_length=120, blank=True)

    national_id = Sealed()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.uid)


class DisclosureLook(_OfDisclosure):
    """Audit: who else read a disclosure, and when."""

    disclosure = models.ForeignKey(Disclosure, on_delete=models.PROTECT, related_name="looks")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.disclosure_id} {self.at:%Y-%m-%d}"
