"""Files that may be of one person: put before a person once, and what that person answers.

A pair stands once whatever finds it. Two files that were said to be different people are not put side by side again,
nor are two whose merged files were; the answer can be taken back.
"""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.roles import Permission
from core.errors import AlreadyHandled, DomainError, NotPermitted

from ..enums import PairStatus
from ..likeness import likely, strength
from ..models import Beneficiary, DuplicatePair, Household, HouseholdMember


def require_resolving(by: Any) -> None:
    if Permission.RESOLVE_DUPLICATES not in by.permissions:
        raise NotPermitted(_("Files of one person are not among your tasks."), code="not_permitted")


@transaction.atomic
def propose_pairs(beneficiary: Beneficiary) -> int:
    """Put the file beside each that may be of the same person; how many pairs are new. A few indexed lookups."""
    found = likely(beneficiary)
    if not found:
        return 0
    told_apart = _told_apart(beneficiary, found)
    new = 0
    for other, grounds in found.items():
        if other in told_apart:
            continue
        first, second = sorted((beneficiary.pk, other))
        pair, made = DuplicatePair.objects.get_or_create(
            first_id=first,
            second_id=second,
            defaults={
                "association_id": beneficiary.association_id,
                "grounds": grounds,
                "strength": strength(grounds),
            },
        )
        new += made
        if pair.is_open and pair.grounds != grounds:
            DuplicatePair.objects.filter(pk=pair.pk, status=PairStatus.OPEN).update(
                grounds=grounds, strength=strength(grounds)
            )
    return new


def _told_apart(beneficiary: Beneficiary, found: dict[int, list[str]]) -> set[int]:
    """Those of ``found`` that were said to be another person, in their own name or a merged file's. Two queries."""
    merged = Beneficiary.objects.filter(merged_into__in=[beneficiary.pk, *found])
    leads_to = {pk: pk for pk in (beneficiary.pk, *found)} | dict(merged.values_list("pk", "merged_into_id"))
    pairs = DuplicatePair.objects.filter(
        association_id=beneficiary.association_id,
        status=PairStatus.DIFFERENT,
        first__in=leads_to,
        second__in=leads_to,
    )
    apart = [{leads_to[first], leads_to[second]} for first, second in pairs.values_list("first_id", "second_id")]
    return {pk for pk in found if {beneficiary.pk, pk} in apart}


def locked(pair: DuplicatePair) -> DuplicatePair:
    """The pair for this transaction alone, with both files, locked in the order of their registration.

    Their households come first, as in the verbs of a household.
    """
    fresh = DuplicatePair.objects.select_related("association", "decided_by").get(pk=pair.pk)
    ids = (fresh.first_id, fresh.second_id)
    homes = HouseholdMember.objects.standing().filter(beneficiary__in=ids).values("household_id")
    list(Household.objects.select_for_update().filter(pk__in=homes).order_by("pk"))
    files = {file.pk: file for file in Beneficiary.objects.select_for_update().filter(pk__in=ids).order_by("pk")}
    fresh = (
        DuplicatePair.objects.select_for_update(of=("self",))
        .select_related("association", "decided_by")
        .get(pk=pair.pk)
    )
    fresh.first, fresh.second = files[fresh.first_id], files[fresh.second_id]
    for file in files.values():
        file.association = fresh.association
    return fresh


def refuse_answered(pair: DuplicatePair) -> None:
    """An answered pair is told with its answer and who gave it."""
    if pair.decided_by is not None:
        raise AlreadyHandled(
            _("%(person)s answered this already: %(answer)s.")
            % {"person": pair.decided_by.name, "answer": pair.get_status_display()},
            code="answered",
        )


def answer(pair: DuplicatePair, status: str, *, by: Any, why: str = "") -> None:
    pair.status, pair.decided_by, pair.decided_at, pair.why = status, by.user, timezone.now(), why
    pair.save(update_fields=["status", "decided_by", "decided_at", "why"])


@transaction.atomic
def tell_apart(pair: DuplicatePair, *, by: Any, why: str) -> DuplicatePair:
    """They are two different people, for a reason; they are not put side by side again."""
    require_resolving(by)
    pair = locked(pair)
    refuse_answered(pair)
    if not why.strip():
        raise DomainError(_("Write why they are two different people."), code="reason_missing", field="reason")
    answer(pair, PairStatus.DIFFERENT, by=by, why=why.strip()[:300])
    return pair


@transaction.atomic
def reopen(pair: DuplicatePair, *, by: Any) -> DuplicatePair:
    """Take "different people" back; the two files wait for an answer again."""
    require_resolving(by)
    pair = locked(pair)
    if pair.status != PairStatus.DIFFERENT:
        raise AlreadyHandled(_("These files wait for an answer already, or are merged."), code="not_closed")
    open_again(pair)
    return pair


def open_again(pair: DuplicatePair) -> None:
    pair.status, pair.decided_by, pair.decided_at, pair.why = PairStatus.OPEN, None, None, ""
    pair.save(update_fields=["status", "decided_by", "decided_at", "why"])
