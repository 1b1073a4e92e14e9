"""What a case study takes from the file, so that nothing is typed twice: kept by codes, told in words (R13).

The facts are a plain value: frozen with the study they say for ever what the file said on that day.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from beneficiaries.actions.households import standing_in
from beneficiaries.enums import (
    Employment,
    HealthSituation,
    Housing,
    IncomeKind,
    MaritalStatus,
    ObligationKind,
    Relation,
    Sex,
)
from beneficiaries.field_words import in_words, label_of
from beneficiaries.models import Beneficiary, Income, Obligation
from beneficiaries.need import PerHead, per_head

OF_PERSON = ("sex", "nationality", "marital", "employment", "city", "district")
CHOICES = {"sex": Sex, "marital": MaritalStatus, "employment": Employment, "housing": Housing}


@dataclass(frozen=True)
class Line:
    label: str
    value: str


@dataclass(frozen=True)
class Part:
    """A heading with its lines; ``name`` says which part it is."""

    name: str
    title: str
    lines: list[Line]


def facts_of_file(beneficiary: Beneficiary, *, on: date) -> tuple[dict[str, Any], dict[str, Any]]:
    """(facts, facts on health) of the file on this day. Five queries, whatever the size of the household."""
    place = standing_in(beneficiary)
    members = list(place.household.members.standing().order_by("pk")) if place else []
    members.sort(key=lambda member: member.relation != Relation.HEAD)
    categories = beneficiary.in_categories.select_related("category").order_by("category__name_ar")
    facts = {
        "taken_on": on.isoformat(),
        "name": beneficiary.full_name,
        "age": beneficiary.age_on(on),
        "person": {name: getattr(beneficiary, name) for name in OF_PERSON},
        "housing": beneficiary.housing,
        "categories": [{"ar": row.category.name_ar, "en": row.category.name_en} for row in categories],
        "members": [
            {"name": row.full_name, "relation": row.relation, "age": row.age_on(on), "occupation": row.occupation}
            for row in members
        ],
        "incomes": _money(Income, members, on),
        "obligations": _money(Obligation, members, on),
    }
    health = {
        "person": beneficiary.health,
        "members": [{"name": row.full_name, "health": row.health} for row in members if row.health],
    }
    return facts, health


def _money(model: Any, members: list[Any], on: date) -> list[dict[str, str]]:
    rows = model.objects.filter(member__in=members).current(on=on).select_related("member").order_by("member", "pk")
    return [{"whose": row.member.full_name, "kind": row.kind, "monthly": str(row.monthly)} for row in rows]


def figures_of(facts: Mapping[str, Any]) -> PerHead:
    """The arithmetic of these facts; a person without a household is counted alone."""
    sums = ([Decimal(row["monthly"]) for row in facts[name]] for name in ("incomes", "obligations"))
    return per_head(*sums, people=len(facts["members"]) or 1)


def nameless(facts: Mapping[str, Any]) -> dict[str, Any]:
    """The same for those who decide on the case alone: others of the household by what they are to its head (B4)."""
    names = {row["name"]: f"{Relation(row['relation']).label} {n}" for n, row in enumerate(facts["members"], 1)}
    names[facts["name"]] = facts["name"]
    return {
        **facts,
        "members": [{**row, "name": names[row["name"]]} for row in facts["members"]],
        **{
            kind: [{**row, "whose": names[row["whose"]]} for row in facts[kind]] for kind in ("incomes", "obligations")
        },
    }


def parts_of(facts: Mapping[str, Any], health: Mapping[str, Any] | None) -> list[Part]:
    """The facts in words, in the active language; without ``health`` nothing of health is among them."""
    parts = [
        Part("person", _("The person"), _person(facts)),
        Part("household", _("Household"), [_member(row) for row in facts["members"]]),
        Part("income", _("What comes in"), [_sum(row, IncomeKind) for row in facts["incomes"]]),
        Part("owed", _("What is owed"), [_sum(row, ObligationKind) for row in facts["obligations"]]),
        Part("housing", _("Housing"), _housing(facts)),
        Part("education", _("Education and work"), _education(facts)),
    ]
    if health is not None:
        parts.append(Part("health", _("Health"), _health(facts, health)))
    return parts


def _word(choices: Any, code: str) -> str:
    return str(choices(code).label) if code in choices.values else code


def _person(facts: Mapping[str, Any]) -> list[Line]:
    lines = [Line(_("Name"), facts["name"]), Line(_("Age"), str(facts["age"]))]
    for name, code in facts["person"].items():
        if code and name not in ("employment", "city", "district"):
            words = _word(CHOICES[name], code) if name in CHOICES else str(in_words(name, code))
            lines.append(Line(label_of(name), words))
    which = "en" if get_language() == "en" else "ar"
    categories = [row[which] or row["ar"] for row in facts["categories"]]
    return [*lines, Line(_("Categories"), _(", ").join(categories))] if categories else lines


def _member(row: Mapping[str, Any]) -> Line:
    age = _("aged %(age)s") % {"age": row["age"]}
    return Line(row["name"], f"{_word(Relation, row['relation'])} · {age}")


def _sum(row: Mapping[str, Any], kinds: Any) -> Line:
    amount = _("%(amount)s riyals a month") % {"amount": f"{Decimal(row['monthly']):,.2f}"}
    return Line(_word(kinds, row["kind"]), f"{amount} · {row['whose']}")


def _housing(facts: Mapping[str, Any]) -> list[Line]:
    place = _(", ").join(part for part in (facts["person"]["city"], facts["person"]["district"]) if part)
    lines = [Line(label_of("housing"), _word(Housing, facts["housing"]))] if facts["housing"] else []
    return [*lines, Line(_("City or district"), place)] if place else lines


def _education(facts: Mapping[str, Any]) -> list[Line]:
    employment = facts["person"]["employment"]
    lines = [Line(facts["name"], _word(Employment, employment))] if employment else []
    others = [row for row in facts["members"] if row["occupation"]]
    return lines + [Line(row["name"], row["occupation"]) for row in others]


def _health(facts: Mapping[str, Any], health: Mapping[str, Any]) -> list[Line]:
    rows = [{"name": facts["name"], "health": health["person"]}] if health["person"] else []
    rows += [row for row in health["members"] if row["name"] != facts["name"]]
    return [Line(row["name"], _word(HealthSituation, row["health"])) for row in rows]
