"""A request asked for online: the draft that waits on any device, and the papers that were handed in by upload.

A draft and its papers change and go; what was sent stays as it was sent (triggers).
"""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from associations.enums import TextKind
from associations.models import Association, PolicyVersion
from beneficiaries.declared import declared_facts, digest
from beneficiaries.models import Beneficiary
from core.models import KeptFile

from .record import OfRequest
from .service import Service
from .service_version import ChecklistItem, ServiceVersion
from .support_request import SupportRequest

FILE_FACTS = ("stored_as", "media_type", "size", "sha256", "pages")


class RequestDraft(models.Model):
    """What a person wrote so far. It is no request: nothing is promised and nobody of the staff sees it."""

    association = models.ForeignKey(Association, on_delete=models.PROTECT, related_name="request_drafts")
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    beneficiary = models.ForeignKey(Beneficiary, on_delete=models.PROTECT, related_name="request_drafts")
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+", verbose_name=_("service"))
    service_version = models.ForeignKey(ServiceVersion, on_delete=models.PROTECT, related_name="+")
    accepted_version = models.ForeignKey(PolicyVersion, on_delete=models.PROTECT, related_name="+")
    accepted_at = models.DateTimeField(_("responsibilities accepted at"))
    need = models.TextField(_("what is asked for"), max_length=2000, blank=True)
    amount_asked = models.DecimalField(_("amount asked for"), max_digits=12, decimal_places=2, null=True, blank=True)
    changed_at = models.DateTimeField(_("saved at"))
    sent_as = models.OneToOneField(SupportRequest, on_delete=models.PROTECT, null=True, related_name="draft")

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["beneficiary"],
                condition=Q(sent_as__isnull=True),
                name="requestdraft_waits_once",
                violation_error_message=_("A saved request waits already: go on with it, or delete it."),
            )
        ]

    def __str__(self) -> str:
        return str(self.uid)

    def digest(self) -> str:
        """What the signing code is bound to; any change of an answer or a paper makes another."""
        text = self.association.agreed_texts.in_force(TextKind.DECLARATION)
        facts: dict[str, Any] = {
            "draft": str(self.uid),
            "beneficiary": declared_facts(self.beneficiary),
            "service": self.service_id,
            "version": self.accepted_version_id,
            "declaration": text.number if text else None,
            "need": self.need,
            "amount": str(self.amount_asked or ""),
            "replies": sorted([row.question_id, str(row.value)] for row in self.replies.all()),
            "papers": sorted([paper.item_id, paper.sha256] for paper in self.papers.all()),
        }
        return digest(facts)


class DraftPaper(KeptFile):
    """A paper of a draft; it may be taken out again."""

    association = models.ForeignKey(Association, on_delete=models.PROTECT, related_name="+")
    draft = models.ForeignKey(RequestDraft, on_delete=models.CASCADE, related_name="papers")
    item = models.ForeignKey(ChecklistItem, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.uid)


class RequestPaper(KeptFile, OfRequest):
    """A paper handed in online for one line of the checklist; the desk compares it and ticks the line."""

    support_request = models.ForeignKey(SupportRequest, on_delete=models.PROTECT, related_name="papers")
    item = models.ForeignKey(ChecklistItem, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField(_("sent at"))
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.uid)
