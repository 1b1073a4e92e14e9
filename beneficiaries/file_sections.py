"""What the page of a file shows, part by part, each only to those whose task it is (B4).

A part is a function of the file and of who looks; it gives its template and what the template reads, or None where
the part is not for this person. The page's queries do not grow with rows.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any, NamedTuple

from django.utils import timezone

from accounts.roles import Permission

from . import actions
from .actions.file import RIGHTS
from .actions.households import standing_in
from .enums import ConsentPurpose
from .field_words import SEALED_FIELDS, in_words, label_of
from .forms.sections import nationalities
from .household_page import figures_for_card
from .models import Beneficiary, Consent

REQUESTS = 20
DOCUMENTS = 100
ROWS_OF_CHANGES = 40
# what a change of a field needs to be seen with: what its own part of the page needs
SEEN_WITH = {
    **{field: Permission.SEE_SITUATION for field, right in RIGHTS.items() if right == Permission.EDIT_SITUATION},
    **{field: Permission.SEE_HEALTH for field, right in RIGHTS.items() if right == Permission.SEE_HEALTH},
    **dict.fromkeys(
        ("other_mobile_of", "district", "street", "building", "postcode", "secondary", "short_address"),
        Permission.SEE_SITUATION,
    ),
}
AT_ONCE = timedelta(seconds=2)
LATEST = 10


ENTERING = frozenset(
    (Permission.EDIT_BENEFICIARY, Permission.EDIT_SITUATION, Permission.APPLY_CHANGES, Permission.RECEIVE_REQUEST)
)


def rights(beneficiary: Beneficiary, by: Any) -> frozenset[str]:
    """What whoever looks may do here: in a closed file nothing is entered, so nothing of it is offered."""
    return frozenset(by.permissions - ENTERING if beneficiary.closed_on else by.permissions)


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
    may = rights(beneficiary, by)
    return Section(
        "person",
        {
            "age": beneficiary.age_on(timezone.localdate()),
            "may_edit": Permission.EDIT_BENEFICIARY in may,
            "may_reveal": Permission.REVEAL_NUMBERS in may,
        },
    )


def about(beneficiary: Beneficiary, by: Any) -> Section:
    """Name parts, sex, nationality, the card's last day, language."""
    may_edit = Permission.EDIT_BENEFICIARY in rights(beneficiary, by)
    return Section("about", {"may_edit": may_edit, "nationality": dict(nationalities()).get(beneficiary.nationality)})


def address(beneficiary: Beneficiary, by: Any) -> Section | None:
    """Other mobile, national address, account."""
    may = rights(beneficiary, by)
    if Permission.SEE_SITUATION not in may:
        return None
    reads = {"may_edit": Permission.EDIT_BENEFICIARY in may, "may_reveal": Permission.REVEAL_NUMBERS in may}
    return Section("address", reads)


def situation(beneficiary: Beneficiary, by: Any) -> Section | None:
    """Marital status, employment, housing, categories, membership of the general assembly."""
    if Permission.SEE_SITUATION not in by.permissions:
        return None
    rows = beneficiary.in_categories.select_related("category").order_by("category__name_ar")
    reads = {
        "may_edit": Permission.EDIT_SITUATION in rights(beneficiary, by),
        "categories": [row.category.name for row in rows],
        "has_assembly": bool(beneficiary.assembly_number)
        or beneficiary.association.policy_in_force().files.has_assembly,
    }
    return Section("situation", reads)


def household(beneficiary: Beneficiary, by: Any) -> Section | None:
    """How many live together and the net income per head; members and sums are on a page of their own."""
    if Permission.SEE_SITUATION not in by.permissions:
        return None
    place = standing_in(beneficiary)
    figures = figures_for_card(place, on=timezone.localdate())
    return Section("household", {"place": place, "figures": figures})


def mandates(beneficiary: Beneficiary, by: Any) -> Section:
    """Who may act for the person, those in force first."""
    today = timezone.localdate()
    rows = [{"mandate": row, "stands": row.stands_on(today)} for row in beneficiary.mandates.all()[:LATEST]]
    rows.sort(key=lambda row: not row["stands"])
    return Section("mandates", {"rows": rows, "may_edit": Permission.EDIT_BENEFICIARY in rights(beneficiary, by)})


def health(beneficiary: Beneficiary, by: Any) -> Section | None:
    """The health situation; the note is read on a page of its own, which is a look."""
    return Section("health", {}) if Permission.SEE_HEALTH in by.permissions else None


def requests(beneficiary: Beneficiary, by: Any) -> Section | None:
    """The latest requests."""
    if Permission.SEE_REQUESTS not in by.permissions:
        return None
    rows = beneficiary.association.support_requests.filter(beneficiary=beneficiary)
    return Section(
        "requests",
        {
            "rows": list(rows.select_related("service").order_by("-pk")[:REQUESTS]),
            "may_open": Permission.RECEIVE_REQUEST in rights(beneficiary, by),
        },
    )


def documents(beneficiary: Beneficiary, by: Any) -> Section | None:
    """The documents that stand, with the day on which each ends, and those that were replaced or removed."""
    if Permission.SEE_SITUATION not in by.permissions:
        return None
    rows = list(beneficiary.documents.select_related("kind").order_by("kind", "-pk")[:DOCUMENTS])
    standing = set(beneficiary.documents.standing().values_list("pk", flat=True))
    return Section(
        "documents",
        {
            "rows": [row for row in rows if row.pk in standing],
            "earlier": [row for row in rows if row.pk not in standing],
            "today": timezone.localdate(),
            "may_add": Permission.EDIT_SITUATION in rights(beneficiary, by),
            "may_read_health": Permission.SEE_HEALTH in by.permissions,
        },
    )


def looks(beneficiary: Beneficiary, by: Any) -> Section:
    """Who looked last."""
    return Section("looks", {"rows": list(beneficiary.looks.select_related("by")[:LATEST])}, beside=True)


def keeping(beneficiary: Beneficiary, by: Any) -> Section | None:
    """Whether the file is open, until when it is kept, and the person's own copy."""
    reads = {
        "may_copy": Permission.EXPORT_FILE in by.permissions,
        "may_close": Permission.CLOSE_FILES in by.permissions,
    }
    return Section("keeping", reads, beside=True) if any(reads.values()) or beneficiary.closed_on else None


def changes(beneficiary: Beneficiary, by: Any) -> Section:
    """The latest corrections in the words of their fields, numbers masked; what was saved at once stands together."""
    may = by.permissions
    rows = list(beneficiary.changes.select_related("by")[:ROWS_OF_CHANGES])
    told = Permission.SEE_HEALTH in may and any(row.field == "health_note" for row in rows)
    sees_health = told and actions.may_read_health(beneficiary, by=by)
    saved: list[dict[str, Any]] = []
    for change in rows:
        if SEEN_WITH.get(change.field, Permission.FIND_BENEFICIARY) not in may:
            continue
        if not saved or saved[-1]["by"] != change.by or saved[-1]["at"] - change.at > AT_ONCE:
            saved.append({"by": change.by, "at": change.at, "fields": []})
        before = in_words(change.field, change.was or change.before, sees_health=sees_health)
        after = in_words(change.field, change.became or change.after, sees_health=sees_health)
        saved[-1]["fields"].append(
            {
                "label": label_of(change.field),
                "before": before,
                "after": after,
                "is_hidden": change.field in SEALED_FIELDS and not (before or after),
            }
        )
    return Section("changes", {"rows": saved[:LATEST]}, beside=True)


def same_person(beneficiary: Beneficiary, by: Any) -> Section | None:
    """Files that may be of the same person, and those merged into this one."""
    pairs = beneficiary.association.duplicate_pairs.waiting().of(beneficiary).select_related("first", "second")
    waiting = [(pair, pair.second if pair.first_id == beneficiary.pk else pair.first) for pair in pairs[:LATEST]]
    merges = list(beneficiary.merges.filter(undone_at__isnull=True).select_related("merged", "by")[:LATEST])
    if not waiting and not merges:
        return None
    may_answer = Permission.RESOLVE_DUPLICATES in by.permissions
    return Section("same_person", {"waiting": waiting, "merges": merges, "may_answer": may_answer})


def consents(beneficiary: Beneficiary, by: Any) -> Section:
    """What the person agrees to, purpose by purpose (B5)."""
    current = Consent.objects.of_person(beneficiary).current()
    rows = [{"purpose": purpose, "said": current.get(purpose.value)} for purpose in ConsentPurpose]
    return Section("consents", {"rows": rows}, beside=True)


def kept_right(beneficiary: Beneficiary, by: Any) -> Section | None:
    """Whether the file is still right: its confirmation, and reported changes that wait (B2)."""
    if not actions.MAY_REPORT & rights(beneficiary, by):
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


# in the order of the page
SECTIONS: tuple[Callable[[Beneficiary, Any], Section | None], ...] = (
    same_person,
    person,
    about,
    requests,
    documents,
    household,
    situation,
    health,
    address,
    mandates,
    kept_right,
    consents,
    looks,
    changes,
    keeping,
)


def sections_of(beneficiary: Beneficiary, *, by: Any) -> dict[str, list[Section]]:
    """The parts of the page for who looks: ``main`` and ``beside``."""
    parts = [part for make in SECTIONS if (part := make(beneficiary, by))]
    return {"main": [p for p in parts if not p.beside], "beside": [p for p in parts if p.beside]}
