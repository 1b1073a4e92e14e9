"""Motions and votes: put to the vote with a quorum, one vote of each seat, closed once with its result (R6–R9)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from committees.enums import Choice, Majority, Result, TakesEffect
from committees.models import Seat
from committees.quorum import result_of
from core.errors import AlreadyHandled, DomainError
from requests.stipulating import refuse_past

from ..enums import ItemStatus
from ..matters import matter_of
from ..models import Item, Motion, Session, Vote
from ..permissions import seat_in
from ..sitting import SECRET, Sitting, tally_of
from ..workflow import CLOSE_VOTE, MOVE, TAKE_BACK, VOTE
from .effect import take_effect
from .moving import begin, end_item, finish, open_item, room_for, withdraw


def _refuse_without_quorum(room: Sitting) -> None:
    if not room.has_quorum:
        raise DomainError(
            _("There is no quorum for this item: %(present)s of the %(needed)s members needed are there.")
            % {"present": len(room.present), "needed": room.needed},
            code="no_quorum",
        )


def terms_of_motion(item: Item, *, is_secret: bool, **words: Any) -> dict[str, Any]:
    """The columns of a motion on this item; raises ``DomainError`` where the words do not hold together."""
    matter = matter_of(item)
    if is_secret and matter.is_open_only:
        message = _("Each member approves these minutes by name: the vote is open.")
        raise DomainError(message, code="open_only", field="is_secret")
    refuse_past(words.get("stipulations") or (), today=timezone.localdate())
    return {**matter.terms(**words), **(dict.fromkeys(SECRET.values(), 0) if is_secret else {})}


@transaction.atomic
def put_to_vote(
    session: Session,
    *,
    by: Any,
    is_secret: bool = False,
    **words: Any,
) -> Motion:
    """A motion on the item before the members, in the words of its decision (``Matter.terms``)."""
    session, now = begin(session, MOVE, by=by)
    item = open_item(session, by=by)
    if item.motions.filter(closed_at__isnull=True).exists():
        raise AlreadyHandled(_("A motion is being voted on already."), code="voting")
    room = room_for(session, item)
    _refuse_without_quorum(room)
    terms = terms_of_motion(item, is_secret=is_secret, **words)
    motion = put_motion(item, room, by=by, at=now, terms=terms)
    finish(session, MOVE, by=by, at=now, detail=detail_of(motion, item))
    return motion


def put_motion(item: Item, room: Sitting, *, by: Any, at: datetime, terms: dict[str, Any]) -> Motion:
    """The row of a motion with its conditions, for those entitled now."""
    columns = {name: value for name, value in terms.items() if name != "stipulations"}
    whose = {"association_id": item.association_id}
    counted = {"needed": room.needed, "entitled": len(room.entitled)}
    motion: Motion = item.motions.create(**whose, moved_by=by.user, moved_at=at, **counted, **columns)
    for position, asked in enumerate(terms.get("stipulations", ()), 1):
        motion.stipulations.create(**whose, position=position, **asked._asdict())
    return motion


def detail_of(motion: Motion, item: Item) -> dict[str, Any]:
    """What the history keeps of a motion."""
    asked = motion.stipulations.count()
    return {"request": item.reference, "outcome": motion.outcome, **({"conditions": asked} if asked else {})}


def _motion(item: Item, uid: Any) -> Motion:
    """The motion the page showed, if it is still being voted on."""
    motion: Motion | None = item.motions.filter(uid=uid, closed_at__isnull=True).first()
    if motion is None:
        raise AlreadyHandled(_("This vote was closed a moment ago."), code="closed")
    return motion


@transaction.atomic
def vote(session: Session, *, by: Any, motion: Any, choice: str, dissent: str = "") -> Vote:
    """The member's own vote on the motion ``motion`` (its uid): once, from inside the room."""
    session, now = begin(session, VOTE, by=by)
    item = open_item(session, by=by)
    current, seat = _motion(item, motion), seat_in(by, session.committee_id)
    room = room_for(session, item)
    if seat is None or seat.pk not in {one.pk for one in room.entitled}:
        raise DomainError(_("You take no part in this item."), code="aside")
    if seat.pk not in {one.pk for one in room.present}:
        raise DomainError(_("You are not in the room: the secretary notes who comes in."), code="not_here")
    _refuse_without_quorum(room)
    made = cast(session, current, seat, choice=choice, dissent=dissent, at=now)
    finish(session, VOTE, by=by, at=now)
    return made


def cast(session: Session, motion: Motion, seat: Seat, *, choice: str, dissent: str, at: datetime) -> Vote:
    """The vote of a seat that may vote; of a secret one the choice goes into the count and nowhere else."""
    before = motion.votes.filter(seat=seat).first()
    if before is not None:
        said = _("You have voted on this motion: %(choice)s.") % {"choice": before.get_choice_display()}
        raise AlreadyHandled(_("You have voted on this motion.") if motion.is_secret else said, code="voted")
    chosen = Choice(choice)
    made: Vote = motion.votes.create(
        association_id=session.association_id,
        seat=seat,
        choice="" if motion.is_secret else chosen,
        dissent=dissent.strip(),
        cast_at=motion.moved_at if motion.is_secret else at,
    )
    if motion.is_secret:
        column = SECRET[chosen]
        Motion.objects.filter(pk=motion.pk).update(**{column: F(column) + 1})
    return made


@transaction.atomic
def close_vote(session: Session, *, by: Any, motion: Any) -> Motion:
    """What the votes came to; a motion that is carried decides the item, and its case as the formation says."""
    session, now = begin(session, CLOSE_VOTE, by=by)
    item = open_item(session, by=by)
    current, room = _motion(item, motion), room_for(session, item)
    if room.presiding is None or room.presiding.membership_id != by.pk:
        presides = room.presiding.membership.user.name if room.presiding else "—"
        raise DomainError(
            _("Who presides over this item closes its vote: %(person)s.") % {"person": presides}, code="not_presiding"
        )
    tally, rules = tally_of(current, room), session.formation
    current.result = result_of(
        tally, quorum=rules.quorum, majority=Majority(rules.majority), casting_vote=rules.chair_casts
    )
    current.closed_at, current.closed_by, current.present = now, by.user, tally.present
    current.save(update_fields=["result", "closed_at", "closed_by", "present"])
    detail = {
        "request": item.reference,
        "result": current.result,
        "for": tally.in_favour,
        "against": tally.against,
        "abstaining": tally.abstaining,
    }
    if current.result == Result.CARRIED:
        end_item(item, ItemStatus.DECIDED, at=now)
        if rules.takes_effect == TakesEffect.ITEM:
            take_effect(item)
    finish(session, CLOSE_VOTE, by=by, at=now, detail=detail)
    return current


@transaction.atomic
def take_back(session: Session, *, by: Any, motion: Any, reason: str) -> Motion:
    """The motion is no longer put, as where it was written wrongly; what was cast so far stays unseen."""
    session, now = begin(session, TAKE_BACK, by=by, reason=reason)
    item = open_item(session, by=by)
    current = _motion(item, motion)
    withdraw(current, by=by, at=now)
    finish(session, TAKE_BACK, by=by, at=now, reason=reason, detail={"request": item.reference})
    return current


def outcome_words(motion: Motion) -> str:
    """What is said after a vote was closed."""
    return pgettext("vote", "The vote is closed: %(result)s.") % {"result": motion.get_result_display()}
