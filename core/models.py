"""Abstract shapes that rooms fill, and the used form tokens."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class FormToken(models.Model):
    """A token of a form that was sent; ``outcome`` is the address its sender was led to."""

    token = models.CharField(max_length=32, unique=True)
    user_id = models.BigIntegerField()
    outcome = models.CharField(max_length=300, blank=True)
    used_at = models.DateTimeField(auto_now_add=True, db_index=True)

    def __str__(self) -> str:
        return self.token


class KeptFile(models.Model):
    """What is known of an uploaded file (``core.uploads``); its own name is not kept."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    stored_as = models.CharField(max_length=40)
    media_type = models.CharField(max_length=20)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    pages = models.PositiveSmallIntegerField(_("pages"))

    class Meta:
        abstract = True


class HistoryEvent(models.Model):
    """One thing that happened to a case, readable by everyone on the case, never changed (see the triggers).

    Concrete models add ``case`` and ``association``. ``event`` is a row of the room's workflow table or a named
    happening beside it; ``reason`` is what its author wrote; ``detail`` holds values the sentence needs.
    """

    event = models.CharField(_("event"), max_length=40)
    from_status = models.CharField(_("from status"), max_length=30, blank=True)
    to_status = models.CharField(_("to status"), max_length=30, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("by")
    )
    at = models.DateTimeField(_("at"))
    reason = models.TextField(_("reason"), blank=True)
    detail = models.JSONField(default=dict, blank=True)

    class Meta:
        abstract = True
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.event} {self.at:%Y-%m-%d}"
