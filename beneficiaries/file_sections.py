"""What the page of a file shows, part by part, each only to those whose task it is (B4).

A part is a function of the file and of who looks; it gives its template and what the template reads, or None where
the part is not for this person. The page's queries do not grow with rows.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, NamedTuple

from django.utils import timezone

from accounts.roles import Permission
from core.date_words import hijri_long
from core.hijri import HijriDate

from . import actions
from .forms import BeneficiaryForm
from .models import Beneficiary, ContactMeans

REQUESTS = 20
LATEST = 10


class Section(NamedTuple):
    """One card of the page: its template under ``beneficiaries/sections/`` and what it reads as ``section``."""

    template: str
    reads: dict[str, Any]
    beside: bool = False  # in the aside and not in the main column

    @property
    def page(self) -> str:
        return f"beneficiaries/sections/{self.template}.html"


def person(beneficiary: Beneficiary, by: Any) -> Section:
    """Who the person is and how to reach them."""
    may = by.permissions
    return Section(
        "person",
        {
            "age": beneficiary.age_on(timezone.localdate()),
            "may_edit": Permission.EDIT_BENEFICIARY in may,
            "may_reveal": Permission.REVEAL_NUMBERS in may,
        },
    )


def requests(beneficiary: Beneficiary, by: Any) -> Section | None:
    """The latest requests."""
    if Permission.SEE_REQUESTS not in by.permissions:
        return None
    rows = beneficiary.association.support_requests.filter(beneficiary=beneficiary)
    return Section(
        "requests",
        {
            "rows": list(rows.select_related("service").order_by("-pk")[:REQUESTS]),
            "may_open": Permission.RECEIVE_REQUEST in by.permissions,
        },
    )


def looks(beneficiary: Beneficiary, by: Any) -> Section:
    """Who looked last."""
    return Section("looks", {"rows": list(beneficiary.looks.select_related("by")[:LATEST])}, beside=True)


def changes(beneficiary: Beneficiary, by: Any) -> Section:
    """The latest corrections, each in the words of its field."""
    labels = {name: field.label for name, field in BeneficiaryForm.base_fields.items()}
    rows = [
        {
            "label": labels.get(change.field, change.field),
            "before": _in_words(change.field, change.before),
            "after": _in_words(change.field, change.after),
            "is_hidden": change.field in actions.SEALED,
            "by": change.by,
            "at": change.at,
        }
        for change in beneficiary.changes.select_related("by")[:LATEST]
    ]
    return Section("changes", {"rows": rows}, beside=True)


def _in_words(field: str, kept: str) -> Any:
    if field == "agreed_means":
        return dict(ContactMeans.choices).get(kept, kept)
    if field == "born" and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", kept):
        return hijri_long(HijriDate(*(int(part) for part in kept.split("-"))))
    return kept


def same_person(beneficiary: Beneficiary, by: Any) -> Section | None:
    """Files that may be of the same person, and those merged into this one."""
    pairs = beneficiary.association.duplicate_pairs.waiting().of(beneficiary).select_related("first", "second")
    waiting = [(pair, pair.second if pair.first_id == beneficiary.pk else pair.first) for pair in pairs[:LATEST]]
    merges = list(beneficiary.merges.filter(undone_at__isnull=True).select_related("merged", "by")[:LATEST])
    if not waiting and not merges:
        return None
    may_answer = Permission.RESOLVE_DUPLICATES in by.permissions
    return Section("same_person", {"waiting": waiting, "merges": merges, "may_answer": may_answer})


# in the order of the page
SECTIONS: tuple[Callable[[Beneficiary, Any], Section | None], ...] = (same_person, person, requests, looks, changes)


def sections_of(beneficiary: Beneficiary, *, by: Any) -> dict[str, list[Section]]:
    """The parts of the page for who looks: ``main`` and ``beside``."""
    parts = [part for make in SECTIONS if (part := make(beneficiary, by))]
    return {"main": [p for p in parts if not p.beside], "beside": [p for p in parts if p.beside]}
