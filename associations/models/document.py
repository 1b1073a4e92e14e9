"""The association's own documents at the officer's hand (D): each with its version, its date and its file."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..enums import DocumentKind
from .association import Association


class DocumentAtHand(models.Model):
    """One version of one document; the latest of a kind is the one shown beside forms."""

    association = models.ForeignKey(Association, on_delete=models.PROTECT, related_name="documents_at_hand")
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    document = models.CharField(_("document"), max_length=24, choices=DocumentKind)
    version_label = models.CharField(_("version"), max_length=40)
    dated_on = models.DateField(_("date of the document"))
    stored_as = models.CharField(max_length=40)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("document at hand")
        verbose_name_plural = _("documents at hand")
        ordering = ["document", "-dated_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["association", "document", "version_label"],
                name="documentathand_version_once",
                violation_error_message=_("This version of the document is here already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.document} {self.version_label}"
