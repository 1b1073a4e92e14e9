"""To whom a request is offered: of those who study, whoever covers its area, and of these whoever has least open.

A researcher who left, who lost the task or who stepped aside from the request is not offered.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from accounts.models import Membership, User
from accounts.roles import Permission
from associations.models import Association
from core.names import fold

from .enums import Status

IN_STUDY = (Status.AWAITING_STUDY, Status.UNDER_STUDY)


@dataclass(frozen=True)
class Researcher:
    """``open_cases`` wait for this researcher's study, ``late`` of them past their last day."""

    membership: Membership
    areas: tuple[str, ...]
    open_cases: int
    late: int

    @property
    def user(self) -> User:
        return self.membership.user

    @property
    def value(self) -> str:
        """How a form names this researcher."""
        return str(self.membership.pk)

    def covers(self, beneficiary: Any) -> bool:
        """An area of the researcher is the person's city or district."""
        lived_in = {fold(place) for place in (beneficiary.city, beneficiary.district) if place.strip()}
        return bool(lived_in & {fold(area) for area in self.areas})


def researchers(association: Association, *, on: date) -> list[Researcher]:
    """Everyone who studies here, least open first. Four queries, however many there are."""
    members = Membership.objects.active().filter(association=association).select_related("user")
    rows = members.prefetch_related("membership_roles", "areas").order_by("pk")
    loaded: Counter[int] = Counter()
    late: Counter[int] = Counter()
    cases = association.support_requests.filter(status__in=IN_STUDY, researcher__isnull=False)
    for user, due_on in cases.order_by().values_list("researcher", "due_on"):
        loaded[user] += 1
        late[user] += due_on is not None and due_on < on
    found = [
        Researcher(row, tuple(area.name for area in row.areas.all()), loaded[row.user_id], late[row.user_id])
        for row in rows
        if Permission.STUDY_REQUEST in row.permissions
    ]
    return sorted(found, key=lambda one: (one.open_cases, one.membership.pk))


def chosen(people: Iterable[Researcher], value: str) -> Membership:
    """The one whom a form names: never by a place in a list, which is another's a moment later."""
    return next(one.membership for one in people if one.value == value)


def offered(case: Any, people: Iterable[Researcher], *, aside: Iterable[int] = ()) -> list[Researcher]:
    """Those to whom the request may be given, the suggestion first. No query."""
    not_these = set(aside)
    free = [one for one in people if one.membership.user_id not in not_these]
    return sorted(free, key=lambda one: (not one.covers(case.beneficiary), one.open_cases, one.membership.pk))
