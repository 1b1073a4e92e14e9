"""Questions of a service's own (R14): typed, asked only if an earlier answer calls for them; and the replies."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from ..enums import QuestionKind
from .online import RequestDraft
from .record import OfRequest
from .service_version import ChecklistItem, ServiceVersion
from .support_request import SupportRequest

_NUMBER: dict[str, Any] = {"max_digits": 12, "decimal_places": 2, "null": True, "blank": True}
CHOSEN = (QuestionKind.CHOICE, QuestionKind.SEVERAL)
YES, NO = "yes", "no"


class Choice(NamedTuple):
    """One choice: its Arabic words are its value, what people read is in their language."""

    value: str
    name: str


class ServiceQuestion(models.Model):
    """One question of a version, in its place; ``depends_on`` is an earlier one of the same version (trigger)."""

    version = models.ForeignKey(ServiceVersion, on_delete=models.CASCADE, related_name="questions")
    kind = models.CharField(_("kind of answer"), max_length=8, choices=QuestionKind)
    text_ar = models.CharField(_("question"), max_length=200)
    text_en = models.CharField(_("question in English"), max_length=200, blank=True)
    is_required = models.BooleanField(_("an answer is needed"), default=True)
    low = models.DecimalField(_("at least"), **_NUMBER)
    high = models.DecimalField(_("at most"), **_NUMBER)
    choices = models.TextField(_("choices"), max_length=2000, blank=True)  # one a line: Arabic | English
    depends_on = models.ForeignKey("self", on_delete=models.RESTRICT, null=True, blank=True, related_name="dependents")
    depends_value = models.CharField(_("where the answer is"), max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("question of a service")
        verbose_name_plural = _("questions of services")
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=(Q(kind__in=CHOSEN) & ~Q(choices="")) | (~Q(kind__in=CHOSEN) & Q(choices="")),
                name="servicequestion_choices_fit_its_kind",
                violation_error_message=_("Write the choices, one a line, where the answer is chosen."),
            ),
            models.CheckConstraint(
                condition=Q(kind=QuestionKind.NUMBER) | Q(low__isnull=True, high__isnull=True),
                name="servicequestion_limits_are_of_numbers",
                violation_error_message=_("Limits belong to numbers."),
            ),
            models.CheckConstraint(
                condition=Q(low__isnull=True) | Q(high__isnull=True) | Q(high__gte=F("low")),
                name="servicequestion_limits_agree",
                violation_error_message=_("The lower limit is above the upper one: correct one of them."),
            ),
            models.CheckConstraint(
                condition=Q(depends_on__isnull=True, depends_value="")
                | (Q(depends_on__isnull=False) & ~Q(depends_value="")),
                name="servicequestion_depends_on_an_answer",
                violation_error_message=_("Say on which answer of the earlier question it depends."),
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def text(self) -> str:
        return (self.text_en if get_language() == "en" else "") or self.text_ar

    @property
    def options(self) -> list[Choice]:
        """What may be chosen, yes and no included; empty where the answer is written."""
        if self.kind == QuestionKind.YES_NO:
            return [Choice(YES, str(_("Yes"))), Choice(NO, str(_("No")))]
        english = get_language() == "en"
        pairs = [[part.strip() for part in line.partition("|")[::2]] for line in self.choices.splitlines()]
        return [Choice(arabic, (name if english else "") or arabic) for arabic, name in pairs]


class AskedIf(models.Model):
    """A line of the checklist that is asked for only where an answer, or the situation in the file, calls for it."""

    item = models.OneToOneField(ChecklistItem, on_delete=models.CASCADE, related_name="asked_if")
    question = models.ForeignKey(
        ServiceQuestion, on_delete=models.RESTRICT, null=True, blank=True, related_name="lines"
    )
    answer = models.CharField(max_length=200, blank=True)
    kind = models.CharField(max_length=12, blank=True)  # a kind of condition with choices
    choices = models.TextField(max_length=1000, blank=True)  # one a line

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=(Q(question__isnull=False, kind="", choices="") & ~Q(answer=""))
                | (Q(question__isnull=True, answer="") & ~Q(kind="") & ~Q(choices="")),
                name="askedif_one_reason",
                violation_error_message=_("A document depends on an answer or on the situation, with its value."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.item_id}"


class Reply(OfRequest):
    """What was answered to one question; it changes until the request is complete, each time with history."""

    support_request = models.ForeignKey(SupportRequest, on_delete=models.CASCADE, related_name="replies")
    question = models.ForeignKey(ServiceQuestion, on_delete=models.PROTECT, related_name="+")
    value = models.JSONField(default=dict)  # {"is": …}; empty once its person was made anonymous
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["question__position", "pk"]
        constraints = [models.UniqueConstraint(fields=["support_request", "question"], name="reply_once")]

    def __str__(self) -> str:
        return f"{self.support_request_id}: {self.question_id}"


class DraftReply(OfRequest):
    """What the person answered so far in a draft; it goes over to the request when the draft is sent."""

    draft = models.ForeignKey(RequestDraft, on_delete=models.CASCADE, related_name="replies")
    question = models.ForeignKey(ServiceQuestion, on_delete=models.PROTECT, related_name="+")
    value = models.JSONField(default=dict)

    class Meta:
        ordering = ["question__position", "pk"]
        constraints = [models.UniqueConstraint(fields=["draft", "question"], name="draftreply_once")]

    def __str__(self) -> str:
        return f"{self.draft_id}: {self.question_id}"
