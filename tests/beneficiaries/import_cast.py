"""Sheets of people, and the steps of an import, for the tests of imports."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.roles import Role
from associations.models import Association
from beneficiaries.actions import imports as verbs
from beneficiaries.imports.worker import work_on_next
from beneficiaries.models import ImportRun
from tests.factories.beneficiaries import national_id

HEADINGS = ("الاسم الكامل", "رقم الهوية", "تاريخ الميلاد", "رقم الجوال", "وسيلة التواصل", "المدينة")
LETTERS = "ابجدهوزحطي"


def person(number: int, **other: str) -> list[str]:
    """A whole, right row."""
    right = {
        "full_name": f"منيرة {LETTERS[number % 10]} الشمري",
        "national_id": national_id(number),
        "born": "15/9/1405",
        "mobile": f"05{number:08d}",
        "means": "رسالة نصية",
        "city": "الهفوف",
    }
    return list({**right, **other}.values())


def csv_of(rows: Sequence[Sequence[str]], headings: Sequence[str] = HEADINGS) -> bytes:
    return "\n".join(";".join(cells) for cells in (headings, *rows)).encode()


def manager_of(association: Association, member_of: Any) -> Any:
    return member_of(association, Role.MANAGER)[1]


def handed_in(association: Association, by: Any, content: bytes, name: str = "people.csv") -> ImportRun:
    return verbs.begin_import(association, by=by, upload=SimpleUploadedFile(name, content))


def checked(association: Association, by: Any, content: bytes, **columns: Any) -> ImportRun:
    """A sheet whose rows are judged."""
    run = handed_in(association, by, content)
    verbs.name_columns(run, by=by, columns=run.columns, **columns)
    work_on_next()
    return again(run)


def entered(association: Association, by: Any, content: bytes, known_people: str = "skip") -> ImportRun:
    run = checked(association, by, content)
    verbs.start_import(run, by=by, known_people=known_people)
    work_on_next()
    return again(run)


def again(run: ImportRun) -> ImportRun:
    return ImportRun.objects.get(pk=run.pk)


def states(run: ImportRun) -> list[str]:
    return list(run.rows.values_list("state", flat=True))
