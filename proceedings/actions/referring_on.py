"""An item without enough members who may take part goes to the body that the formation names instead (R6–R9)."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from associations.enums import BodyKind
from core.errors import DomainError

from ..enums import ItemStatus
from ..matters import matter_of
from ..models import Item, Session
from ..workflow import REFER_ON
from .moving import begin, end_item, finish, item_of, room_for


@transaction.atomic
def refer_on(session: Session, *, by: Any, case: str) -> Item:
    """Whoever runs the session confirms it. The item is over here; its matter stands ready for the other body."""
    session, now = begin(session, REFER_ON, by=by)
    item = item_of(session, case, by=by)
    if item.status != ItemStatus.WAITING:
        raise DomainError(_("This item is over."), code="over")
    if room_for(session, item).is_reachable:
        raise DomainError(_("A quorum can be reached for this item: this body decides it."), code="reachable")
    fallback = session.formation.fallback
    if not fallback:
        said = _("The formation names nobody who decides instead. Defer the item, and ask management for a body.")
        raise DomainError(said, code="nobody_else")
    with translation.override("ar"):
        because = _("No quorum can be reached with those who take no part. Referred to: %(body)s.")
        words = because % {"body": BodyKind(fallback).label}
    end_item(item, ItemStatus.DEFERRED, at=now, because=words)
    matter_of(item).refer_on(by=by, kind=fallback, because=words)
    finish(session, REFER_ON, by=by, at=now, detail={"request": item.reference, "body": fallback})
    return item
