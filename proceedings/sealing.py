"""Sealing as arithmetic: canonical text, hashes of sections with a salt, the paper's hash over them (R6–R9).

A paper's ``head`` names each section with its hash and the hash of the paper before it, so any altered byte shows:
in a section against its hash, in the head against the paper's, in the paper's against the next one's head. A section
that was emptied keeps its hash, which without the salt tells nothing of its words. No clock, no database.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

FORM = 1  # of the canonical text; a later form is read beside it, never instead of it
FIRST = ""  # stands for the hash before the first paper of a chain
SHOWN = "shown"  # words as they stood on the day, which no row is held against: names change, minutes do not
GONE = "—"


def canonical(value: Any) -> str:
    """JSON with sorted keys and no space, as UTF-8 letters: equal values are equal text."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def moment(at: datetime | None) -> str | None:
    """A moment as sealed text: the same in every time zone."""
    return at.astimezone(UTC).isoformat() if at else None


@dataclass(frozen=True)
class SealedPart:
    """A section as it is kept."""

    key: str
    position: int
    item: int | None
    salt: str
    content: str
    digest: str
    emptied_on: str = ""


@dataclass(frozen=True)
class Paper:
    """A sealed paper as it is kept; ``facts`` are its own columns, which the head states too."""

    head: str
    digest: str
    previous: str
    facts: Mapping[str, Any]
    parts: tuple[SealedPart, ...]


def part_digest(salt: str, content: str) -> str:
    return sha256(f"{salt}\n{content}")


def head_of(*, previous: str, facts: Mapping[str, Any], parts: Iterable[SealedPart]) -> str:
    """The text that a paper's hash is of."""
    listed = [[part.position, part.key, part.item, part.digest] for part in parts]
    return canonical({"form": FORM, "previous": previous, "facts": dict(facts), "sections": listed})


def flaws(paper: Paper, *, previous: str) -> list[str]:
    """What does not fit in a paper by itself and to the paper before it; keys of sections, or of its own parts.

    An emptied section is no flaw here: whether it may be empty is asked where the records are.
    """
    found = [part.key for part in paper.parts if _is_altered(part)]
    if sha256(paper.head) != paper.digest:
        found.append("digest")
    if head_of(previous=paper.previous, facts=paper.facts, parts=paper.parts) != paper.head:
        found.append("head")
    if paper.previous != previous:
        found.append("previous")
    return found


def _is_altered(part: SealedPart) -> bool:
    if part.emptied_on:
        return part.content != GONE or part.salt != GONE
    return part_digest(part.salt, part.content) != part.digest


def against_record(sealed: Any) -> Any:
    """What of a section's content the rows must still say: all but the words as they stood on the day."""
    if isinstance(sealed, dict):
        return {key: against_record(value) for key, value in sealed.items() if key != SHOWN}
    return [against_record(value) for value in sealed] if isinstance(sealed, list) else sealed


def signature_digest(paper: str, **facts: Any) -> str:
    """The hash of one signature, over the hash of what was signed."""
    return sha256(canonical({"paper": paper, **facts}))
