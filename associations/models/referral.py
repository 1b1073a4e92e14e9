"""Referring to the body the policy names (R4): the version's rule, and the shape of a question with its answer.

A case has one open question at a time; the clock of the case goes on meanwhile.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ..enums import AnsweredBy, ReferralKind, Unit
from .association import Association
from .policy import PolicyVersion

PERSON = settings.AUTH_USER_MODEL


class ReferralRule(models.Model):
    """Who answers what is referred under a version, and in how many days; without a row the defaults hold."""

    version = models.OneToOneField(PolicyVersion, on_delete=models.CASCADE, related_name="referral_rule")
    answered_by = models.CharField(_("answered by"), max_length=12, choices=AnsweredBy)
    length = models.PositiveSmallIntegerField(_("length"), default=3)
    unit = models.CharField(_("unit"), max_length=14, choices=Unit, default=Unit.WORKING_DAYS)

    class Meta:
        verbose_name = _("rule on referring")
        verbose_name_plural = _("rules on referring")
        constraints = [
            models.CheckConstraint(
                condition=Q(length__range=(1, 90)),
                name="referralrule_within_ninety_days",
                violation_error_message=_("What is referred is answered within 1 to 90 days."),
            )
        ]

    def __str__(self) -> str:
        return str(self.version)


class ReferralEnd(models.TextChoices):
    ANSWERED = "answered", _("Answered")
    RECALLED = "recalled", _("Taken back")


class ReferredQuestion(models.Model):
    """A question about a case, put to the body the policy names. Concrete models add ``case``, ``related_name``
    ``referrals``."""

    association = models.ForeignKey(Association, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(_("referred to"), max_length=16, choices=ReferralKind)
    role = models.CharField(_("answered by"), max_length=12, choices=AnsweredBy)
    question = models.TextField(_("question"), max_length=2000)
    asked_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(_("asked at"))
    due_on = models.DateField(_("last day of the answer"))
    reminded_at = models.DateTimeField(_("reminded at"), null=True)
    how = models.CharField(_("how it ended"), max_length=8, choices=ReferralEnd, blank=True)
    answer = models.TextField(_("answer"), max_length=4000, blank=True)
    ended_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(_("ended at"), null=True)

    class Meta:
        abstract = True
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(ended_at__isnull=True),
                name="%(class)s_one_open_once",
                violation_error_message=_("A question about this case waits for its answer already."),
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_by__isnull=True, how="", answer="")
                | (Q(ended_at__isnull=False, ended_by__isnull=False) & ~Q(how="")),
                name="%(class)s_open_or_ended",
                violation_error_message=_("A question is open, or it ended at a moment, by somebody."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id}: {self.kind}"  # type: ignore[attr-defined]

    @property
    def is_open(self) -> bool:
        return self.ended_at is None
