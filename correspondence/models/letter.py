"""The register of letters (P5): every paper on the letterhead is a row, numbered without gaps, unchangeable."""

from __future__ import annotations

import secrets
import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from associations.models import Association


class LetterKind(models.TextChoices):
    RECEIPT = "receipt", _("Receipt of a request")
    MISSING = "missing", _("What is still missing")
    DECISION = "decision", _("Decision letter")
    SETTLEMENT = "settlement", _("Settlement and release")
    CONSENT = "consent", _("Consent letter")
    OBJECTION = "objection", _("Answer to an objection")
    DELIVERY = "delivery", _("Receipt of a delivery")
    BANK = "bank", _("Letter to the bank")


def _check_code() -> str:
    return secrets.token_urlsafe(16)


class Letter(models.Model):
    """A paper as it was issued: its number, both dates, and the facts it states, with their hash.

    ``check_code`` is the random part of the address in the QR code; ``number`` is never a key to anything.
    """

    association = models.ForeignKey(Association, on_delete=models.PROTECT, related_name="letters")
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    year = models.PositiveSmallIntegerField(_("Hijri year"))
    number = models.PositiveIntegerField(_("number"))
    kind = models.CharField(_("kind"), max_length=12, choices=LetterKind)
    about = models.CharField(_("about"), max_length=30)
    subject = models.CharField(_("subject"), max_length=200)
    recipient = models.CharField(_("to"), max_length=200)
    attachments = models.PositiveSmallIntegerField(_("attachments"), default=0)
    issued_on = models.DateField(_("date"))
    issued_at = models.DateTimeField()
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    facts = models.JSONField()
    sha256 = models.CharField(max_length=64)
    check_code = models.CharField(max_length=24, unique=True, default=_check_code)

    class Meta:
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["association", "year", "number"], name="letter_number_once_a_year"),
        ]
        indexes = [models.Index(fields=["association", "about"], name="letter_about")]

    def __str__(self) -> str:
        return self.reference

    @property
    def reference(self) -> str:
        return f"{self.year}/{self.number:05d}"

    @property
    def is_emptied(self) -> bool:
        """Its person was made anonymous: number, days and fingerprint are all that is left."""
        return not self.facts
