"""What may be asked of a list: each filter reads its part of the address, narrows rows, and says itself in words.

A filter is data: its name in the address, its label, and what it narrows. Nothing that names a person stands in an
address: days are ISO days, chosen people are keyed marks, typed text is sealed.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any, NamedTuple

from cryptography.exceptions import InvalidTag
from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from .date_words import dual_long
from .fields import DualDateField
from .hijri import iso_day
from .sealed import blind_indexes, seal, unseal

LONGEST_TEXT = 100
FEW = 12  # so many choices stand open as boxes; more are a list to choose one from

Words = str | Promise
Choices = Callable[[Any], Iterable[tuple[str, Words]]]


@dataclass
class Asker:
    """Who looks at a list, and when. Choices are read once for each page."""

    association: Any
    membership: Any
    now: datetime = field(default_factory=timezone.now)
    known: dict[str, dict[str, str]] = field(default_factory=dict)

    @property
    def today(self) -> date:
        return timezone.localdate(self.now)

    def choices(self, name: str, choices: Choices) -> dict[str, str]:
        if name not in self.known:
            self.known[name] = {value: str(label) for value, label in choices(self)}
        return self.known[name]


class Found(NamedTuple):
    """What a filter found in an address: its value, or that it named something that is no longer there."""

    value: Any = None
    is_gone: bool = False


@dataclass(frozen=True)
class Filter:
    """One question. ``only`` says to whom it is offered."""

    name: str
    label: Words
    only: Callable[[Any], bool] = field(default=lambda asker: True, kw_only=True)

    @property
    def parts(self) -> tuple[str, ...]:
        """Its names in the address."""
        return (self.name,)

    def fields(self, asker: Asker) -> dict[str, forms.Field]:
        """Its fields in the form, by name."""
        raise NotImplementedError

    def initial(self, found: Any) -> dict[str, Any]:
        return {self.name: found}

    def written(self, cleaned: dict[str, Any], asker: Asker) -> dict[str, list[str]]:
        """What was filled in, as it stands in the address."""
        raise NotImplementedError

    def read(self, query: QueryDict, asker: Asker) -> Found:
        raise NotImplementedError

    def narrow(self, rows: Any, value: Any, asker: Asker) -> Any:
        raise NotImplementedError

    def words(self, value: Any, asker: Asker) -> str:
        raise NotImplementedError


@dataclass(frozen=True)
class Choice(Filter):
    """One or several of the values that there are. ``by`` is a column, or what narrows the rows to these values."""

    choices: Choices
    by: str | Callable[[Any, list[str], Asker], Any] = ""
    several: bool = False

    def fields(self, asker: Asker) -> dict[str, forms.Field]:
        known = asker.choices(self.name, self.choices)
        if len(known) < 2:
            return {}  # nothing to choose between
        if self.several and len(known) <= FEW:
            boxes = forms.MultipleChoiceField(
                label=str(self.label), choices=known.items(), required=False, widget=forms.CheckboxSelectMultiple
            )
            return {self.name: boxes}
        return {
            self.name: forms.ChoiceField(
                label=str(self.label), choices=[("", _("All")), *known.items()], required=False
            )
        }

    def initial(self, found: Any) -> dict[str, Any]:
        return {self.name: found if self.several else (found or [""])[0]}

    def written(self, cleaned: dict[str, Any], asker: Asker) -> dict[str, list[str]]:
        chosen = cleaned.get(self.name, "")
        return {self.name: [chosen] if isinstance(chosen, str) and chosen else list(chosen)}

    def read(self, query: QueryDict, asker: Asker) -> Found:
        asked = [value for value in dict.fromkeys(query.getlist(self.name)) if value]
        if not asked:
            return Found()
        known = asker.choices(self.name, self.choices)
        return Found([value for value in asked if value in known] or None, not known.keys() >= set(asked))

    def narrow(self, rows: Any, value: list[str], asker: Asker) -> Any:
        if isinstance(self.by, str):
            return rows.filter(**{f"{self.by or self.name}__in": value})
        return self.by(rows, value, asker)

    def words(self, value: list[str], asker: Asker) -> str:
        known = asker.choices(self.name, self.choices)
        return f"{self.label}: {_(', ').join(known[one] for one in value)}"


class Mark(NamedTuple):
    """A person chosen in a list: equal for equal people of one association, and telling nothing else."""

    association_id: int

    def of(self, pk: int) -> list[str]:
        return [
            index[:16] for index in blind_indexes(str(pk), association_id=self.association_id, field="list.person")
        ]


@dataclass(frozen=True)
class Person(Choice):
    """One of some members of the association; their ids stay out of the address. ``people`` gives (id, name)."""

    choices: Choices = field(default=lambda asker: (), init=False)
    people: Callable[[Any], Iterable[tuple[int, Words]]] = field(kw_only=True)

    def __post_init__(self) -> None:
        object.__setattr__(self, "choices", partial(_marked, self.people))

    def narrow(self, rows: Any, value: list[str], asker: Asker) -> Any:
        mark = Mark(asker.association.pk)
        chosen = [pk for pk, _name in self.people(asker) if value[0] in mark.of(pk)]
        return rows.filter(**{f"{self.by}__in": chosen})


def _marked(people: Callable[[Any], Iterable[tuple[int, Words]]], asker: Asker) -> list[tuple[str, Words]]:
    mark = Mark(asker.association.pk)
    return [(mark.of(pk)[0], name) for pk, name in people(asker)]


@dataclass(frozen=True)
class Days(Filter):
    """From a day to a day, both included, either may be open. ``column`` is a date, or with ``moments`` a moment."""

    column: str
    moments: bool = False

    @property
    def parts(self) -> tuple[str, ...]:
        return (f"{self.name}_from", f"{self.name}_to")

    def fields(self, asker: Asker) -> dict[str, forms.Field]:
        first, last = self.parts
        labels = (_("%(what)s from") % {"what": self.label}, _("%(what)s to") % {"what": self.label})
        return {
            first: DualDateField(label=labels[0], required=False, help_text=""),
            last: DualDateField(label=labels[1], required=False, help_text=""),
        }

    def initial(self, found: Any) -> dict[str, Any]:
        return dict(zip(self.parts, found or (None, None), strict=True))

    def written(self, cleaned: dict[str, Any], asker: Asker) -> dict[str, list[str]]:
        days = [cleaned[part].gregorian if cleaned[part] else None for part in self.parts]
        if None not in days:
            days.sort()  # two days in the wrong order are put right
        return {part: [day.isoformat()] if day else [] for part, day in zip(self.parts, days, strict=True)}

    def read(self, query: QueryDict, asker: Asker) -> Found:
        first, last = (iso_day(query.get(part, "")) for part in self.parts)
        return Found((first, last)) if first or last else Found()

    def narrow(self, rows: Any, value: tuple[date | None, date | None], asker: Asker) -> Any:
        first, last = value
        if self.moments:
            begin = first and timezone.make_aware(datetime.combine(first, time.min))
            end = last and timezone.make_aware(datetime.combine(last, time.min)) + timedelta(days=1)
            wanted = {f"{self.column}__gte": begin, f"{self.column}__lt": end}
        else:
            wanted = {f"{self.column}__gte": first, f"{self.column}__lte": last}
        return rows.filter(**{lookup: bound for lookup, bound in wanted.items() if bound})

    def words(self, value: tuple[date | None, date | None], asker: Asker) -> str:
        first, last = (day and dual_long(day) for day in value)
        if first and last:
            days = first if first == last else _("from %(first)s to %(last)s") % {"first": first, "last": last}
        else:
            days = _("from %(first)s") % {"first": first} if first else _("until %(last)s") % {"last": last}
        return f"{self.label}: {days}"


@dataclass(frozen=True)
class Text(Filter):
    """Words that people type to find a person or a case: sealed in the address, since they name somebody."""

    by: Callable[[Any, str, Asker], Any]
    help_text: Words = ""

    def fields(self, asker: Asker) -> dict[str, forms.Field]:
        box = forms.CharField(
            label=str(self.label), required=False, max_length=LONGEST_TEXT, help_text=str(self.help_text)
        )
        box.widget.attrs.update(dir="auto", autocomplete="off")
        return {self.name: box}

    def initial(self, found: Any) -> dict[str, Any]:
        return {self.name: found or ""}

    def written(self, cleaned: dict[str, Any], asker: Asker) -> dict[str, list[str]]:
        text = cleaned[self.name].strip()
        if not text:
            return {self.name: []}
        name, _colon, body = seal(text, context=self._context(asker)).partition(":")
        return {self.name: [f"{name}.{base64.urlsafe_b64encode(base64.b64decode(body)).decode().rstrip('=')}"]}

    def read(self, query: QueryDict, asker: Asker) -> Found:
        asked = query.get(self.name, "")
        if not asked:
            return Found()
        name, _dot, body = asked.partition(".")
        try:
            box = base64.urlsafe_b64decode(body + "=" * (-len(body) % 4))
            sealed = f"{name}:{base64.b64encode(box).decode()}"
            return Found(unseal(sealed, context=self._context(asker)) or None)
        except (InvalidTag, KeyError, ValueError, binascii.Error):
            return Found(is_gone=True)

    def _context(self, asker: Asker) -> str:
        return f"{asker.association.pk}|list.{self.name}"

    def narrow(self, rows: Any, value: str, asker: Asker) -> Any:
        return self.by(rows, value, asker)

    def words(self, value: str, asker: Asker) -> str:
        return f"{self.label}: {value}"


def labels_of(choices: Any) -> Choices:
    """The choices of a ``TextChoices``, the same for everybody."""
    return lambda asker: choices.choices
