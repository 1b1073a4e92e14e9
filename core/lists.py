"""Lists that have rows without bound, declared as data: queues, filters, orders and columns.

One address is one list: whatever was asked for stands in it, may be kept and sent, and names no person. Pages follow
a key over an index in both directions, never a count; the query count does not grow with the rows.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import QueryDict
from django.utils.http import urlencode
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from .date_words import gregorian_short, hijri_short
from .fields import DualDateField
from .list_filters import Asker, Filter, Words

PAGE = 50
YEARS = range(1900, 2200)  # of a moment in a key: near the ends of time no zone can be reckoned
CHUNK = 1000  # rows of a sheet in memory at a time
KEYS = ("after", "before")
NOTHING = _("Nothing waits here.")


@dataclass(frozen=True)
class Sort:
    """An order over an index: columns without nulls, all in one direction, the last one unique."""

    name: str
    label: Words
    columns: tuple[str, ...]

    @property
    def is_descending(self) -> bool:
        return self.columns[0].startswith("-")

    def ordered(self, rows: Any, *, backwards: bool = False) -> Any:
        bare = [column.removeprefix("-") for column in self.columns]
        return rows.order_by(*(f"-{column}" for column in bare) if self.is_descending != backwards else bare)

    def beyond(self, rows: Any, key: tuple[Any, ...], *, backwards: bool = False) -> Any:
        """The rows after this key; before it, where ``backwards``."""
        sign = "lt" if self.is_descending != backwards else "gt"
        bare = [column.removeprefix("-") for column in self.columns]
        condition, same = Q(), Q()
        for column, value in zip(bare, key, strict=True):
            condition |= same & Q(**{f"{column}__{sign}": value})
            same &= Q(**{column: value})
        within = Q(**{f"{bare[0]}__{sign}e": key[0]})  # lets the index begin at the key
        return rows.filter(within & condition)

    def key_of(self, row: Any) -> str:
        """Where a row stands: days, moments and numbers only, so that a key names nobody."""
        return "_".join(_as_text(getattr(row, column.removeprefix("-"))) for column in self.columns)

    def key(self, text: str, model: Any) -> tuple[Any, ...] | None:
        """The key in an address; anything else is the first page."""
        parts = text.split("_")
        if len(parts) != len(self.columns):
            return None
        try:
            return tuple(_of(model, c.removeprefix("-"), part) for c, part in zip(self.columns, parts, strict=True))
        except (ValidationError, ValueError, OverflowError):
            return None


def _as_text(value: Any) -> str:
    return value.isoformat() if isinstance(value, date | datetime) else str(int(value))


def _of(model: Any, column: str, text: str) -> Any:
    if re.fullmatch(r"-?[0-9]+", text) and not re.fullmatch(r"[0-9]{1,18}", text):
        raise ValueError(text[:30])  # more than a database's number
    kind = model._meta.pk if column == "pk" else model._meta.get_field(column)
    value = kind.to_python(text) if text.isascii() else None
    if value is None or (isinstance(value, datetime) and (value.tzinfo is None or value.year not in YEARS)):
        raise ValueError(column)
    return value


class Column(NamedTuple):
    """A column of the sheet; ``needs`` is the permission without which it is left out."""

    label: Words
    value: Callable[[Any], Any]
    needs: str = ""

    def text(self, row: Any) -> str:
        """The cell; an amount in plain figures."""
        value = self.value(row)
        return "" if value is None else str(value)


def day_columns(label: Words, value: Callable[[Any], Any]) -> tuple[Column, Column]:
    """A day or moment, in both calendars."""
    return (
        Column(format_lazy("{} ({})", label, _("Hijri")), lambda row: _shown(hijri_short, value(row))),
        Column(format_lazy("{} ({})", label, _("Gregorian")), lambda row: _shown(gregorian_short, value(row))),
    )


def _shown(words: Callable[[Any], str], day: Any) -> str:
    return words(day).replace("\u200f", "") if day else ""


class Page(NamedTuple):
    """The rows of one page, and the keys of its neighbours (empty where there is none)."""

    rows: list[Any]
    after: str = ""
    before: str = ""


def page_of(rows: Any, sort: Sort, query: Any, *, size: int = 0) -> Page:
    """The page that an address names. One query; one more where going back meets the beginning."""
    size = size or PAGE
    key, back = sort.key(query.get("after", ""), rows.model), False
    if key is None:
        key, back = sort.key(query.get("before", ""), rows.model), "before" in query
    if key is None:
        found = list(sort.ordered(rows)[: size + 1])
        return _page(found, sort, size, has_before=False)
    found = list(sort.ordered(sort.beyond(rows, key, backwards=back), backwards=back)[: size + 1])
    if not back:
        return _page(found, sort, size, has_before=True)
    if len(found) <= size:  # the beginning: as it is now, with a whole page
        return page_of(rows, sort, {}, size=size)
    shown = found[size - 1 :: -1]
    return Page(shown, sort.key_of(shown[-1]), sort.key_of(shown[0]))


def _page(found: list[Any], sort: Sort, size: int, *, has_before: bool) -> Page:
    shown = found[:size]
    after = sort.key_of(shown[-1]) if len(found) > size else ""
    return Page(shown, after, sort.key_of(shown[0]) if has_before and shown else "")


@dataclass(frozen=True)
class Listing:
    """A list. ``rows`` gives all that the member may know of; ``in_queue`` narrows them to a queue by name."""

    name: str
    title: Words
    url_name: str
    needs: frozenset[str]  # any of these permissions opens it
    rows: Callable[[Asker], Any]
    sorts: tuple[Sort, ...]
    columns: tuple[Column, ...] = ()
    filters: tuple[Filter, ...] = ()
    queues: Mapping[str, Words] = field(default_factory=dict)
    in_queue: Callable[[Any, str, Asker], Any] = lambda rows, queue, asker: rows
    nothing: Words = NOTHING
    sort_in: Mapping[str, str] = field(default_factory=dict)  # the order of a queue unless another is asked for
    completed: Callable[[list[Any], Asker], None] = lambda rows, asker: None  # what some rows are shown with

    def asked(self, query: QueryDict, asker: Asker) -> Asked:
        return Asked(self, query, asker)


def _shape(one: forms.Field) -> str:
    """How the form sets a field: days fold away, boxes stand in a line, others in a column."""
    if isinstance(one, DualDateField):
        return "days"
    return "boxes" if isinstance(one, forms.MultipleChoiceField) else "one"


class Chip(NamedTuple):
    """One thing that is asked for, and the address without it."""

    words: str
    url: str


class Asked:
    """A list as one address asks for it. What the address names and is no longer there is in ``gone``."""

    def __init__(self, listing: Listing, query: QueryDict, asker: Asker) -> None:
        self.listing, self.query, self.asker = listing, query, asker
        self.gone: list[str] = []
        self.queue = self._named("queue", _("queue"), listing.queues)
        sorts = {sort.name: sort for sort in listing.sorts}
        usual = sorts.get(listing.sort_in.get(self.queue, ""), listing.sorts[0])
        self.sort = sorts[self._named("sort", _("order"), sorts, usual.name)]
        self.filters = [part for part in listing.filters if part.only(asker)]
        self.values: list[tuple[Filter, Any]] = []
        for part in self.filters:
            found = part.read(query, asker)
            if found.is_gone:
                self.gone.append(str(part.label))
            if found.value is not None:
                self.values.append((part, found.value))

    def _named(self, part: str, label: Words, known: Mapping[str, Any], usual: str = "") -> str:
        asked = self.query.get(part, "")
        if asked and asked not in known:
            self.gone.append(str(label))
        return asked if asked in known else usual or next(iter(known), "")

    def rows(self) -> Any:
        """All rows asked for, without an order."""
        rows = self.listing.rows(self.asker)
        rows = self.listing.in_queue(rows, self.queue, self.asker) if self.queue else rows
        for part, value in self.values:
            rows = part.narrow(rows, value, self.asker)
        return rows

    def page(self) -> Page:
        page = page_of(self.rows(), self.sort, self.query)
        self.listing.completed(page.rows, self.asker)
        return page

    def every_row(self) -> Iterator[Any]:
        """All rows that are in the list now, in its order, each as it is when its turn comes.

        In memory are their ids (eight bytes each) and ``CHUNK`` rows; no query stays open between the chunks.
        """
        ids = array("q", self.sort.ordered(self.rows()).values_list("pk", flat=True).iterator(chunk_size=CHUNK))
        for start in range(0, len(ids), CHUNK):
            chunk = ids[start : start + CHUNK].tolist()
            found = {row.pk: row for row in self.listing.rows(self.asker).filter(pk__in=chunk)}
            rows = [found[pk] for pk in chunk if pk in found]
            self.listing.completed(rows, self.asker)
            yield from rows

    def address(self, *without: str, **changes: str) -> str:
        """This list with something changed or left out and everything else kept, from its first page."""
        query = self.query.copy()
        for part in (*KEYS, *without):
            query.pop(part, None)
        for part, value in changes.items():
            query[part] = value
        return self._said_in_full(query)

    def _said_in_full(self, query: QueryDict) -> str:
        """An address that asks for nothing would open the member's own view instead: it names its order."""
        return f"?{query.urlencode() or f'sort={self.sort.name}'}"

    @property
    def said(self) -> str:
        """What is asked for, in one form however it was typed: to be kept, and to know it again."""
        kept: list[tuple[str, str]] = []
        for part in ("queue", "sort", *(part for wanted in self.listing.filters for part in wanted.parts)):
            kept += [(part, value) for value in self.query.getlist(part) if value]
        return urlencode(kept)

    def chips(self) -> list[Chip]:
        return [Chip(part.words(value, self.asker), self.address(*part.parts)) for part, value in self.values]

    def form(self, data: Any = None) -> forms.Form:
        """The form of all filters, filled with what is asked for."""
        fields, initial = dict[str, forms.Field](), dict[str, Any]()
        values = {part.name: value for part, value in self.values}
        for part in self.filters:
            asked = part.fields(self.asker)
            fields.update(asked)
            for one in asked.values():
                one.shape = _shape(one)  # type: ignore[attr-defined]
            if part.name in values:
                initial.update(part.initial(values[part.name]))
        return type("FilterForm", (forms.Form,), fields)(data, initial=initial)

    def address_of(self, cleaned: dict[str, Any]) -> str:
        """The address of what was filled in, in this queue and order."""
        query = QueryDict(mutable=True)
        for part in ("queue", "sort"):
            if self.query.get(part):
                query.setlist(part, self.query.getlist(part))
        for wanted in self.filters:
            for part, values in wanted.written(cleaned, self.asker).items():
                query.setlist(part, values)
        return self._said_in_full(query)


LISTINGS: dict[str, Listing] = {}


def register(listing: Listing) -> Listing:
    """Known by name, so that what was asked of it can be kept, taken along, and done to all of it."""
    LISTINGS[listing.name] = listing
    return listing
