"""Finding a person: the right one first, and as fast among a million as among a hundred.

A name is looked for in four rounds, each newest first: the whole name as typed; all typed words whole; the last one as
a beginning, since it is being typed; all of them as beginnings. One window of people comes out of the database, is put
in order by how well the names fit, and pages are cut from it. What a round reads has a bound:

* it walks one list, the rarest among the words, the pairs of words and the beginnings, and asks of each person on it
  whether they have the rest;
* where every word is the beginning of many names, it walks the newest people instead, of whom many will fit. Older
  ones come on the pages after it, or at once where nobody was found.

The rounds are one statement, which stops where the window is full. Words are bound parameters only.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Max

from core.names import canonical_words, closeness
from core.sealed import blind_indexes

from .asking import Asked, asked_for
from .models import Beneficiary
from .models.finding import HIGHEST, TOKEN_LENGTH, SearchToken, two_words, whole_name
from .rooms import hidden_from

PAGE, WINDOW = 20, 40
WORDS_READ = 10
MANY = 5_000  # a word of more people than this is common
NEWEST = 10_000  # how many people are walked in the hope of a full window
_KEY = re.compile(r"([0123])\.([0-9]{1,18})\.([0-9]{1,2})")

Sql = tuple[str, list[Any]]


class Place(NamedTuple):
    """Where a page begins: in which round, before which id its window lies (0: none), how many rows to skip."""

    round: int = 0
    before: int = 0
    skip: int = 0

    @classmethod
    def read(cls, key: str) -> Place:
        """The place of a page's key; anything else is the first page."""
        found = _KEY.fullmatch(key)
        return cls(*map(int, found.groups())) if found else cls()

    def __str__(self) -> str:
        return ".".join(map(str, self))


class Found(NamedTuple):
    """One page of people, and the key of the page after it (empty where none follows)."""

    people: list[Any]
    next_key: str = ""


def find(association: Any, text: str, *, key: str = "", by: Any = None) -> Found:
    """The people a text may mean, best first; with ``by``, those whose files this member may open.

    The number of queries does not grow with the rows.
    """
    asked = asked_for(text)
    if asked.kind == "nothing":
        return Found([])
    if asked.kind == "name":
        return _by_name(association, asked.value, Place.read(key), by)
    return Found(_by_number(association, asked, by))


def led_on(association: Any, people: Sequence[Any], *, by: Any = None) -> list[Any]:
    """Each file, or the one it was merged into; once each; without anonymous ones and those kept from ``by``."""
    ahead = {person.merged_into_id for person in people} - {None, *(person.pk for person in people)}
    known = {person.pk: person for person in people}
    while ahead:
        targets = list(association.beneficiaries.filter(pk__in=ahead))
        known.update((person.pk, person) for person in targets)
        ahead = {person.merged_into_id for person in targets} - {None, *known}
    ends = dict.fromkeys(_end(person, known) for person in people)
    hidden: set[int] = set()
    if by and ends:
        kept_back = association.beneficiaries.filter(hidden_from(by), pk__in=[person.pk for person in ends])
        hidden = set(kept_back.order_by().values_list("pk", flat=True))
    return [person for person in ends if person.anonymised_at is None and person.pk not in hidden]


def _end(person: Any, known: dict[int, Any]) -> Any:
    passed = {person.pk}
    while person.merged_into_id in known and person.merged_into_id not in passed:
        person = known[person.merged_into_id]
        passed.add(person.pk)
    return person


# --- by number -------------------------------------------------------------------------------


def _by_number(association: Any, asked: Asked, by: Any) -> list[Any]:
    """By file number, ID or mobile. A union, so that each part goes by its own index whatever the planner thinks."""
    files = association.beneficiaries.order_by()
    parts = [files.filter(number__in=asked.numbers)] if asked.kind == "number" else []
    for field, plain in asked.identifiers if asked.is_identifier else [("national_id", asked.also)]:
        if plain:
            indexes = blind_indexes(plain, association_id=association.pk, field=field)
            parts.append(files.filter(**{f"{field}_index__in": indexes}))
    if not parts:
        return []
    found = parts[0].union(*parts[1:]) if parts[1:] else parts[0]
    return led_on(association, sorted(found, key=lambda row: -row.pk)[:PAGE], by=by)


# --- by name ---------------------------------------------------------------------------------


def _by_name(association: Any, text: str, place: Place, by: Any) -> Found:
    name = canonical_words(text)
    words = list(dict.fromkeys(word[:TOKEN_LENGTH] for word in name))[:WORDS_READ]
    if not words:
        return Found([])
    search = _Search(association.pk, name, words, place)
    window = search.window()
    facts = association.beneficiaries.filter(pk__in=window).annotate(active=Max("support_requests__received_at"))
    ranked = sorted(
        facts.order_by().values_list("pk", "full_name", "active"),
        key=lambda row: (window[row[0]], _fit(name, row[1]), -(row[2].timestamp() if row[2] else 0), -row[0]),
    )
    ids = [row[0] for row in ranked][place.skip : place.skip + PAGE]
    rows = association.beneficiaries.in_bulk(ids)
    return Found(led_on(association, [rows[pk] for pk in ids], by=by), search.key_after(window))


def _fit(words: list[str], name: str) -> tuple[int, int]:
    """How many typed words are beginnings only, then how well the rest fits."""
    had = canonical_words(name)
    return len(set(words).difference(had)), closeness(words, had)


_EXACT, _WHOLE, _LAST, _BEGINS = range(4)
_TOKENS, _PEOPLE = SearchToken._meta.db_table, Beneficiary._meta.db_table
_BEFORE_ALL = 2**62
_ALL = 10**9


class _Search:
    """The statements of one search: ``d`` is the list that is walked, ``h`` a token that a person has."""

    def __init__(self, association_id: int, name: list[str], words: list[str], place: Place) -> None:
        self.association, self.words, self.place = association_id, words, place
        self.border = self.longer_size = 0
        together = [*itertools.pairwise(words), *([(words[0], words[-1])] if len(words) > 2 else [])]
        self.exact = _token(whole_name(name))
        self.whole = [_token(word) for word in words]
        self.pairs = [_token(two_words(*both)) for both in together]
        self.begins: list[Sql] = [("{token} >= %s AND {token} < %s", [word, word + HIGHEST]) for word in words]
        self.longer: Sql = ("{token} > %s AND {token} < %s", [words[-1], words[-1] + HIGHEST])  # than the last word

    def window(self) -> dict[int, int]:
        """Ids of people with the round they were found in, at most ``WINDOW``, each once."""
        pair_sizes, sizes = self._sizes()
        whole = [_has(word) for word in self.whole]
        begins = [_has(word) for word in self.begins]
        last = [*whole[:-1], _has(self.longer)]
        in_rounds_before = [*whole[:-1], begins[-1]] if len(whole) > 1 else whole
        beginnings = [*begins, _not(_all(in_rounds_before))]
        rounds = [
            self._walk(_EXACT, self.exact, []),
            self._walk(_WHOLE, _rarest(self.pairs, pair_sizes) or self.whole[0], [*whole, _not(_has(self.exact))]),
            self._last_as_beginning(pair_sizes, [*last, _not(whole[-1])]),
            self._beginnings(sizes, beginnings),
        ]
        found = self._of(rounds[self.place.round :])
        if not found and self.border:
            longest = max(zip(self.words, self.begins, strict=True), key=lambda both: len(both[0]))[1]
            found = self._of([self._walk_beginning(_BEGINS, longest, beginnings, below=self.border)])
            self.border = 0
        return found

    def key_after(self, window: dict[int, int]) -> str:
        """The key of the page after this one."""
        if self.place.skip + PAGE < len(window):
            return str(self.place._replace(skip=self.place.skip + PAGE))
        if len(window) == WINDOW:
            latest = max(window.values())
            return str(Place(latest, min(pk for pk, at in window.items() if at == latest)))
        return str(Place(_BEGINS, self.border)) if window and self.border else ""

    def _of(self, rounds: Sequence[Sql]) -> dict[int, int]:
        sql = " UNION ALL ".join(f"SELECT * FROM ({part}) r{place}" for place, (part, _values) in enumerate(rounds))
        rows = _rows(f"{sql} LIMIT {WINDOW}", [value for _part, values in rounds for value in values])
        return {pk: number for number, pk in reversed(rows)}

    def _sizes(self) -> tuple[list[int], list[int]]:
        """How many people have each pair, and each beginning, counted up to ``MANY``; sets where the newest end."""
        parts = [self._size(asked) for asked in (*self.pairs, *self.begins, self.longer)]
        newest = f"SELECT id FROM {_PEOPLE} WHERE association_id = %s AND id < %s ORDER BY id DESC LIMIT 1"
        parts.append((f"{newest} OFFSET {NEWEST}", [self.association, self._before(_BEGINS)]))
        values = [value for _part, values in parts for value in values]
        *sizes, longer, border = _rows("SELECT " + ", ".join(f"({part})" for part, _values in parts), values)[0]
        pairs, begins = sizes[: len(self.pairs)], sizes[len(self.pairs) :]
        self.border = (border or 0) if min(begins) > MANY else 0
        self.longer_size = longer
        return pairs, begins

    def _size(self, asked: Sql) -> Sql:
        listed = f"SELECT 1 FROM {_TOKENS} WHERE association_id = %s AND {asked[0].format(token='token')}"
        return f"SELECT count(*) FROM ({listed} LIMIT {MANY + 1}) s", [self.association, *asked[1]]

    def _last_as_beginning(self, pairs: list[int], asks: list[Sql]) -> Sql:
        if len(self.words) == 1:
            return "SELECT 0, 0 FROM (SELECT 1) n WHERE 1 = 0", []  # one word is the business of the last round
        if self.longer_size <= MANY:
            return self._walk_beginning(_LAST, self.longer, asks)
        before_last = len(self.words) - 2
        return self._walk(_LAST, _rarest(self.pairs[:before_last], pairs[:before_last]) or self.whole[0], asks)

    def _beginnings(self, sizes: list[int], asks: list[Sql]) -> Sql:
        if min(sizes) <= MANY:
            return self._walk_beginning(_BEGINS, self.begins[sizes.index(min(sizes))], asks)
        asked, values = _all(asks)
        newest = (
            f"SELECT {_BEGINS} AS number, d.beneficiary_id FROM (SELECT id AS beneficiary_id FROM {_PEOPLE}"
            f" WHERE association_id = %s AND id >= %s AND id < %s ORDER BY id DESC LIMIT {_ALL}) d"
            f" WHERE {asked} LIMIT {WINDOW}"
        )
        return newest, [self.association, self.border, self._before(_BEGINS), *values]

    def _walk(self, number: int, listed: Sql, asks: list[Sql]) -> Sql:
        """The people of one word or pair who have all that is asked, newest first, as the index gives them."""
        asked, values = _all(asks)
        sql = (
            f"SELECT {number} AS number, d.beneficiary_id FROM {_TOKENS} d WHERE d.association_id = %s"
            f" AND {listed[0].format(token='d.token')} AND d.beneficiary_id < %s AND {asked}"
            f" ORDER BY d.beneficiary_id DESC LIMIT {WINDOW}"
        )
        return sql, [self.association, *listed[1], self._before(number), *values]

    def _walk_beginning(self, number: int, listed: Sql, asks: list[Sql], *, below: int = _BEFORE_ALL) -> Sql:
        """The same for a beginning: put in order once, so that no more people are asked than the window needs."""
        asked, values = _all(asks)
        sql = (
            f"SELECT {number} AS number, d.beneficiary_id FROM (SELECT DISTINCT beneficiary_id FROM {_TOKENS}"
            f" WHERE association_id = %s AND {listed[0].format(token='token')} AND beneficiary_id < %s"
            f" ORDER BY beneficiary_id DESC LIMIT {_ALL}) d WHERE {asked} LIMIT {WINDOW}"
        )
        return sql, [self.association, *listed[1], min(below, self._before(number)), *values]

    def _before(self, number: int) -> int:
        return self.place.before if self.place.before and number == self.place.round else _BEFORE_ALL


def _token(text: str) -> Sql:
    return "{token} = %s", [text]


def _rarest(lists: list[Sql], sizes: list[int]) -> Sql | None:
    return lists[sizes.index(min(sizes))] if sizes else None


def _has(word: Sql) -> Sql:
    """Whether the person on the list has the word.

    A scalar subquery is asked for each person walked; EXISTS may become a join over all people of a common word.
    """
    held = f"SELECT 1 FROM {_TOKENS} h WHERE h.beneficiary_id = d.beneficiary_id AND {word[0].format(token='h.token')}"
    return f"({held} LIMIT 1) IS NOT NULL", word[1]


def _all(asks: Sequence[Sql]) -> Sql:
    return " AND ".join(sql for sql, _values in asks) or "1 = 1", [value for _sql, values in asks for value in values]


def _not(asked: Sql) -> Sql:
    return f"NOT ({asked[0]})", asked[1]


def _rows(sql: str, values: list[Any]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()
