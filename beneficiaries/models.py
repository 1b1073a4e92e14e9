"""The file of a beneficiary: who the person is, how to reach them, and who looked (R2, R8, B4).

ID and mobile are sealed at rest and found by a blind index; the name stays readable for search and sorting.
"""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from associations.models import Association
from core.hijri import HijriDate
from core.sealed import Sealed

from .account import OnlineAccount
from .querysets import BeneficiaryQuerySet

__all__ = [
    "Beneficiary",
    "BeneficiaryChange",
    "Calendar",
    "ContactMeans",
    "FileLook",
    "OnlineAccount",
    "SearchToken",
    "facts_of",
]


class ContactMeans(models.TextChoices):
    """The means of contact agreed with the person (R8)."""

    SMS = "sms", _("Text message")
    PHONE = "phone", _("Phone call")
    EMAIL = "email", _("E-mail")
    LETTER = "letter", _("Letter")
    IN_PERSON = "in_person", _("In person at the office")


class Calendar(models.TextChoices):
    HIJRI = "hijri", _("Hijri")
    GREGORIAN = "gregorian", _("Gregorian")


class Beneficiary(models.Model):
    """One person known to one association."""

    association = models.ForeignKey(Association, on_delete=models.PROTECT, related_name="beneficiaries")
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    number = models.CharField(_("file number"), max_length=16)
    full_name = models.CharField(_("full name"), max_length=150)
    national_id_sealed = models.CharField(max_length=120)
    national_id_index = models.CharField(max_length=32)
    mobile_sealed = models.CharField(max_length=120)
    mobile_index = models.CharField(max_length=32)
    email = models.EmailField(_("e-mail"), blank=True)
    city = models.CharField(_("city or district"), max_length=100, blank=True)
    birth_calendar = models.CharField(_("calendar of the birth date"), max_length=10, choices=Calendar)
    birth_hijri_year = models.PositiveSmallIntegerField()
    birth_hijri_month = models.PositiveSmallIntegerField()
    birth_hijri_day = models.PositiveSmallIntegerField()
    born_on = models.DateField(_("date of birth"), null=True, blank=True)
    agreed_means = models.CharField(_("agreed means of contact"), max_length=10, choices=ContactMeans)
    registered_at = models.DateTimeField()
    registered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)

    national_id = Sealed(indexed=True)
    mobile = Sealed(indexed=True)

    objects = BeneficiaryQuerySet.as_manager()

    class Meta:
        verbose_name = _("beneficiary")
        verbose_name_plural = _("beneficiaries")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["association", "number"], name="beneficiary_number_once"),
            models.UniqueConstraint(
                fields=["association", "national_id_index"],
                name="beneficiary_id_once",
                violation_error_message=_("This ID is registered already."),
            ),
            models.CheckConstraint(
                condition=Q(birth_hijri_month__range=(1, 12), birth_hijri_day__range=(1, 30)),
                name="beneficiary_birth_is_a_date",
            ),
            models.CheckConstraint(
                condition=~Q(agreed_means="email") | ~Q(email=""),
                name="beneficiary_email_means_needs_email",
                violation_error_message=_("To be reached by e-mail, an address is needed."),
            ),
        ]
        indexes = [models.Index(fields=["association", "mobile_index"], name="beneficiary_mobile")]

    def __str__(self) -> str:
        return self.number

    @property
    def birth_hijri(self) -> HijriDate:
        return HijriDate(self.birth_hijri_year, self.birth_hijri_month, self.birth_hijri_day)

    def age_on(self, day: date) -> int:
        """Whole years lived; in Hijri years for those born before the tables that convert their birth."""
        if self.born_on:
            return day.year - self.born_on.year - ((day.month, day.day) < (self.born_on.month, self.born_on.day))
        today, born = HijriDate.from_gregorian(day), self.birth_hijri
        return today.year - born.year - ((today.month, today.day) < (born.month, born.day))


class SearchToken(models.Model):
    """One folded word of a name. Search is a prefix of each word, all words together, on both databases."""

    association = models.ForeignKey(Association, on_delete=models.CASCADE, related_name="+")
    token = models.CharField(max_length=60)
    beneficiary = models.ForeignKey(Beneficiary, on_delete=models.CASCADE, related_name="search_tokens")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["association", "token", "beneficiary"], name="searchtoken_once")
        ]

    def __str__(self) -> str:
        return str(self.pk)


class FileLook(models.Model):
    """Audit: who looked at a file, at what, when and why (B4). Rows never change (triggers)."""

    class What(models.TextChoices):
        FILE = "file", _("opened the file")
        NATIONAL_ID = "national_id", _("saw the ID in full")
        MOBILE = "mobile", _("saw the mobile in full")
        PAPER = "paper", _("opened a paper")

    association = models.ForeignKey(Association, on_delete=models.PROTECT, related_name="file_looks")
    beneficiary = models.ForeignKey(Beneficiary, on_delete=models.PROTECT, related_name="looks")
    what = models.CharField(max_length=12, choices=What)
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.what} {self.at:%Y-%m-%d}"


class BeneficiaryChange(models.Model):
    """A correction of the file: field, value before and after (sealed fields keep no plain value). Never changes."""

    association = models.ForeignKey(Association, on_delete=models.PROTECT, related_name="+")
    beneficiary = models.ForeignKey(Beneficiary, on_delete=models.PROTECT, related_name="changes")
    field = models.CharField(max_length=30)
    before = models.CharField(max_length=200, blank=True)
    after = models.CharField(max_length=200, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.field} {self.at:%Y-%m-%d}"


def facts_of(beneficiary: Beneficiary) -> dict[str, Any]:
    """The declared facts of the file, as a declaration's digest reads them (R5)."""
    return {
        "name": beneficiary.full_name,
        "id": beneficiary.national_id_index,
        "mobile": beneficiary.mobile_index,
        "birth": [beneficiary.birth_hijri_year, beneficiary.birth_hijri_month, beneficiary.birth_hijri_day],
        "city": beneficiary.city,
    }
