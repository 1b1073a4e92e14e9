"""What the page of a file shows, part by part, each only to those whose task it is (B4).

A part is a function of the file and of who looks; it gives its template and what the template reads, or None where
the part is not for this person. The page's queries do not grow with rows.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, NamedTuple

from django.utils import timezone

from accounts.roles import Permission
from core.date_words import hijri_long
from core.hijri import HijriDate

from . import actions
from .actions.file import RIGHTS
from .actions.households import standing_in
from .forms import SECTION_FORMS, BeneficiaryForm
from .forms.sections import nationalities
from .household_page import figures_for_card
from .models import Beneficiary

REQUESTS = 20
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


def about(beneficiary: Beneficiary, by: Any) -> Section:
    """Name parts, sex, nationality, the card's last day, language."""
    may_edit = Permission.EDIT_BENEFICIARY in by.permissions
    return Section("about", {"may_edit": may_edit, "nationality": dict(nationalities()).get(beneficiary.nationality)})


def address(beneficiary: Beneficiary, by: Any) -> Section | None:
    """Other mobile, national address, account."""
    may = by.permissions
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
        "may_edit": Permission.EDIT_SITUATION in by.permissions,
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
    return Section("mandates", {"rows": rows, "may_edit": Permission.EDIT_BENEFICIARY in by.permissions})


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
            "may_open": Permission.RECEIVE_REQUEST in by.permissions,
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
    """The latest corrections, each in the words of its field; what was saved at once stands together."""
    labels, may = field_labels(), by.permissions
    saved: list[dict[str, Any]] = []
    for change in beneficiary.changes.select_related("by")[:ROWS_OF_CHANGES]:
        if SEEN_WITH.get(change.field, Permission.FIND_BENEFICIARY) not in may:
            continue
        if not saved or saved[-1]["by"] != change.by or saved[-1]["at"] - change.at > AT_ONCE:
            saved.append({"by": change.by, "at": change.at, "fields": []})
        saved[-1]["fields"].append(
            {
                "label": labels.get(change.field, change.field),
                "before": _in_words(change.field, change.before),
                "after": _in_words(change.field, change.after),
                "is_hidden": change.field in actions.SEALED,
            }
        )
    return Section("changes", {"rows": saved[:LATEST]}, beside=True)


def field_labels() -> dict[str, Any]:
    """What the fields of a file are called on the forms that change them."""
    forms = (*(form for form in SECTION_FORMS.values()), BeneficiaryForm)
    return {name: field.label for form in forms for name, field in form.base_fields.items()}


def _in_words(field: str, kept: str) -> Any:
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", kept) and field == "born":
        return hijri_long(HijriDate(*(int(part) for part in kept.split("-"))))
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", kept):
        return hijri_long(date.fromisoformat(kept))
    if field == "nationality":
        return dict(nationalities()).get(kept, kept)
    choices = getattr(Beneficiary._meta.get_field(field), "choices", None) if field in FIELDS else None
    return dict(choices).get(kept, kept) if choices else kept


FIELDS = {field.name for field in Beneficiary._meta.get_fields()}
# in the order of the page
SECTIONS: tuple[Callable[[Beneficiary, Any], Section | None], ...] = (
    person,
    about,
    requests,
    household,
    situation,
    health,
    address,
    mandates,
    looks,
    changes,
    keeping,
)


def sections_of(beneficiary: Beneficiary, *, by: Any) -> dict[str, list[Section]]:
    """The parts of the page for who looks: ``main`` and ``beside``."""
    parts = [part for make in SECTIONS if (part := make(beneficiary, by))]
    return {"main": [p for p in parts if not p.beside], "beside": [p for p in parts if p.beside]}
