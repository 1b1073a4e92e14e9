"""What minutes say, read from the rows of the session and from nowhere else: the same for draft, seal and verifying.

Each part is a dictionary of facts; words as they stand today (names, titles, labels) lie under ``shown``. What was
said of a person stands in a part of its own, so that forgetting it leaves the decision and its votes provable (B4).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils import timezone, translation

from committees.enums import VOTING_POSITIONS, Result
from committees.models import Seat
from committees.presenting import quorum_words

from .enums import Part
from .matters import matter_of
from .models import Item, Minutes, Motion, Session, Vote
from .presenting import ORDER
from .sealing import SHOWN, moment
from .sitting import counts_of

LANGUAGE = "ar"  # minutes are Arabic, whatever language the reader's screen is in
HEAD, ATTENDANCE = "head", "attendance"
BEFORE, AFTER = (Part.INTRODUCTION,), (Part.RECOMMENDATIONS, Part.CLOSING)


@dataclass(frozen=True)
class Section:
    key: str
    content: dict[str, Any]
    item: Item | None = None


def facts_key(item: Item) -> str:
    return f"item-{item.position}"


def words_key(item: Item) -> str:
    return f"item-{item.position}-words"


def sections_of(minutes: Minutes) -> list[Section]:
    """Every part in its order. A dozen queries, however many items."""
    session, texts = minutes.session, {(row.part, row.item_id): row.text for row in minutes.texts.all()}
    items = list(session.items.for_docket())
    with translation.override(LANGUAGE):
        made = [Section(HEAD, _head(minutes)), Section(ATTENDANCE, _attendance(session))]
        made += [_free(part, texts) for part in BEFORE]
        for item in items:
            made.append(Section(facts_key(item), _item(item), item))
            made.append(Section(words_key(item), _words(item, texts.get((Part.DISCUSSION, item.pk), "")), item))
        made += [_free(part, texts) for part in AFTER]
    return made


def _free(part: Part, texts: dict[Any, str]) -> Section:
    return Section(part.value, {"text": texts.get((part, None), "")})


def _head(minutes: Minutes) -> dict[str, Any]:
    session, formation = minutes.session, minutes.session.formation
    return {
        "minutes": minutes.reference,
        "session": session.reference,
        "body": session.committee.kind,
        "formation": formation.decision_number,
        "formed_on": formation.decided_on.isoformat(),
        "place": session.place,
        "due_at": moment(session.due_at),
        "planned_at": moment(session.planned_at),
        "opened_at": moment(session.opened_at),
        "ended_at": moment(session.ended_at),
        "majority": formation.majority,
        SHOWN: {
            "needed": formation.quorum.needed(len(_voting(_seats(session)))),
            "association": session.association.name_ar,
            "body": session.committee.name_ar,
            "quorum": quorum_words(formation),
            "majority": formation.get_majority_display(),
        },
    }


def _seats(session: Session) -> list[Seat]:
    """Seats held on the day it was opened, whoever of them works here today."""
    held: Any = session.committee.seats.select_related("membership__user")
    day = timezone.localdate(session.opened_at or session.planned_at)
    return sorted(held.held_on(day), key=lambda seat: (ORDER[seat.position], seat.pk))


def _voting(seats: list[Seat]) -> list[Seat]:
    return [seat for seat in seats if seat.position in VOTING_POSITIONS]


def _of(seat: Seat) -> dict[str, Any]:
    """A seat in a row of facts: by its key, with the name it has today."""
    return {
        "seat": seat.pk,
        SHOWN: {"name": seat.membership.user.name_ar, "position": str(seat.get_position_display())},
    }


def attended(session: Session) -> list[Seat]:
    """Who was in the room at any time, or voted apart; chair first. These sign the minutes. One query."""
    rows: Any = session.presences if not session.is_circulation else Vote.objects.filter(motion__item__session=session)
    there = {row.seat_id: row.seat for row in rows.select_related("seat__membership__user")}
    return sorted(there.values(), key=lambda seat: (ORDER[seat.position], seat.pk))


def _attendance(session: Session) -> dict[str, Any]:
    times: dict[int, list[list[str | None]]] = {}
    for row in session.presences.order_by("entered_at", "pk"):
        times.setdefault(row.seat_id, []).append([moment(row.entered_at), moment(row.left_at)])
    there = attended(session)
    known = {seat.pk for seat in there}
    absent = [seat for seat in _seats(session) if seat.pk not in known]
    if session.is_circulation:
        absent = _voting(absent)
    return {
        "present": [{**_of(seat), "position": seat.position, "times": times.get(seat.pk, [])} for seat in there],
        SHOWN: {"absent": [_of(seat)[SHOWN] for seat in absent]},  # terms may be recorded later
    }


def votes_of(motion: Motion) -> dict[str, Any]:
    """How many, and by name where votes are open; of a secret vote who voted, of one taken back nothing."""
    if motion.result == Result.WITHDRAWN:
        return {"counts": {}, "votes": []}
    votes = sorted(motion.votes.all(), key=lambda vote: (ORDER[vote.seat.position], vote.seat_id))
    return {
        "counts": {choice.value: count for choice, count in counts_of(motion).items()},
        "votes": [
            {**_of(vote.seat), "choice": vote.choice, SHOWN: {**_of(vote.seat)[SHOWN], "choice": _choice(vote)}}
            for vote in votes
        ],
    }


def _choice(vote: Any) -> str:
    return str(vote.get_choice_display()) if vote.choice else ""


def _motion(motion: Motion) -> dict[str, Any]:
    refusal = motion.refusal_reason
    return {
        "outcome": motion.outcome,
        "new_outcome": motion.new_outcome,
        "afterwards": motion.afterwards,
        "amount": None if motion.amount is None else f"{motion.amount:.2f}",
        "refusal": refusal.code if refusal else "",
        "moved_at": moment(motion.moved_at),
        "closed_at": moment(motion.closed_at),
        "closed_by": motion.closed_by_id,
        "entitled": motion.entitled,
        "needed": motion.needed,
        "present": motion.present,
        "result": motion.result,
        **votes_of(motion),
        **_asked(motion),
        SHOWN: {
            "outcome": str(motion.get_outcome_display()),
            "new_outcome": str(motion.get_new_outcome_display()) if motion.new_outcome else "",
            "afterwards": str(motion.get_afterwards_display()) if motion.afterwards else "",
            "refusal": refusal.text_ar if refusal else "",
            "result": str(motion.get_result_display()),
        },
    }


def _asked(motion: Motion) -> dict[str, Any]:
    """When each condition is to be met. Nothing where there are none, as in papers sealed before there were any."""
    rows = list(motion.stipulations.all())
    if not rows:
        return {}
    return {"conditions": [[row.needed, row.last_on.isoformat() if row.last_on else None] for row in rows]}


def _item(item: Item) -> dict[str, Any]:
    return {
        "position": item.position,
        "kind": item.kind,
        "case": item.reference,
        "status": item.status,
        "opened_at": moment(item.opened_at),
        "ended_at": moment(item.ended_at),
        "recusals": [
            {
                **_of(row.seat),
                "ground": row.ground,
                "is_declared": row.is_declared,
                SHOWN: {**_of(row.seat)[SHOWN], "ground": str(row.get_ground_display())},
            }
            for row in sorted(item.recusals.all(), key=lambda row: row.pk)
        ],
        "motions": [_motion(motion) for motion in item.motions.all()],
        SHOWN: {"title": title_of(item), "status": str(item.get_status_display())},
    }


def title_of(item: Item) -> str:
    """What the item is about, without a name."""
    return matter_of(item).title


def person_of(item: Item) -> str:
    return matter_of(item).person


def _words(item: Item, discussion: str) -> dict[str, Any]:
    """All that was said of a person; a discussion that was written anew stands instead of the notes."""
    motions = list(item.motions.all())
    asked = [[row.text for row in motion.stipulations.all()] for motion in motions]
    return {
        "notes": item.notes,
        "discussion": discussion,
        "deferred_because": item.deferred_because,
        "recusals": {str(row.seat_id): row.words for row in item.recusals.all() if row.words},
        "reasons": [motion.reasons for motion in motions],
        "handover": [motion.handover for motion in motions],
        **({"conditions": asked} if any(asked) else {}),
        "dissents": [
            {str(vote.seat_id): vote.dissent for vote in motion.votes.all() if vote.dissent} for motion in motions
        ],
        SHOWN: {
            "person": person_of(item),
            "dissents": [
                [[vote.seat.membership.user.name_ar, vote.dissent] for vote in motion.votes.all() if vote.dissent]
                for motion in motions
            ],
        },
    }
