"""The study: begin it, recommend, or return the request to the applicant for completion (R6–R9, R13)."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from associations.models import MomentKind
from core.errors import DomainError

from ..enums import ItemState, Outcome
from ..models import RecommendationDraft, SupportRequest
from ..notices import tell_returned
from ..workflow import PREPARE, RECOMMEND, RETURN, START_STUDY
from .assigning import check_takes
from .case_study import freeze, require_study
from .clock import go_on
from .heads import set_aside_certain
from .intake import missing_items, stops_while_returned
from .moving import add_moment, begin, finish, reckon


@transaction.atomic
def start_study(support_request: SupportRequest, *, by: Any, expected_version: int | None = None) -> SupportRequest:
    """The researcher takes the request; from now on it is theirs."""
    support_request, now = begin(support_request, START_STUDY, by=by, expected_version=expected_version)
    check_takes(support_request, by)
    support_request.researcher = by.user
    fields = go_on(support_request, by=by, at=now, now=now)
    return finish(support_request, START_STUDY, by=by, at=now, also=["researcher", *fields])


@transaction.atomic
def recommend(
    support_request: SupportRequest,
    *,
    by: Any,
    outcome: str,
    findings: str,
    amount: Decimal | None = None,
    expected_version: int | None = None,
) -> SupportRequest:
    """Put the request before the reviewing body with the study's findings and a recommendation."""
    support_request, now = begin(support_request, RECOMMEND, by=by, expected_version=expected_version)
    check_takes(support_request, by)
    amount = _amount(support_request, outcome, amount)
    draft = require_study(support_request)
    recommendation = support_request.recommendations.create(
        association_id=support_request.association_id,
        outcome=outcome,
        amount=amount,
        findings=findings,
        by=by.user,
        at=now,
    )
    if draft is not None:
        freeze(draft, recommendation, at=now)
    RecommendationDraft.objects.filter(support_request=support_request).delete()
    support_request.researcher = by.user
    fields = go_on(support_request, by=by, at=now, now=now)
    detail = {"outcome": outcome}
    before = finish(support_request, RECOMMEND, by=by, at=now, detail=detail, also=["researcher", *fields])
    set_aside_certain(before)
    return before


@transaction.atomic
def prepare_recommendation(
    support_request: SupportRequest,
    *,
    by: Any,
    outcome: str,
    findings: str,
    amount: Decimal | None = None,
    expected_version: int | None = None,
) -> RecommendationDraft:
    """Keep a recommendation until it is put before the body, by itself or with others; a later one replaces it."""
    support_request, now = begin(support_request, PREPARE, by=by, expected_version=expected_version)
    check_takes(support_request, by)
    facts = {"outcome": outcome, "amount": _amount(support_request, outcome, amount), "findings": findings}
    draft, _made = RecommendationDraft.objects.update_or_create(
        support_request=support_request,
        defaults={"association_id": support_request.association_id, **facts, "written_by": by.user, "written_at": now},
    )
    finish(support_request, PREPARE, by=by, at=now, detail={"outcome": outcome})
    return draft


@transaction.atomic
def put_before_body(support_request: SupportRequest, *, by: Any) -> SupportRequest:
    """Recommend what this researcher prepared, for this study: nobody's older words go under another's name."""
    support_request, _now = begin(support_request, RECOMMEND, by=by)
    check_takes(support_request, by)
    draft = RecommendationDraft.objects.select_related("written_by").filter(support_request=support_request).first()
    if draft is None:
        raise DomainError(_("No recommendation is prepared yet. Write it first."), code="not_prepared")
    if draft.written_by_id != by.user.pk:
        message = _("%(person)s prepared the recommendation. Read it, and save it as yours first.")
        raise DomainError(message % {"person": draft.written_by.name}, code="anothers")
    if draft.written_at < support_request.status_since:
        message = _("The recommendation was prepared before the study was taken up again. Read it, and save it anew.")
        raise DomainError(message, code="older")
    facts = {"outcome": draft.outcome, "findings": draft.findings, "amount": draft.amount}
    return recommend(support_request, by=by, **facts)


def _amount(support_request: SupportRequest, outcome: str, amount: Decimal | None) -> Decimal | None:
    """What is recommended in money; raises where it is missing."""
    if outcome == Outcome.REFUSED:
        return None
    if support_request.service.is_in_money and amount is None:
        raise DomainError(_("Write the amount you recommend."), code="amount", field="amount")
    return amount


@transaction.atomic
def return_for_completion(
    support_request: SupportRequest,
    *,
    by: Any,
    reason: str,
    papers: Sequence[int] = (),
    expected_version: int | None = None,
) -> SupportRequest:
    """Back to the applicant, with what is missing; the clock stands still where the policy says so.

    ``papers`` are ids of checklist lines that must be brought again: they are missing from now on.
    """
    support_request, now = begin(support_request, RETURN, by=by, expected_version=expected_version, reason=reason)
    support_request.checklist.filter(pk__in=papers).update(
        state=ItemState.MISSING,
        issued_on=None,
        issued_in="",
        expires_on=None,
        from_document=None,
        checked_by=by.user,
        checked_at=now,
    )
    fields = go_on(support_request, by=by, at=now, now=now)
    if stops_while_returned(support_request):
        support_request.is_paused = True
        add_moment(support_request, MomentKind.PAUSED, by=by, at=now, reason=reason)
        fields = ["is_paused", *reckon(support_request, cause="returned", at=now)]
    finish(support_request, RETURN, by=by, at=now, reason=reason, also=fields)
    tell_returned(support_request, missing_items(support_request, on=timezone.localdate(now)))
    return support_request
