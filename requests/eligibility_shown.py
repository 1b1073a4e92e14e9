"""What pages show of the conditions: as kept on a case, as the file is now, before a request is opened (R14)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from accounts.roles import Permission
from beneficiaries.models import Beneficiary

from .budget import Budget, budget_of
from .eligibility import Evaluation
from .eligibility_facts import evaluation_of, evaluations_of, read_kept
from .eligibility_words import Told, told, told_to_applicant
from .models import EligibilityCheck, Service, SupportRequest


@dataclass(frozen=True)
class Shown:
    """The findings of one evaluation, for one reader."""

    on: date
    rows: list[Told]
    met: int
    score: int
    out_of: int
    check: EligibilityCheck | None = None

    @property
    def count(self) -> int:
        return len(self.rows)

    @property
    def is_weighted(self) -> bool:
        """Whether the points say more than the number of conditions met."""
        return (self.score, self.out_of) != (self.met, self.count)


def _shown(evaluation: Evaluation, rows: list[Told], check: EligibilityCheck | None = None) -> Shown:
    return Shown(evaluation.on, rows, evaluation.met, evaluation.score, evaluation.out_of, check)


def sees_situation(by: Any) -> bool:
    """Whoever may see the household and income of a beneficiary."""
    return Permission.SEE_SITUATION in by.permissions


def shown(check: EligibilityCheck | None, *, by: Any) -> Shown | None:
    """What was kept, for this member; None where there is none, or once it was emptied. No query."""
    evaluation = read_kept(check) if check else None
    if evaluation is None:
        return None
    return _shown(evaluation, told(evaluation, sees_situation=sees_situation(by)), check)


def last_shown(support_request: Any, *, by: Any) -> Shown | None:
    """What was kept last, for a request read ``for_pages``. No query."""
    if not support_request.findings_kept:
        return None
    last = EligibilityCheck(findings=support_request.findings_kept, occasion=support_request.findings_of)
    return shown(last, by=by)


def shown_now(support_request: SupportRequest, *, by: Any) -> Shown | None:
    """On the file as it is now; None where the terms have no conditions."""
    evaluation = evaluation_of(support_request)
    return _shown(evaluation, told(evaluation, sees_situation=sees_situation(by))) if evaluation.findings else None


def advice_for_body(support_request: SupportRequest, by: Any) -> dict[str, Shown | Budget | None]:
    """What stands beside a recommendation and a decision: conditions on the file now, and the budget of the period."""
    budget = budget_of(support_request.service_version, on=timezone.localdate())
    return {"eligibility": shown_now(support_request, by=by), "budget": budget}


def _before(beneficiary: Beneficiary) -> list[tuple[Service, Evaluation]]:
    today = timezone.localdate()
    services = list(beneficiary.association.services.offered(on=today).with_terms(on=today))
    found = evaluations_of(beneficiary, [service.current for service in services], on=today)
    return [(service, found[service.pk]) for service in services if found[service.pk].findings]


def before_opening(beneficiary: Beneficiary, *, by: Any) -> list[tuple[Service, Shown]]:
    """For the desk: each service that is offered, with what its conditions say about the file."""
    sees = sees_situation(by)
    return [
        (service, _shown(evaluation, told(evaluation, sees_situation=sees)))
        for service, evaluation in _before(beneficiary)
    ]


def before_applying(beneficiary: Beneficiary) -> list[tuple[Service, Shown]]:
    """For the person, before they write: it advises and keeps nobody from asking."""
    return [
        (service, _shown(evaluation, told_to_applicant(evaluation))) for service, evaluation in _before(beneficiary)
    ]
