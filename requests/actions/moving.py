"""The moves of a support request, as every verb of this package begins and ends them."""

from __future__ import annotations

from associations.moving import Moves, add_moment, reckon
from core.history import note

from .. import permissions
from ..models import SupportRequest
from ..workflow import WORKFLOW

MOVES = Moves(
    SupportRequest,
    WORKFLOW,
    permissions.check,
    related=("association", "policy_version", "beneficiary", "service", "reviewing_body"),
)
# what a body decided by vote: who presided holds no seat that decides alone
VOTED = Moves(SupportRequest, WORKFLOW, permissions.check_voted, related=MOVES.related)
begin, finish, locked = MOVES.begin, MOVES.finish, MOVES.locked

__all__ = ["MOVES", "VOTED", "Moves", "add_moment", "begin", "finish", "locked", "note", "reckon"]
