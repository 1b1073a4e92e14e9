"""Writing the case study, and freezing it with the recommendation (R13)."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.roles import Permission
from core.errors import DomainError

from ..facts_of_file import facts_of_file
from ..models import CaseStudy, Recommendation, StudyDraft, SupportRequest
from ..workflow import WRITE_STUDY
from .assigning import check_takes
from .moving import begin, finish


@transaction.atomic
def write_study(
    support_request: SupportRequest,
    *,
    by: Any,
    need: str,
    alternatives: str,
    health_words: str = "",
    expected_version: int | None = None,
) -> StudyDraft:
    """Save the study as far as it goes; words on health only by those who may read health."""
    support_request, now = begin(support_request, WRITE_STUDY, by=by, expected_version=expected_version)
    check_takes(support_request, by)
    for field, words in (("need", need), ("alternatives", alternatives)):
        if not words.strip():
            raise DomainError(_("Write at least a line here."), code="empty", field=field)
    draft = StudyDraft.objects.filter(support_request=support_request).first() or StudyDraft(
        support_request=support_request, association_id=support_request.association_id
    )
    draft.need, draft.alternatives = need.strip(), alternatives.strip()
    if Permission.SEE_HEALTH in by.permissions:
        draft.health_words = health_words.strip()
    draft.written_by, draft.written_at = by.user, now
    draft.save()
    finish(support_request, WRITE_STUDY, by=by, at=now)
    return draft


def require_study(support_request: SupportRequest) -> StudyDraft | None:
    """The draft; raises where the policy asks for a study and nothing is written. One query."""
    draft = StudyDraft.objects.filter(support_request=support_request).first()
    if draft is None and support_request.policy_version.needs_case_study:
        raise DomainError(_("Write the case study first: this association's policy asks for one."), code="no_study")
    return draft


def freeze(draft: StudyDraft, recommendation: Recommendation, *, at: datetime) -> CaseStudy:
    """The study as it stands, with the file's facts of this moment; by ``recommend``, which holds the lock."""
    case = recommendation.support_request
    facts, health = facts_of_file(case.beneficiary, on=timezone.localdate(at))
    study = CaseStudy(
        support_request=case,
        association_id=case.association_id,
        recommendation=recommendation,
        need=draft.need,
        alternatives=draft.alternatives,
        written_by=draft.written_by,
        written_at=draft.written_at,
        frozen_at=at,
    )
    study.health_words = draft.health_words
    study.facts = json.dumps(facts, ensure_ascii=False)
    study.health_facts = json.dumps(health, ensure_ascii=False)
    study.save()
    draft.delete()
    return study
