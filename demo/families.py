"""Invented beneficiaries with valid check digits and names put together from lists; nobody real."""

from __future__ import annotations

import random
from datetime import date
from typing import Any

from stdnum import luhn

from associations.models import Association
from beneficiaries import actions
from beneficiaries.enums import GivenHow
from beneficiaries.models import Beneficiary, ContactMeans
from core.hijri import DualDate

WOMEN = ("نورة", "فاطمة", "هيا", "مريم", "أسماء", "حصة", "موضي", "سارة", "عائشة", "جواهر", "الهنوف", "أمل")
MEN = ("محمد", "أحمد", "عبدالله", "إبراهيم", "عبد الرحمن", "صالح", "ناصر", "فهد", "يحيى", "مؤيد", "سالم", "خالد")
FAMILIES = (
    "السبيعي",
    "الدوسري",
    "العتيبي",
    "القحطاني",
    "الشمري",
    "الغامدي",
    "الحربي",
    "المطيري",
    "الأحسائي",
    "باوزير",
)
NOT_TOLD = 6  # every sixth was registered without hearing of the responsibilities yet
CITIES = ("التويم", "المجمعة", "الهفوف", "المبرز", "مكة المكرمة", "الرياض", "حوطة سدير", "العزيزية")


def _national_id(chance: random.Random, first: str) -> str:
    body = first + "0000" + "".join(str(chance.randrange(10)) for _ in range(4))
    return body + luhn.calc_check_digit(body)


def _name(chance: random.Random, woman: bool) -> str:
    own = chance.choice(WOMEN if woman else MEN)
    link = "بنت " if woman else ""
    return f"{own} {link}{chance.choice(MEN)} {chance.choice(MEN)} {chance.choice(FAMILIES)}"


def families(association: Association, *, by: Any, count: int, chance: random.Random) -> list[Beneficiary]:
    """``count`` registered beneficiaries."""
    made: list[Beneficiary] = []
    used: set[str] = set()
    while len(made) < count:
        national_id = _national_id(chance, "1" if chance.random() < 0.85 else "2")
        if national_id in used:
            continue
        used.add(national_id)
        born = DualDate.of(date(chance.randrange(1948, 2003), chance.randrange(1, 13), chance.randrange(1, 29)))
        made.append(
            actions.register(
                association,
                by=by,
                full_name=_name(chance, woman=chance.random() < 0.6),
                national_id=national_id,
                born=born,
                mobile=f"+96650{chance.randrange(10**7):07d}",
                agreed_means=chance.choice([ContactMeans.SMS, ContactMeans.SMS, ContactMeans.PHONE]),
                city=chance.choice(CITIES),
            )
        )
    for place, person in enumerate(made):
        if place % NOT_TOLD != NOT_TOLD - 1:
            actions.accept_responsibilities(person, by=by, how=GivenHow.READ_OUT)
    return made
