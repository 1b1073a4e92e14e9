"""Documents of the file: added, replaced, removed for a reason; copies only where they may be kept (R2, B4).

A file on disk and its row come together or not at all; bytes go when the removal of their row is certain.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.roles import Permission
from associations.due import due
from associations.models import Association
from core import uploads
from core.errors import DomainError, NotPermitted
from core.months import months_after

from ..enums import DocumentCategory, Validity
from ..models import Beneficiary, DocumentCopy, FileDocument, FileDocumentKind, FileLook
from .file import change_fields, living, look, refuse_closed

ORPHAN_AFTER = timedelta(days=1)  # a file is older than its row by a moment, never by a day
MOST_COPIES = 5  # both sides of a card, and some pages more
KIND_FACTS = ("category", "name_ar", "name_en", "validity", "months", "copy_needs_basis", "is_active")


def folder_of(association_id: int) -> str:
    return f"file-documents/{association_id}"


def may_open_copy(by: Any, document: FileDocument) -> bool:
    """Those who see the situation of a person; of papers on health, those who read the health note."""
    needed = Permission.SEE_HEALTH if document.kind.category == DocumentCategory.HEALTH else Permission.SEE_SITUATION
    return needed in by.permissions


def _require(by: Any, permission: str, association_id: int) -> None:
    if permission not in by.permissions or by.association_id != association_id:
        raise NotPermitted(_("The documents of a file are not among your tasks."), code="not_permitted")


def _last_day(kind: FileDocumentKind, issued_on: date | None, valid_until: date | None) -> date | None:
    """Until when the document is valid, as its kind says; raises where that is not known or has passed."""
    if kind.validity == Validity.LASTING:
        return None
    if kind.validity == Validity.MONTHS:
        if issued_on is None:
            raise DomainError(_("Enter the date that stands on the document."), code="undated", field="issued_on")
        valid_until = months_after(issued_on, int(kind.months or 0))
    if valid_until is None:
        raise DomainError(_("Enter until when the document is valid."), code="no_end", field="valid_until")
    field = "issued_on" if kind.validity == Validity.MONTHS else "valid_until"
    if valid_until < timezone.localdate():
        raise DomainError(_("This document is no longer valid: ask for a new one."), code="expired", field=field)
    if issued_on and valid_until < issued_on:
        raise DomainError(_("A document cannot end before its date."), code="ends_early", field=field)
    return valid_until


def _check_evidence(kind: FileDocumentKind, upload: Any, sighted_on: date | None, basis: str, reference: str) -> None:
    if upload is None and sighted_on is None:
        raise DomainError(_("Say that the original was seen, or add a copy."), code="unseen", field="sighted_on")
    if upload is None or not (kind.copy_needs_basis or basis or reference):
        return
    if not basis:
        sentence = _("A copy of this document is kept on a legal basis only: choose it, or leave the copy out.")
        raise DomainError(sentence, code="no_basis", field="copy_basis")
    if not reference.strip():
        sentence = _("Name the law, agreement or consent that allows the copy.")
        raise DomainError(sentence, code="no_reference", field="copy_reference")


def add_document(
    beneficiary: Beneficiary,
    *,
    by: Any,
    kind: FileDocumentKind,
    issued_on: date | None = None,
    valid_until: date | None = None,
    sighted_on: date | None = None,
    note: str = "",
    upload: Any = None,
    copy_basis: str = "",
    copy_reference: str = "",
    replaces: FileDocument | None = None,
    is_own_card: bool = False,
) -> FileDocument:
    """A document seen in the original, copied, or both; the one it ``replaces`` stays beside it.

    ``valid_until`` is reckoned where the kind's validity is counted in months. Of the person's own card the last day
    goes into the file too, as a change. Raises ``DomainError`` on its field.
    """
    _require(by, Permission.EDIT_SITUATION, beneficiary.association_id)
    if kind.association_id != beneficiary.association_id:
        raise NotPermitted(_("The documents of a file are not among your tasks."), code="not_permitted")
    last_day = _last_day(kind, issued_on, valid_until)
    _check_evidence(kind, upload, sighted_on, copy_basis, copy_reference)
    facts = {
        "association_id": beneficiary.association_id,
        "kind": kind,
        "note": note.strip(),
        "issued_on": issued_on,
        "valid_until": last_day,
        "sighted_on": sighted_on,
        "sighted_by": by.user if sighted_on else None,
        "is_copied": upload is not None,
        "copy_basis": copy_basis if upload else "",
        "copy_reference": copy_reference.strip() if upload else "",
        "added_by": by.user,
    }
    if upload is None:
        return _write(beneficiary, facts, replaces, is_own_card=is_own_card, by=by)
    with uploads.kept(upload, folder=folder_of(beneficiary.association_id)) as stored, transaction.atomic():
        document = _write(beneficiary, facts, replaces, is_own_card=is_own_card, by=by)
        _write_copy(document, stored, by=by)
        return document


@transaction.atomic
def _write(
    beneficiary: Beneficiary, facts: dict[str, Any], replaces: FileDocument | None, *, is_own_card: bool, by: Any
) -> FileDocument:
    locked = living(beneficiary)  # one is replaced once
    refuse_closed(locked)
    if replaces is not None:
        standing = beneficiary.documents.standing().filter(pk=replaces.pk, kind=facts["kind"])
        if not standing.exists():
            raise DomainError(_("This document was replaced or removed already."), code="replaced")
    if is_own_card and facts["kind"].category == DocumentCategory.IDENTITY and facts["valid_until"]:
        change_fields(locked, {"id_expires_on": facts["valid_until"]}, by=by)
    return beneficiary.documents.create(replaces=replaces, added_at=timezone.now(), **facts)


def _write_copy(document: FileDocument, stored: uploads.Stored, *, by: Any) -> DocumentCopy:
    return document.copies.create(
        association_id=document.association_id, added_by=by.user, added_at=timezone.now(), **stored.facts()
    )


def take_in(
    beneficiary: Beneficiary,
    *,
    by: Any,
    kind: FileDocumentKind,
    valid_until: date | None,
    papers: Any,
    folder: str,
    issued_on: date | None = None,
) -> FileDocument | None:
    """Papers handed in for a case and found right become a document of the file, so that nobody asks for them again.

    ``papers`` are rows of kept files in ``folder``; what is in the file already is not kept twice. None where no copy
    of the kind may be kept without a legal basis, or where nobody said until when it is valid.
    """
    handed_in = list(papers)[:MOST_COPIES]
    is_lasting = kind.validity == Validity.LASTING
    if kind.validity == Validity.MONTHS and issued_on is not None:
        valid_until = months_after(issued_on, int(kind.months or 0))
    if kind.copy_needs_basis or not handed_in or Permission.EDIT_SITUATION not in by.permissions:
        return None
    if not is_lasting and (valid_until is None or valid_until < timezone.localdate()):
        return None
    same = {paper.sha256 for paper in handed_in}
    known = beneficiary.documents.standing().filter(kind=kind, copies__sha256__in=same).first()
    if known is not None:
        return known
    facts = {"kind": kind, "valid_until": None if is_lasting else valid_until, "is_copied": True}
    facts |= {"issued_on": issued_on, "association_id": beneficiary.association_id, "added_by": by.user}
    document = _write(beneficiary, facts, None, is_own_card=False, by=by)
    for paper in handed_in:
        _write_copy(document, uploads.copy_of(paper, folder=folder, to=folder_of(document.association_id)), by=by)
    return document


def _locked(document: FileDocument) -> FileDocument:
    """The document as it is now; raises where it was removed."""
    fresh = FileDocument.objects.select_for_update(of=("self",)).select_related("kind").get(pk=document.pk)
    if fresh.is_removed:
        raise DomainError(_("This document was replaced or removed already."), code="removed")
    return fresh


def add_copy(document: FileDocument, *, by: Any, upload: Any) -> DocumentCopy:
    """Another side or page of a copy that is kept."""
    _require(by, Permission.EDIT_SITUATION, document.association_id)
    with uploads.kept(upload, folder=folder_of(document.association_id)) as stored, transaction.atomic():
        fresh = _locked(document)
        refuse_closed(fresh.beneficiary)
        if not fresh.is_copied:
            sentence = _("Of this document the original was seen, and no copy is kept. Replace it to keep one.")
            raise DomainError(sentence, code="not_copied", field="file")
        if fresh.copies.count() >= MOST_COPIES:
            raise DomainError(_("Five files for one document are enough."), code="too_many", field="file")
        return _write_copy(fresh, stored, by=by)


@transaction.atomic
def remove_document(document: FileDocument, *, by: Any, reason: str) -> FileDocument:
    """Take a document out of the file: who, when and why stay with its row; the bytes of its copies go."""
    _require(by, Permission.EDIT_SITUATION, document.association_id)
    if not reason.strip():
        raise DomainError(_("Write why the document is removed."), code="reason_missing", field="reason")
    document = _locked(document)
    document.removed_by, document.removed_at = by.user, timezone.now()
    document.removed_because = reason.strip()[:200]
    document.save(update_fields=["removed_by", "removed_at", "removed_because"])
    for name in document.copies.values_list("stored_as", flat=True):
        transaction.on_commit(partial(uploads.drop, folder_of(document.association_id), name))
    return document


def open_copy(copy: DocumentCopy, *, by: Any) -> None:
    """Record that a copy is opened; raises where it may not be, or its bytes are gone."""
    document = copy.document
    if not may_open_copy(by, document):
        raise NotPermitted(_("This document is not among what you may open."), code="not_permitted")
    if document.is_removed:
        raise DomainError(_("This document was removed; its copy is no longer kept."), code="removed")
    look(document.beneficiary, by=by, what=FileLook.What.PAPER, reason=document.kind.name_ar)


@due("copies without a row")
def sweep_documents(association: Association) -> int:
    """How many files were removed because no row names them, or because the document they belong to was removed."""
    named = association.document_copies.filter(document__removed_at__isnull=True).values_list("stored_as", flat=True)
    return uploads.sweep(folder_of(association.pk), named=set(named), older_than=ORPHAN_AFTER)


@transaction.atomic
def add_kind(association: Association, *, by: Any, **facts: Any) -> FileDocumentKind:
    """A kind of document of this association."""
    _require(by, Permission.MANAGE_TEXTS, association.pk)
    return _save_kind(FileDocumentKind(association=association), facts)


@transaction.atomic
def change_kind(kind: FileDocumentKind, *, by: Any, **facts: Any) -> FileDocumentKind:
    """The kind under other words or rules; documents added before keep the day until which they are valid."""
    _require(by, Permission.MANAGE_TEXTS, kind.association_id)
    return _save_kind(FileDocumentKind.objects.select_for_update().get(pk=kind.pk), facts)


def _save_kind(kind: FileDocumentKind, facts: dict[str, Any]) -> FileDocumentKind:
    for name in KIND_FACTS:
        setattr(kind, name, facts.get(name, getattr(kind, name)))
    if kind.category == DocumentCategory.IDENTITY:
        kind.copy_needs_basis = True
    if kind.validity != Validity.MONTHS:
        kind.months = None
    elif not kind.months:
        raise DomainError(_("Write for how many months it is valid."), code="no_months", field="months")
    try:
        with transaction.atomic():
            kind.save()
    except IntegrityError as error:
        others = kind.association.document_kinds.filter(name_ar=kind.name_ar).exclude(pk=kind.pk)
        if not others.exists():
            raise
        sentence = _("The association has a kind of this name already.")
        raise DomainError(sentence, code="twice", field="name_ar") from error
    return kind
