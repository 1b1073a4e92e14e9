"""Who looked at a file, and what was changed in it (B2, B4). Rows never change (triggers)."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from associations.models import Association
from core.sealed import Sealed

from .person import Beneficiary


class FileLook(models.Model):
    """Audit: who looked at a file, at what, when and why (B4)."""

    class What(models.TextChoices):
        FILE = "file", _("opened the file")
        NATIONAL_ID = "national_id", _("saw the ID in full")
        MOBILE = "mobile", _("saw the mobile in full")
        OTHER_MOBILE = "other_mobile", _("saw the other mobile in full")
        IBAN = "iban", _("saw the IBAN in full")
        HEALTH = "health", _("read the health note")
        HOUSEHOLD = "household", _("opened the household")
        PAPER = "paper", _("opened a paper")
        EXPORT = "export", _("took a copy of the whole file")

    association = models.ForeignKey(Association, on_delete=models.PROTECT, related_name="file_looks")
    beneficiary = models.ForeignKey(Beneficiary, on_delete=models.PROTECT, related_name="looks")
    what = models.CharField(max_length=12, choices=What)
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["association", "id"], name="filelook_by_number"),
            models.Index(fields=["beneficiary", "id"], name="filelook_of_file"),
        ]

    def __str__(self) -> str:
        return f"{self.what} {self.at:%Y-%m-%d}"


class BeneficiaryChange(models.Model):
    """A change of one field: its value before and after; a sealed field's values stay sealed here too (B2)."""

    association = models.ForeignKey(Association, on_delete=models.PROTECT, related_name="+")
    beneficiary = models.ForeignKey(Beneficiary, on_delete=models.PROTECT, related_name="changes")
    uid = models.UUIDField(null=True, editable=False)  # set where values are sealed
    field = models.CharField(max_length=30)
    before = models.CharField(max_length=200, blank=True)
    after = models.CharField(max_length=200, blank=True)
    was_sealed = models.TextField(null=True, blank=True)  # NULL in rows older than the column
    became_sealed = models.TextField(null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    was = Sealed()
    became = Sealed()

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.field} {self.at:%Y-%m-%d}"


class Anonymisation(models.Model):
    """That a file was made anonymous: by whose decision, when, and how many rows were emptied (triggers keep it)."""

    association = models.ForeignKey(Association, on_delete=models.PROTECT, related_name="anonymisations")
    beneficiary = models.OneToOneField(Beneficiary, on_delete=models.PROTECT, related_name="anonymisation")
    reason = models.CharField(_("reason"), max_length=200)
    emptied = models.JSONField()  # {room: rows}
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.beneficiary_id} {self.at:%Y-%m-%d}"

    @property
    def rows(self) -> int:
        return sum(self.emptied.values())
