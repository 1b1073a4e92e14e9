"""The texts people agree to, in versions of each association's own: what was published never changes (triggers).

A draft is written until it is published; the latest published of a kind is in force. What a person accepted, signed
or gave names its version, so the words of that day can always be read again (B3, R5, B5).
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from ..enums import TextKind
from .association import Association


class AgreedTextQuerySet(models.QuerySet["AgreedText"]):
    def published(self) -> AgreedTextQuerySet:
        """Published versions, the latest of each kind first."""
        return self.filter(published_at__isnull=False).order_by("kind", "-number")

    def in_force(self, kind: str) -> AgreedText | None:
        """The version people agree to now, or None where none was published. One query."""
        return self.published().filter(kind=kind).first()


class AgreedText(models.Model):
    """One version of one text."""

    association = models.ForeignKey(Association, on_delete=models.PROTECT, related_name="agreed_texts")
    kind = models.CharField(_("text"), max_length=20, choices=TextKind)
    number = models.PositiveSmallIntegerField(_("version"))
    text_ar = models.TextField(_("Arabic text"), max_length=4000)
    text_en = models.TextField(_("English text"), max_length=4000, blank=True)
    version = models.PositiveIntegerField(default=1)  # of the draft's wording, for two who write at once
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    changed_at = models.DateTimeField()
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    published_at = models.DateTimeField(_("published at"), null=True)

    objects = AgreedTextQuerySet.as_manager()

    class Meta:
        verbose_name = _("text people agree to")
        verbose_name_plural = _("texts people agree to")
        ordering = ["kind", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["association", "kind", "number"], name="agreedtext_number_once"),
            models.UniqueConstraint(
                fields=["association", "kind"],
                condition=Q(published_at__isnull=True),
                name="agreedtext_one_draft",
                violation_error_message=_("A draft of this text is being written already: go on with it."),
            ),
            models.CheckConstraint(
                condition=~Q(text_ar=""),
                name="agreedtext_is_written",
                violation_error_message=_("Write the text in Arabic."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"

    @property
    def text(self) -> str:
        return (self.text_en if get_language() == "en" else "") or self.text_ar
