"""Registering a beneficiary and correcting the file; the name's search words are kept with it (R2, R8, B2, B4).

The same ID is not registered twice in an association: the database refuses, and the sentence links the file.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.roles import Permission
from associations.models import Association
from associations.references import next_reference
from core.errors import DomainError, NotPermitted, StaleRecord
from core.names import four_parts
from core.sealed import blind_indexes

from ..enums import IdKind
from ..field_words import SEALED_FIELDS, SITUATION
from ..models import Beneficiary, BeneficiaryChange, Category, FileLook, SearchToken
from ..rooms import is_own
from .duplicates import propose_pairs

SERIES = "B"
REVEALED = ("national_id", "mobile", "other_mobile", "iban")  # numbers shown masked, in full for a reason
SEALED = (*REVEALED, "health_note")
# what is needed to change a field; others need the right to correct the file
RIGHTS = {
    **dict.fromkeys(
        ("marital", "employment", "housing", "assembly_number", "assembly_since", "categories"),
        Permission.EDIT_SITUATION,
    ),
    **dict.fromkeys(("health", "health_note"), Permission.SEE_HEALTH),
}


class AlreadyRegistered(DomainError):
    """Another file of the association has this ID."""

    def __init__(self, number: str) -> None:
        super().__init__(
            _("This ID is registered already, in file %(number)s.") % {"number": number},
            code="already_registered",
            field="national_id",
        )
        self.number = number


class MergedAway(DomainError):
    """The file went into another while the person worked on it."""

    def __init__(self, number: str) -> None:
        super().__init__(
            _("This file was merged into file %(number)s a moment ago. Go on there.") % {"number": number},
            code="merged_away",
        )
        self.number = number


def living(beneficiary: Beneficiary) -> Beneficiary:
    """The file as it is now, locked, so that what is opened on it goes along when it is merged.

    Raises ``MergedAway`` where it was merged already. Call it inside the transaction that writes.
    """
    rows = Beneficiary.objects.select_for_update(of=("self",)).select_related("association", "merged_into")
    fresh = rows.get(pk=beneficiary.pk)
    refuse_merged(fresh)
    return fresh


def refuse_merged(beneficiary: Beneficiary) -> None:
    """What belongs to a merged file is entered in the one that survived."""
    if beneficiary.merged_into is not None:
        raise MergedAway(beneficiary.merged_into.number)


def kind_of(national_id: str) -> str:
    """A citizen's or a resident's card, as the number's first digit tells."""
    return IdKind.IQAMA if national_id.startswith("2") else IdKind.NATIONAL


def parts_of(full_name: str) -> dict[str, str]:
    """The four parts of a name as columns, as well as one line tells them."""
    columns = ("first_name", "father_name", "grandfather_name", "family_name")
    return {column: part[:60] for column, part in zip(columns, four_parts(full_name), strict=True)}


def _require(by: Any, permission: str) -> None:
    if permission not in by.permissions:
        raise NotPermitted(_("The file of a beneficiary is not among your tasks."), code="not_permitted")


def _refuse_known_id(association: Association, national_id: str, *, besides: int | None = None) -> None:
    indexes = blind_indexes(national_id, association_id=association.pk, field="national_id")
    rows = association.beneficiaries.select_related("merged_into").exclude(pk=besides)
    known = rows.filter(national_id_index__in=indexes).first()
    if known is not None:
        raise AlreadyRegistered((known.merged_into or known).number)


def refuse_closed(beneficiary: Beneficiary) -> None:
    """Into a closed file, and one that forgot its person, nothing is entered."""
    if beneficiary.anonymised_at or beneficiary.closed_on:
        raise DomainError(_("The file is closed. Whoever may close files can open it again."), code="file_closed")


def _save(beneficiary: Beneficiary) -> None:
    """Save; the constraint answers in the same words where another person entered the ID at this moment."""
    try:
        with transaction.atomic():
            beneficiary.save()
    except IntegrityError:
        _refuse_known_id(beneficiary.association, beneficiary.national_id, besides=beneficiary.pk)
        raise


def tokens_of(beneficiary: Beneficiary, *, is_new: bool = False) -> list[SearchToken]:
    """The words under which a living file is found: its name's and those of the files merged into it.

    ``is_new`` saves the query: nothing was merged into a file just made.
    """
    if beneficiary.merged_into_id:
        return []
    names = [beneficiary.full_name]
    if not is_new:
        names += beneficiary.merged_files.values_list("full_name", flat=True)
    return [
        SearchToken(association_id=beneficiary.association_id, token=token, beneficiary=beneficiary)
        for token in sorted({token for name in names for token in SearchToken.words_of(name)})
    ]


def write_tokens(beneficiary: Beneficiary) -> None:
    """Write the words anew."""
    beneficiary.search_tokens.all().delete()
    SearchToken.objects.bulk_create(tokens_of(beneficiary))


@transaction.atomic
def register(
    association: Association,
    *,
    by: Any,
    full_name: str,
    national_id: str,
    born: Any,
    mobile: str,
    agreed_means: str,
    email: str = "",
    city: str = "",
    id_kind: str = "",
) -> Beneficiary:
    """A new file. ``born`` is a ``core.fields.DualDate``; raises ``AlreadyRegistered``."""
    _require(by, Permission.EDIT_BENEFICIARY)
    now = timezone.now()
    number = next_reference(association, SERIES, on=timezone.localdate(now))  # its lock makes the check below safe
    _refuse_known_id(association, national_id)
    beneficiary = Beneficiary(
        association=association,
        number=number,
        full_name=full_name,
        email=email,
        city=city,
        agreed_means=agreed_means,
        registered_at=now,
        registered_by=by.user,
        id_kind=id_kind or kind_of(national_id),
        **parts_of(full_name),
        confirm_due_on=association.file_rules().next_confirmation(timezone.localdate(now)),
    )
    beneficiary.national_id = national_id
    beneficiary.mobile = mobile
    beneficiary.set_birth(born)
    _save(beneficiary)
    write_tokens(beneficiary)
    propose_pairs(beneficiary)
    return beneficiary


@transaction.atomic
def correct(
    beneficiary: Beneficiary,
    *,
    by: Any,
    expected_version: int | None = None,
    born: Any = None,
    categories: Iterable[Category] | None = None,
    **values: Any,
) -> Beneficiary:
    """Change facts of the file; each changed field is kept with its value before and after (sealed ones sealed).

    Facts that are the same already change nothing, so nobody else's page becomes stale by them.
    """
    named = {*values, *(("categories",) if categories is not None else ())}
    for right in {RIGHTS.get(field, Permission.EDIT_BENEFICIARY) for field in named or ("full_name",)}:
        _require(by, right)
    beneficiary = living(beneficiary)
    refuse_closed(beneficiary)
    if expected_version is not None and beneficiary.version != expected_version:
        raise StaleRecord
    if values.get("national_id", beneficiary.national_id) != beneficiary.national_id:
        _refuse_known_id(beneficiary.association, values["national_id"], besides=beneficiary.pk)
    if to_be_reported(beneficiary, values):
        raise DomainError(_("The policy asks that someone else apply this: report it as a change."), code="report")
    changed = _change(beneficiary, values, by)
    changed |= born is not None and _change_birth(beneficiary, born, by)
    changed |= categories is not None and _change_categories(beneficiary, list(categories), by)
    if not changed:
        return beneficiary
    beneficiary.version += 1
    _save(beneficiary)
    write_tokens(beneficiary)
    tell_household(beneficiary)
    propose_pairs(beneficiary)
    return beneficiary


def to_be_reported(beneficiary: Beneficiary, values: Mapping[str, Any]) -> dict[str, Any]:
    """Which of the values staff may not put into the file by themselves.

    Where the policy asks for another pair of eyes, that is every fact of the situation that was stated and is now
    to be another. What was never stated is entered at once, and so are typing errors of names, days and numbers.
    """
    stated = {field: value for field, value in values.items() if field in SITUATION and getattr(beneficiary, field)}
    other = {field: value for field, value in stated.items() if value != getattr(beneficiary, field)}
    return other if other and beneficiary.association.file_rules().change_needs_another else {}


def _change(beneficiary: Beneficiary, values: dict[str, Any], by: Any) -> bool:
    changed = {field: after for field, after in values.items() if getattr(beneficiary, field) != after}
    for field, after in changed.items():
        keep_change(beneficiary, field, getattr(beneficiary, field), after, by)
        setattr(beneficiary, field, after)
    return bool(changed)


def _change_birth(beneficiary: Beneficiary, born: Any, by: Any) -> bool:
    before, calendar = beneficiary.birth_hijri, beneficiary.birth_calendar
    beneficiary.set_birth(born)
    if beneficiary.birth_hijri != before:
        keep_change(beneficiary, "born", before, beneficiary.birth_hijri, by)
    return beneficiary.birth_hijri != before or beneficiary.birth_calendar != calendar


def _change_categories(beneficiary: Beneficiary, wanted: list[Category], by: Any) -> bool:
    standing = {row.category_id: row for row in beneficiary.in_categories.select_related("category")}
    now = {category.pk: category for category in wanted}
    if standing.keys() == now.keys():
        return False
    before = "، ".join(sorted(row.category.name_ar for row in standing.values()))
    keep_change(beneficiary, "categories", before, "، ".join(sorted(category.name_ar for category in wanted)), by)
    beneficiary.in_categories.exclude(category__in=now).delete()
    for category in now.keys() - standing.keys():
        beneficiary.in_categories.create(association_id=beneficiary.association_id, category_id=category)
    return True


def keep_change(beneficiary: Beneficiary, field: str, before: Any, after: Any, by: Any) -> None:
    """One row of what was changed; a sealed field's values go into it sealed."""
    row = BeneficiaryChange(association=beneficiary.association, beneficiary=beneficiary, field=field, by=by.user)
    if field in SEALED_FIELDS:
        row.uid = uuid.uuid4()
        row.was, row.became = before, after
    else:
        row.before, row.after = ("" if value is None else str(value)[:200] for value in (before, after))
    row.save()


def tell_household(beneficiary: Beneficiary) -> None:
    """A member who has a file is shown by the file's facts."""
    for member in beneficiary.memberships.standing():
        member.full_name, member.sex = beneficiary.full_name, beneficiary.sex
        for part in ("birth_calendar", "birth_hijri_year", "birth_hijri_month", "birth_hijri_day", "born_on"):
            setattr(member, part, getattr(beneficiary, part))
        member.national_id = beneficiary.national_id
        member.save()


def change_fields(beneficiary: Beneficiary, values: dict[str, str], *, by: Any) -> bool:
    """Set fields of a locked file, keep their history, raise its version; gives whether anything changed."""
    if not _change(beneficiary, values, by):
        return False
    beneficiary.version += 1
    _save(beneficiary)
    return True


def look(beneficiary: Beneficiary, *, by: Any, what: str = FileLook.What.FILE, reason: str = "") -> None:
    """Record that a person looked. Opening the same file again within the minute is one look."""
    a_minute_ago = timezone.now() - timedelta(minutes=1)
    if what == FileLook.What.FILE and beneficiary.looks.filter(by=by.user, what=what, at__gt=a_minute_ago).exists():
        return
    beneficiary.looks.create(association_id=beneficiary.association_id, what=what, reason=reason, by=by.user)


def look_at_each(beneficiaries: Iterable[Beneficiary], *, by: Any, what: str, reason: str) -> None:
    """Record one look at each of these files, each once. One query."""
    files = {file.pk: file for file in beneficiaries}.values()
    FileLook.objects.bulk_create(
        FileLook(association_id=file.association_id, beneficiary=file, what=what, reason=reason, by=by.user)
        for file in files
    )


@transaction.atomic
def reveal(beneficiary: Beneficiary, *, by: Any, what: str, reason: str = "") -> str:
    """The number or the health note in full; a reason is kept, and asked for outside one's own cases (B4)."""
    _require(by, Permission.SEE_HEALTH if what == FileLook.What.HEALTH else Permission.REVEAL_NUMBERS)
    if what not in (*REVEALED, FileLook.What.HEALTH):
        raise ValueError(f"{what!r} is not shown for a reason")
    if not reason.strip() and not is_own(beneficiary, by):
        message = _("Write why you need it: no open case of this person is with you.")
        raise DomainError(message, code="reason_missing", field="reason")
    look(beneficiary, by=by, what=what, reason=reason.strip()[:200])
    return str(getattr(beneficiary, "health_note" if what == FileLook.What.HEALTH else what))


def may_read_health(beneficiary: Beneficiary, *, by: Any) -> bool:
    """Within one's own cases, or after a reason given in the last half hour."""
    since = timezone.now() - timedelta(minutes=30)
    given = beneficiary.looks.filter(by=by.user, what=FileLook.What.HEALTH, at__gt=since).exclude(reason="")
    return is_own(beneficiary, by) or given.exists()
