"""An association, its offices, and its counters of reference numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from .policy import FileRules, PolicyVersion

SUNDAY_TO_THURSDAY = "6,0,1,2,3"  # date.weekday() numbers, in the order of the Saudi week


class Association(models.Model):
    """One association of the installation, and the only door to its rows."""

    slug = models.SlugField(_("address name"), max_length=40, unique=True)
    name_ar = models.CharField(_("Arabic name"), max_length=200)
    name_en = models.CharField(_("English name"), max_length=200)
    licence_number = models.CharField(_("licence number"), max_length=40, blank=True)
    city_ar = models.CharField(_("city"), max_length=100, blank=True)
    city_en = models.CharField(_("city in English"), max_length=100, blank=True)
    website = models.CharField(_("website"), max_length=200, blank=True)
    working_week = models.CharField(
        _("working week"),
        max_length=13,
        default=SUNDAY_TO_THURSDAY,
        validators=[RegexValidator(r"^[0-6](,[0-6]){0,6}$")],
        help_text=_("Weekday numbers with commas, Monday is 0."),
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("association")
        verbose_name_plural = _("associations")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return self.name_en if get_language() == "en" else self.name_ar

    @property
    def city(self) -> str:
        return self.city_en if get_language() == "en" else self.city_ar

    @property
    def week(self) -> frozenset[int]:
        return frozenset(int(day) for day in self.working_week.split(","))

    def policy_in_force(self) -> PolicyVersion:
        """The version new cases are opened under; raises ``PolicyMissing``. One query."""
        from core.errors import PolicyMissing

        version = self.policy_versions.in_force().first()
        if version is None:
            raise PolicyMissing
        return version

    def file_rules(self) -> FileRules:
        """How files are kept under the policy in force; the usual rules where none is in force. One query."""
        from ..enums import PolicyStatus
        from .policy import FileRules

        found = FileRules.objects.filter(version__association=self, version__status=PolicyStatus.IN_FORCE).first()
        return found or FileRules()


class Office(models.Model):
    """A place of the association where people are received."""

    association = models.ForeignKey(Association, on_delete=models.CASCADE, related_name="offices")
    name_ar = models.CharField(_("Arabic name"), max_length=120)
    name_en = models.CharField(_("English name"), max_length=120)
    is_main = models.BooleanField(_("main office"), default=False)

    class Meta:
        verbose_name = _("office")
        verbose_name_plural = _("offices")
        constraints = [
            models.UniqueConstraint(
                fields=["association"], condition=models.Q(is_main=True), name="office_one_main_each_association"
            )
        ]

    def __str__(self) -> str:
        return self.name_en if get_language() == "en" else self.name_ar


class ReferenceCounter(models.Model):
    """The last number given in a series of an association and Hijri year; locked while the next is taken."""

    association = models.ForeignKey(Association, on_delete=models.CASCADE, related_name="+")
    series = models.CharField(max_length=4)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["association", "series", "year"], name="referencecounter_once_each")
        ]

    def __str__(self) -> str:
        return f"{self.series}-{self.year}: {self.last}"
