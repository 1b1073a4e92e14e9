"""One person stands in one household: what becomes of the second place when two files are merged (R13).

A place without money of its own that nobody depends on is ended and noted; any other is for a person to settle first.
"""

from __future__ import annotations

from typing import Any

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.errors import DomainError

from .enums import LeftBecause, Relation
from .models import Beneficiary, Household, HouseholdChange, HouseholdMember


def _place(file: Beneficiary) -> HouseholdMember | None:
    found: HouseholdMember | None = file.memberships.standing().first()
    return found


def _can_end(place: HouseholdMember, same_household: bool) -> bool:
    has_money = (
        place.incomes.filter(ended_on__isnull=True).exists()
        or place.obligations.filter(ended_on__isnull=True).exists()
    )
    others = place.household.members.standing().exclude(pk=place.pk)
    return not has_money and (place.relation != Relation.HEAD if same_household else not others.exists())


def refuse_two_homes(survivor: Beneficiary, other: Beneficiary) -> None:
    """Raises where both stand in a household and the second place cannot simply end."""
    kept, second = _place(survivor), _place(other)
    if kept is None or second is None:
        return
    same = kept.household_id == second.household_id
    if not _can_end(second, same):
        message = (
            _(
                "Both files are counted in one household, and file %(number)s is its head or has income or "
                "obligations there. Settle that in the household first, or let the other number stay."
            )
            if same
            else _(
                "The two files stand in two households. Join the households, or take file %(number)s out of its "
                "household, then merge."
            )
        )
        raise DomainError(message % {"number": other.number}, code="two_homes")


def end_the_double(survivor: Beneficiary, other: Beneficiary, *, by: Any) -> list[int]:
    """End the second place; the ids of what was ended. ``refuse_two_homes`` came before."""
    kept, second = _place(survivor), _place(other)
    if kept is None or second is None:
        return []
    same = kept.household_id == second.household_id
    second.left_on = timezone.localdate()
    second.left_because = LeftBecause.MISTAKE if same else LeftBecause.JOINED
    second.save(update_fields=["left_on", "left_because"])
    _note(second, HouseholdChange.What.LEFT, by)
    return [second.pk]


def bring_back(other: Beneficiary, ended: list[int], *, by: Any) -> bool:
    """Open the ended place again; false where it is no longer of this file."""
    places = list(other.memberships.filter(pk__in=ended, left_on__isnull=False))
    for place in places:
        place.left_on, place.left_because = None, ""
        place.save(update_fields=["left_on", "left_because"])
        _note(place, HouseholdChange.What.JOINED, by)
    return len(places) == len(ended)


def _note(place: HouseholdMember, what: str, by: Any) -> None:
    Household.objects.filter(pk=place.household_id).update(version=F("version") + 1)
    HouseholdChange.objects.create(
        association_id=place.association_id, household_id=place.household_id, member=place, what=what, by=by.user
    )
