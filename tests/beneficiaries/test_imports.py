"""Importing a sheet: judged by the desk's own rules, entered once, sealed at rest, undone while untouched."""

from __future__ import annotations

import datetime
import json
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.utils import timezone, translation

from accounts.roles import Role
from beneficiaries.actions import imports as verbs
from beneficiaries.finding import find
from beneficiaries.imports import writing
from beneficiaries.imports.columns import find_headings, guess
from beneficiaries.imports.worker import tidy_up, work_on_next
from beneficiaries.models import BeneficiaryChange, ImportMapping, ImportRun
from beneficiaries.signals import files_imported
from core.errors import DomainError, NotPermitted, TransitionNotAllowed
from core.sheets import Row, SheetRefused
from tests.factories.beneficiaries import national_id

from .conftest import ID
from .import_cast import HEADINGS, again, checked, csv_of, entered, handed_in, manager_of, person, states

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_files(settings: Any, tmp_path: Any) -> None:
    settings.STATE_DIR = tmp_path


@pytest.fixture(autouse=True)
def _in_english() -> Any:
    with translation.override("en"):
        yield


@pytest.fixture
def manager(twaim: Any, member_of: Any) -> Any:
    return manager_of(twaim, member_of)


def kept_files() -> list[Any]:
    folder = settings.STATE_DIR / "files" / "imports"
    return list(folder.iterdir()) if folder.exists() else []


def problems(run: ImportRun) -> str:
    return " ".join(sentence for row in run.rows.all() for sentence in row.problems)


def test_a_sheet_becomes_files_as_the_desk_would_make_them(twaim, manager):
    run = entered(twaim, manager, csv_of([person(1), person(2, born="1985-06-03", means="اتصال")]))
    first, second = twaim.beneficiaries.order_by("number")
    assert (run.status, states(run)) == ("done", ["made", "made"])
    assert (first.full_name, first.national_id, first.mobile) == ("منيرة ب الشمري", national_id(1), "+966500000001")
    assert (first.born_on, first.birth_calendar, first.agreed_means) == (datetime.date(1985, 6, 3), "hijri", "sms")
    assert (second.birth_calendar, second.agreed_means) == ("gregorian", "phone")
    assert (first.registered_by, first.id_kind, first.first_name) == (manager.user, "national", "منيرة")
    assert first.number[:-6] == second.number[:-6]
    assert int(second.number[-6:]) == int(first.number[-6:]) + 1
    assert set(find(twaim, "منيره الشمرى").people) == {first, second}
    assert find(twaim, national_id(1)).people == [first]


FURTHER = {
    "الجنس": ("أنثى", "sex", "female"),
    "الجنسية": ("يمنية", "nationality", "YE"),
    "الحالة الاجتماعية": ("أرملة", "marital", "widowed"),
    "الحالة الوظيفية": ("ربة منزل", "employment", "home"),
    "السكن": ("إيجار", "housing", "rented"),
    "انتهاء الهوية": ("1/1/1450", "id_expires_on", datetime.date(2028, 5, 25)),
    "الآيبان": ("SA03 8000 0000 6080 1016 7519", "iban", "SA0380000000608010167519"),
    "الرمز البريدي": ("٣٦٣٤٢", "postcode", "36342"),
    "العنوان المختصر": ("rhha 1234", "short_address", "RHHA1234"),
    "جوال آخر": ("٥٠١٢٣٤٥٢١", "other_mobile", "+966501234521"),
    "البريد الإلكتروني": ("a@example.test", "email", "a@example.test"),
}


def test_further_columns_are_taken_over_in_their_own_words(twaim, manager):
    twaim.categories.create(name_ar="أيتام", name_en="Orphans")
    told = [value for value, _field, _kept in FURTHER.values()]
    run = entered(twaim, manager, csv_of([[*person(1), *told, "أيتام"]], [*HEADINGS, *FURTHER, "الفئة"]))
    assert run.status == "done", problems(run)
    made = twaim.beneficiaries.get()
    assert {field: getattr(made, field) for _v, field, _k in FURTHER.values()} == {
        field: kept for _v, field, kept in FURTHER.values()
    }
    assert [row.category.name_ar for row in made.in_categories.all()] == ["أيتام"]


@pytest.mark.parametrize(
    ("other", "sentence"),
    [
        ({"full_name": ""}, "Full name: Enter the full name."),
        ({"full_name": "ن" * 300}, "Full name: Ensure this value has at most 150 characters (it has 300)."),
        ({"full_name": "نورة 5"}, "Full name: Write the name in letters"),
        ({"national_id": "1012345673"}, "National ID or iqama: One of the digits is wrong."),
        ({"national_id": "1.01235E+09"}, "National ID or iqama: The program has shortened the number."),
        ({"national_id": "=A1"}, "National ID or iqama: The cell holds a formula"),
        ({"born": "30/2/1985"}, "Date of birth: February 1985 has only 28 days."),
        ({"born": "6/25/1985"}, "Date of birth: Write the day before the month"),
        ({"born": "1/1/2090"}, "Date of birth: Check the year"),
        ({"mobile": "0112345678"}, "Mobile number: Enter a Saudi mobile number"),
        ({"means": "حمام زاجل"}, "Agreed means of contact: Write one of these: Text message، Phone call"),
        ({"means": "بريد"}, "To be reached by e-mail, an address is needed."),
    ],
)
def test_each_mistake_has_the_desks_own_sentence_and_quotes_nothing(twaim, manager, other, sentence):
    run = checked(twaim, manager, csv_of([person(1, **other), person(2)]))
    assert (run.status, states(run)) == ("checked", ["faulty", "good"])
    assert sentence in problems(run)
    assert not any(value and len(value) > 3 and value in problems(run) for value in other.values())
    assert not twaim.beneficiaries.exists()


def test_a_name_that_turns_the_writing_round_is_cleaned_as_at_the_desk(twaim, manager):
    entered(twaim, manager, csv_of([person(1, full_name="\u202eنورة\u200f \u2066السبيعي\u2069")]))
    assert twaim.beneficiaries.get().full_name == "نورة السبيعي"


def test_a_person_twice_in_the_sheet_or_known_already_is_not_registered_twice(twaim, manager, noura):
    rows = [person(1), person(1, full_name="منيرة"), person(0, national_id=ID), person(2)]
    run = checked(twaim, manager, csv_of(rows))
    assert states(run) == ["good", "repeated", "known", "good"]
    assert "This ID stands in row 2 already." in problems(run)
    assert f"in file {noura.number}." in problems(run)
    verbs.start_import(run, by=manager, known_people="skip")
    work_on_next()
    noura.refresh_from_db()
    assert (twaim.beneficiaries.count(), noura.full_name) == (3, "نورة بنت سعد السبيعي")


def test_people_who_have_a_file_may_be_brought_up_to_date_with_everything_on_record(twaim, manager, noura):
    told = person(0, national_id=ID, full_name="نورة سعد السبيعي", mobile="0509999999", city="")
    run = entered(twaim, manager, csv_of([told, person(1)]), known_people="update")
    noura.refresh_from_db()
    assert states(run) == ["updated", "made"]
    assert (noura.full_name, noura.mobile, noura.version) == ("نورة سعد السبيعي", "+966509999999", 2)
    assert noura.city == "الهفوف", "an empty cell takes nothing away"
    changes = {row.field: row for row in BeneficiaryChange.objects.filter(beneficiary=noura)}
    assert changes["full_name"].before == "نورة بنت سعد السبيعي"
    assert (changes["mobile"].was, changes["mobile"].became) == ("+966501234521", "+966509999999")
    assert "9999999" not in str(BeneficiaryChange.objects.filter(pk=changes["mobile"].pk).values())
    same = entered(twaim, manager, csv_of([told]), known_people="update")
    noura.refresh_from_db()
    assert (states(same), noura.version) == (["same"], 2)


def test_a_closed_file_is_not_brought_up_to_date(twaim, manager, noura):
    today = timezone.localdate()
    twaim.beneficiaries.update(closed_on=today, closed_because="x", keep_until=today)
    run = entered(twaim, manager, csv_of([person(0, national_id=ID, city="الرياض")]), known_people="update")
    noura.refresh_from_db()
    assert (states(run), noura.city) == (["faulty"], "الهفوف")
    assert "is closed" in problems(run)


def test_who_was_registered_between_the_check_and_the_entering_is_found_then(twaim, manager, known):
    run = checked(twaim, manager, csv_of([person(1), person(2)]))
    other = known(national_id=national_id(1))
    verbs.start_import(run, by=manager, known_people="skip")
    work_on_next()
    assert states(run) == ["known", "made"]
    assert f"in file {other.number}." in problems(run)
    assert twaim.beneficiaries.count() == 2


def test_a_collision_at_the_same_moment_is_tried_again_and_lost_rows_are_none(twaim, manager, monkeypatch):
    run = checked(twaim, manager, csv_of([person(1), person(2)]))
    enter, failed = writing._enter, []

    def once_too_late(*args: Any) -> None:
        enter(*args)
        if not failed:
            failed.append(True)
            raise IntegrityError

    monkeypatch.setattr(writing, "_enter", once_too_late)
    verbs.start_import(run, by=manager, known_people="skip")
    work_on_next()
    assert (again(run).status, states(run), twaim.beneficiaries.count()) == ("done", ["made", "made"], 2)
    assert failed


def test_the_headings_are_found_under_a_title_and_remembered_for_the_next_sheet(twaim, qalam, manager, member_of):
    content = ("كشف المستفيدين;;;;;\n" + csv_of([person(1)]).decode()).encode()
    run = handed_in(twaim, manager, content)
    assert (run.header_row, run.columns["national_id"], run.columns["city"]) == (2, 1, 5)
    verbs.name_columns(run, by=manager, columns={**run.columns, "district": 5, "city": 0}, means_where_missing="phone")
    second = handed_in(twaim, manager, content)
    assert (second.columns["district"], second.means_where_missing) == (5, "phone")
    assert "district" not in handed_in(qalam, manager_of(qalam, member_of), content).columns
    assert ImportMapping.objects.count() == 1


def test_headings_are_guessed_in_both_languages_and_of_two_equals_the_first_is_taken():
    assert guess(["Full name *", "ID", "DOB", "Mobile No", "E-mail"]) == {
        **{"full_name": 0, "national_id": 1, "born": 2, "mobile": 3, "email": 4}
    }
    assert guess(["رقم_الهوية", "رقم الهويه", "الإسم", "جوال ولي الأمر"]) == {"national_id": 0, "full_name": 2}


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ([], "no_rows"),
        ([Row(1, list(HEADINGS))], "no_rows"),
        ([Row(1, person(1)), Row(2, person(2))], "no_headings"),
        ([Row(1, [*HEADINGS, *map(str, range(60))]), Row(2, ["x"])], "too_many_columns"),
    ],
)
def test_a_sheet_that_cannot_be_understood_is_refused_in_words(rows, code):
    with pytest.raises(SheetRefused) as refusal:
        find_headings(rows)
    assert refusal.value.code == code


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"PK\x03\x04" + b"x" * 99, "الاسم;الهوية".encode()])
def test_of_a_refused_sheet_nothing_is_kept(twaim, manager, content):
    with pytest.raises(SheetRefused):
        handed_in(twaim, manager, content)
    assert not ImportRun.objects.exists()
    assert not kept_files()


def test_a_sheet_that_breaks_in_its_middle_is_dropped_whole(twaim, manager):
    content = csv_of([person(number) for number in range(300)]) + b'\n"' + b"x;y\n" * 60_000
    run = checked(twaim, manager, content)
    assert (run.status, run.rows.count(), run.first_rows_sealed) == ("failed", 0, "")
    assert "quotation mark" in run.problem
    assert not twaim.beneficiaries.exists()


def test_nothing_of_a_sheet_stands_in_clear_in_the_database_or_on_the_disk(
    twaim, manager, django_capture_on_commit_callbacks
):
    run = checked(twaim, manager, csv_of([person(1), person(2, mobile="0112345678")]))
    with connection.cursor() as cursor:
        for table in ("importrun", "importrow", "importmapping"):
            cursor.execute(f"SELECT * FROM beneficiaries_{table}")
            kept = json.dumps([[str(value) for value in row] for row in cursor.fetchall()], ensure_ascii=False)
            assert kept != "[]"
            for clear in (national_id(1), national_id(2), "500000001", "0112345678", "منيرة"):
                assert clear not in kept
    assert [national_id(1).encode() in path.read_bytes() for path in kept_files()] == [False]
    with django_capture_on_commit_callbacks(execute=True):
        verbs.start_import(run, by=manager, known_people="skip")
    assert not kept_files(), "the sheet is dropped when its rows are entered"
    work_on_next()
    assert run.rows.order_by("number").first().cells_sealed == ""


def test_likely_duplicates_can_be_proposed_for_each_batch_in_its_transaction(twaim, manager):
    told: list[int] = []

    def hear(association: Any, beneficiaries: list[Any], **_other: Any) -> None:
        assert association == twaim
        told.extend(row.pk for row in beneficiaries)

    files_imported.connect(hear)
    try:
        entered(twaim, manager, csv_of([person(number) for number in range(450)]))
    finally:
        files_imported.disconnect(hear)
    assert sorted(told) == sorted(twaim.beneficiaries.values_list("pk", flat=True))


@pytest.mark.parametrize("role", [role for role in Role if role not in (Role.MANAGER, Role.ADMINISTRATOR)])
def test_only_who_may_import_does_any_of_it(twaim, manager, member_of, role):
    other = member_of(twaim, role)[1]
    run = checked(twaim, manager, csv_of([person(1)]))
    for act in (
        lambda: handed_in(twaim, other, csv_of([person(1)])),
        lambda: verbs.name_columns(run, by=other, columns={}),
        lambda: verbs.start_import(run, by=other, known_people="skip"),
        lambda: verbs.discard_import(run, by=other),
    ):
        with pytest.raises(NotPermitted):
            act()
    verbs.start_import(run, by=manager, known_people="skip")


def test_a_step_that_is_not_possible_now_is_refused(twaim, manager):
    run = entered(twaim, manager, csv_of([person(1)]))
    for act in (
        lambda: verbs.name_columns(run, by=manager, columns={}),
        lambda: verbs.start_import(run, by=manager, known_people="skip"),
        lambda: verbs.stop_import(run, by=manager),
        lambda: verbs.discard_import(run, by=manager),
    ):
        with pytest.raises(TransitionNotAllowed), transaction.atomic():
            act()
    with pytest.raises(DomainError), transaction.atomic():
        verbs.start_import(checked(twaim, manager, csv_of([person(2)])), by=manager, known_people="both")


def test_sheets_nobody_came_back_to_and_old_cells_are_dropped(twaim, manager, django_capture_on_commit_callbacks):
    waiting = handed_in(twaim, manager, csv_of([person(1)]))
    ended = entered(twaim, manager, csv_of([person(2), person(3, mobile="1")]))
    with django_capture_on_commit_callbacks(execute=True):
        tidy_up()
    assert again(waiting).status == "columns"
    later = timezone.now() + datetime.timedelta(days=31)
    with time_machine.travel(later), django_capture_on_commit_callbacks(execute=True):
        tidy_up()
    assert again(waiting).status == "discarded"
    assert (again(ended).first_rows_sealed, set(ended.rows.values_list("cells_sealed", flat=True))) == ("", {""})


def test_the_desk_registers_after_an_import_with_the_next_number(twaim, manager, desk, known):
    entered(twaim, manager, csv_of([person(number) for number in range(3)]))
    assert int(known(national_id=ID).number[-6:]) == 4
