"""Pinning what the records show: the chair or secretary takes a hint as it stands, with its evidence (R6–R9)."""

from __future__ import annotations

from typing import Any

from core.errors import StaleRecord

from .. import permissions
from ..conflicts import hints
from ..models import Recusal, Session
from ..workflow import RECUSE
from .moving import seats_of
from .sitting import recuse


def pin_found(session: Session, *, by: Any, case: str, seat_id: int, ground: str) -> Recusal:
    """The member takes no part for this ground; raises ``StaleRecord`` where the records show it no longer."""
    permissions.check(by, RECUSE, session)
    item = next((one for one in session.items.for_docket() if one.reference == case), None)
    found = hints([item], seats_of(session))[item.pk] if item else []
    hint = next((one for one in found if (one.seat.pk, one.ground) == (seat_id, ground)), None)
    if hint is None:
        raise StaleRecord
    return recuse(session, by=by, case=case, seat_id=seat_id, ground=ground, words=hint.evidence[:300])
