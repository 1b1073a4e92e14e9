"""Every sealed value under the key in use, every blind index under the index key in use; nothing else changes.

State is in the rows themselves: a value names its key, so whoever stops the work in the middle begins it again and it
goes on. A row is written only while it still holds what was read, so what people save meanwhile is never lost.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from cryptography.exceptions import InvalidTag
from django.apps import apps
from django.conf import settings
from django.db import transaction
from django.db.models import Q

from .sealed import Sealed, blind_index, seal

BATCH = 500
TRIES = 5  # a row that others save again and again at this moment


def sealed_models() -> Iterator[tuple[Any, list[Sealed]]]:
    """Every model that keeps something sealed, with its sealed attributes."""
    for model in apps.get_models():
        found = {name: value for part in reversed(model.__mro__) for name, value in vars(part).items()}
        sealed = [value for value in found.values() if isinstance(value, Sealed)]
        if sealed:
            yield model, sealed


def rows_of(model: Any, sealed: list[Sealed]) -> Iterator[list[Any]]:
    """The table in batches by its key, with the columns that sealing needs and no others: memory stays flat.

    What binds a value to its row is the row's ``uid``; a model that reckons it names its columns in ``BOUND_BY``.
    """
    names = {field.name for field in model._meta.concrete_fields}
    columns = [f"{one.name}_sealed" for one in sealed] + [f"{one.name}_index" for one in sealed if one.indexed]
    needed = [model._meta.pk.name, "association", *(["uid"] if "uid" in names else model.BOUND_BY), *columns]
    last = 0
    while rows := list(model._base_manager.filter(pk__gt=last).order_by("pk").only(*needed)[:BATCH]):
        yield rows
        last = rows[-1].pk


def _anew(row: Any, one: Sealed) -> dict[str, Any]:
    """The columns of one attribute that must change, by their names; empty where all is as it should be."""
    kept = getattr(row, f"{one.name}_sealed")
    if not kept:
        return {}
    changes: dict[str, Any] = {}
    try:
        plain = getattr(row, one.name)
    except (InvalidTag, ValueError):  # damaged: left as it is for ``verify`` to name
        return {}
    if kept.partition(":")[0] != settings.FIELD_KEY_IN_USE:
        changes[f"{one.name}_sealed"] = seal(plain, context=one._context(row))
    if one.indexed:
        index = blind_index(plain, association_id=row.association_id, field=one.name)
        if getattr(row, f"{one.name}_index") != index:
            changes[f"{one.name}_index"] = index
    return changes


def _reseal_row(model: Any, row: Any, sealed: list[Sealed]) -> bool:
    for _try in range(TRIES):
        changes: dict[str, Any] = {}
        for one in sealed:
            changes |= _anew(row, one)
        if not changes:
            return False
        as_read = {f"{one.name}_sealed": getattr(row, f"{one.name}_sealed") for one in sealed}
        if model._base_manager.filter(_unchanged(as_read), pk=row.pk).update(**changes):
            return True
        row.refresh_from_db()  # somebody saved it meanwhile
    raise RuntimeError(f"{model._meta.label} {row.pk} is saved by others again and again; run the command once more")


def _unchanged(as_read: dict[str, Any]) -> Q:
    condition = Q()
    for column, value in as_read.items():
        condition &= Q(**{f"{column}__isnull": True}) if value is None else Q(**{column: value})
    return condition


def reseal(tell: Callable[[str, int, int], None]) -> int:
    """Go through every table; ``tell(label, rows seen, rows changed)`` after each batch. How many rows changed."""
    total = 0
    for model, sealed in sealed_models():
        seen = changed = 0
        for rows in rows_of(model, sealed):
            with transaction.atomic():
                changed += sum(_reseal_row(model, row, sealed) for row in rows)
            seen += len(rows)
            tell(model._meta.label, seen, changed)
        total += changed
    return total


@dataclass
class Found:
    """What is sealed: how many values each key holds, how many do not open, how many indexes are of another key."""

    by_key: Counter[str] = field(default_factory=Counter)
    unopened: Counter[str] = field(default_factory=Counter)
    other_index: Counter[str] = field(default_factory=Counter)

    @property
    def is_right(self) -> bool:
        """Everything opens and is found, and nothing needs a key other than those in use."""
        return not self.unopened and not self.other_index and set(self.by_key) <= {settings.FIELD_KEY_IN_USE}


def verify() -> Found:
    """Open every value and reckon every index; nothing is written."""
    found = Found()
    for model, sealed in sealed_models():
        for rows in rows_of(model, sealed):
            for row in rows:
                for one in sealed:
                    _look(row, one, found)
    return found


def _look(row: Any, one: Sealed, found: Found) -> None:
    kept = getattr(row, f"{one.name}_sealed")
    if not kept:
        return
    label = f"{row._meta.label}.{one.name}"
    found.by_key[kept.partition(":")[0]] += 1
    try:
        plain = getattr(row, one.name)
    except (InvalidTag, KeyError, ValueError):
        found.unopened[label] += 1
        return
    if one.indexed:
        index = blind_index(plain, association_id=row.association_id, field=one.name)
        if getattr(row, f"{one.name}_index") != index:
            found.other_index[label] += 1
