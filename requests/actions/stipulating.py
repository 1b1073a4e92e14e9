"""Conditions of a decision: set with it, met as somebody saw, waived by the head of the body that set them (R6–R9).

Nothing is delivered or paid while one is open for which the delivery waits. A condition marked wrongly is opened again
for a reason; all that became of it stays.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from committees.models import Committee
from core.errors import AlreadyHandled, DomainError, StaleRecord

from ..enums import Became
from ..models import Decision, Revision, Stipulation, StipulationFact, SupportRequest
from ..stipulating import Stipulated
from ..workflow import MEET_CONDITION, REOPEN_CONDITION, WAIVE_CONDITION
from .moving import begin, finish


def set_stipulations(
    support_request: SupportRequest,
    rows: Iterable[Stipulated],
    *,
    decision: Decision,
    body: Committee,
    revision: Revision | None = None,
) -> None:
    """The conditions of a decision just made, in its transaction."""
    for position, row in enumerate(rows, 1):
        Stipulation.objects.create(
            association_id=support_request.association_id,
            support_request=support_request,
            decision=decision,
            revision=revision,
            body=body,
            position=position,
            **row._asdict(),
        )


def refuse_while_conditions_open(support_request: SupportRequest) -> None:
    """Raises in words, with the first condition for which the delivery waits."""
    waits = support_request.stipulations.blocking().order_by("position").first()
    if waits is not None:
        message = _("The delivery waits for a condition of the decision: %(condition)s")
        raise DomainError(message % {"condition": waits.text}, code="condition_open")


@transaction.atomic
def meet_condition(
    support_request: SupportRequest, *, by: Any, number: int, reason: str, expected_version: int | None = None
) -> Stipulation:
    """It is met; ``reason`` says what was seen."""
    return _settle(support_request, MEET_CONDITION, Became.MET, by, number, reason, expected_version)


@transaction.atomic
def waive_condition(
    support_request: SupportRequest, *, by: Any, number: int, reason: str, expected_version: int | None = None
) -> Stipulation:
    """It is no longer asked, by whoever heads the body that set it."""
    return _settle(support_request, WAIVE_CONDITION, Became.WAIVED, by, number, reason, expected_version)


@transaction.atomic
def reopen_condition(
    support_request: SupportRequest, *, by: Any, number: int, reason: str, expected_version: int | None = None
) -> Stipulation:
    """It was marked as met by mistake; what was waived stays waived."""
    return _settle(support_request, REOPEN_CONDITION, Became.REOPENED, by, number, reason, expected_version)


def _settle(
    case: SupportRequest, event: str, what: Became, by: Any, number: int, reason: str, expected_version: int | None
) -> Stipulation:
    case, now = begin(case, event, by=by, expected_version=expected_version, reason=reason)
    row: Stipulation | None = case.stipulations.for_pages().filter(position=number).first()
    if row is None:
        raise StaleRecord
    if (what == Became.REOPENED) == row.is_open:
        if row.is_open:
            raise AlreadyHandled(_("This condition is open."), code="condition_open")
        said = _("This condition is no longer open: %(became)s.") % {"became": row.became_label()}
        raise AlreadyHandled(said, code="condition_settled")
    if what == Became.REOPENED and row.became == Became.WAIVED:  # type: ignore[attr-defined]
        raise DomainError(_("What the head of the body waived stays waived."), code="waived")
    StipulationFact.objects.create(
        association_id=case.association_id,
        stipulation=row,
        what=what,
        words=reason.strip(),
        by=by.user,
        at=now,
    )
    finish(case, event, by=by, at=now, reason=reason.strip(), detail={"condition": number})
    return row
