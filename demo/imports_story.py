"""Three sheets of the demo: one entered, one checked and waiting for the manager, one whose columns are not named."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation
from stdnum import luhn

from accounts.models import Membership
from associations.models import Association
from beneficiaries.actions.imports import begin_import, name_columns, start_import
from beneficiaries.imports.worker import work_on_next
from beneficiaries.models import Beneficiary, ImportRun, KnownPeople

HEADINGS = "الاسم الكامل;رقم الهوية;تاريخ الميلاد;رقم الجوال;وسيلة التواصل;المدينة"
NAMES = ("جميلة بنت راشد الفهيد", "سليمان بن مطلق الرويلي", "وضحى بنت عايد الخالدي", "حمود بن زيد الجاسر")


def tell(
    association: Association, members: Mapping[str, Membership], people: list[Beneficiary], chance: random.Random
) -> None:
    """Hand the sheets in; a second run finds nothing to do."""
    if association.imports.exists():
        return
    manager = members["manager"]
    with translation.override("ar"):
        first = _checked(association, manager, "كشف الفرع.csv", _rows(0, chance))
        start_import(first, by=manager, known_people=KnownPeople.SKIP)
        work_on_next()
        known = f"{people[0].full_name};{people[0].national_id};15/9/1405;0501234567;اتصال;الهفوف"
        _checked(association, manager, "كشف التسجيل.csv", [*_rows(2, chance), known])
        _handed_in(association, manager, "كشف الجمعية.csv", _rows(0, chance))


def _rows(first: int, chance: random.Random) -> list[str]:
    """Two people, the second with a mistake in the mobile."""
    rows = []
    for number, name in enumerate(NAMES[first : first + 2]):
        start = f"1{chance.randrange(40_000_000, 49_999_999)}"
        mobile = "0112345678" if number else f"05{chance.randrange(10_000_000, 99_999_999)}"
        rows.append(f"{name};{start}{luhn.calc_check_digit(start)};15/9/1405;{mobile};رسالة نصية;الهفوف")
    return rows


def _handed_in(association: Association, by: Any, name: str, rows: Sequence[str]) -> ImportRun:
    sheet = SimpleUploadedFile(name, "\n".join([HEADINGS, *rows]).encode())
    return begin_import(association, by=by, upload=sheet)


def _checked(association: Association, by: Any, name: str, rows: Sequence[str]) -> ImportRun:
    run = _handed_in(association, by, name, rows)
    name_columns(run, by=by, columns=run.columns)
    work_on_next()
    run.refresh_from_db()
    return run
