"""Whatever is fed to the documents of a file: refused by its sentence within a second, and nothing half-saved."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone, translation

from beneficiaries.actions import documents as actions
from beneficiaries.models import DocumentCopy, FileDocument
from core.errors import DomainError
from tests.factories.hostile import HOSTILE, pdf, photo

pytestmark = pytest.mark.django_db
FASTEST = 1.0  # seconds of the processor


@pytest.fixture(autouse=True)
def _files_of_the_test(settings: Any, tmp_path: Path) -> None:
    settings.STATE_DIR = tmp_path


@pytest.fixture
def lease(twaim: Any) -> Any:
    return twaim.document_kinds.get(name_en="Title deed of the home")


def sent(content: bytes, name: str) -> SimpleUploadedFile:
    """As it comes, its name past Django's own cleaning."""
    upload = SimpleUploadedFile("placeholder", content)
    upload._name = name
    return upload


def files_of(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def add(person: Any, kind: Any, desk: Any, upload: Any) -> FileDocument:
    return actions.add_document(person, by=desk, kind=kind, sighted_on=timezone.localdate(), upload=upload)


def test_there_are_at_least_sixty() -> None:
    assert len(HOSTILE) >= 60


@pytest.mark.parametrize("what", HOSTILE)
def test_it_is_refused_within_a_second_and_nothing_of_it_is_kept(what, desk, noura, lease, settings) -> None:
    make, name, sentence = HOSTILE[what]
    upload = sent(make(), name)
    began = time.thread_time()
    with translation.override("en"), pytest.raises(DomainError, match=sentence) as refused:
        add(noura, lease, desk, upload)
    assert time.thread_time() - began < FASTEST
    assert refused.value.field == "file"
    assert not FileDocument.objects.exists()
    assert not DocumentCopy.objects.exists()
    assert not files_of(settings.STATE_DIR)


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (pdf(), "عقد.pdf"),
        (pdf(pages=300), "a.PDF"),
        (photo(), "../../etc/passwd.jpg"),
        (photo(), "C:\\Users\\x\\id.jpeg"),
        (photo(), "صورة\u200f الهوية.jpg"),
        (photo(), "photo\u202egpj.jpg"),
        (photo("PNG"), "x" * 300 + ".png"),
        (photo("JPEG", (3000, 2000), progressive=True), "nul\0.jpg"),
        (photo(), ""),
    ],
)
def test_a_good_file_under_any_name_is_kept_under_a_random_one(content, name, desk, noura, lease, settings) -> None:
    """The positive control: the same way, and the name given plays no part in where the file stands."""
    document = add(noura, lease, desk, sent(content, name))
    copy = document.copies.get()
    (place,) = files_of(settings.STATE_DIR)
    assert place == settings.STATE_DIR / "files" / "file-documents" / str(noura.association_id) / copy.stored_as
    assert place.stat().st_size == copy.size
    assert len(copy.stored_as) == 36


def test_a_row_that_fails_takes_its_file_along(desk, noura, lease, settings, monkeypatch) -> None:
    """Between file and row nothing is left behind either."""

    def fails(*args: Any, **kwargs: Any) -> None:
        raise RuntimeError("the database went away")

    monkeypatch.setattr("beneficiaries.actions.documents._write_copy", fails)
    with pytest.raises(RuntimeError):
        add(noura, lease, desk, sent(pdf(), "a.pdf"))
    assert not FileDocument.objects.exists()
    assert not files_of(settings.STATE_DIR)
