"""What the page of a household shows: its members, its money line by line, and the sum per head (R13)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.roles import Permission

from .enums import IncomeKind, LeftBecause, ObligationKind, Relation
from .models import Beneficiary, HouseholdChange, HouseholdMember, Income, Obligation
from .need import PerHead, per_head

LATEST = 20


def kept_back(members: Collection[HouseholdMember], by: Any) -> set[int]:
    """Ids of those whose file does not exist for this member, by the file or by its number. One query."""
    files = [member.beneficiary_id for member in members if member.beneficiary_id]
    numbers = [member.national_id_index for member in members if member.national_id_index]
    hidden = by.association.beneficiaries.kept_from(by).filter(Q(pk__in=files) | Q(national_id_index__in=numbers))
    known = set(hidden.values_list("pk", "national_id_index"))
    by_file, by_number = {pk for pk, _index in known}, {index for _pk, index in known if index}
    return {
        member.pk for member in members if member.beneficiary_id in by_file or member.national_id_index in by_number
    }


def household_page(beneficiary: Beneficiary, place: HouseholdMember | None, *, by: Any, on: date) -> dict[str, Any]:
    """Six queries whatever the number of members and sums; a person without a household is shown alone.

    Of a relative whose file is hidden from this member the page says that there is one, and what the sum needs.
    """
    may_edit = Permission.EDIT_SITUATION in by.permissions and not beneficiary.closed_on
    sees_health = Permission.SEE_HEALTH in by.permissions
    if place is None:
        figures = per_head([], [], people=1)
        return {"members": [], "figures": figures, "may_edit": may_edit, "sees_health": sees_health, "changes": []}
    standing = list(place.household.members.standing().select_related("beneficiary").order_by("pk"))
    standing.sort(key=lambda member: member.relation != Relation.HEAD)
    changes = list(place.household.changes.select_related("by", "member")[:LATEST])
    hidden = kept_back([*standing, *(row.member for row in changes)], by)  # some left the household since
    incomes = _money(Income, standing, on)
    obligations = _money(Obligation, standing, on)
    figures = per_head([row.monthly for row in incomes], [row.monthly for row in obligations], people=len(standing))
    return {
        "household": place.household,
        "members": [
            {"row": member, "age": member.age_on(on), "is_this": member.pk == place.pk}
            for member in standing
            if member.pk not in hidden
        ],
        "hidden": hidden.intersection(member.pk for member in standing),
        "incomes": incomes,
        "obligations": obligations,
        "figures": figures,
        "may_edit": may_edit,
        "sees_health": sees_health,
        "changes": [{"row": row, "detail": _in_words(row)} for row in changes if row.member_id not in hidden],
    }


def _money(model: Any, members: list[HouseholdMember], on: date) -> list[Any]:
    rows = model.objects.filter(member__in=members).current(on=on)
    return list(rows.select_related("member").order_by("member", "pk"))


def figures_for_card(place: HouseholdMember | None, *, on: date) -> PerHead:
    """The sum per head for the card of the file's page. Three queries."""
    if place is None:
        return per_head([], [], people=1)
    standing = place.household.members.standing()
    incomes, obligations = (
        [row.monthly for row in model.objects.filter(member__in=standing).current(on=on)]  # type: ignore[attr-defined]
        for model in (Income, Obligation)
    )
    return per_head(incomes, obligations, people=standing.count())


def _in_words(change: HouseholdChange) -> Any:
    """The detail of a change, which is kept by its code: a reason of leaving, or a kind of money and its sum."""
    code, _space, amount = change.detail.partition(" ")
    if change.what == HouseholdChange.What.LEFT:
        return dict(LeftBecause.choices).get(code, "")
    kinds = dict(ObligationKind.choices) if "obligation" in change.what else dict(IncomeKind.choices)
    if not amount:
        return ""
    return _("%(kind)s, %(amount)s riyals a month") % {"kind": kinds.get(code, code), "amount": amount}
