"""What the database itself keeps about documents of files, whoever writes past the verbs: each rule is tried here."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from beneficiaries.models import DocumentCopy, FileDocument, FileDocumentKind

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2026, 11, 21)


def refused(act: Callable[[], Any], words: str = "") -> None:
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        act()
    assert words in str(refusal.value)


@pytest.fixture
def write(noura: Any, desk: Any) -> Callable[..., FileDocument]:
    """A document written past its verb; by default a lease whose original was seen."""

    def make(kind: str = "Lease", **values: Any) -> FileDocument:
        facts = {
            "association": noura.association,
            "kind": noura.association.document_kinds.get(name_en=kind),
            "sighted_on": TODAY,
            "sighted_by": desk.user,
            "added_by": desk.user,
            "added_at": timezone.now(),
        }
        return FileDocument.objects.create(beneficiary=noura, **{**facts, **values})

    return make


@pytest.fixture
def copy_of(desk: Any) -> Callable[[FileDocument], DocumentCopy]:
    def make(document: FileDocument) -> DocumentCopy:
        return DocumentCopy.objects.create(
            association=document.association,
            document=document,
            added_by=desk.user,
            added_at=timezone.now(),
            stored_as="x.pdf",
            media_type="application/pdf",
            size=1,
            sha256="0" * 64,
            pages=1,
        )

    return make


@pytest.mark.parametrize(
    ("values", "name"),
    [
        ({"sighted_on": None, "sighted_by": None}, "filedocument_seen_or_copied"),
        ({"sighted_on": None, "is_copied": True}, "filedocument_seen_by_somebody"),
        ({"sighted_by": None, "is_copied": True}, "filedocument_seen_by_somebody"),
        ({"copy_basis": "law", "copy_reference": "x"}, "filedocument_basis_is_whole"),
        ({"is_copied": True, "copy_basis": "law"}, "filedocument_basis_is_whole"),
        ({"is_copied": True, "copy_reference": "x"}, "filedocument_basis_is_whole"),
        ({"issued_on": TODAY, "valid_until": TODAY - datetime.timedelta(1)}, "filedocument_valid_after_its_date"),
        ({"removed_at": timezone.now()}, "filedocument_removed_for_a_reason"),
        ({"removed_because": "x"}, "filedocument_removed_for_a_reason"),
    ],
)
def test_a_document_is_whole(write, values, name) -> None:
    assert write(issued_on=TODAY, valid_until=TODAY, is_copied=True, copy_basis="law", copy_reference="x").pk
    refused(lambda: write(**values), name)


def test_a_copy_of_an_id_is_refused_without_its_basis(write) -> None:
    """Triggers of beneficiaries_filedocument."""
    assert write("Passport").pk
    assert write(is_copied=True).pk
    refused(lambda: write("Passport", is_copied=True), "on a legal basis only")
    assert write("Passport", is_copied=True, copy_basis="consent", copy_reference="إقرار").pk


def test_a_document_is_never_rewritten_and_never_deleted(write) -> None:
    row = write()
    rows = FileDocument.objects.filter(pk=row.pk)
    kept = {
        "note": "x",
        "valid_until": TODAY,
        "issued_on": TODAY,
        "sighted_on": None,
        "is_copied": True,
        "copy_basis": "law",
        "copy_reference": "x",
        "added_at": timezone.now(),
        "replaces": row,
    }
    for column, value in kept.items():
        refused(lambda column=column, value=value: rows.update(**{column: value}), "never changed")
    refused(lambda: rows._raw_delete("default"), "never deleted")


def test_a_removed_document_stays_removed(write, desk) -> None:
    rows = FileDocument.objects.filter(pk=write().pk)
    rows.update(removed_at=timezone.now(), removed_by=desk.user, removed_because="خطأ")
    refused(lambda: rows.update(removed_at=None, removed_by=None, removed_because=""), "stays removed")


def test_a_document_is_replaced_once_at_a_time(write, desk) -> None:
    old = write()
    new = write(replaces=old)
    refused(lambda: write(replaces=old))
    FileDocument.objects.filter(pk=new.pk).update(
        removed_at=timezone.now(), removed_by=desk.user, removed_because="خطأ"
    )
    assert write(replaces=old).pk


def test_a_copy_belongs_to_a_document_that_keeps_one_and_stays(write, copy_of, desk) -> None:
    """Triggers of beneficiaries_documentcopy."""
    refused(lambda: copy_of(write()), "keeps one")
    document = write(is_copied=True)
    rows = DocumentCopy.objects.filter(pk=copy_of(document).pk)
    refused(lambda: rows.update(stored_as="y.pdf"), "never changed")
    refused(lambda: rows._raw_delete("default"), "never changed")
    FileDocument.objects.filter(pk=document.pk).update(
        removed_at=timezone.now(), removed_by=desk.user, removed_because="خطأ"
    )
    refused(lambda: copy_of(document), "keeps one")


@pytest.mark.parametrize(
    ("values", "name"),
    [
        ({"name_ar": "عقد إيجار"}, ""),
        ({"validity": "months"}, "filedocumentkind_months_where_counted"),
        ({"validity": "months", "months": 0}, "filedocumentkind_months_where_counted"),
        ({"months": 3}, "filedocumentkind_months_where_counted"),
        ({"category": "identity"}, "filedocumentkind_id_copies_need_basis"),
    ],
)
def test_a_kind_is_whole(twaim, values, name) -> None:
    facts = {"association": twaim, "category": "other", "name_ar": "ورقة", "validity": "lasting"}
    refused(lambda: FileDocumentKind.objects.create(**{**facts, **values}), name)
    assert FileDocumentKind.objects.create(**facts).pk
