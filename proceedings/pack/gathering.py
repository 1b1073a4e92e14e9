"""Which items stand in a member's pack, and what is told of each: as many queries for one item as for sixty."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone, translation

from correspondence.paper import LETTERS_LANGUAGE

from ..enums import LIVE, ItemStatus, MatterKind
from ..matters import matter_of
from ..models import Session
from .blocks import Section, Teller
from .others import harm_sections, objection_sections, urgent_sections
from .support import support_sections

TELLERS: dict[str, Teller] = {
    MatterKind.SUPPORT: support_sections,
    MatterKind.OBJECTION: objection_sections,
    MatterKind.URGENT: urgent_sections,
    MatterKind.HARM: harm_sections,
}


@dataclass(frozen=True)
class Entry:
    """``number`` counts what this member sees: a gap would say that something is missing."""

    number: int
    section: Section
    is_late: bool
    is_decided: bool


def entries_of(session: Session, by: Any) -> list[Entry]:
    """What is still before the body, or was decided in this session, without what the member takes no part in.

    In the language of letters, as they are read on paper alone.
    """
    with translation.override(LETTERS_LANGUAGE):
        return _entries(session, by)


def _entries(session: Session, by: Any) -> list[Entry]:
    items = session.items.seen_by(by).filter(status__in=[*LIVE, ItemStatus.DECIDED])
    found = items.select_related("support_request", "objection", "urgent_help", "compensation_case")
    rows = [item for item in found if item.status == ItemStatus.DECIDED or matter_of(item).waits]
    kinds: dict[str, list[Any]] = defaultdict(list)
    for item in rows:
        kinds[item.kind].append(item)
    told: dict[int, Section] = {}
    for kind, some in kinds.items():
        told |= TELLERS[kind](some, by)
    day = max(timezone.localdate(session.planned_at), timezone.localdate())
    kept = [(told[item.pk], item.status == ItemStatus.DECIDED) for item in rows if item.pk in told]
    return [
        Entry(number, section, _is_late(section, day) and not is_decided, is_decided)
        for number, (section, is_decided) in enumerate(kept, 1)
    ]


def _is_late(section: Section, day: date) -> bool:
    return section.due_on is not None and section.due_on < day
