"""The case study of a request: what the file said on its day, the need, what else was thought of (R13).

A draft is written while the request is under study. With the recommendation it becomes a study that nothing changes
(triggers), together with the file's facts of that moment; the facts and the words on health are sealed.
"""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.sealed import Sealed

from .record import OfRequest, Recommendation
from .support_request import SupportRequest

PERSON = settings.AUTH_USER_MODEL


class _Study(OfRequest):
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    need = models.TextField(_("the need"), max_length=4000)
    alternatives = models.TextField(_("alternatives considered"), max_length=4000)
    health_words_sealed = models.TextField(blank=True)
    written_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    health_words = Sealed()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return str(self.uid)


class StudyDraft(_Study):
    """One for a request at a time; it goes when the study is made."""

    support_request = models.OneToOneField(SupportRequest, on_delete=models.CASCADE, related_name="study_draft")

    class Meta:
        verbose_name = _("draft of a case study")
        verbose_name_plural = _("drafts of case studies")


class CaseStudy(_Study):
    """``facts`` is JSON of the file as it was; ``health_facts`` its health part, for those who may read health."""

    support_request = models.ForeignKey(SupportRequest, on_delete=models.PROTECT, related_name="studies")
    recommendation = models.OneToOneField(Recommendation, on_delete=models.PROTECT, related_name="study")
    facts_sealed = models.TextField()
    health_facts_sealed = models.TextField(blank=True)
    frozen_at = models.DateTimeField()

    facts = Sealed()
    health_facts = Sealed()

    class Meta:
        verbose_name = _("case study")
        verbose_name_plural = _("case studies")
        ordering = ["-pk"]
