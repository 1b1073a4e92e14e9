"""What a person signed, accepted and agreed to, each under a version of its text (R5, B3, B5). Rows never change.

A drawing is kept sealed; a signed paper that was scanned is a stored file. The state of a consent is its latest row.
"""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Max, Q
from django.utils.translation import gettext_lazy as _

from associations.models import AgreedText, Association
from core.sealed import Sealed

from ..enums import ConsentPurpose, ConsentState, GivenHow, SignatureMethod
from .person import Beneficiary


class Signature(models.Model):
    """A signature and its proof: the drawing, the code that was used, or the scanned paper; ``digest`` is of what.

    A drawn one is not taken without its drawing (trigger).
    """

    association = models.ForeignKey(Association, on_delete=models.PROTECT, related_name="+")
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    beneficiary = models.ForeignKey(Beneficiary, on_delete=models.PROTECT, related_name="signatures")
    method = models.CharField(_("method"), max_length=10, choices=SignatureMethod)
    signed_name = models.CharField(_("name signed"), max_length=150)
    digest = models.CharField(max_length=64)
    drawing_sealed = models.TextField(blank=True)
    stored_as = models.CharField(max_length=40, blank=True)
    media_type = models.CharField(max_length=20, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    signed_at = models.DateTimeField()
    witnessed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    drawing = Sealed()  # base64 of a PNG that was written anew

    class Meta:
        verbose_name = _("signature")
        verbose_name_plural = _("signatures")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.method} {self.uid}"

    @property
    def has_picture(self) -> bool:
        return bool(self.drawing_sealed or self.stored_as)


class Acceptance(models.Model):
    """A person was told of a text and accepts it, at this version (B3)."""

    association = models.ForeignKey(Association, on_delete=models.PROTECT, related_name="+")
    beneficiary = models.ForeignKey(Beneficiary, on_delete=models.PROTECT, related_name="acceptances")
    text = models.ForeignKey(AgreedText, on_delete=models.PROTECT, related_name="+")
    how = models.CharField(_("how"), max_length=10, choices=GivenHow)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("acceptance")
        verbose_name_plural = _("acceptances")
        ordering = ["-pk"]
        constraints = [models.UniqueConstraint(fields=["beneficiary", "text"], name="acceptance_once_each_version")]

    def __str__(self) -> str:
        return f"{self.beneficiary_id}: {self.text_id}"


class ConsentQuerySet(models.QuerySet["Consent"]):
    def of_person(self, beneficiary: Beneficiary) -> ConsentQuerySet:
        """What was said under the number of the file and of those merged into it."""
        return self.filter(Q(beneficiary=beneficiary) | Q(beneficiary__merged_into=beneficiary))

    def current(self) -> dict[str, Consent]:
        """The latest row of each purpose, by purpose; asked of the consents of one person. One query."""
        latest = self.order_by().values("purpose").annotate(last=Max("pk")).values("last")
        return {row.purpose: row for row in self.model.objects.filter(pk__in=latest).select_related("text", "by")}

    def stands_against(self, purpose: str) -> bool:
        """Whether the latest word on this purpose is no. One query."""
        latest = self.filter(purpose=purpose).values_list("state", flat=True).first()
        return latest in (ConsentState.REFUSED, ConsentState.WITHDRAWN)


class Consent(models.Model):
    """One word of a person on one purpose: given, refused or withdrawn, on a day, under a version of its notice."""

    association = models.ForeignKey(Association, on_delete=models.PROTECT, related_name="+")
    beneficiary = models.ForeignKey(Beneficiary, on_delete=models.PROTECT, related_name="consents")
    purpose = models.CharField(_("purpose"), max_length=12, choices=ConsentPurpose)
    state = models.CharField(_("consent"), max_length=10, choices=ConsentState)
    text = models.ForeignKey(AgreedText, on_delete=models.PROTECT, related_name="+")
    how = models.CharField(_("how"), max_length=10, choices=GivenHow)
    signature = models.ForeignKey(Signature, on_delete=models.PROTECT, null=True, related_name="+")
    note = models.CharField(_("note"), max_length=200, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = ConsentQuerySet.as_manager()

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=ConsentState.GIVEN) | Q(how=GivenHow.ONLINE) | Q(signature__isnull=False),
                name="consent_given_is_signed",
                violation_error_message=_("A consent is given by signing, or by the person online."),
            )
        ]
        indexes = [models.Index(fields=["beneficiary", "purpose", "-id"], name="consent_latest")]

    def __str__(self) -> str:
        return f"{self.purpose}: {self.state}"


def kind_of_notice(purpose: str) -> Any:
    """Which text of the association is the notice of a purpose."""
    from associations.enums import TextKind

    return TextKind(f"consent_{purpose}")
