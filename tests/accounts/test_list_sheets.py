"""A long list as a sheet: written in the background, for whoever asked, kept for a day, recorded once (B4)."""

from __future__ import annotations

import io
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts import sheets
from accounts.models import ListExport, ListSheet, Membership, SheetStatus
from accounts.roles import Role
from core import lists
from core.sealed_files import open_sealed
from core.sheets import open_sheet
from tests.factories.support_requests import Staff

LIST = "/twaim/requests/"


@pytest.fixture
def staff(twaim: Any, monkeypatch: Any) -> Staff:
    monkeypatch.setattr(sheets, "AT_ONCE", 1)
    staff = Staff(twaim)
    for _case in range(3):
        staff.open()
    return staff


def ask(client: Any, query: str = "queue=all&sort=oldest") -> ListSheet:
    answer = client.post(f"{LIST}?{query}", {"do": "sheet"})
    assert answer.status_code == 302
    sheet = ListSheet.objects.latest("pk")
    assert answer.url == f"/twaim/sheets/{sheet.uid}/"
    return sheet


def rows_of(content: bytes) -> list[list[str]]:
    return [row.cells for row in open_sheet(io.BytesIO(content)).rows()]


def test_it_is_written_in_the_background_and_taken_once_it_is_ready(staff, client_of):
    client = client_of(staff.desk)
    sheet = ask(client)
    page = f"/twaim/sheets/{sheet.uid}/"
    assert "The sheet is being written" in client.get(page).content.decode()
    assert client.get(f"{page}list.xlsx").status_code == 404
    call_command("run_batches", "--once")
    assert "The sheet is ready" in client.get(page).content.decode()
    assert client.get(page, headers={"HX-Request": "true"}).headers["HX-Refresh"] == "true"
    taken = rows_of(b"".join(client.get(f"{page}list.xlsx").streaming_content))
    shown = [row.reference for row in client.get(f"{LIST}?queue=all&sort=oldest").context["rows"]]
    assert [row[0] for row in taken[1:]] == shown
    export = ListExport.objects.get()
    assert (export.by, export.list_name, export.row_count) == (staff.desk.user, "requests", 3)
    assert client.get("/twaim/sheets/").context["rows"][0][0] == sheet


def test_a_double_click_asks_for_one_and_nobody_fills_the_queue(staff, client_of):
    client = client_of(staff.desk)
    assert ask(client) == ask(client)
    for number in range(sheets.MOST_AT_WORK - 1):
        sheets.begin_sheet(staff.desk, list_name="requests", query=f"queue=all&x={number}", row_count=3)
    refused = client.post(f"{LIST}?queue=all&sort=newest", {"do": "sheet"})
    assert refused.url == "/twaim/sheets/"
    assert "sheets are being written for you" in client.get(refused.url).content.decode()
    assert ListSheet.objects.count() == sheets.MOST_AT_WORK


def test_it_is_its_askers_alone(staff, qalam, client_of):
    sheet = ask(client_of(staff.desk))
    sheets.write_next()
    for member in (staff.member(Role.DESK), staff.member(Role.MANAGER), Staff(qalam).desk):
        visitor = client_of(member)
        for slug in ("twaim", "qalam"):
            for rest in ("", "list.xlsx"):
                assert visitor.get(f"/{slug}/sheets/{sheet.uid}/{rest}").status_code == 404


def test_it_lies_sealed_and_its_day_ends(staff, client_of):
    client = client_of(staff.desk)
    sheet = ask(client)
    sheets.write_next()
    sheet.refresh_from_db()
    folder = sheets.folder_of(sheet.association_id)
    assert open_sealed(folder, sheet.stored_as).read(2) == b"PK"
    ListSheet.objects.update(ended_at=timezone.now() - timedelta(days=1, seconds=1))
    address = f"/twaim/sheets/{sheet.uid}/"
    assert client.get(f"{address}list.xlsx").status_code == 404
    assert "its file was removed" in client.get(address).content.decode()
    sheets.tidy_up()
    with pytest.raises(FileNotFoundError):
        open_sealed(folder, sheet.stored_as)
    assert ListSheet.objects.get().stored_as == ""
    ListSheet.objects.update(ended_at=timezone.now() - timedelta(days=31))
    sheets.tidy_up()
    assert not ListSheet.objects.exists()


def test_killed_or_stopped_it_is_begun_anew_by_another(staff, client_of, monkeypatch):
    monkeypatch.setattr(lists, "CHUNK", 1)
    monkeypatch.setattr(sheets, "CHUNK", 1)
    sheet = ask(client_of(staff.desk))
    sheets.write_next(lambda: True)
    sheet.refresh_from_db()
    assert (sheet.status, sheet.lease) == (SheetStatus.WRITING, None)
    assert not ListExport.objects.exists()
    assert sheets.write_next() is not None
    sheet.refresh_from_db()
    assert (sheet.status, sheet.written, sheet.starts) == (SheetStatus.READY, 3, 2)
    assert ListExport.objects.count() == 1


def test_a_list_that_breaks_is_given_up_in_words_and_the_next_gets_its_turn(staff, client_of, monkeypatch):
    client = client_of(staff.desk)
    broken = ask(client)
    monkeypatch.setattr(sheets, "xlsx_of", lambda *asked: 1 / 0)
    for _try in range(sheets.STARTS + 1):
        ListSheet.objects.update(leased_until=None)
        sheets.write_next()
    broken.refresh_from_db()
    assert broken.status == SheetStatus.FAILED
    assert "broke off several times" in client.get(f"/twaim/sheets/{broken.uid}/").content.decode()
    assert sheets.write_next() is None


@pytest.mark.parametrize("what", ["left", "other role", "gone"])
def test_rights_and_filters_are_those_of_the_moment_of_writing(staff, client_of, what):
    sheet = ask(client_of(staff.desk), "queue=all&service=rent" if what == "gone" else "queue=all")
    if what == "left":
        Membership.objects.filter(pk=staff.desk.pk).update(is_active=False)
    elif what == "other role":
        staff.desk.membership_roles.update(role=Role.ADMINISTRATOR)
    else:
        ListSheet.objects.update(query="queue=all&service=dropped")
    sheets.write_next()
    sheet.refresh_from_db()
    assert (sheet.status, sheet.stored_as) == (SheetStatus.FAILED, "")
    assert sheet.problem
    assert not ListExport.objects.exists()


def test_too_many_rows_are_refused_before_anything_is_written(staff, client_of, monkeypatch):
    monkeypatch.setattr(sheets, "MOST_ROWS", 2)
    client = client_of(staff.desk)
    answer = client.post(f"{LIST}?queue=all", {"do": "sheet"})
    assert answer.url == f"{LIST}?queue=all"
    assert "more than 2 rows" in client.get(answer.url).content.decode()
    assert not ListSheet.objects.exists()


BREAKS: dict[str, dict[str, Any]] = {
    "listsheet_ended_has_a_moment": {"status": "failed"},
    "listsheet_file_once_ready": {"stored_as": "a.sealed"},
    "listsheet_lease_ends": {"lease": "00000000-0000-0000-0000-000000000001", "leased_until": None},
}


@pytest.mark.parametrize("name", BREAKS)
def test_a_sheet_that_cannot_be_is_refused_by_the_database(staff, name):
    sheets.begin_sheet(staff.desk, list_name="requests", query="", row_count=3)
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        ListSheet.objects.update(**BREAKS[name])
