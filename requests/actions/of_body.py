"""What a body does short of deciding: asks the researcher more, or hands the matter to another body (R6–R9).

The clock goes on. The question stands in the history, and the request in its researcher's queue. A body whose members
vote hands a matter on only where no quorum can be reached for it, or management does so then (rules of the database).
"""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from associations.enums import OBJECTION_BODIES, BodyKind
from committees.actions import body_of_kind
from committees.models import Committee
from core.errors import AlreadyHandled, DomainError

from ..models import Objection, SupportRequest, UrgentHelp
from ..notices_to_staff import tell_assigned
from ..objection_workflow import HAND_OBJECTION
from ..urgent import help_of
from ..workflow import BACK_TO_STUDY, HAND_TO_BODY, HAND_URGENT
from . import objecting
from .heads import set_aside_certain
from .moving import MOVES, VOTED, finish

SAME = _("This body decides it already.")


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


def _body(before: Committee, kind: str) -> Committee:
    """The association's body of this kind; raises where it has the matter already."""
    if kind == before.kind:
        raise AlreadyHandled(SAME, code="same_body", field="body")
    names = []
    for language in ("ar", "en"):
        with translation.override(language):
            names.append(str(BodyKind(kind).label))
    return body_of_kind(before.association_id, kind, *names)


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
    """Another body decides it from now on. Urgent help that awaits the same body goes along: a grant ratifies it."""
    moves = VOTED if voted else MOVES
    fresh, now = moves.begin(support_request, HAND_TO_BODY, by=by, expected_version=expected_version, reason=reason)
    before = fresh.reviewing_body
    fresh.reviewing_body = _body(before, kind)
    given = help_of(fresh)
    if given is not None and given.is_awaiting and given.body_id == before.pk:
        given.body = fresh.reviewing_body
        given.save(update_fields=["body"])
    detail = {"from_body": before.kind, "body": kind}
    handed: SupportRequest = finish(
        fresh, HAND_TO_BODY, by=by, at=now, reason=reason.strip(), detail=detail, also=["reviewing_body"]
    )
    set_aside_certain(handed)
    return handed


@transaction.atomic
def hand_urgent(
    support_request: SupportRequest,
    *,
    by: Any,
    kind: str,
    reason: str,
    voted: bool = False,
    expected_version: int | None = None,
) -> UrgentHelp:
    """Another body looks at the urgent help, by the day that was named; the request stays where it is."""
    moves = VOTED if voted else MOVES
    fresh, now = moves.begin(support_request, HAND_URGENT, by=by, expected_version=expected_version, reason=reason)
    given = help_of(fresh)
    if given is None or not given.is_awaiting:
        raise AlreadyHandled(_("No urgent help awaits a body here."), code="settled")
    before = given.body
    given.body = _body(before, kind)
    given.save(update_fields=["body"])
    detail = {"from_body": before.kind, "body": kind}
    finish(fresh, HAND_URGENT, by=by, at=now, reason=reason.strip(), detail=detail)
    return given


def may_hear(objection: Objection, kind: str) -> bool:
    """A body that the policy's rules of objections know, and not the one that made the first decision."""
    return kind in OBJECTION_BODIES and kind != objection.decision.body.kind


@transaction.atomic
def hand_objection(
    objection: Objection,
    *,
    by: Any,
    kind: str,
    reason: str,
    voted: bool = False,
    expected_version: int | None = None,
) -> Objection:
    """Another body decides the objection; its last day stays, and so does who may not decide it."""
    moves = objecting.VOTED if voted else objecting.MOVES
    fresh, now = moves.begin(objection, HAND_OBJECTION, by=by, expected_version=expected_version, reason=reason)
    if not may_hear(fresh, kind):
        message = _("An objection is decided by another body than the one that decided first.")
        raise DomainError(message, code="first_body", field="body")
    before = fresh.body
    fresh.body = _body(before, kind)
    detail = {"from_body": before.kind, "body": kind}
    handed: Objection = objecting.MOVES.finish(
        fresh, HAND_OBJECTION, by=by, at=now, reason=reason.strip(), detail=detail, also=["body"]
    )
    return handed
