"""A list taken along: the rows and columns that the member sees, text only, and recorded (B4)."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from accounts import sheets
from accounts.models import ListExport
from accounts.roles import ROLE_PERMISSIONS, Permission, Role
from core.sheets import open_sheet
from requests.enums import Status
from tests.factories.support_requests import Staff

LIST = "/twaim/requests/"


@pytest.fixture
def staff(twaim: Any) -> Staff:
    return Staff(twaim)


def sent(client: Any, address: str) -> io.BytesIO:
    """The file that the address answers with."""
    answer = client.post(address, {"do": "sheet"})
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"] == 'attachment; filename="requests.xlsx"'
    return io.BytesIO(b"".join(answer.streaming_content))


def taken(client: Any, query: str) -> list[list[str]]:
    return [row.cells for row in open_sheet(sent(client, f"{LIST}?{query}")).rows()]


def test_the_sheet_holds_the_rows_that_the_list_shows_in_its_order(staff, client_of):
    cases = [staff.open(), staff.case(Status.UNDER_STUDY), staff.open()]
    client = client_of(staff.desk)
    for query in ("queue=all", "queue=all&sort=oldest", "queue=all&status=incomplete", "queue=researcher"):
        shown = [row.reference for row in client.get(f"{LIST}?{query}").context["rows"]]
        assert [row[0] for row in taken(client, query)[1:]] == shown
    assert len(taken(client, "queue=all")) == len(cases) + 1


def test_both_calendars_and_amounts_in_plain_figures(staff, client_of):
    case = staff.open()
    headings, row = taken(client_of(staff.desk), "queue=all")
    cells = dict(zip(headings, row, strict=False))
    assert cells["Amount asked for"] == "3000.00"
    day = case.received_at.astimezone().date()
    assert cells["Day of receipt (Gregorian)"] == f"{day:%d/%m/%Y}"
    assert cells["Day of receipt (Hijri)"].endswith(" AH")
    assert cells["Beneficiary"] == case.beneficiary.full_name
    assert case.beneficiary.national_id not in " ".join(row)


def test_an_arabic_sheet_runs_from_right_to_left(staff, client_of):
    staff.open()
    book = zipfile.ZipFile(sent(client_of(staff.desk, "ar"), f"{LIST}?queue=all"))
    assert 'rightToLeft="1"' in book.read("xl/worksheets/sheet1.xml").decode()


def test_a_name_that_looks_like_a_formula_stays_text(staff, client_of):
    staff.open(staff.person(full_name="=HYPERLINK(1) سالم"))
    book = zipfile.ZipFile(sent(client_of(staff.desk), f"{LIST}?queue=all"))
    assert b"<f>" not in book.read("xl/worksheets/sheet1.xml")


def test_a_column_needs_its_permission(staff, client_of):
    case = staff.open()
    assert case.beneficiary.number in taken(client_of(staff.desk), "queue=all")[1]
    headings, row = taken(client_of(staff.chair), "queue=all")  # the chair opens no file
    assert "File number" not in headings
    assert case.beneficiary.number not in row


@pytest.mark.parametrize("role", Role.values)
def test_taking_along_needs_its_permission_and_the_list(staff, client_of, role):
    held = ROLE_PERMISSIONS[role]
    may = {Permission.EXPORT_LISTS, Permission.SEE_REQUESTS} <= held
    client = client_of(staff.member(role))
    if may:
        assert taken(client, "queue=all")
    else:
        assert client.post(f"{LIST}?queue=all", {"do": "sheet"}).status_code == 403
    staff.open()
    if Permission.SEE_REQUESTS in held:
        assert ("Take along as Excel" in client.get(f"{LIST}?queue=all").content.decode()) is may


def test_who_took_what_with_which_filter_is_recorded_and_stays(staff, client_of):
    staff.open()
    client = client_of(staff.desk)
    asked = client.post(f"{LIST}?queue=all", {"who": "سلمى"}).url
    taken(client, "queue=all&status=incomplete&after=1")
    sent(client, asked)
    last, first = ListExport.objects.all()
    assert (first.by, first.list_name, first.query, first.row_count) == (
        staff.desk.user,
        "requests",
        "queue=all&status=incomplete",
        1,
    )
    assert "who=" in last.query
    assert "سلمى" not in last.query
    for attempt in (lambda: ListExport.objects.update(row_count=9), first.delete, lambda: first.save()):
        with pytest.raises(DatabaseError, match="stays recorded"), transaction.atomic():
            attempt()
    assert ListExport.objects.model._meta.db_table == "accounts_listexport"


def test_more_rows_than_a_sheet_takes_are_refused_with_a_sentence(staff, client_of, monkeypatch):
    staff.open(), staff.open()
    client = client_of(staff.desk)
    monkeypatch.setattr(sheets, "MOST_ROWS", 1)
    answer = client.post(f"{LIST}?queue=all", {"do": "sheet"})
    assert answer.url == f"{LIST}?queue=all"
    assert "more than 1 rows" in client.get(answer.url).content.decode()
    assert not ListExport.objects.exists()
    monkeypatch.setattr(sheets, "MOST_ROWS", 2)
    assert len(taken(client, "queue=all")) == 3


def test_another_associations_rows_are_not_in_it(staff, qalam, client_of):
    there = Staff(qalam)
    there.open()
    mine = staff.open()
    assert [row[0] for row in taken(client_of(staff.desk), "queue=all")[1:]] == [mine.reference]
