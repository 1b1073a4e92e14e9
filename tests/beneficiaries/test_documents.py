"""Documents of a file: seen or copied, valid until a day, replaced and removed; opened only by whom they concern."""

from __future__ import annotations

import datetime
import os
import time
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from accounts.roles import Role
from beneficiaries.actions import documents as actions
from beneficiaries.enums import CopyBasis
from beneficiaries.models import FileDocument, FileLook
from core.errors import DomainError, NotPermitted
from core.months import months_after
from core.once import new_token
from tests.factories.hostile import pdf, photo

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


@pytest.fixture(autouse=True)
def _files_of_the_test(settings: Any, tmp_path: Path) -> None:
    settings.STATE_DIR = tmp_path


@pytest.fixture
def researcher(twaim: Any, member_of: Any) -> Any:
    return member_of(twaim, Role.RESEARCHER)[1]


def kind(association: Any, name: str) -> Any:
    return association.document_kinds.get(name_en=name)


def upload(content: bytes = b"", name: str = "a.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content or pdf())


def add(person: Any, by: Any, name: str, **facts: Any) -> FileDocument:
    given = {"sighted_on": timezone.localdate(), **facts}
    return actions.add_document(person, by=by, kind=kind(person.association, name), **given)


def url(person: Any, rest: str = "") -> str:
    return f"/twaim/beneficiaries/{person.number}/documents/{rest}"


def typed(name: str, day: datetime.date | None) -> dict[str, str]:
    if day is None:
        return {f"{name}_{part}": "" for part in (1, 2, 3)}
    return {
        f"{name}_0": "gregorian",
        f"{name}_1": str(day.day),
        f"{name}_2": str(day.month),
        f"{name}_3": str(day.year),
    }


def files(settings: Any) -> list[Path]:
    return [path for path in Path(settings.STATE_DIR).rglob("*") if path.is_file()]


def test_of_an_id_the_original_is_seen_and_no_copy_is_kept(desk, client_of, noura, settings) -> None:
    today = timezone.localdate()
    client, chosen = client_of(desk), kind(noura.association, "National ID")
    assert str(chosen.uid) in client.get(url(noura, "new/")).content.decode()
    page = client.get(url(noura, f"new/{chosen.uid}/"))
    assert '<details class="fold"><summary>Keep a copy' in page.content.decode()
    sent = {"token": new_token(), **typed("sighted_on", today), **typed("valid_until", today + 400 * DAY)}
    saved = client.post(url(noura, f"new/{chosen.uid}/"), sent)
    document = noura.documents.get()
    assert saved["Location"] == url(noura, f"{document.uid}/")
    assert (document.sighted_on, document.sighted_by, document.is_copied) == (today, desk.user, False)
    assert not files(settings)
    assert f"{desk.user.name_en} · " in client.get(saved["Location"]).content.decode()


@pytest.mark.parametrize(
    ("basis", "reference", "field"), [("", "", "copy_basis"), ("law", " ", "copy_reference"), ("", "x", "copy_basis")]
)
def test_a_copy_of_an_id_without_its_whole_legal_basis_is_refused(
    desk, client_of, noura, settings, basis, reference, field
) -> None:
    until = timezone.localdate() + 400 * DAY
    facts = {"valid_until": until, "upload": upload()}
    with pytest.raises(DomainError) as refused:
        add(noura, desk, "Iqama", copy_basis=basis, copy_reference=reference, **facts)
    assert refused.value.field == field
    sent = {**typed("valid_until", until), "file": upload(), "copy_basis": basis, "copy_reference": reference}
    page = client_of(desk).post(url(noura, f"new/{kind(noura.association, 'Iqama').uid}/"), sent)
    assert page.status_code == 422
    assert '<details class="fold" open>' in page.content.decode()
    assert not FileDocument.objects.exists()
    assert not files(settings)
    kept = add(
        noura, desk, "Iqama", copy_basis=CopyBasis.LAW, copy_reference="نظام", valid_until=until, upload=upload()
    )
    assert kept.copies.count() == 1


def test_what_was_neither_seen_nor_copied_is_no_document(desk, client_of, noura) -> None:
    with translation.override("en"), pytest.raises(DomainError, match="original was seen"):
        add(noura, desk, "Family register", sighted_on=None)
    sent = {"token": new_token(), **typed("sighted_on", None)}
    page = client_of(desk).post(url(noura, f"new/{kind(noura.association, 'Family register').uid}/"), sent)
    assert page.status_code == 422
    assert not FileDocument.objects.exists()


@pytest.mark.parametrize(
    ("day", "months", "result"),
    [
        (datetime.date(2026, 1, 31), 1, datetime.date(2026, 2, 28)),
        (datetime.date(2023, 11, 30), 3, datetime.date(2024, 2, 29)),
        (datetime.date(2026, 12, 1), 12, datetime.date(2027, 12, 1)),
        (datetime.date(2026, 3, 5), 120, datetime.date(2036, 3, 5)),
    ],
)
def test_months_are_counted_to_the_same_day_or_the_last(day, months, result) -> None:
    assert months_after(day, months) == result


def test_the_end_is_written_reckoned_or_none(desk, noura) -> None:
    today = timezone.localdate()
    assert add(noura, desk, "Family register", valid_until=today).valid_until is None
    assert add(noura, desk, "Lease", valid_until=today).valid_until == today
    salary = add(noura, desk, "Salary certificate", issued_on=today)
    assert salary.valid_until == months_after(today, 3)


@pytest.mark.parametrize(
    ("name", "facts", "field"),
    [
        ("Lease", {}, "valid_until"),
        ("Lease", {"valid_until": -1}, "valid_until"),
        ("Lease", {"valid_until": 1, "issued_on": 5}, "valid_until"),
        ("Salary certificate", {}, "issued_on"),
        ("Salary certificate", {"issued_on": -120}, "issued_on"),
    ],
)
def test_a_document_that_has_ended_or_whose_end_is_unknown_is_refused(desk, noura, name, facts, field) -> None:
    days = {key: timezone.localdate() + value * DAY for key, value in facts.items()}
    with pytest.raises(DomainError) as refused:
        add(noura, desk, name, **days)
    assert refused.value.field == field
    assert not FileDocument.objects.exists()


def test_a_copy_is_opened_through_the_file_only_and_each_look_is_kept(desk, client_of, noura) -> None:
    document = add(noura, desk, "Lease", valid_until=timezone.localdate(), upload=upload())
    copy = document.copies.get()
    client = client_of(desk)
    page = client.get(url(noura, f"{document.uid}/")).content.decode()
    address = f"/twaim/beneficiaries/{noura.number}/copies/{copy.uid}/"
    assert address in page
    answer = client.get(address)
    assert b"".join(answer.streaming_content) == pdf()  # type: ignore[arg-type]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"].startswith("sandbox")
    assert answer.headers["Content-Type"] == "application/pdf"
    assert "no-store" in answer.headers["Cache-Control"]
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    assert f"عقد-إيجار-{noura.number}.pdf" in unquote(answer.headers["Content-Disposition"])
    look = noura.looks.get(what=FileLook.What.PAPER)
    assert (look.by, look.reason) == (desk.user, "عقد إيجار")
    assert copy.stored_as not in page


def test_a_copy_is_found_in_its_own_file_only(desk, client_of, noura, known) -> None:
    document = add(noura, desk, "Lease", valid_until=timezone.localdate(), upload=upload())
    copy, other, client = document.copies.get(), known(), client_of(desk)
    assert client.get(f"/twaim/beneficiaries/{other.number}/copies/{copy.uid}/").status_code == 404
    assert client.get(url(other, f"{document.uid}/")).status_code == 404
    assert not noura.looks.filter(what=FileLook.What.PAPER).exists()


def test_papers_on_health_are_opened_by_those_who_read_the_health_note(desk, researcher, client_of, noura) -> None:
    today = timezone.localdate()
    document = add(noura, desk, "Medical report", issued_on=today, note="القلب", upload=upload(photo(), "a.jpg"))
    address = f"/twaim/beneficiaries/{noura.number}/copies/{document.copies.get().uid}/"
    at_desk, at_study = client_of(desk), client_of(researcher)
    for place in (url(noura, f"{document.uid}/"), f"/twaim/beneficiaries/{noura.number}/"):
        assert "Medical report" in at_desk.get(place).content.decode()
        assert "القلب" not in at_desk.get(place).content.decode()
        assert "القلب" in at_study.get(place).content.decode()
    assert at_desk.get(address).status_code == 403
    assert not noura.looks.filter(what=FileLook.What.PAPER).exists()
    assert b"".join(at_study.get(address).streaming_content).startswith(b"\xff\xd8")  # type: ignore[arg-type]
    assert noura.looks.filter(what=FileLook.What.PAPER, by=researcher.user).count() == 1


def test_another_side_is_added_to_a_copy_and_five_are_enough(desk, client_of, noura, settings) -> None:
    today = timezone.localdate()
    document = add(noura, desk, "Lease", valid_until=today, upload=upload())
    client = client_of(desk)
    for _side in range(4):
        sent = client.post(
            url(noura, f"{document.uid}/add/"), {"token": new_token(), "file": upload(photo(), "b.jpg")}
        )
        assert sent["Location"] == url(noura, f"{document.uid}/")
    refused = client.post(url(noura, f"{document.uid}/add/"), {"token": new_token(), "file": upload()})
    assert (refused.status_code, document.copies.count(), len(files(settings))) == (422, 5, 5)
    seen = add(noura, desk, "Lease", valid_until=today)
    with translation.override("en"), pytest.raises(DomainError, match="no copy is kept"):
        actions.add_copy(seen, by=desk, upload=upload())
    assert len(files(settings)) == 5


def test_a_replaced_document_stays_and_is_replaced_once(desk, client_of, noura) -> None:
    today = timezone.localdate()
    old = add(noura, desk, "Lease", valid_until=today + DAY, note="السكن")
    sent = {"token": new_token(), **typed("sighted_on", today), **typed("valid_until", today + 365 * DAY)}
    client = client_of(desk)
    assert 'value="السكن"' in client.get(url(noura, f"{old.uid}/replace/")).content.decode()
    client.post(url(noura, f"{old.uid}/replace/"), sent)
    new = noura.documents.exclude(pk=old.pk).get()
    assert (new.replaces, list(noura.documents.standing())) == (old, [new])
    page = client.get(url(noura, f"{old.uid}/")).content.decode()
    assert "A newer one replaced it." in page
    assert "/replace/" not in page
    with pytest.raises(DomainError) as refused:
        add(noura, desk, "Lease", valid_until=today, replaces=old)
    assert refused.value.code == "replaced"
    actions.remove_document(new, by=desk, reason="خطأ")
    assert list(noura.documents.standing()) == [old]
    assert add(noura, desk, "Lease", valid_until=today, replaces=old).replaces == old


def test_a_removed_document_keeps_its_row_and_loses_its_bytes(
    desk, client_of, noura, settings, django_capture_on_commit_callbacks
) -> None:
    document = add(noura, desk, "Lease", valid_until=timezone.localdate(), upload=upload())
    copy, client = document.copies.get(), client_of(desk)
    empty = client.post(url(noura, f"{document.uid}/remove/"), {"token": new_token(), "reason": " "})
    assert (empty.status_code, len(files(settings))) == (422, 1)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(url(noura, f"{document.uid}/remove/"), {"token": new_token(), "reason": "رُفع بالخطأ"})
    document.refresh_from_db()
    assert (document.removed_by, document.removed_because) == (desk.user, "رُفع بالخطأ")
    assert not files(settings)
    assert document.copies.get() == copy
    page = client.get(url(noura, f"{document.uid}/")).content.decode()
    assert "رُفع بالخطأ" in page
    assert str(copy.uid) not in page
    assert client.get(f"/twaim/beneficiaries/{noura.number}/copies/{copy.uid}/").status_code == 409
    for act in (
        lambda: actions.remove_document(document, by=desk, reason="x"),
        lambda: actions.add_copy(document, by=desk, upload=upload()),
    ):
        with pytest.raises(DomainError):
            act()
    assert not files(settings)


def test_only_those_who_keep_the_situation_add_and_remove(twaim, desk, member_of, noura, qalam) -> None:
    document = add(noura, desk, "Family register")
    for by in (member_of(twaim, Role.MANAGER)[1], member_of(twaim, Role.CHAIR)[1], member_of(qalam, Role.DESK)[1]):
        for act in (
            lambda by=by: add(noura, by, "Family register"),
            lambda by=by: actions.remove_document(document, by=by, reason="x"),
            lambda by=by: actions.add_copy(document, by=by, upload=upload()),
        ):
            with pytest.raises(NotPermitted):
                act()
    foreign = kind(qalam, "Family register")
    with pytest.raises(NotPermitted):
        actions.add_document(noura, by=desk, kind=foreign, sighted_on=timezone.localdate())
    assert list(FileDocument.objects.all()) == [document]


def test_the_file_shows_what_ends_and_its_queries_do_not_grow(desk, client_of, noura) -> None:
    today = timezone.localdate()
    with time_machine.travel(timezone.now() - 30 * DAY):
        add(noura, desk, "Lease", valid_until=today - 3 * DAY)
        add(noura, desk, "Passport", valid_until=today + 10 * DAY)
    client, page = client_of(desk), f"/twaim/beneficiaries/{noura.number}/"
    html = client.get(page).content.decode()
    assert "Ended" in html
    assert "10 days left" in html

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(page).status_code == 200
        return len(queries)

    one = cost()
    for _document in range(20):
        add(noura, desk, "Family register", upload=upload())
    assert cost() == one


def test_files_that_no_standing_row_names_are_swept_after_a_day(desk, noura, settings) -> None:
    """Also the copy of a removed document whose bytes a killed process left behind."""
    today = timezone.localdate()
    kept = add(noura, desk, "Lease", valid_until=today, upload=upload())
    removed = add(noura, desk, "Lease", valid_until=today, upload=upload())
    actions.remove_document(removed, by=desk, reason="خطأ")  # its commit never comes in this test
    (folder,) = {path.parent for path in files(settings)}
    (folder / "orphan.pdf").write_bytes(b"%PDF-")
    assert len(files(settings)) == 3
    assert actions.sweep_documents(noura.association) == 0
    for path in files(settings):
        os.utime(path, (time.time() - 90_000, time.time() - 90_000))
    assert actions.sweep_documents(noura.association) == 2
    assert [path.name for path in files(settings)] == [kept.copies.get().stored_as]


def test_a_copy_whose_file_is_gone_is_answered_by_a_sentence(desk, client_of, noura, settings) -> None:
    document = add(noura, desk, "Lease", valid_until=timezone.localdate(), upload=upload())
    files(settings)[0].unlink()
    answer = client_of(desk).get(f"/twaim/beneficiaries/{noura.number}/copies/{document.copies.get().uid}/")
    assert answer.status_code == 409
    assert "not where it was kept" in answer.content.decode()
