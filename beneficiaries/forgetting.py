"""How a file forgets who its person was: names, numbers and free words go; sex, year of birth, city, categories stay.

Free words are emptied whole: they may name the person or others, and no search finds every name in them. Which fields
were changed, when and by whom is kept, without the values. What other rooms forget they say in ``rooms``.
"""

from __future__ import annotations

import uuid
from datetime import date, datetime
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from core import uploads
from core.emptying import GONE, empty
from core.sealed import blind_indexes
from correspondence.emptying import forget_letters, forget_notices, forget_used_codes

from .actions.changes import report_folder
from .actions.documents import folder_of as document_folder
from .actions.signing import folder_of as signature_folder
from .models import (
    Beneficiary,
    Consent,
    DocumentCopy,
    DuplicatePair,
    FileDocument,
    FileMerge,
    HouseholdChange,
    HouseholdMember,
    ImportRow,
    ReportedValue,
)
from .rooms import ROOMS

# what stays of the row; every other column is emptied, also one that is added later
KEPT = frozenset(
    (
        *("id", "association", "uid", "number", "registered_at", "registered_by", "version", "merged_into"),
        *("sex", "city", "birth_calendar", "birth_hijri_year", "birth_hijri_month", "birth_hijri_day", "born_on"),
        *("id_kind", "language", "agreed_means", "national_id_index", "mobile_index", "full_name"),
        *("closed_on", "closed_because", "keep_until", "anonymised_at"),
    )
)


def forget(file: Beneficiary, *, at: datetime) -> dict[str, int]:
    """Empty everything that names the person, here and in every room; how many rows, by room. In a transaction."""
    rows = {room.name: room.forget(file) for room in ROOMS}
    rows["household"] = _forget_household(file)
    rows["record"] = _forget_record(file)
    rows["parts"] = _forget_parts(file)
    rows["notices"] = forget_used_codes(file.association)
    rows["notices"] += _forget_letters(file)
    _forget_online(file)
    merged = list(Beneficiary.objects.filter(merged_into=file))
    for one in merged:
        rows["record"] += _forget_record(one)
        rows["parts"] += _forget_parts(one)
        rows["notices"] += _forget_letters(one)
        _blank(one, at=at, closed=file)
    _blank(file, at=at, closed=file)
    rows["file"] = 1 + len(merged)
    return rows


def _blank(file: Beneficiary, *, at: datetime, closed: Beneficiary) -> None:
    """The row itself, last and at once: afterwards the database lets nothing change in it."""
    file.search_tokens.all().delete()
    for field in file._meta.concrete_fields:
        if field.name not in KEPT:
            setattr(file, field.attname, None if field.null else "")
    file.full_name = GONE
    file.national_id_index, file.mobile_index = uuid.uuid4().hex, uuid.uuid4().hex  # equal to nobody's
    file.agreed_means = "in_person"
    _only_the_year(file)
    file.closed_on, file.keep_until, file.closed_because = closed.closed_on, closed.keep_until, "—"
    file.anonymised_at = at
    file.version += 1
    file.save()


def _only_the_year(person: Any) -> None:
    person.birth_hijri_month = person.birth_hijri_day = 1
    person.born_on = date(person.born_on.year, 1, 1) if person.born_on else None


def _forget_household(file: Beneficiary) -> int:
    """The person's own rows, and those of members who have no file where no other living file is of the household."""
    own = HouseholdMember.objects.filter(beneficiary=file)
    others = HouseholdMember.objects.filter(
        household=OuterRef("household"), beneficiary__isnull=False, beneficiary__anonymised_at__isnull=True
    ).exclude(beneficiary=file)
    alone = HouseholdMember.objects.filter(household__in=own.values("household"), beneficiary__isnull=True)
    found = [*own, *alone.filter(~Exists(others))]
    for member in found:
        member.full_name = GONE
        member.national_id_sealed = member.occupation = member.health = ""
        member.national_id_index = None
        _only_the_year(member)
        member.save()
        member.incomes.all().delete()
        member.obligations.all().delete()
    return len(found) + empty(HouseholdChange.objects.filter(member__in=found), "detail", "reason")


def _forget_record(file: Beneficiary) -> int:
    """Values before and after, reasons of looks, and who acted for the person."""
    rows = empty(file.changes.all(), "before", "after", sealed=("was", "became"))
    rows += empty(file.looks.all(), "reason")
    words = ("holder_name", "deed_number", "scope", "ended_because")
    mandates = empty(file.mandates.all(), *words, sealed=("holder_id", "holder_mobile"))
    for mandate in file.mandates.all():
        type(mandate).objects.filter(pk=mandate.pk).update(holder_id_index=uuid.uuid4().hex)
    return rows + mandates


def _forget_parts(file: Beneficiary) -> int:
    """Documents, signatures, words given, reports, likenesses, merges and sheets; the bytes of papers go."""
    _drop_papers(file)
    reports = file.change_reports.all()
    rows = empty(FileDocument.objects.filter(beneficiary=file), "note", "copy_reference", "removed_because")
    rows += empty(file.signatures.all(), "signed_name", sealed=("drawing",))
    rows += empty(Consent.objects.filter(beneficiary=file), "note")
    rows += empty(reports, "refused_because", sealed=("words",))
    rows += empty(ReportedValue.objects.filter(report__in=reports), sealed=("found", "reported"))
    rows += empty(DuplicatePair.objects.of(file), "why")
    rows += empty(FileMerge.objects.filter(Q(survivor=file) | Q(merged=file)), sealed=("before",))
    return rows + _forget_sheets(file)


def _drop_papers(file: Beneficiary) -> None:
    kept = [
        (document_folder, DocumentCopy.objects.filter(document__beneficiary=file)),
        (signature_folder, file.signatures.exclude(stored_as="")),
        (report_folder, file.change_reports.exclude(stored_as="")),
    ]
    for folder, rows in kept:
        for name in rows.values_list("stored_as", flat=True):
            transaction.on_commit(partial(uploads.drop, folder(file.association_id), name))


def _forget_sheets(file: Beneficiary) -> int:
    """Rows of sheets that made the file, brought it up to date, or named its ID and were left."""
    indexes = blind_indexes(file.national_id, association_id=file.association_id, field="national_id")
    named = Q(beneficiary=file) | Q(national_id_index__in=indexes)
    return int(
        ImportRow.objects.filter(named, association_id=file.association_id).update(
            cells_sealed="", national_id_sealed="", national_id_index=None
        )
    )


def _forget_letters(file: Beneficiary) -> int:
    """Letters and notices about the file itself."""
    rows = forget_letters(file.association, [file.number])
    return rows + forget_notices(file.association, [file.number])


def _forget_online(file: Beneficiary) -> None:
    """The account opens nothing any more, and codes no longer tell that the mobile was known."""
    file.association.online_accounts.filter(beneficiary=file).update(is_active=False)
    file.association.sign_in_codes.filter(mobile_index__in=[file.mobile_index]).delete()
