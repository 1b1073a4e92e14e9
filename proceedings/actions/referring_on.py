"""An item without enough members who may take part goes to the body that the formation names instead (R6–R9).

Where it names nobody, or nobody who may decide this matter, management is told and says who decides (decision 31).
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from associations.enums import BodyKind
from core.errors import AlreadyHandled, DomainError

from .. import permissions
from ..enums import ItemStatus
from ..matters import matter_of
from ..models import Item, NoQuorum, Session
from ..no_quorum import bodies_for
from ..notices import tell_no_quorum
from ..workflow import REFER_ON
from .moving import begin, end_item, finish, item_of, room_for


@transaction.atomic
def refer_on(session: Session, *, by: Any, case: str) -> Item:
    """Whoever runs the session confirms it. The item is over here; its matter waits for whoever decides instead."""
    session, now = begin(session, REFER_ON, by=by)
    item = item_of(session, case, by=by)
    if item.status != ItemStatus.WAITING:
        raise DomainError(_("This item is over."), code="over")
    matter, room = matter_of(item), room_for(session, item)
    if not matter.waits:
        raise DomainError(_("This request is no longer before the body: defer the item."), code="moved_on")
    if room.is_reachable:
        raise DomainError(_("A quorum can be reached for this item: this body decides it."), code="reachable")
    kind = matter.goes_to
    NoQuorum.objects.create(
        association_id=session.association_id,
        item=item,
        entitled=len(room.entitled),
        needed=room.needed,
        goes_to=kind,
        recorded_by=by.user,
        recorded_on=timezone.localdate(now),
    )
    words = _why(kind)
    end_item(item, ItemStatus.DEFERRED, at=now, because=words)
    if kind:
        matter.refer_on(by=by, kind=kind, because=words)
    else:
        _to_management(item, by=by, at=now, because=words)
    finish(session, REFER_ON, by=by, at=now, detail={"request": item.reference, "body": kind})
    return item


def _why(kind: str) -> str:
    """As the docket, the minutes and the history of the matter keep it: in Arabic."""
    with translation.override("ar"):
        if not kind:
            return _("No quorum can be reached with those who take no part. Management was told.")
        because = _("No quorum can be reached with those who take no part. Referred to: %(body)s.")
        return because % {"body": BodyKind(kind).label}


def _to_management(item: Item, *, by: Any, at: datetime, because: str) -> None:
    if not tell_no_quorum(item):
        message = _("Nobody in management may know of this item. Defer it, and ask for a body to be formed.")
        raise DomainError(message, code="nobody_told")
    matter_of(item).tell_of_no_quorum(by=by, at=at, because=because)


@transaction.atomic
def say_who_decides(row: NoQuorum, *, by: Any, body: str, reason: str) -> NoQuorum:
    """Management: another body that may decide it, or (``body`` empty) the same one, whose members were renewed."""
    fresh = NoQuorum.objects.select_for_update(of=("self",)).get(pk=row.pk)
    item = Item.objects.for_docket().get(pk=fresh.item_id)
    permissions.check_management(by, item)
    if fresh.goes_to or fresh.settled_at is not None:
        raise AlreadyHandled(_("It was said already who decides this matter."), code="settled")
    matter = matter_of(item)
    if not matter.waits:
        raise DomainError(_("This matter is over, or before another body already."), code="moved_on")
    if not reason.strip():
        raise DomainError(_("Write the reason: it stays in the history."), code="reason_missing", field="reason")
    if body and body not in {one.kind for one in bodies_for(matter)}:
        raise DomainError(_("Choose a body that may decide this matter."), code="body", field="body")
    fresh.settled_as, fresh.settled_by, fresh.settled_at = body, by.user, timezone.now()
    fresh.save(update_fields=["settled_as", "settled_by", "settled_at"])
    if body:
        matter.refer_on(by=by, kind=body, because=reason.strip()[:1000])
    else:
        matter.stay(by=by, at=fresh.settled_at, because=reason.strip()[:1000])
    return fresh
