"""The bank and its questionnaires: what is used stays as it is; a change is a new version beside it (S1).

Every association begins with the standard bank; it is written the first time somebody needs it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from associations.models import Association
from core.errors import DomainError

from .. import methods, permissions
from ..enums import Kind, Scale
from ..models import Question, Survey, SurveyQuestion
from ..standard import OVERALL, QUESTIONNAIRES, QUESTIONS


def survey_in_use(association: Association, kind: str) -> Survey:
    """The questionnaire of this kind as it is asked today, with its questions. Made of the standard ones at first."""
    found = association.surveys.in_use().filter(kind=kind).with_questions().first()
    if found is None:
        with transaction.atomic():
            _standard(association)
        found = association.surveys.in_use().with_questions().get(kind=kind)
    return found


@transaction.atomic
def add_question(
    association: Association,
    *,
    by: Any,
    scale: str,
    text_ar: str,
    text_en: str,
    options: Sequence[tuple[str, str]] = (),
    instead_of: Question | None = None,
) -> Question:
    """A new question in the bank, or a new version of one. ``options`` are (Arabic, English), for a choice only."""
    permissions.check_runs(by)
    _standard(association)
    if scale == Scale.CHOICE and len(options) < 2:
        raise DomainError(_("A choice needs at least two answers."), code="options", field="options")
    if instead_of is not None and instead_of.is_overall:
        raise DomainError(_("The overall question stays as it is, so that years compare."), code="overall")
    latest = association.survey_questions.aggregate(highest=Max("pk"))["highest"] or 0
    code = instead_of.code if instead_of else f"own-{latest + 1}"
    version = 1
    if instead_of is not None:
        version += association.survey_questions.filter(code=code).aggregate(last=Max("version"))["last"]
    return _write(association, code, version, Scale(scale), text_ar, text_en, options)


@transaction.atomic
def new_version(association: Association, *, by: Any, kind: str, questions: Sequence[Question]) -> Survey:
    """The questionnaire of this kind from now on; the overall question comes first whatever was chosen."""
    permissions.check_runs(by)
    methods.check(association.policy_in_force(), Kind(kind))
    _standard(association)
    chosen = [question for question in questions if not question.is_overall]
    if len({question.code for question in chosen}) < len(chosen):
        raise DomainError(
            _("Two versions of one question were chosen: keep one."), code="two_versions", field="questions"
        )
    overall = association.survey_questions.get(is_overall=True)
    return _publish(association, Kind(kind), [overall, *chosen], by=by)


def _standard(association: Association) -> None:
    """The standard bank and questionnaires, once; the association's row is locked meanwhile."""
    Association.objects.select_for_update().get(pk=association.pk)
    if association.survey_questions.filter(code=OVERALL).exists():
        return
    written = {
        code: _write(association, code, 1, scale, text_ar, text_en, options)
        for code, scale, text_ar, text_en, options in QUESTIONS
    }
    for kind, codes in QUESTIONNAIRES.items():
        _publish(association, kind, [written[code] for code in codes], by=None)


def _write(
    association: Association,
    code: str,
    version: int,
    scale: Scale,
    text_ar: str,
    text_en: str,
    options: Sequence[tuple[str, str]],
) -> Question:
    question = association.survey_questions.create(
        code=code,
        version=version,
        scale=scale,
        text_ar=text_ar,
        text_en=text_en,
        is_overall=code == OVERALL,
        created_at=timezone.now(),
    )
    for position, (option_ar, option_en) in enumerate(options if scale == Scale.CHOICE else ()):
        question.options.create(association_id=association.pk, position=position, text_ar=option_ar, text_en=option_en)
    return question


def _publish(association: Association, kind: Kind, questions: Sequence[Question], *, by: Any) -> Survey:
    now = timezone.now()
    association.surveys.in_use().filter(kind=kind).update(retired_at=now)
    last = association.surveys.filter(kind=kind).aggregate(last=Max("number"))["last"] or 0
    survey = association.surveys.create(kind=kind, number=last + 1, made_by=by.user if by else None)
    SurveyQuestion.objects.bulk_create(
        SurveyQuestion(association_id=association.pk, survey=survey, question=question, position=position)
        for position, question in enumerate(questions)
    )
    survey.published_at = now
    survey.save(update_fields=["published_at"])
    return survey
