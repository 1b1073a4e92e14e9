"""Who took no part stays out: under a new term, on the next docket, in another body (R6–R9, decision 26)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db.models import Q

from .enums import PERSONAL
from .matters import matter_of
from .models import Item, Recusal


def aside_before(items: Sequence[Item], memberships: Iterable[int]) -> list[dict[int, str]]:
    """For each item, by membership: for which ground the member takes no part in this matter, or in any of its person.

    Whatever the seat, the docket or the body, so that neither a new term nor a next session lets anybody back in.
    One query; the items need not be saved.
    """
    files = [matter_of(item).file for item in items]
    people = {file.pk for file in files if file is not None}
    same = Q(item__reference__in=[item.reference for item in items])
    ties = Q(ground__in=PERSONAL) & (
        Q(item__support_request__beneficiary__in=people) | Q(item__compensation_case__beneficiary__in=people)
    )
    rows = Recusal.objects.filter(same | ties, seat__membership__in=list(memberships)).order_by("pk")
    known = list(
        rows.values_list(
            "seat__membership_id",
            "ground",
            "item__association_id",
            "item__reference",
            "item__support_request__beneficiary_id",
            "item__compensation_case__beneficiary_id",
        )
    )
    found: list[dict[int, str]] = []
    for item, file in zip(items, files, strict=True):
        by_member: dict[int, str] = {}
        for member, ground, association, reference, applicant, harmed in known:
            is_same = (association, reference) == (item.association_id, item.reference)
            if is_same or (ground in PERSONAL and file is not None and file.pk in (applicant, harmed)):
                by_member.setdefault(member, ground)
        found.append(by_member)
    return found
