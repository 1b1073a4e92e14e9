"""Sealed minutes read anew: each byte against its hash, each hash against the next, and all against the record.

An emptied section is no alteration where the person of its case was forgotten (B4); anywhere else it is one.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from committees.models import Committee
from core import uploads
from core.tenancy import across_associations

from .actions.minutes import facts_of
from .actions.signing import facts_of_signature, folder_of
from .matters import matter_of
from .models import Item, Minutes, Seal, Section, Signature
from .record import sections_of
from .sealing import FIRST, Paper, SealedPart, against_record, canonical, flaws, signature_digest


@dataclass
class Finding:
    """What is to be said of one session's minutes; ``altered`` names what differs, empty where all is as sealed."""

    minutes: Minutes
    altered: list[str] = field(default_factory=list)
    emptied: list[str] = field(default_factory=list)

    @property
    def is_whole(self) -> bool:
        return not self.altered


def paper_of(seal: Seal, minutes: Minutes) -> Paper:
    """The rows of a sealed paper as arithmetic reads them."""
    return Paper(
        head=seal.head,
        digest=seal.digest,
        previous=seal.previous.digest if seal.previous else FIRST,
        facts=facts_of(seal, minutes),
        parts=tuple(_part(row) for row in seal.sections.all()),
    )


def _part(row: Section) -> SealedPart:
    emptied = row.emptied_on.isoformat() if row.emptied_on else ""
    return SealedPart(row.key, row.position, row.item_id, row.salt, row.content, row.digest, emptied)


def by_check_code(code: str) -> tuple[Seal, bool] | None:
    """The paper that carries this code, whichever association's, and whether it still fits its hashes.

    For the public check: whoever asks gets no name and no subject. The code is of 128 random bits.
    """
    with across_associations():
        rows = Seal.objects.select_related("minutes__association", "minutes__session", "committee", "previous")
        seal = rows.prefetch_related("sections").filter(check_code=code).first()
        if seal is None:
            return None
        paper = paper_of(seal, seal.minutes)
        return seal, not flaws(paper, previous=paper.previous)


def verify(committee: Committee) -> Iterator[Finding]:
    """Each sealed minutes of the body in the order of the chain, then papers that are in none. Reads all."""
    rows = Seal.objects.filter(committee=committee).select_related("previous", "minutes__session")
    papers = {seal.pk: seal for seal in rows.prefetch_related("sections__item")}
    after = {seal.previous_id: seal for seal in papers.values() if seal.number == 0}
    seen: set[int] = set()
    seal, before = after.get(None), FIRST
    while seal is not None and seal.pk not in seen:
        annexes = _annexes(seal, papers)
        seen |= {seal.pk, *(annex.pk for annex in annexes)}
        yield _finding(seal, annexes, before)
        before, seal = seal.digest, after.get(seal.pk)
    for left in papers.values():
        if left.pk not in seen:
            yield Finding(left.minutes, ["it stands outside the chain"])


def _annexes(first: Seal, papers: dict[int, Seal]) -> list[Seal]:
    of_it = [seal for seal in papers.values() if seal.minutes_id == first.minutes_id and seal.number]
    return sorted(of_it, key=lambda seal: seal.number)


def _finding(first: Seal, annexes: list[Seal], before: str) -> Finding:
    minutes = Minutes.objects.select_related("session__association", "session__committee", "session__formation").get(
        pk=first.minutes_id
    )
    found = Finding(minutes)
    found.altered += flaws(paper_of(first, minutes), previous=before)
    found.altered += _against_rows(first, minutes)
    last = first
    for number, annex in enumerate(annexes, start=1):
        wrong = flaws(paper_of(annex, minutes), previous=last.digest)
        wrong += [] if annex.number == number else ["number"]
        found.altered += [f"annex {annex.number}: {part}" for part in wrong]
        last = annex
    for paper in (first, *annexes):
        found.altered += _signatures(paper)
        for section in paper.sections.all():
            if section.emptied_on:
                found.emptied.append(f"{section.key}: emptied by forgetting, {section.emptied_on.isoformat()}")
                if not _may_be_empty(section, minutes):
                    found.altered.append(f"{section.key}: emptied, and nobody was forgotten")
    return found


def _may_be_empty(section: Section, minutes: Minutes) -> bool:
    """The person of its case was forgotten; of free words, a person of the docket."""
    if section.item is not None:
        return _is_forgotten(section.item)
    return any(_is_forgotten(item) for item in minutes.session.items.for_docket())


def _is_forgotten(item: Item) -> bool:
    file = matter_of(item).file
    return file is not None and file.anonymised_at is not None


def _against_rows(seal: Seal, minutes: Minutes) -> list[str]:
    """Sections whose rows of the record say something else now."""
    now = {one.key: against_record(one.content) for one in sections_of(minutes)}
    sealed = {row.key: row for row in seal.sections.all()}
    wrong = [
        f"{key}: the record says otherwise"
        for key, row in sealed.items()
        if not row.emptied_on and _says(row) != canonical(now.get(key))
    ]
    return wrong + [f"{key}: it is not in the sealed paper" for key in now if key not in sealed]


def _says(row: Section) -> str | None:
    try:
        return canonical(against_record(json.loads(row.content)))
    except ValueError:
        return None


def _signatures(paper: Seal) -> list[str]:
    """Signatures that are not as they were given; a scan is read from the disk."""
    wrong: list[Signature] = []
    rows: Any = paper.signatures.select_related("seat__membership__user")
    for row in rows:
        fits = signature_digest(paper.digest, **facts_of_signature(row)) == row.digest
        is_there = not row.stored_as or uploads.is_as_kept(
            folder_of(paper.association_id), row.stored_as, row.scan_sha256
        )
        if not (fits and is_there):
            wrong.append(row)
    return [f"signature {row.uid}" for row in wrong]
