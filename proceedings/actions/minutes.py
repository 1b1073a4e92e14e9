"""Minutes: a draft with the closing of its session, free words until it is sealed, annexes afterwards (R6–R9).

The draft is the session's rows and nothing else, so nothing is lost whenever the process dies: the row that counts it
is made in the transaction that closes the session, and again by ``run_due`` for a session closed before there were
minutes. Sealing locks the body's row, so that its chain has one end.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from associations.due import due, each
from associations.models import Association
from associations.references import next_reference
from committees.enums import TakesEffect
from committees.models import Committee
from core.errors import AlreadyHandled, DomainError, NotPermitted, StaleRecord
from core.history import note

from ..enums import Part, SessionStatus
from ..models import Item, Minutes, MinutesText, Seal, Section, Session
from ..permissions import presides_over
from ..record import Section as Recorded
from ..record import sections_of
from ..sealing import SealedPart, canonical, head_of, moment, part_digest, sha256
from ..workflow import CORRECT_MINUTES, SEAL_MINUTES, WRITE_MINUTES
from .effect import take_effect_of_session
from .moving import begin, refuse_recused

SERIES = "MN"
READ = ("session__association", "session__committee", "session__formation")


@transaction.atomic
def draft_of(session: Session, *, at: datetime | None = None) -> Minutes:
    """The minutes of a closed session, begun now where they are not. Whoever asks first makes them."""
    found = Minutes.objects.filter(session=session).select_related(*READ).first()
    if found is not None:
        return found
    session = Session.objects.select_for_update().get(pk=session.pk)
    if session.status != SessionStatus.CLOSED:
        raise DomainError(_("Minutes are written once the session is closed."), code="not_closed")
    found = Minutes.objects.filter(session=session).select_related(*READ).first()  # while waiting for the lock
    return found or Minutes.objects.create(
        association_id=session.association_id,
        committee_id=session.committee_id,
        session=session,
        reference=next_reference(session.association, SERIES, on=timezone.localdate(session.ended_at)),
        made_at=at or timezone.now(),
    )


@due("minutes of closed sessions")
def begin_drafts(association: Association) -> int:
    """Sessions that were closed before there were minutes."""
    closed = association.committee_sessions.filter(status=SessionStatus.CLOSED, minutes__isnull=True).order_by("pk")
    return each(closed, lambda session: 1 if draft_of(session) else 0)


def _locked(minutes: Minutes, event: str, *, by: Any, expected_version: int | None) -> tuple[Minutes, datetime]:
    """The row as it is now under its session's lock, checked for this member; raises where it is sealed."""
    _session, now = begin(minutes.session, event, by=by)
    fresh = Minutes.objects.select_for_update(of=("self",)).select_related(*READ).get(pk=minutes.pk)
    first = fresh.seals.filter(number=0).select_related("sealed_by").first()
    if first is not None and event != CORRECT_MINUTES:
        raise AlreadyHandled(
            _("%(person)s sealed these minutes. A correction is an annex.") % {"person": first.sealed_by.name},
            code="sealed",
        )
    if expected_version is not None and fresh.version != expected_version:
        raise StaleRecord
    return fresh, now


@transaction.atomic
def write(
    minutes: Minutes,
    *,
    by: Any,
    texts: Mapping[str, str],
    discussions: Mapping[int, str],
    expected_version: int | None = None,
) -> Minutes:
    """Free words of a draft: by part, and by the position of an item. What is not named stays as it is."""
    minutes, now = _locked(minutes, WRITE_MINUTES, by=by, expected_version=expected_version)
    items = {item.position: item for item in minutes.session.items.select_for_update(of=("self",))}
    for position in discussions:
        refuse_recused(items[position], by)
    given: list[tuple[str, Item | None, str]] = [(Part(part).value, None, text) for part, text in texts.items()]
    given += [(Part.DISCUSSION.value, items[position], text) for position, text in discussions.items()]
    for part, item, text in given:
        MinutesText.objects.update_or_create(
            minutes=minutes,
            part=part,
            item=item,
            defaults={"text": text.strip(), "written_by": by.user, "written_at": now},
            create_defaults={
                "association_id": minutes.association_id,
                "text": text.strip(),
                "written_by": by.user,
                "written_at": now,
            },
        )
    minutes.version += 1
    minutes.save(update_fields=["version"])
    note(minutes.session, WRITE_MINUTES, by=by, at=now)
    return minutes


@transaction.atomic
def seal(minutes: Minutes, *, by: Any, expected_version: int | None = None) -> Seal:
    """The draft becomes a sealed paper; decisions that waited for it take effect in the same transaction."""
    minutes, now = _locked(minutes, SEAL_MINUTES, by=by, expected_version=expected_version)
    _require_presiding(minutes.session, by)
    committee = Committee.objects.select_for_update().get(pk=minutes.committee_id)  # one end of the chain at a time
    last = Seal.objects.filter(committee=committee, number=0).exclude(later__number=0).first()
    made = _sealed(minutes, sections_of(minutes), number=0, previous=last, by=by, at=now)
    detail = take_effect_of_session(minutes.session, when=TakesEffect.MINUTES)
    note(minutes.session, SEAL_MINUTES, by=by, at=now, detail=detail)
    return made


def _require_presiding(session: Session, by: Any) -> None:
    seat = presides_over(session)
    if seat is not None and seat.membership_id != by.pk:
        raise NotPermitted(
            _("Who presided over the session seals its minutes: %(person)s.") % {"person": seat.membership.user.name},
            code="not_presiding",
        )


@transaction.atomic
def correct(minutes: Minutes, *, by: Any, text: str, reason: str, item: Item | None = None) -> Seal:
    """An annex: what is corrected and why, sealed at once over the paper before it. The minutes stay as they are."""
    minutes, now = _locked(minutes, CORRECT_MINUTES, by=by, expected_version=None)
    _require_presiding(minutes.session, by)
    last = minutes.seals.order_by("-number").first()
    if last is None:
        raise DomainError(_("These minutes are not sealed: correct the draft."), code="not_sealed")
    if item is not None:
        refuse_recused(item, by)
    content = {"text": text.strip(), "reason": reason.strip(), "item": item.position if item else None}
    made = _sealed(minutes, [Recorded("annex", content, item)], number=last.number + 1, previous=last, by=by, at=now)
    note(minutes.session, CORRECT_MINUTES, by=by, at=now)
    return made


def facts_of(paper: Seal, minutes: Minutes) -> dict[str, Any]:
    """What the head of a sealed paper states of its row."""
    return {
        "minutes": minutes.reference,
        "number": paper.number,
        "check_code": paper.check_code,
        "sealed_by": paper.sealed_by_id,
        "sealed_at": moment(paper.sealed_at),
    }


def _sealed(
    minutes: Minutes, sections: list[Recorded], *, number: int, previous: Seal | None, by: Any, at: datetime
) -> Seal:
    parts = [_part(position, one) for position, one in enumerate(sections)]
    made = Seal(
        association_id=minutes.association_id,
        minutes=minutes,
        committee_id=minutes.committee_id,
        number=number,
        previous=previous,
        sealed_by=by.user,
        sealed_at=at,
    )
    before = previous.digest if previous else ""
    made.head = head_of(previous=before, facts=facts_of(made, minutes), parts=parts)
    made.digest = sha256(made.head)
    made.save(force_insert=True)
    Section.objects.bulk_create(
        Section(
            association_id=minutes.association_id,
            seal=made,
            position=part.position,
            key=part.key,
            item_id=part.item,
            salt=part.salt,
            content=part.content,
            digest=part.digest,
        )
        for part in parts
    )
    return made


def _part(position: int, one: Recorded) -> SealedPart:
    salt, content = secrets.token_hex(16), canonical(one.content)
    return SealedPart(one.key, position, one.item.pk if one.item else None, salt, content, part_digest(salt, content))
