"""What people answered: rows are added and never changed (triggers); one response to an invitation."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from associations.enums import SurveyMethod
from associations.models import Association, Office
from beneficiaries.models import Beneficiary
from requests.models import Service

from ..querysets import AnswerQuerySet
from .bank import Question, QuestionOption, Survey
from .inviting import Invitation


class Response(models.Model):
    """One filled questionnaire; shown to nobody by itself, only counted in groups."""

    association = models.ForeignKey(Association, on_delete=models.PROTECT, related_name="survey_responses")
    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="responses")
    invitation = models.OneToOneField(Invitation, on_delete=models.PROTECT, null=True, related_name="response")
    method = models.CharField(_("method"), max_length=20, choices=SurveyMethod)
    service = models.ForeignKey(Service, on_delete=models.PROTECT, null=True, related_name="+")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, null=True, related_name="+")
    beneficiary = models.ForeignKey(Beneficiary, on_delete=models.PROTECT, null=True, related_name="+")
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField()
    answered_on = models.DateField(help_text=_("The day in Riyadh, for periods."))

    class Meta:
        verbose_name = _("response")
        verbose_name_plural = _("responses")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(method=SurveyMethod.QUESTIONNAIRE, invitation__isnull=False, entered_by__isnull=True)
                | (~Q(method=SurveyMethod.QUESTIONNAIRE) & Q(invitation__isnull=True, entered_by__isnull=False)),
                name="response_by_link_or_by_an_interviewer",
                violation_error_message=_("An answer comes by its link, or is entered by an interviewer."),
            )
        ]
        indexes = [models.Index(fields=["association", "answered_on"], name="surveyresponse_period")]

    def __str__(self) -> str:
        return str(self.pk)


class Answer(models.Model):
    """The answer to one question: a number, an option, or own words; that it fits the scale is kept by a trigger."""

    association = models.ForeignKey(Association, on_delete=models.PROTECT, related_name="survey_answers")
    response = models.ForeignKey(Response, on_delete=models.PROTECT, related_name="answers")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="answers")
    number = models.PositiveSmallIntegerField(null=True)
    option = models.ForeignKey(QuestionOption, on_delete=models.PROTECT, null=True, related_name="+")
    text = models.CharField(max_length=1000, blank=True)

    objects = AnswerQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["response", "question"], name="surveyanswer_once"),
            models.CheckConstraint(
                condition=Q(number__isnull=False, option__isnull=True, text="")
                | Q(number__isnull=True, option__isnull=False, text="")
                | (Q(number__isnull=True, option__isnull=True) & ~Q(text="")),
                name="surveyanswer_is_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)
