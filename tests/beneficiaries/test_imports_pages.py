"""The pages of imports: each step in the browser, refusals in words, progress without a script, few queries."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from beneficiaries.actions import imports as verbs
from beneficiaries.imports.worker import work_on_next
from beneficiaries.models import ImportRun
from core.once import new_token
from core.sheets import open_sheet
from tests.core.sheet_files import xlsx
from tests.factories.beneficiaries import national_id

from .import_cast import HEADINGS, again, checked, csv_of, entered, handed_in, manager_of, person, states

pytestmark = pytest.mark.django_db
HOME = "/twaim/beneficiaries/imports/"


@pytest.fixture
def manager(twaim: Any, member_of: Any) -> Any:
    return manager_of(twaim, member_of)


@pytest.fixture
def browser(manager: Any, client_of: Any) -> Any:
    return client_of(manager)


def content_of(response: Any) -> bytes:
    return b"".join(response.streaming_content)


def send(browser: Any, content: bytes, name: str = "people.xlsx") -> Any:
    return browser.post(f"{HOME}new/", {"token": new_token(), "sheet": SimpleUploadedFile(name, content)})


def test_from_the_sheet_to_the_files_and_back(twaim, browser):
    rows = [
        [cell if number else int(cell) for number, cell in enumerate([national_id(n), *person(n)])] for n in (1, 2)
    ]
    response = send(
        browser, xlsx([["رقم الهوية", "الاسم", "x", "تاريخ الميلاد", "الجوال", "وسيلة", "المدينة"], *rows])
    )
    run = ImportRun.objects.get()
    place = f"{HOME}{run.uid}/"
    assert response["Location"] == f"{place}columns/"
    page = browser.get(response["Location"]).content.decode()
    assert national_id(1) not in page, "numbers are shown masked"
    assert f"•••••••{national_id(1)[-3:]}" in page
    chosen = {f"column_{at}": field for field, at in run.columns.items()}
    response = browser.post(f"{place}columns/", {"token": new_token(), **chosen, "means_where_missing": "sms"})
    assert response["Location"] == place
    assert "http-equiv" in browser.get(place).content.decode()
    fragment = browser.get(place, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in fragment
    assert "progress" in fragment
    work_on_next()
    assert browser.get(place, headers={"HX-Request": "true"})["HX-Refresh"] == "true"
    page = browser.get(place).content.decode()
    assert "ready to enter" in page
    assert national_id(1) not in page
    browser.post(f"{place}start/", {"token": new_token(), "known_people": "skip"})
    work_on_next()
    assert twaim.beneficiaries.count() == 2
    assert "Files to be removed" in browser.get(f"{place}undo/").content.decode()
    browser.post(f"{place}undo/", {"token": new_token()})
    work_on_next()
    assert (again(run).status, twaim.beneficiaries.count()) == ("undone", 0)
    assert "files removed again" in browser.get(place).content.decode()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "The file is empty."),
        (b"%PDF-1.7 x", "This is not a sheet."),
        (b"PK\x03\x04xxxxxxxx", "The file is damaged."),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 99, "This is the old Excel format (XLS)."),
        (xlsx([[f"h{number}" for number in range(16_000)], ["x"]]), "The sheet has more than 60 columns."),
        (xlsx([person(1), person(2)]), "The columns have no headings."),
        (xlsx([HEADINGS]), "no rows under them."),
    ],
)
def test_a_sheet_that_cannot_be_taken_is_refused_beside_its_box(browser, content, sentence):
    response = send(browser, content)
    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert not ImportRun.objects.exists()


def test_too_large_a_body_is_refused_by_this_doors_own_limit(browser):
    class Unread:
        def read(self, *args: Any) -> bytes:
            raise AssertionError("the body was read")

        readline = read

    answer = browser.post(f"{HOME}new/", CONTENT_LENGTH=str(60 * 2**20), **{"wsgi.input": Unread()})
    assert answer.status_code == 413
    assert "at most 40 MB" in answer.content.decode()


def test_columns_named_twice_or_not_at_all_are_told_and_nothing_chosen_is_lost(twaim, manager, browser):
    run = handed_in(twaim, manager, csv_of([person(1)]))
    chosen = {"column_0": "full_name", "column_1": "national_id", "column_2": "national_id", "column_3": "city"}
    response = browser.post(f"{HOME}{run.uid}/columns/", {"token": new_token(), **chosen})
    page = response.content.decode()
    assert response.status_code == 422
    assert "Column B says “National ID or iqama” already." in page
    assert "No column was chosen for: Date of birth، Mobile number." in page
    assert "choose one for all" in page
    assert '<option value="city" selected>' in page
    assert again(run).status == "columns"


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_rows_to_correct_come_back_with_what_is_wrong_and_can_be_sent_again(twaim, manager, browser, ending):
    rows = [person(1), person(2, mobile="+96650"), person(3, full_name="@SUM(A1)"), person(4, born="31/2/1985")]
    run = entered(twaim, manager, csv_of(rows))
    taken = content_of(browser.get(f"{HOME}{run.uid}/rows-to-correct.{ending}"))
    if ending == "csv":
        assert b";'+96650" in taken.replace(b",", b";")
        assert b"'@SUM" in taken
    back = [row.cells for row in open_sheet(io.BytesIO(taken)).rows()]
    assert [row[0] for row in back] == ["Row in the sheet", "3", "4", "5"]
    assert back[0][2:] == list(HEADINGS)
    assert "0501234567" in back[1][1], "the sentence of the desk's form"
    for row, right in zip(back[1:], (2, 3, 4), strict=True):
        row[2:] = person(right)
    corrected = entered(twaim, manager, csv_of(back[1:], back[0]))
    assert states(corrected) == ["made"] * 3
    assert twaim.beneficiaries.count() == 4


def test_the_empty_sheet_has_headings_that_we_know(browser, twaim):
    taken = content_of(browser.get(f"{HOME}empty.xlsx"))
    headings = next(iter(open_sheet(io.BytesIO(taken)).rows())).cells
    run = handed_in(twaim, manager_from(browser), xlsx([headings, ["x"]]))
    assert len(run.columns) == len(headings)


def manager_from(browser: Any) -> Any:
    from accounts.models import Membership

    return Membership.objects.get(user_id=browser.session["_auth_user_id"])


def test_the_pages_ask_the_same_few_questions_at_one_row_and_at_many(twaim, manager, browser):
    def queries(run: ImportRun, page: str = "") -> int:
        browser.get(f"{HOME}{run.uid}/{page}")
        with CaptureQueriesContext(connection) as asked:
            assert browser.get(f"{HOME}{run.uid}/{page}").status_code == 200
        return len(asked)

    def sheet(first: int, count: int) -> bytes:
        rows = [person(number) for number in range(first, first + count)]
        return csv_of([*rows, *(person(number + 5000, mobile="1") for number in range(first, first + count))])

    small, large = (checked(twaim, manager, sheet(first, count)) for first, count in ((1, 1), (100, 60)))
    assert queries(small) == queries(large)
    for run in (small, large):
        verbs.start_import(run, by=manager, known_people="skip")
        work_on_next()
    assert queries(small) == queries(large)
    assert queries(small, "undo/") == queries(large, "undo/")
    with CaptureQueriesContext(connection) as few:
        browser.get(HOME)
    for _number in range(10):
        handed_in(twaim, manager, csv_of([person(1)]))
    with CaptureQueriesContext(connection) as many:
        browser.get(HOME)
    assert len(few) == len(many)
