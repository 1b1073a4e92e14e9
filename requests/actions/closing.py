"""The request is closed once all is delivered, or refused and told; or withdrawn at the applicant's wish (R11)."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core.errors import DomainError

from ..enums import Status
from ..granting import granted
from ..models import SupportRequest
from ..signals import request_closed
from ..workflow import CLOSE, WITHDRAW
from .instalments import is_handed_over, refuse_while_paying
from .moving import begin, finish
from .referring import drop_open


@transaction.atomic
def close(support_request: SupportRequest, *, by: Any, expected_version: int | None = None) -> SupportRequest:
    """Nothing is left to do: delivered, or refused and told."""
    support_request, now = begin(support_request, CLOSE, by=by, expected_version=expected_version)
    grant = granted(support_request)
    is_owed = support_request.status != Status.DELIVERED and grant and not grant.is_refused
    if is_owed and not is_handed_over(support_request, grant):
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
    refuse_while_paying(support_request)
    support_request.closed_at = now
    drop_open(support_request, by=by, at=now)
    return finish(support_request, WITHDRAW, by=by, at=now, reason=reason, also=["closed_at"])
