"""What a section of the pack is made of: a title, lines with a label, words, points. Text; the paper writes it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from core.date_words import dual_long
from core.templatetags.ui import amount


@dataclass(frozen=True)
class Block:
    """``lines`` are (label, text), ``points`` a list that is read in order; empty parts are left out."""

    title: str
    lines: list[tuple[str, str]] = field(default_factory=list)
    words: str = ""
    points: list[str] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.lines or self.words or self.points)


@dataclass(frozen=True)
class Section:
    """One item as the pack tells it; ``file`` is whose file is read with it, if there is one."""

    reference: str
    title: str
    person: str
    due_on: date | None
    file: Any
    blocks: list[Block]


# Tells items of one kind: (items, the member) to sections by the items' ids, in a fixed number of queries.
Teller = Callable[[list[Any], Any], dict[int, Section]]


def filled(blocks: Iterable[Block]) -> list[Block]:
    return [block for block in blocks if block]


def riyals(value: Decimal | None) -> str:
    return _("%(amount)s riyals") % {"amount": amount(value)} if value is not None else ""


def joined(*parts: Any) -> str:
    """What is there of the parts, with a dot between."""
    return " · ".join(str(part) for part in parts if part)


def on(day: Any) -> str:
    return dual_long(day) if day else ""
