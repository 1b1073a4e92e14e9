"""The moves of a compensation case, as every verb of this package begins and ends them."""

from __future__ import annotations

from associations.moving import Moves

from ... import compensation_permissions
from ...compensation_workflow import COMPENSATION_WORKFLOW
from ...models import CompensationCase

MOVES = Moves(
    CompensationCase,
    COMPENSATION_WORKFLOW,
    compensation_permissions.check,
    related=("association", "policy_version"),
)
begin, finish = MOVES.begin, MOVES.finish
# what the committee decided by vote: who presided need not handle compensation otherwise
VOTED = Moves(CompensationCase, COMPENSATION_WORKFLOW, compensation_permissions.check_voted, related=MOVES.related)
