"""The person of a file: who it is, how to reach them, in what situation they live (R2, R8, R13).

Numbers and the health note are sealed at rest; ID, mobiles and IBAN are found by a blind index. The name stays
readable for search and sorting.
"""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from associations.models import Association
from core.hijri import HijriDate
from core.sealed import Sealed, blind_index

from ..enums import (
    Calendar,
    ContactMeans,
    Employment,
    HealthSituation,
    Housing,
    IdKind,
    Language,
    MaritalStatus,
    Sex,
)
from ..querysets import BeneficiaryQuerySet


class Category(models.Model):
    """A category that the association serves, in its own words (R14): orphans, widows, members …"""

    association = models.ForeignKey(Association, on_delete=models.PROTECT, related_name="categories")
    name_ar = models.CharField(_("Arabic name"), max_length=80)
    name_en = models.CharField(_("English name"), max_length=80, blank=True)
    is_active = models.BooleanField(_("offered for new files"), default=True)

    class Meta:
        verbose_name = _("category")
        verbose_name_plural = _("categories")
        ordering = ["name_ar"]
        constraints = [
            models.UniqueConstraint(
                fields=["association", "name_ar"],
                name="category_name_once",
                violation_error_message=_("The association has a category of this name already."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return (self.name_en if get_language() == "en" else "") or self.name_ar


class BornPerson(models.Model):
    """A date of birth kept as it was told: in its calendar, and before 1343 AH by its Hijri parts alone."""

    birth_calendar = models.CharField(_("calendar of the birth date"), max_length=10, choices=Calendar)
    birth_hijri_year = models.PositiveSmallIntegerField()
    birth_hijri_month = models.PositiveSmallIntegerField()
    birth_hijri_day = models.PositiveSmallIntegerField()
    born_on = models.DateField(_("date of birth"), null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def birth_hijri(self) -> HijriDate:
        return HijriDate(self.birth_hijri_year, self.birth_hijri_month, self.birth_hijri_day)

    def set_birth(self, born: Any) -> None:
        """Take a ``core.fields.DualDate``."""
        hijri: HijriDate = born.hijri
        self.birth_calendar = born.calendar
        self.birth_hijri_year = hijri.year
        self.birth_hijri_month = hijri.month
        self.birth_hijri_day = hijri.day
        self.born_on = born.gregorian

    def age_on(self, day: date) -> int:
        """Whole years lived; in Hijri years for those born before the tables that convert their birth."""
        if self.born_on:
            return day.year - self.born_on.year - ((day.month, day.day) < (self.born_on.month, self.born_on.day))
        today, born = HijriDate.from_gregorian(day), self.birth_hijri
        return today.year - born.year - ((today.month, today.day) < (born.month, born.day))


class Beneficiary(BornPerson):
    """One person known to one association."""

    association = models.ForeignKey(Association, on_delete=models.PROTECT, related_name="beneficiaries")
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    number = models.CharField(_("file number"), max_length=16)

    full_name = models.CharField(_("full name"), max_length=150)
    first_name = models.CharField(_("first name"), max_length=60, blank=True)
    father_name = models.CharField(_("father's name"), max_length=60, blank=True)
    grandfather_name = models.CharField(_("grandfather's name"), max_length=60, blank=True)
    family_name = models.CharField(_("family name"), max_length=60, blank=True)
    sex = models.CharField(_("sex"), max_length=6, choices=Sex, blank=True)
    nationality = models.CharField(_("nationality"), max_length=2, blank=True)  # ISO 3166-1 alpha-2

    id_kind = models.CharField(_("kind of ID"), max_length=10, choices=IdKind, default=IdKind.NATIONAL)
    national_id_sealed = models.CharField(max_length=120)
    national_id_index = models.CharField(max_length=32)
    id_expires_on = models.DateField(_("ID valid until"), null=True, blank=True)

    mobile_sealed = models.CharField(max_length=120)
    mobile_index = models.CharField(max_length=32)
    other_mobile_sealed = models.CharField(max_length=120, blank=True)
    other_mobile_index = models.CharField(max_length=32, null=True, blank=True)
    other_mobile_of = models.CharField(_("whose other mobile it is"), max_length=60, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    agreed_means = models.CharField(_("agreed means of contact"), max_length=10, choices=ContactMeans)
    language = models.CharField(_("language"), max_length=2, choices=Language, default=Language.ARABIC)

    city = models.CharField(_("city or district"), max_length=100, blank=True)
    district = models.CharField(_("district"), max_length=100, blank=True)
    street = models.CharField(_("street"), max_length=100, blank=True)
    building = models.CharField(_("building number"), max_length=4, blank=True)
    postcode = models.CharField(_("postcode"), max_length=5, blank=True)
    secondary = models.CharField(_("secondary number"), max_length=4, blank=True)
    short_address = models.CharField(_("short national address"), max_length=8, blank=True)
    iban_sealed = models.CharField(max_length=160, blank=True)
    iban_index = models.CharField(max_length=32, null=True, blank=True)

    marital = models.CharField(_("marital status"), max_length=10, choices=MaritalStatus, blank=True)
    employment = models.CharField(_("employment"), max_length=14, choices=Employment, blank=True)
    housing = models.CharField(_("housing"), max_length=10, choices=Housing, blank=True)
    health = models.CharField(_("health situation"), max_length=10, choices=HealthSituation, blank=True)
    health_note_sealed = models.TextField(blank=True)

    assembly_number = models.CharField(_("membership number in the general assembly"), max_length=20, blank=True)
    assembly_since = models.DateField(_("member of the general assembly since"), null=True, blank=True)

    confirmed_on = models.DateField(_("last confirmed on"), null=True, blank=True)  # B2: "is this still right?"
    confirm_due_on = models.DateField(_("to be confirmed by"), null=True, blank=True)
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    closed_because = models.CharField(_("why the file was closed"), max_length=200, blank=True)
    keep_until = models.DateField(_("kept until"), null=True, blank=True)
    anonymised_at = models.DateTimeField(_("made anonymous at"), null=True, blank=True)
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, related_name="merged_files", null=True, blank=True, editable=False
    )

    registered_at = models.DateTimeField()
    registered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)

    national_id = Sealed(indexed=True)
    mobile = Sealed(indexed=True)
    other_mobile = Sealed(indexed=True)
    iban = Sealed(indexed=True)
    health_note = Sealed()

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
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True, closed_because="", keep_until__isnull=True)
                | (Q(closed_on__isnull=False, keep_until__isnull=False) & ~Q(closed_because="")),
                name="beneficiary_closed_for_a_reason",
                violation_error_message=_("A closed file has its reason and the day until which it is kept."),
            ),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("id")),
                name="beneficiary_not_merged_into_itself",
                violation_error_message=_("A file cannot be merged into itself."),
            ),
        ]
        indexes = [
            models.Index(fields=["association", "-id"], name="beneficiary_newest"),
            models.Index(fields=["association", "mobile_index"], name="beneficiary_mobile"),
            models.Index(fields=["association", "other_mobile_index"], name="beneficiary_other_mobile"),
            models.Index(
                fields=["association", "birth_hijri_year", "birth_hijri_month", "birth_hijri_day"],
                name="beneficiary_born",
            ),
            models.Index(fields=["association", "confirm_due_on"], name="beneficiary_confirm_due"),
            models.Index(fields=["association", "keep_until"], name="beneficiary_kept_until"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def is_living(self) -> bool:
        """Neither merged into another file nor made anonymous."""
        return self.merged_into_id is None and self.anonymised_at is None


class InCategory(models.Model):
    """A file stands in a category of its association."""

    association = models.ForeignKey(Association, on_delete=models.PROTECT, related_name="+")
    beneficiary = models.ForeignKey(Beneficiary, on_delete=models.CASCADE, related_name="in_categories")
    category = models.ForeignKey(Category, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["beneficiary", "category"], name="incategory_once")]

    def __str__(self) -> str:
        return str(self.pk)


def facts_of(beneficiary: Beneficiary, *, index_key: str = "") -> dict[str, Any]:
    """The declared facts of the file, as a declaration's digest reads them (R5); by an older index key if named."""
    indexes = {"id": beneficiary.national_id_index, "mobile": beneficiary.mobile_index}
    if index_key:
        plain = {"id": ("national_id", beneficiary.national_id), "mobile": ("mobile", beneficiary.mobile)}
        indexes = {
            name: blind_index(value, association_id=beneficiary.association_id, field=field, key=index_key)
            for name, (field, value) in plain.items()
        }
    return {
        "name": beneficiary.full_name,
        **indexes,
        "birth": [beneficiary.birth_hijri_year, beneficiary.birth_hijri_month, beneficiary.birth_hijri_day],
        "city": beneficiary.city,
    }
