"""The question bank and the questionnaires made of it: unchangeable once used, the overall question in each (S1).

Kept by triggers (see the migration): a used question and a published questionnaire stay as they are; the overall
question is never changed, and no questionnaire is published without it.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from associations.models import Association

from ..enums import DEGREES, METHOD_OF, YES_OR_NO, Kind, Scale
from ..querysets import SurveyQuerySet


class Question(models.Model):
    """One wording of one question; a better wording is a new version of its code."""

    association = models.ForeignKey(Association, on_delete=models.PROTECT, related_name="survey_questions")
    code = models.SlugField(_("code"), max_length=40)
    version = models.PositiveSmallIntegerField(_("version"), default=1)
    scale = models.CharField(_("scale"), max_length=12, choices=Scale)
    text_ar = models.CharField(_("question in Arabic"), max_length=300)
    text_en = models.CharField(_("question in English"), max_length=300)
    is_overall = models.BooleanField(_("overall satisfaction"), default=False)
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["association", "code", "version"], name="surveyquestion_version_once"),
            models.UniqueConstraint(
                fields=["association"], condition=Q(is_overall=True), name="surveyquestion_one_overall"
            ),
            models.CheckConstraint(
                condition=Q(is_overall=False) | Q(scale=Scale.FIVE), name="surveyquestion_overall_has_five_degrees"
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def text(self) -> str:
        return self.text_en if get_language() == "en" else self.text_ar

    def choices(self) -> list[tuple[int, Any]]:
        """(value, words) of what can be answered; of a choice the value is the option's id. Empty for own words."""
        if self.scale == Scale.FIVE:
            return list(DEGREES)
        if self.scale == Scale.ZERO_TO_TEN:
            return [(number, str(number)) for number in range(11)]
        if self.scale == Scale.YES_NO:
            return list(YES_OR_NO)
        return [(option.pk, option.text) for option in self.options.all()]


class QuestionOption(models.Model):
    """One answer of a question with several."""

    association = models.ForeignKey(Association, on_delete=models.PROTECT, related_name="+")
    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="options")
    position = models.PositiveSmallIntegerField()
    text_ar = models.CharField(_("answer in Arabic"), max_length=120)
    text_en = models.CharField(_("answer in English"), max_length=120)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["question", "position"], name="questionoption_place_once")]

    def __str__(self) -> str:
        return self.text

    @property
    def text(self) -> str:
        return self.text_en if get_language() == "en" else self.text_ar


class Survey(models.Model):
    """One version of a questionnaire; the one in use of its kind is published and not retired."""

    association = models.ForeignKey(Association, on_delete=models.PROTECT, related_name="surveys")
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    number = models.PositiveSmallIntegerField(_("version"))
    link_days = models.PositiveSmallIntegerField(_("days a link stays open"), default=60)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    published_at = models.DateTimeField(_("in use from"), null=True, blank=True)
    retired_at = models.DateTimeField(_("in use until"), null=True, blank=True)

    questions = models.ManyToManyField(Question, through="SurveyQuestion", related_name="surveys")
    objects = SurveyQuerySet.as_manager()

    class Meta:
        verbose_name = _("questionnaire")
        verbose_name_plural = _("questionnaires")
        ordering = ["kind", "number"]
        constraints = [
            models.UniqueConstraint(fields=["association", "kind", "number"], name="survey_version_once"),
            models.UniqueConstraint(
                fields=["association", "kind"],
                condition=Q(published_at__isnull=False, retired_at__isnull=True),
                name="survey_one_of_a_kind_in_use",
            ),
            models.CheckConstraint(
                condition=Q(retired_at__isnull=True) | Q(published_at__isnull=False),
                name="survey_retired_was_in_use",
            ),
            models.CheckConstraint(
                condition=Q(link_days__gte=1, link_days__lte=366),
                name="survey_link_stays_open_for_days",
                violation_error_message=_("A link stays open from 1 to 366 days."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.number}"

    @property
    def method(self) -> str:
        return METHOD_OF[Kind(self.kind)]


class SurveyQuestion(models.Model):
    """A question's place in a questionnaire."""

    association = models.ForeignKey(Association, on_delete=models.PROTECT, related_name="+")
    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="places")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="places")
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["survey", "question"], name="surveyquestion_once"),
            models.UniqueConstraint(fields=["survey", "position"], name="surveyquestion_place_once"),
        ]

    def __str__(self) -> str:
        return f"{self.survey_id}: {self.position}"
