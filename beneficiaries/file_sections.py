"""What the page of a file shows, part by part, each only to those whose task it is (B4).

A part is a function of the file and of who looks; it gives its template and what the template reads, or None where
the part is not for this person. The page's queries do not grow with rows.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from django.utils import timezone

from accounts.roles import Permission

from . import actions
from .enums import ConsentPurpose
from .field_words import SEALED_FIELDS, in_words, label_of
from .models import Beneficiary

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


def consents(beneficiary: Beneficiary, by: Any) -> Section:
    """What the person agrees to, purpose by purpose (B5)."""
    current = beneficiary.consents.current()
    rows = [{"purpose": purpose, "said": current.get(purpose.value)} for purpose in ConsentPurpose]
    return Section("consents", {"rows": rows}, beside=True)


def kept_right(beneficiary: Beneficiary, by: Any) -> Section | None:
    """Whether the file is still right: its confirmation, and reported changes that wait (B2)."""
    if not actions.MAY_REPORT & by.permissions:
        return None
    due = beneficiary.confirm_due_on
    return Section(
        "kept_right",
        {
            "waiting": list(beneficiary.change_reports.waiting().select_related("reported_by")[:LATEST]),
            "may_apply": Permission.APPLY_CHANGES in by.permissions,
            "is_due": due is not None and due <= timezone.localdate(),
        },
        beside=True,
    )


def changes(beneficiary: Beneficiary, by: Any) -> Section:
    """The latest changes of the file, each in the words of its field; numbers masked."""
    sees_health = Permission.SEE_HEALTH in by.permissions
    rows = []
    for change in beneficiary.changes.select_related("by")[:LATEST]:
        before = in_words(change.field, change.was or change.before, sees_health=sees_health)
        after = in_words(change.field, change.became or change.after, sees_health=sees_health)
        rows.append(
            {
                "label": label_of(change.field),
                "before": before,
                "after": after,
                "is_hidden": change.field in SEALED_FIELDS and not (before or after),
                "by": change.by,
                "at": change.at,
            }
        )
    return Section("changes", {"rows": rows}, beside=True)


# in the order of the page
SECTIONS: tuple[Callable[[Beneficiary, Any], Section | None], ...] = (
    person,
    requests,
    kept_right,
    consents,
    looks,
    changes,
)


def sections_of(beneficiary: Beneficiary, *, by: Any) -> dict[str, list[Section]]:
    """The parts of the page for who looks: ``main`` and ``beside``."""
    parts = [part for make in SECTIONS if (part := make(beneficiary, by))]
    return {"main": [p for p in parts if not p.beside], "beside": [p for p in parts if p.beside]}
