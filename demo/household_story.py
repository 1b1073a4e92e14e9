"""Households, incomes, situations and mandates for invented files; each association has its categories."""

from __future__ import annotations

import random
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from associations.models import Association
from beneficiaries import actions
from beneficiaries.actions import households, mandates
from beneficiaries.models import Beneficiary
from core.hijri import DualDate

from .families import MEN, WOMEN, _national_id

CATEGORIES = (("أرامل", "Widows"), ("أسر الأيتام", "Families of orphans"), ("ذوو الدخل المحدود", "Limited income"))
STREETS = ("شارع الملك فهد", "طريق الأمير سلطان", "شارع الجامعة", "شارع التحلية")
DISTRICTS = ("النزهة", "الروضة", "المروج", "العزيزية")
WITH_HOUSEHOLD = 12


def tell(association: Association, *, desk: Any, researcher: Any, files: list[Beneficiary]) -> None:
    """The first files get a household and a situation; one has a guardian, one an agent whose deed has run out."""
    chance = random.Random(f"{association.slug}-households")
    for arabic, english in CATEGORIES:
        association.categories.get_or_create(name_ar=arabic, defaults={"name_en": english})
    for index, file in enumerate(files[:WITH_HOUSEHOLD]):
        _situation(association, file, desk=desk, researcher=researcher, chance=chance, index=index)
        _household(file, by=desk, chance=chance)
    _mandates(files, by=desk, chance=chance)


def _situation(
    association: Association, file: Beneficiary, *, desk: Any, researcher: Any, chance: random.Random, index: int
) -> None:
    woman = "بنت" in file.full_name
    today = timezone.localdate()
    facts: dict[str, Any] = {
        "sex": "female" if woman else "male",
        "nationality": "SA" if file.id_kind == "national" else chance.choice(["YE", "SY", "SD"]),
        "id_expires_on": today + timedelta(days=chance.randrange(-60, 1500)),
        "short_address": f"R{chance.choice('ABCDH')}{chance.choice('ABCDH')}A{chance.randrange(1000, 9999)}",
        "building": str(chance.randrange(1000, 9999)),
        "street": chance.choice(STREETS),
        "district": chance.choice(DISTRICTS),
        "postcode": str(chance.randrange(11000, 39999)),
        "marital": chance.choice(["widowed", "divorced", "married"]) if woman else "married",
        "employment": chance.choice(["home", "looking", "employed"])
        if woman
        else chance.choice(["employed", "unable"]),
        "housing": chance.choice(["rented", "owned", "family"]),
    }
    if association.policy_in_force().files.has_assembly and index % 3 == 0:
        facts.update(assembly_number=str(100 + index), assembly_since=date(2019, 5, 1))
    chosen = list(association.categories.order_by("pk"))[index % 3 : index % 3 + 1]
    actions.correct(file, by=desk, categories=chosen, **facts)
    if index % 4 == 0:
        note = "يراجع العيادة كل شهر لعلاج السكري، ويحتاج من يرافقه."
        actions.correct(file, by=researcher, health="chronic", health_note=note)


def _household(file: Beneficiary, *, by: Any, chance: random.Random) -> None:
    place = households.form_household(file, by=by)
    family = file.full_name.rsplit(" ", 1)[-1]
    father = file.full_name.split(" ")[0]
    for _child in range(chance.randrange(0, 6)):
        girl = chance.random() < 0.5
        age = chance.randrange(1, 19)
        households.add_member(
            place.household,
            by=by,
            relation="child",
            full_name=f"{chance.choice(WOMEN if girl else MEN)} {father} {family}",
            sex="female" if girl else "male",
            born=DualDate.of(timezone.localdate() - timedelta(days=365 * age + chance.randrange(300))),
            national_id=_national_id(chance, "1") if age > 10 else "",
            occupation="طالب" if 6 <= age < 18 else "",
        )
    today = timezone.localdate()
    income = chance.choice(["salary", "pension", "social_security", "citizen_account"])
    sums = {"salary": 4200, "pension": 2900, "social_security": 1320, "citizen_account": 960}
    households.enter_income(
        place, by=by, kind=income, monthly=Decimal(sums[income]), from_on=today - timedelta(days=400)
    )
    if income != "citizen_account":
        households.enter_income(
            place, by=by, kind="citizen_account", monthly=Decimal("720.50"), from_on=today - timedelta(days=300)
        )
    if file.housing == "rented":
        households.enter_obligation(
            place,
            by=by,
            kind="rent",
            monthly=Decimal(1250),
            creditor="مالك السكن",
            from_on=today - timedelta(days=200),
        )


def _mandates(files: list[Beneficiary], *, by: Any, chance: random.Random) -> None:
    today = timezone.localdate()
    for file, kind, until in ((files[1], "agent", today + timedelta(days=120)), (files[2], "agent", today)):
        mandates.enter_mandate(
            file,
            by=by,
            kind=kind,
            holder_name=f"{chance.choice(MEN)} {file.full_name.rsplit(' ', 1)[-1]}",
            holder_id=_national_id(chance, "1"),
            deed_number=str(chance.randrange(440000000, 449999999)),
            scope="استلام الإعانات والتوقيع عليها",
            from_on=today - timedelta(days=300),
            until_on=until,
        )
