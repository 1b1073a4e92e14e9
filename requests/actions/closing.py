"""After the decision: the answer is given by the agreed means, and the request closed once all is delivered.

"On time" is measured by the moment the answer was given (R6–R8). What is granted is due from then on (R11).
"""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core.errors import DomainError

from ..enums import Status
from ..granting import granted
from ..models import Answer, SupportRequest
from ..notices import tell_answer
from ..signals import request_closed
from ..workflow import CLOSE, GIVE_ANSWER, WITHDRAW
from .instalments import begin_plan, held
from .moving import begin, finish
from .referring import drop_open


@transaction.atomic
def give_answer(
    support_request: SupportRequest, *, by: Any, means: str, note: str = "", expected_version: int | None = None
) -> Answer:
    """The person was told of the decision, now, by this means."""
    support_request, now = begin(support_request, GIVE_ANSWER, by=by, expected_version=expected_version)
    if means != support_request.agreed_means and not note.strip():
        raise DomainError(
            _("Another means than the agreed one was used: write why."), code="means_differs", field="note"
        )
    answer = Answer.objects.create(
        association_id=support_request.association_id,
        support_request=support_request,
        means=means,
        given_at=now,
        note=note,
        by=by.user,
    )
    support_request.answered_at = now
    finish(support_request, GIVE_ANSWER, by=by, at=now, detail={"means": means}, also=["answered_at"])
    begin_plan(support_request, by=by)
    tell_answer(support_request, answer)
    return answer


@transaction.atomic
def close(support_request: SupportRequest, *, by: Any, expected_version: int | None = None) -> SupportRequest:
    """Nothing is left to do: delivered, or refused and told."""
    support_request, now = begin(support_request, CLOSE, by=by, expected_version=expected_version)
    grant = granted(support_request)
    if support_request.status != Status.DELIVERED and grant and not grant.is_refused:
        raise DomainError(_("What was granted is not delivered yet."), code="not_delivered")
    support_request.closed_at = now
    drop_open(support_request, by=by, at=now)
    support_request = finish(support_request, CLOSE, by=by, at=now, also=["closed_at"])
    request_closed.send(SupportRequest, support_request=support_request, by=by)
    return support_request


@transaction.atomic
def withdraw(
    support_request: SupportRequest, *, by: Any, reason: str, expected_version: int | None = None
) -> SupportRequest:
    """The applicant no longer wants it; the reason stays in the history."""
    support_request, now = begin(support_request, WITHDRAW, by=by, expected_version=expected_version, reason=reason)
    if held(list(support_request.instalments.standing())):
        raise DomainError(_("A payment of this request is on its way: settle or cancel it first."), code="paying")
    support_request.closed_at = now
    drop_open(support_request, by=by, at=now)
    return finish(support_request, WITHDRAW, by=by, at=now, reason=reason, also=["closed_at"])
