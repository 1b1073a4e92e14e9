"""Whatever is typed or sent into a form of the file is cleaned or answered with a sentence: never a fault, never half.

Every text box of every form gets every hostile word; what a file holds afterwards has no sign that hides or turns.
"""

from __future__ import annotations

import unicodedata
from typing import Any

import pytest
from django import forms
from django.db import models
from django.utils import timezone

from accounts.roles import Role
from beneficiaries.actions import households, report_change
from beneficiaries.actions.duplicates import propose_pairs
from beneficiaries.models import (
    Beneficiary,
    ChangeReport,
    FileDocument,
    HouseholdMember,
    Mandate,
    ReportedValue,
)
from core.once import new_token

HOSTILE = {
    "turned": "سعد\u202eegnahc\u202c\u2066x\u2069",
    "hidden": "ن\u200bو\u200dر\ufeffة\u00ad",
    "300 letters": "ن" * 300,
    "nul": "نورة\x00 سعد",
    "control": "نورة\x07\x1b[31m سعد\r\n\x85سعد",
    "markup": "<script>alert(1)</script>\"'><img src=x> %s %(x)s {0} {{ x }} {% x %} '; DROP TABLE x; --",
    "formula": "=cmd|'/c calc'!A1",
    "huge": "-" + "9" * 400 + "e9999 NaN ½ ² 👩‍👩‍👧",
    "spaces": "\u3000\u2003\u00a0 \t",
}
TEXTS = (models.CharField, models.TextField)
JOINING = "\r\n\u200c\u200d"  # ends of lines; what joins Persian letters and the people of an emoji


def pages(file: Beneficiary) -> dict[str, str]:
    """The forms of one file, by role."""
    root = f"/twaim/beneficiaries/{file.number}/"
    member = file.memberships.get().household.members.get(relation="child")
    money = member.incomes.get()
    kinds = {name: file.association.document_kinds.get(name_ar=name).uid for name in ("الهوية الوطنية", "عقد إيجار")}
    report = file.change_reports.get()
    return {
        **{name: f"{root}{name}/" for name in ("edit", "reveal", "copy", "confirm")},
        **{f"edit {name}": f"{root}edit/{name}/" for name in ("person", "contact", "situation")},
        **{f"document {name}": f"{root}documents/new/{uid}/" for name, uid in kinds.items()},
        "household add": f"{root}household/add/",
        "household split": f"{root}household/split/",
        "household join": f"{root}household/join/",
        "household head": f"{root}household/head/",
        **{f"member {name}": f"{root}household/{member.uid}/{name}/" for name in ("edit", "leave", "income")},
        "member obligation": f"{root}household/{member.uid}/obligation/",
        "money ends": f"{root}household/{member.uid}/{money.uid}/end/",
        "mandate": f"{root}mandates/new/",
        "report": f"{root}changes/new/",
        "refuse": f"{root}changes/{report.uid}/refuse/",
        "consent": f"{root}consents/contact/",
        "register": "/twaim/beneficiaries/new/",
    }


@pytest.fixture
def file(noura: Beneficiary, desk: Any, known: Any, settings: Any, tmp_path: Any) -> Beneficiary:
    """A file with a household, an income and a report."""
    settings.STATE_DIR = tmp_path
    place = households.form_household(noura, by=desk)
    born = {"birth_calendar": "gregorian"}
    child = HouseholdMember(
        association=noura.association,
        household=place.household,
        relation="child",
        full_name="سارة",
        joined_on=timezone.localdate(),
        birth_hijri_year=1436,
        birth_hijri_month=3,
        birth_hijri_day=2,
        **born,
    )
    child.national_id = ""
    child.save()
    households.enter_income(child, by=desk, kind="salary", monthly=1, from_on=timezone.localdate())
    report_change(noura, by=desk, values={"city": "الرياض"})
    propose_pairs(known(full_name=noura.full_name, mobile=noura.mobile))
    return noura


def filled(form: forms.Form, word: str) -> dict[str, Any]:
    """Every box with the hostile word, what is chosen with what it holds or its last choice."""
    sent: dict[str, Any] = {"token": new_token()}
    for name, box in form.fields.items():
        if name in ("token",):
            continue
        if isinstance(box, forms.MultiValueField):
            sent |= {f"{name}_{place}": word for place in range(4)}
        elif isinstance(box, forms.ChoiceField) and box.choices:
            sent[name] = list(box.choices)[-1][0]
        elif name == "version":
            sent[name] = str(form[name].value() or "")
        elif not isinstance(box, forms.FileField):
            sent[name] = word
    return sent


def odd_signs() -> list[str]:
    """Signs that hide or turn what stands beside them, in any text of any table of the file."""
    found = []
    for model in (Beneficiary, HouseholdMember, Mandate, FileDocument, ChangeReport, ReportedValue):
        columns = [
            f.name for f in model._meta.concrete_fields if isinstance(f, TEXTS) and not f.name.endswith("_sealed")
        ]
        for row in model._base_manager.all():
            values = {name: getattr(row, name) for name in columns}
            if isinstance(row, ReportedValue):
                values["reported"] = row.reported
            for name, text in values.items():
                odd = [c for c in text or "" if unicodedata.category(c) in ("Cf", "Cc") and c not in JOINING]
                found += [f"{model.__name__}.{name}: {odd}"] if odd else []
    return found


@pytest.mark.parametrize("word", HOSTILE)
def test_no_box_of_any_form_takes_it_as_it_is_nor_breaks(file, desk, client_of, word):
    browser = client_of(desk)
    for name, path in pages(file).items():
        page = browser.get(path)
        assert page.status_code == 200, name
        answer = browser.post(path, filled(page.context["form"], HOSTILE[word]))
        assert answer.status_code in (200, 302, 400, 409, 422), f"{name}: {answer.status_code}"
    assert odd_signs() == []


@pytest.mark.parametrize("word", HOSTILE)
def test_nothing_breaks_the_search(file, desk, client_of, word):
    browser = client_of(desk)
    text = HOSTILE[word][:2000]
    assert browser.get("/twaim/beneficiaries/", {"q": text.encode(errors="replace").decode()}).status_code == 200
    for more in ({}, {"HTTP_HX_REQUEST": "true"}):
        answer = browser.post("/twaim/beneficiaries/", {"q": text, "token": new_token()}, **more)
        assert answer.status_code in (200, 302)


def test_a_researcher_s_forms_take_none_either(file, member_of, client_of):
    researcher = member_of(file.association, Role.RESEARCHER)[1]
    browser = client_of(researcher)
    pair = file.association.duplicate_pairs.get()
    numbers = f"{pair.first.number}/{pair.second.number}"
    paths = [f"/twaim/beneficiaries/duplicates/{numbers}/{verb}/" for verb in ("merge", "different")]
    for word in HOSTILE.values():
        for path in paths:
            page = browser.get(path)
            if page.status_code != 200:
                continue
            assert browser.post(path, filled(page.context["form"], word)).status_code in (200, 302, 400, 409, 422)
