"""Which files may be of one person, found by indexed lookups and never by comparing all with all.

Two names are alike where the given names agree and every word of the shorter name has its word in the longer, one
mistyped letter allowed in words of five letters or more. Nobody is merged by likeness: a person decides.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.db.models import Exists, OuterRef, Q

from core.names import query_tokens, tokens
from core.sealed import blind_indexes

from .enums import Likeness

STRENGTH = {Likeness.NAME_AND_BIRTH: 4, Likeness.HOUSEHOLD: 3, Likeness.MOBILE: 2}
READ, MOST = 50, 5  # rows of one lookup, and files a file is put beside
_LONG_ENOUGH = 5  # a shorter word with another letter is another name: محمد، أحمد


def alike(name: str, other: str) -> bool:
    """Whether the two may be one person's name."""
    shorter, longer = sorted((query_tokens(name), query_tokens(other)), key=len)
    if not shorter or (len(shorter) == 1 and len(longer) > 1):
        return False
    words = tokens(other if longer == query_tokens(other) else name)
    if not _near(shorter[0], longer[0]):
        return False
    return all(word in words or any(_near(word, known) for known in longer) for word in shorter)


def _near(word: str, other: str) -> bool:
    """Equal, or one letter added, left out, changed, or changed places with its neighbour."""
    if word == other:
        return True
    if min(len(word), len(other)) < _LONG_ENOUGH or abs(len(word) - len(other)) > 1:
        return False
    start = next((i for i, (a, b) in enumerate(zip(word, other, strict=False)) if a != b), min(len(word), len(other)))
    rest, other_rest = word[start:], other[start:]
    return (
        rest[1:] == other_rest[1:]
        or rest[1:] == other_rest
        or rest == other_rest[1:]
        or (rest[:2] == other_rest[1::-1] and rest[2:] == other_rest[2:])
    )


def likely(beneficiary: Any) -> dict[int, list[str]]:
    """The ids of the living files nearest to be of the same person, with the grounds. Three queries.

    At most ``MOST``: where a sheet gives all one birthday, somebody can look at five pairs and not at a thousand.
    """
    found: defaultdict[int, list[str]] = defaultdict(list)
    for ground, rows in (
        (Likeness.NAME_AND_BIRTH, _born_on_the_day(beneficiary)),
        (Likeness.MOBILE, _with_the_mobile(beneficiary)),
        (Likeness.HOUSEHOLD, _in_the_household(beneficiary)),
    ):
        for pk, name in rows.values_list("pk", "full_name")[:READ]:
            if alike(beneficiary.full_name, name) and ground not in found[pk]:
                found[pk].append(ground.value)
    nearest = sorted((pk for pk in found if found[pk]), key=lambda pk: (-strength(found[pk]), pk))
    return {pk: found[pk] for pk in nearest[:MOST]}


def strength(grounds: list[str]) -> int:
    """The more grounds, the nearer the top of the list."""
    return sum(STRENGTH[Likeness(ground)] for ground in grounds)


def _others(beneficiary: Any) -> Any:
    return beneficiary.association.beneficiaries.living().exclude(pk=beneficiary.pk).order_by("pk")


def _born_on_the_day(beneficiary: Any) -> Any:
    """Born that day with a word of the name in common; the day is told apart by its Hijri parts."""
    from .models.finding import TOKEN_LENGTH, SearchToken

    words = [word[:TOKEN_LENGTH] for word in query_tokens(beneficiary.full_name)]
    shares = SearchToken.objects.filter(
        association_id=beneficiary.association_id, beneficiary=OuterRef("pk"), token__in=words
    )
    return _others(beneficiary).filter(
        Exists(shares),
        birth_hijri_year=beneficiary.birth_hijri_year,
        birth_hijri_month=beneficiary.birth_hijri_month,
        birth_hijri_day=beneficiary.birth_hijri_day,
    )


def _with_the_mobile(beneficiary: Any) -> Any:
    numbers = [number for number in (beneficiary.mobile, beneficiary.other_mobile) if number]

    def indexes(field: str) -> list[str]:
        association_id = beneficiary.association_id
        return [i for n in numbers for i in blind_indexes(n, association_id=association_id, field=field)]

    return _others(beneficiary).filter(
        Q(mobile_index__in=indexes("mobile")) | Q(other_mobile_index__in=indexes("other_mobile"))
    )


def _in_the_household(beneficiary: Any) -> Any:
    homes = beneficiary.memberships.filter(left_on__isnull=True).values("household_id")
    return _others(beneficiary).filter(memberships__household__in=homes, memberships__left_on__isnull=True)
