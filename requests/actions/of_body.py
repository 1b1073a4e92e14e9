"""What a body does with a request short of deciding it: asks its researcher more, or hands it to another body (R6–R9).

The clock goes on. The question stands in the history, and the request in its researcher's queue.
"""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from associations.enums import BodyKind
from committees.actions import body_of_kind
from core.errors import AlreadyHandled

from ..models import SupportRequest
from ..notices_to_staff import tell_assigned
from ..workflow import BACK_TO_STUDY, HAND_TO_BODY
from .moving import MOVES, VOTED, finish


@transaction.atomic
def back_to_study(
    support_request: SupportRequest,
    *,
    by: Any,
    reason: str,
    voted: bool = False,
    expected_version: int | None = None,
) -> SupportRequest:
    """The body asks its researcher something before it decides; ``voted``: the body's session says who may."""
    moves = VOTED if voted else MOVES
    fresh, now = moves.begin(support_request, BACK_TO_STUDY, by=by, expected_version=expected_version, reason=reason)
    asked: SupportRequest = finish(fresh, BACK_TO_STUDY, by=by, at=now, reason=reason.strip())
    if asked.researcher is not None:
        tell_assigned(asked, asked.researcher)
    return asked


@transaction.atomic
def hand_to_body(
    support_request: SupportRequest,
    *,
    by: Any,
    kind: str,
    reason: str,
    voted: bool = False,
    expected_version: int | None = None,
) -> SupportRequest:
    """Another body decides it, as where no quorum can be reached; it stands ready for that body from now on."""
    moves = VOTED if voted else MOVES
    fresh, now = moves.begin(support_request, HAND_TO_BODY, by=by, expected_version=expected_version, reason=reason)
    names = []
    for language in ("ar", "en"):
        with translation.override(language):
            names.append(str(BodyKind(kind).label))
    body = body_of_kind(fresh.association_id, kind, *names)
    if body.pk == fresh.reviewing_body_id:
        raise AlreadyHandled(_("This body decides the request already."), code="same_body")
    detail = {"from_body": fresh.reviewing_body.kind, "body": body.kind}
    fresh.reviewing_body = body
    handed: SupportRequest = finish(
        fresh, HAND_TO_BODY, by=by, at=now, reason=reason.strip(), detail=detail, also=["reviewing_body"]
    )
    return handed
