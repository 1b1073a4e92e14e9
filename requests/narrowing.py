"""A list of requests narrowed by its address, so that a figure leads to exactly the cases it counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from associations.enums import Channel
from core.date_words import dual_long
from core.hijri import iso_day

from .lateness import CAUSES, causes_of

PROMISES = {
    "kept": gettext_lazy("answered on time"),
    "late": gettext_lazy("answered late"),
}


@dataclass(frozen=True)
class Narrowing:
    """What an address asks for; empty where it asks for nothing, and for words it does not know."""

    first: date | None
    last: date | None
    service: str
    channel: str
    bodies: tuple[str, ...]
    promise: str
    cause: str

    @classmethod
    def of(cls, query: Any) -> Narrowing:
        """Read from ``request.GET``."""
        promise, cause = query.get("promise", ""), query.get("cause", "")
        return cls(
            iso_day(query.get("from", "")),
            iso_day(query.get("to", "")),
            query.get("service", ""),
            query.get("channel", ""),
            tuple(query.getlist("body")),
            promise if promise in PROMISES else "",
            cause if cause in CAUSES else "",
        )

    def narrow(self, rows: Any, *, now: datetime, answered: bool) -> Any:
        """The rows asked for. ``answered``: the list is one of answers, so that its days and promises count."""
        if answered and self.first and self.last:
            rows = rows.answered_between(self.first, self.last)
        if answered and self.promise:
            rows = rows.answered_on_time() if self.promise == "kept" else rows.answered_late()
        if self.service:
            rows = rows.filter(service__code=self.service)
        if self.channel:
            rows = rows.filter(channel=self.channel)
        if self.bodies:
            rows = rows.filter(reviewing_body__kind__in=self.bodies)
        if self.cause:
            rows = rows.filter(pk__in=[late.pk for late in causes_of(rows, now=now) if late.cause == self.cause])
        return rows

    def words(self, association: Any, *, answered: bool) -> list[str]:
        """What the list holds only, one part after the other. At most two queries."""
        parts = []
        if answered and self.promise:
            parts.append(str(PROMISES[self.promise]))
        if answered and self.first and self.last:
            days = {"first": dual_long(self.first), "last": dual_long(self.last)}
            parts.append(_("from %(first)s to %(last)s") % days)
        if self.service:
            parts += [row.name for row in association.services.filter(code=self.service)]
        if self.channel in Channel.values:
            parts.append(str(Channel(self.channel).label))
        if self.bodies:
            parts += [row.name for row in association.committees.filter(kind__in=self.bodies)]
        if self.cause:
            parts.append(_("late because of: %(cause)s") % {"cause": CAUSES[self.cause]})
        return parts
