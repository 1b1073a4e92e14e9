"""The moves of a complaint or inquiry, as every verb of this package begins and ends them."""

from __future__ import annotations

from associations.moving import Moves, add_moment, moment_of_receipt, reckon
from core.history import note

from .. import permissions
from ..models import Complaint
from ..workflow import WORKFLOW

# joined without what may be missing: PostgreSQL locks no row of an outer join
MOVES = Moves(Complaint, WORKFLOW, permissions.check, related=("association", "policy_version"))
begin, finish, locked = MOVES.begin, MOVES.finish, MOVES.locked

__all__ = ["MOVES", "add_moment", "begin", "finish", "locked", "moment_of_receipt", "note", "reckon"]
