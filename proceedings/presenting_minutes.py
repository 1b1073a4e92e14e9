"""Minutes as their page shows them: where they stand, who signed, who has not, what is beside them (R6–R9)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from committees.models import Seat
from complaints.models import CompensationCase

from .actions.signing import answers_of, name_of
from .enums import ItemStatus, Part, SignedHow
from .models import Item, Minutes, Seal, Session, Signature
from .permissions import presides_over
from .record import attended, title_of


def hidden_items(session: Session, membership: Any) -> frozenset[int]:
    """Items in which this member takes no part, here or in another session. One query."""
    seen = session.items.seen_by(membership)
    return frozenset(session.items.exclude(pk__in=seen.values("pk")).values_list("pk", flat=True))


@dataclass(frozen=True)
class ShownAnswer:
    seat: Seat
    answer: Signature | None
    kind: str
    words: str


@dataclass(frozen=True)
class ShownPaper:
    """A sealed paper with who signed; ``is_yours`` where the reader has still to sign."""

    seal: Seal
    name: str
    answers: list[ShownAnswer]
    is_yours: bool
    is_hidden: bool

    @property
    def waiting(self) -> int:
        return sum(row.answer is None for row in self.answers)


CHIP_OF = {SignedHow.CODE: "ok", SignedHow.PAPER: "ok", SignedHow.REFUSED: "late"}


def _answers(seal: Seal, there: list[Seat]) -> list[ShownAnswer]:
    found = answers_of(seal)
    rows = []
    for seat in there:
        answer = found.get(seat.pk)
        words = answer.get_how_display() if answer else pgettext("minutes", "Not signed yet")
        rows.append(ShownAnswer(seat, answer, CHIP_OF[SignedHow(answer.how)] if answer else "hold", words))
    return rows


def shown_minutes(minutes: Minutes, seals: list[Seal], *, by: Any, hidden: Collection[int]) -> dict[str, Any]:
    """What stands beside the paper. A few queries for each sealed paper."""
    there = attended(minutes.session)
    papers = []
    for seal in seals:
        answers = _answers(seal, there)
        own = next((row for row in answers if row.seat.membership_id == by.pk), None)
        is_yours = own is not None and (own.answer is None or own.answer.how == SignedHow.REFUSED)
        about = {row.item_id for row in seal.sections.all()}
        papers.append(ShownPaper(seal, name_of(seal), answers, is_yours, bool(seal.is_annex and about & set(hidden))))
    seat = presides_over(minutes.session)
    return {
        "papers": papers,
        "first": papers[0] if papers else None,
        "standing": standing_of(bool(papers), sum(paper.waiting for paper in papers)),
        "presides": seat is None or seat.membership_id == by.pk,
        "sealer": seat.membership.user.name if seat else "",
        "sees_scans": not hidden,
    }


def standing_of(is_sealed: bool, waiting: int) -> tuple[str, str]:
    """(words, chip): draft, waiting for signatures, or complete."""
    if not is_sealed:
        return pgettext("minutes", "Draft"), "idle"
    if waiting:
        return _("Sealed, waiting for signatures"), "hold"
    return _("Sealed and signed"), "ok"


def shown_rows(rows: list[Minutes]) -> list[Any]:
    """Each row of the list with where it stands; whoever refused has answered. No query."""
    return [(row, *standing_of(row.sealed_at is not None, row.attended - row.answered)) for row in rows]  # type: ignore[attr-defined]


@dataclass(frozen=True)
class ItemToWrite:
    position: int
    title: str
    text: str
    notes: str


def items_to_write(minutes: Minutes, hidden: Collection[int]) -> list[ItemToWrite]:
    """Items whose discussion this member may word: those that were before the members. Two queries."""
    texts = {row.item_id: row.text for row in minutes.texts.filter(part=Part.DISCUSSION)}
    return [
        ItemToWrite(item.position, title_of(item), texts.get(item.pk, "") or item.notes, item.notes)
        for item in minutes.session.items.for_docket()
        if item.pk not in hidden and item.opened_at is not None
    ]


def extract_of(case: Any, minutes: str, reference: str) -> tuple[Seal, Item] | None:
    """The sealed minutes of this number and their item of this number, about the case. Two queries."""
    rows = Seal.objects.filter(association=case.association_id, number=0, minutes__reference=minutes)
    seal = rows.select_related("minutes__session__committee", "minutes__association").first()
    if seal is None:
        return None
    item = _decided(case).filter(session=seal.minutes.session_id, reference=reference).first()
    return (seal, item) if item else None


def _decided(case: Any) -> Any:
    """Items decided on a support request, or on a case of harm."""
    column = "compensation_case" if isinstance(case, CompensationCase) else "support_request"
    return Item.objects.filter(**{column: case}, status=ItemStatus.DECIDED)


def extracts_of(case: Any) -> list[tuple[str, str]]:
    """(number of sealed minutes, number of the item) of all that was decided on the case. One query."""
    rows = _decided(case).filter(session__minutes__seals__number=0).order_by("pk")
    return list(rows.values_list("session__minutes__reference", "reference"))
