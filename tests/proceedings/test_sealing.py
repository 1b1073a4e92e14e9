"""Sealing as arithmetic: any altered byte shows, an emptied section does not, and nothing is told by a lone hash."""

from __future__ import annotations

import dataclasses
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from proceedings.sealing import (
    FIRST,
    GONE,
    SHOWN,
    Paper,
    SealedPart,
    against_record,
    canonical,
    flaws,
    head_of,
    part_digest,
    sha256,
    signature_digest,
)

WORDS = st.text(max_size=40)
FACTS = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=3),
    max_leaves=8,
)
CONTENTS = st.dictionaries(WORDS, FACTS, max_size=4)


def made(contents: list[Any], *, previous: str = FIRST) -> Paper:
    parts = []
    for place, content in enumerate(contents):
        text, salt = canonical(content), sha256(str(place))[:32]
        parts.append(SealedPart(f"p{place}", place, None, salt, text, part_digest(salt, text)))
    facts = {"minutes": "MN-1448-000001", "number": 0}
    head = head_of(previous=previous, facts=facts, parts=parts)
    return Paper(head, sha256(head), previous, facts, tuple(parts))


PAPERS = st.lists(CONTENTS, min_size=1, max_size=4).map(made)


@given(PAPERS)
def test_what_was_sealed_and_left_alone_is_whole(paper):
    assert flaws(paper, previous=FIRST) == []


def _changed(text: str, place: int, by: str) -> str:
    place %= len(text)
    return text[:place] + by + text[place + 1 :]


@given(PAPERS, st.data())
def test_any_letter_changed_in_a_section_shows(paper, data):
    place = data.draw(st.integers(0, len(paper.parts) - 1))
    column = data.draw(st.sampled_from(["content", "salt", "digest", "key"]))
    before = getattr(paper.parts[place], column)
    letter = data.draw(st.characters(exclude_categories=["Cs"]))
    after = _changed(before, data.draw(st.integers(0, 200)), letter)
    if after == before:
        return
    parts = list(paper.parts)
    parts[place] = dataclasses.replace(parts[place], **{column: after})
    assert flaws(dataclasses.replace(paper, parts=tuple(parts)), previous=FIRST)


@given(PAPERS, st.data())
def test_any_letter_changed_in_head_hash_or_facts_shows(paper, data):
    column = data.draw(st.sampled_from(["head", "digest"]))
    letter = data.draw(st.characters(exclude_categories=["Cs"]))
    after = _changed(getattr(paper, column), data.draw(st.integers(0, 2000)), letter)
    if after != getattr(paper, column):
        assert flaws(dataclasses.replace(paper, **{column: after}), previous=FIRST)
    assert flaws(dataclasses.replace(paper, facts={**paper.facts, "number": 1}), previous=FIRST) == ["head"]


@given(PAPERS)
def test_a_section_that_is_left_out_added_or_moved_shows(paper):
    assert flaws(dataclasses.replace(paper, parts=paper.parts[:-1]), previous=FIRST) == ["head"]
    assert flaws(dataclasses.replace(paper, parts=(*paper.parts, paper.parts[0])), previous=FIRST) == ["head"]
    if len(paper.parts) > 1:
        assert flaws(dataclasses.replace(paper, parts=paper.parts[::-1]), previous=FIRST) == ["head"]


@given(PAPERS)
def test_a_paper_stands_after_one_other_paper_only(paper):
    assert flaws(paper, previous=sha256("another")) == ["previous"]


@given(PAPERS, st.data())
def test_an_emptied_section_leaves_the_paper_whole(paper, data):
    place = data.draw(st.integers(0, len(paper.parts) - 1))
    parts = list(paper.parts)
    parts[place] = dataclasses.replace(parts[place], content=GONE, salt=GONE, emptied_on="2026-11-22")
    assert flaws(dataclasses.replace(paper, parts=tuple(parts)), previous=FIRST) == []
    parts[place] = dataclasses.replace(parts[place], content="{}")
    assert flaws(dataclasses.replace(paper, parts=tuple(parts)), previous=FIRST) == [f"p{place}"]


@given(CONTENTS)
def test_equal_contents_are_equal_text_in_any_order_of_keys(content):
    assert canonical(dict(reversed(list(content.items())))) == canonical(content)


def test_equal_words_under_two_salts_have_two_hashes():
    assert part_digest("a", "the same") != part_digest("b", "the same")


def test_words_as_shown_are_not_held_against_the_rows():
    sealed = {"seat": 1, SHOWN: {"name": "Old"}, "votes": [{"choice": "for", SHOWN: {"name": "Old"}}]}
    assert against_record(sealed) == {"seat": 1, "votes": [{"choice": "for"}]}


@given(WORDS, WORDS)
def test_a_signature_is_of_one_paper_and_its_facts(one, other):
    assert (signature_digest(one, seat=1) == signature_digest(other, seat=1)) == (one == other)
    assert signature_digest(one, seat=1) != signature_digest(one, seat=2)
