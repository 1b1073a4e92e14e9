"""A person's copy of all that is kept: whole, theirs alone, in two forms, and each giving is told (B4)."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
from django.utils import translation
from pypdf import PdfReader

from accounts.roles import Role
from beneficiaries.actions import copying, correct
from beneficiaries.actions.households import add_member, form_household
from beneficiaries.models import Beneficiary, FileLook
from beneficiaries.own_copy import VERSION, _lines, as_json, own_copy
from beneficiaries.own_copy_words import WORDS, label_of
from core.errors import NotPermitted
from core.once import new_token
from correspondence import pdf
from requests.enums import Status
from tests.beneficiaries.import_cast import checked, csv_of, entered, manager_of, person
from tests.beneficiaries.test_forgetting import BORN, CHILD_ID, HOLDER_ID, HOLDER_MOBILE, Life
from tests.factories.support_requests import Staff
from tests.online.conftest import Visitor

needs_pdf = pytest.mark.skipif(not pdf.is_available(), reason="PDFs need pango")


@pytest.fixture
def life(twaim: Any, settings: Any, tmp_path: Any) -> Life:
    settings.STATE_DIR = tmp_path
    return Life(twaim)


def test_the_copy_holds_every_room_and_opens_as_it_is_documented(life):
    copy = json.loads(as_json(own_copy(life.file)))
    assert copy["format"] == VERSION
    assert copy["file"]["national_id"] == life.file.national_id
    assert copy["file"]["health_note"] == "CANARY-NOTE"
    assert copy["requests"][0]["decision"]["reasons"] == "ثبتت حاجة قنديلة"
    assert copy["complaints"][0]["answers"][0]["apology"] == "نعتذر لقنديلة"
    assert {row["relation"] for row in copy["household"]} == {"head", "child"}
    assert copy["mandates"][0]["holder_name"] == "مكنون الطوارقي"
    assert copy["notices"]
    assert copy["looks"]
    assert copy["changes"]


def test_nobody_elses_number_and_no_name_of_staff_stands_in_it(life):
    text = as_json(own_copy(life.file))
    for number in (CHILD_ID, HOLDER_ID, HOLDER_MOBILE.removeprefix("+966")):
        assert number not in text
    for member in life.association.memberships.select_related("user"):
        assert member.user.name_ar not in text
        assert member.user.name_en not in text


def test_a_decision_that_was_not_told_yet_is_not_told_by_the_copy(twaim):
    staff = Staff(twaim)
    case = staff.case(Status.DECIDED)
    assert own_copy(case.beneficiary)["requests"][0]["decision"] is None


def test_every_part_of_the_paper_has_its_word(life):
    with translation.override("ar"):
        copy = own_copy(life.file)
    keys: set[str] = set()

    def walk(value: Any) -> None:
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, dict):
                keys.update(one)
                for inner in one.values():
                    walk(inner)

    walk({name: part for name, part in copy.items() if isinstance(part, list | dict)})
    assert keys - {"hijri", "gregorian"} <= set(WORDS)
    assert label_of("file") == "الملف"
    assert len(list(_lines(copy["file"]))) > 10


@needs_pdf
@pytest.mark.pdf
def test_the_paper_is_arabic_and_shows_both_calendars(life):
    made = copying.hand_over_copy(life.file, by=life.staff.desk, checked="id_seen", form="pdf")
    reader = PdfReader(io.BytesIO(made))
    assert "نسخة من ملف المستفيد" in str(reader.metadata and reader.metadata.title)
    assert len(made) > 5000
    assert life.file.looks.first().what == FileLook.What.EXPORT


def test_the_desk_hands_it_over_after_saying_how_it_knows_the_person(life, client_of):
    browser = client_of(life.staff.desk)
    address = f"/twaim/beneficiaries/{life.file.number}/copy/"
    assert browser.post(address, {"token": new_token(), "form": "json"}).status_code == 422
    given = browser.post(address, {"token": new_token(), "form": "json", "checked": "id_seen"})
    assert given["Content-Type"] == "application/json"
    assert "no-store" in given["Cache-Control"]
    assert json.loads(given.content)["file"]["number"] == life.file.number
    assert life.file.looks.filter(what=FileLook.What.EXPORT).count() == 1
    with pytest.raises(NotPermitted):
        copying.hand_over_copy(life.file, by=life.staff.member(Role.RESEARCHER), checked="id_seen", form="json")


@pytest.fixture
def at_home(twaim: Any, settings: Any, tmp_path: Any) -> tuple[Visitor, Beneficiary]:
    settings.STATE_DIR = tmp_path
    staff = Staff(twaim)
    file = staff.person(mobile="+966501234567")
    household = form_household(file, by=staff.desk).household
    add_member(household, by=staff.desk, relation="child", born=BORN, full_name="سارة", national_id=CHILD_ID)
    correct(file, by=staff.desk, city="الرياض")
    visitor = Visitor(twaim)
    visitor.signs_in(file)
    return visitor, file


def test_at_home_it_needs_a_fresh_code_and_the_person_sees_who_looked(at_home):
    visitor, file = at_home
    copying.look(file, by=Staff.member(type("S", (), {"association": file.association})(), Role.DESK))
    assert "Front desk" in visitor.get("my/looks/").content.decode()
    form = {"form": "json"}
    assert visitor.post("my/copy/", code="000000", **form).status_code == 422
    assert visitor.client.post(visitor.path("my/copy/code/")).status_code == 302
    code = visitor.code()
    wrong = f"{(int(code) + 1) % 1_000_000:06d}"
    assert visitor.post("my/copy/", code=wrong, **form).status_code == 422
    assert not file.looks.filter(what=FileLook.What.EXPORT).exists()
    given = visitor.post("my/copy/", code=code, **form)
    assert json.loads(given.content)["file"]["mobile"] == "+966501234567"
    assert CHILD_ID not in given.content.decode()
    assert visitor.post("my/copy/", code=code, **form).status_code == 422, "a code opens one copy"
    assert file.looks.filter(what=FileLook.What.EXPORT).count() == 1
    assert "yourself" in visitor.get("my/looks/").content.decode()


def test_a_code_that_signs_something_else_opens_no_copy(at_home):
    visitor, _file = at_home
    visitor.writes()
    visitor.client.post(visitor.path("my/draft/code/"))
    assert visitor.post("my/copy/", code=visitor.code(), form="json").status_code == 422


def test_rows_of_sheets_that_made_or_named_the_file_are_in_the_copy(twaim, member_of, settings, tmp_path):
    settings.STATE_DIR = tmp_path
    manager = manager_of(twaim, member_of)
    entered(twaim, manager, csv_of([person(1), person(2)]))
    file, other = twaim.beneficiaries.order_by("pk")
    checked(twaim, manager, csv_of([person(1, city="SAID-OF-ME"), person(2, city="SAID-OF-ANOTHER")]))
    rows = own_copy(file)["sheets"]
    assert [(row["sheet"], row["row"], row["state"]) for row in rows] == [
        ("people.csv", 2, "made"),
        ("people.csv", 2, "known"),
    ]
    assert rows[0]["cells"] == [], "what was entered is in the file"
    assert "SAID-OF-ME" in rows[1]["cells"]
    assert "SAID-OF-ANOTHER" not in as_json(own_copy(file))
    assert other.full_name not in as_json(own_copy(file))
