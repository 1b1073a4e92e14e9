"""The copy of all that is kept about a person, for that person: JSON of a documented shape, and the same as a paper.

``docs/own-copy.md`` tells the shape; a change that breaks a reader raises ``VERSION``. Of other people no number is
given in full, and of staff no name: the association answers for what they do. The copy is no letter of the register,
which would keep the whole file a second time and readable.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, NamedTuple

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Q
from django.template.loader import render_to_string
from django.utils import timezone, translation

from accounts.roles import Role
from core.date_words import dual_long
from core.hijri import HijriDate
from core.identity import mask_id
from core.sealed import blind_indexes
from correspondence.paper import LETTERS_LANGUAGE, letter_day, prose
from correspondence.pdf import document_pdf

from .models import (
    Acceptance,
    Beneficiary,
    BeneficiaryChange,
    Consent,
    FileConfirmation,
    FileLook,
    ImportRow,
    Signature,
)
from .own_copy_words import label_of
from .rooms import ROOMS, Word, word

VERSION = "mithaq.own-copy/1"
WORDS_OF_FILE = (*("sex", "id_kind", "agreed_means", "language", "marital", "employment", "housing", "health"),)
FACTS = (
    *("number", "full_name", "first_name", "father_name", "grandfather_name", "family_name", "nationality"),
    *("national_id", "id_expires_on", "mobile", "other_mobile", "other_mobile_of", "email", "city", "district"),
    *("street", "building", "postcode", "secondary", "short_address", "iban", "health_note"),
    *("assembly_number", "assembly_since", "registered_at", "confirmed_on", "closed_on", "keep_until"),
)
HELD_BACK = frozenset({"national_id", "mobile", "other_mobile", "iban", "health_note"})  # earlier values of these


def own_copy(file: Beneficiary) -> dict[str, Any]:
    """Everything, each room's part under its name. Its words are in the language now active."""
    parts: dict[str, Any] = {"file": _facts(file), "household": _household(file), "mandates": _mandates(file)}
    parts |= {"documents": _documents(file), "consents": _consents(file), "accepted": _accepted(file)}
    parts |= {
        "sheets": _sheets(file),
        "signatures": _signatures(file),
        "reports": _reports(file),
        "confirmations": _confirmations(file),
    }
    for room in ROOMS:
        parts |= room.own_copy(file)
    parts |= {"changes": _changes(file), "notices": _notices(file, parts), "looks": looks_of(file)}
    return {
        "format": VERSION,
        "made_at": timezone.now(),
        "association": file.association.name_ar,
        **parts,
    }


def _facts(file: Beneficiary) -> dict[str, Any]:
    return {
        **{name: getattr(file, name) for name in FACTS},
        **{name: word(file, name) for name in WORDS_OF_FILE},
        "born": {"hijri": str(file.birth_hijri), "gregorian": file.born_on},
        "merged_numbers": list(file.merged_files.order_by("pk").values_list("number", flat=True)),
        "categories": [row.category.name_ar for row in file.in_categories.select_related("category")],
    }


def _household(file: Beneficiary) -> list[dict[str, Any]]:
    place = file.memberships.filter(left_on__isnull=True).select_related("household").first()
    members = place.household.members.filter(left_on__isnull=True) if place else ()
    return [
        {
            "full_name": member.full_name,
            "relation": word(member, "relation"),
            "masked_id": mask_id(member.national_id) if member.national_id else "",
            "born": {"hijri": str(member.birth_hijri), "gregorian": member.born_on},
            "occupation": member.occupation,
            "joined_on": member.joined_on,
            "incomes": [_monthly(row) for row in member.incomes.all()],
            "obligations": [_monthly(row) for row in member.obligations.all()],
        }
        for member in members
    ]


def _monthly(row: Any) -> dict[str, Any]:
    facts = {"kind": word(row, "kind"), "monthly": row.monthly, "from_on": row.from_on, "ended_on": row.ended_on}
    return facts | {name: getattr(row, name) for name in ("note", "creditor") if getattr(row, name, "")}


def _mandates(file: Beneficiary) -> list[dict[str, Any]]:
    return [
        {
            "kind": word(row, "kind"),
            "holder_name": row.holder_name,
            "masked_id": mask_id(row.holder_id),
            **{name: getattr(row, name) for name in ("deed_number", "scope", "from_on", "until_on", "ended_on")},
        }
        for row in file.mandates.all()
    ]


def numbers_of(file: Beneficiary) -> Any:
    """The file and those merged into it: what was written under each number is of the one person."""
    return Beneficiary.objects.filter(Q(pk=file.pk) | Q(merged_into=file)).order_by()


def _documents(file: Beneficiary) -> list[dict[str, Any]]:
    return [
        {
            "document": row.kind.name_ar,
            **{name: getattr(row, name) for name in ("note", "issued_on", "valid_until", "sighted_on", "is_copied")},
            "added_at": row.added_at,
            "removed_at": row.removed_at,
        }
        for row in file.documents.select_related("kind").order_by("pk")
    ]


def _consents(file: Beneficiary) -> list[dict[str, Any]]:
    rows = Consent.objects.of_person(file).order_by("pk")
    words = ("purpose", "state", "how")
    return [{**{name: word(row, name) for name in words}, "note": row.note, "at": row.at} for row in rows]


def _accepted(file: Beneficiary) -> list[dict[str, Any]]:
    rows = Acceptance.objects.filter(beneficiary__in=numbers_of(file)).select_related("text").order_by("pk")
    return [{"text": row.text.text_ar, "how": word(row, "how"), "at": row.at} for row in rows]


def _sheets(file: Beneficiary) -> list[dict[str, Any]]:
    """The rows of sheets that made the file, brought it up to date, or named its ID; cells while they are kept."""
    indexes = blind_indexes(file.national_id, association_id=file.association_id, field="national_id")
    named = Q(beneficiary__in=numbers_of(file)) | Q(national_id_index__in=indexes)
    rows = ImportRow.objects.filter(named, association_id=file.association_id).select_related("run").order_by("pk")
    return [
        {
            "sheet": row.run.file_name,
            "row": row.number,
            "at": row.run.started_at or row.run.at,
            "state": word(row, "state"),
            "cells": [cell for cell in json.loads(row.cells or "[]") if cell],
        }
        for row in rows
    ]


def _signatures(file: Beneficiary) -> list[dict[str, Any]]:
    rows = Signature.objects.filter(beneficiary__in=numbers_of(file)).order_by("pk")
    return [
        {"method": word(row, "method"), "signed_name": row.signed_name, "signed_at": row.signed_at} for row in rows
    ]


def _reports(file: Beneficiary) -> list[dict[str, Any]]:
    """What was said to have changed, and what became of it."""
    return [
        {
            "words": row.words,
            "at": row.reported_at,
            "status": word(row, "status"),
            "refused_because": row.refused_because,
            "values": [
                {"field": Word(one.field, label_of(one.field)), "after": one.reported} for one in row.values.all()
            ],
        }
        for row in file.change_reports.prefetch_related("values").order_by("pk")
    ]


def _confirmations(file: Beneficiary) -> list[dict[str, Any]]:
    return [{"at": row.at} for row in FileConfirmation.objects.filter(beneficiary__in=numbers_of(file)).order_by("pk")]


def _changes(file: Beneficiary) -> list[dict[str, Any]]:
    return [
        {
            "field": Word(row.field, label_of(row.field)),
            "at": row.at,
            **({} if row.field in HELD_BACK else {"before": row.before, "after": row.after}),
        }
        for row in BeneficiaryChange.objects.filter(beneficiary__in=numbers_of(file)).order_by("pk")
    ]


def _notices(file: Beneficiary, parts: dict[str, Any]) -> list[dict[str, Any]]:
    """What was sent about the person's cases; a code's message is told by its event alone."""
    references = [*_references(parts)]
    references += [file.number, *parts["file"]["merged_numbers"]]
    rows = file.association.notices.filter(about__in=references).order_by("pk")
    return [
        {
            "event": word(row, "event"),
            "about": row.about,
            "means": word(row, "means"),
            "sent_at": row.sent_at,
            "text": "" if row.is_for_the_person_alone else row.body,
        }
        for row in rows
    ]


def _references(part: Any) -> Iterator[str]:
    """Numbers of cases, of those within others too."""
    if isinstance(part, dict):
        if "reference" in part:
            yield part["reference"]
        part = list(part.values())
    for one in part if isinstance(part, list) else ():
        yield from _references(one)


def looks_of(file: Beneficiary) -> list[dict[str, Any]]:
    """Who looked, by role and day; latest first. Three queries however many there are."""
    rows = list(FileLook.objects.filter(beneficiary__in=numbers_of(file)).select_related("by"))
    members = file.association.memberships.filter(user__in={row.by_id for row in rows})
    roles = {member.user_id: member.role_names for member in members.prefetch_related("membership_roles")}
    return [{"what": word(row, "what"), "by": _who(row.by, roles), "at": row.at} for row in rows]


def _who(user: Any, roles: dict[int, list[str]]) -> str:
    if user.is_applicant:
        return {"ar": "أنتم"}.get(translation.get_language() or "", "yourself")
    return "، ".join(roles.get(user.pk) or [str(Role.ADMINISTRATOR.label)])


class Line(NamedTuple):
    """One line of the paper: how deep it stands, its name, and what it says."""

    depth: int
    label: str
    text: Any


def as_json(copy: dict[str, Any]) -> str:
    return json.dumps(copy, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2)


def as_pdf(file: Beneficiary, *, about: str = "") -> bytes:
    """The whole copy, or one part of it, as a paper. Raises ``PdfNotAvailable``."""
    with translation.override(LETTERS_LANGUAGE):
        copy = own_copy(file) if not about else {about: looks_of(file)}
        parts = [
            (label_of(name), list(_lines(value))) for name, value in copy.items() if isinstance(value, list | dict)
        ]
        context = {"file": file, "parts": parts, "today": letter_day(timezone.localdate().isoformat()), "about": about}
        return document_pdf(render_to_string("letters/own_copy.html", context))


def _lines(value: Any, depth: int = 0) -> Any:
    if isinstance(value, list):
        for number, row in enumerate(value, start=1):
            if isinstance(row, dict):
                yield Line(depth, f"{number}.", "")
                yield from _lines(row, depth + 1)
            else:
                yield Line(depth, "", prose(str(row)))
        return
    for key, one in value.items():
        if one in (None, "", [], {}):
            continue
        if key == "born":
            yield Line(depth, label_of(key), prose(_born(one)))
        elif isinstance(one, list | dict):
            yield Line(depth, label_of(key), "")
            yield from _lines(one, depth + 1)
        else:
            yield Line(depth, label_of(key), prose(_text(one)))


def _born(parts: dict[str, Any]) -> str:
    year, month, day = (int(part) for part in parts["hijri"].split("-"))
    return dual_long(parts["gregorian"] or HijriDate(year, month, day))


def _text(one: Any) -> str:
    if isinstance(one, Word):
        return one.label
    if isinstance(one, bool):
        return "نعم" if one else "لا"
    return dual_long(one) if isinstance(one, date | datetime) else str(one)
