"""Two files of one person become one, and for thirty days two again.

The rule: nothing is lost. A value taken from the merged file changes places with the survivor's, so both together
hold what they held before; every row goes along (``following``); the merged number leads to the survivor. One
transaction, both files locked in the order of their registration, and of two who merge at once the second is told.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.errors import AlreadyHandled, DomainError, StaleRecord

from ..double_home import refuse_two_homes
from ..enums import PairStatus
from ..file_values import VALUES, Value, defaults, is_sealed, text
from ..following import FOLLOWING
from ..models import Beneficiary, DuplicatePair, FileMerge
from .duplicates import answer, locked, open_again, propose_pairs, refuse_answered, require_resolving
from .file import keep_change, tell_household, write_tokens

Held = dict[str, dict[str, dict[str, Any]]]  # "survivor" or "merged" → value → column → what it held


def versions(pair: DuplicatePair) -> int:
    """Rises when either file changes."""
    return int(pair.first.version + pair.second.version)


@transaction.atomic
def merge(
    pair: DuplicatePair,
    *,
    by: Any,
    survivor: str,
    values: dict[str, str] | None = None,
    expected_version: int | None = None,
) -> FileMerge:
    """The file numbered ``survivor`` takes the other in.

    ``values`` says for each value that differs the number of the file it is taken from; what it leaves out, and what
    ``by`` may not see, is taken from the fuller file, else the newer.
    """
    require_resolving(by)
    pair = locked(pair)
    refuse_answered(pair)
    files = {file.number: file for file in (pair.first, pair.second)}
    if survivor not in files:
        raise DomainError(_("Choose which of the two numbers stays."), code="survivor", field="survivor")
    if expected_version is not None and versions(pair) != expected_version:
        raise StaleRecord
    stays, goes = files.pop(survivor), files.popitem()[1]
    _refuse(stays, goes)
    seen = {name for name, value in VALUES.items() if not value.needs or value.needs in by.permissions}
    chosen = defaults(stays, goes) | {name: number for name, number in (values or {}).items() if name in seen}
    taken = [name for name in VALUES if chosen.get(name) == goes.number and _differ(VALUES[name], stays, goes)]
    before = {"survivor": _held(stays, taken), "merged": _held(goes, taken)}
    _write_values(stays, before["merged"], goes, before["survivor"], by=by)
    goes.merged_into = stays  # before the rows go: the database lets them go along a merge only
    goes.save(update_fields=["merged_into"])
    made = FileMerge(association=pair.association, pair=pair, survivor=stays, merged=goes, taken=taken, by=by.user)
    made.at = timezone.now()
    made.before = json.dumps(before, default=text, sort_keys=True, ensure_ascii=False)
    made.moved = {key: rows.move(stays, goes, by=by) for key, rows in FOLLOWING.items()}
    made.save()
    answer(pair, PairStatus.MERGED, by=by)
    _tell(stays, goes)
    propose_pairs(stays)
    return made


def _refuse(stays: Beneficiary, goes: Beneficiary) -> None:
    for file in (stays, goes):
        if file.merged_into_id or file.anonymised_at:
            raise AlreadyHandled(_("One of the two is no longer a file of its own."), code="gone")
    if stays.closed_on and not goes.closed_on:
        message = _("File %(number)s is closed: let the number of the open file stay.")
        raise DomainError(message % {"number": stays.number}, code="closed", field="survivor")
    refuse_two_homes(stays, goes)


def _differ(value: Value, stays: Beneficiary, goes: Beneficiary) -> bool:
    return value.of(stays) != value.of(goes)


def _held(file: Beneficiary, names: Iterable[str]) -> dict[str, dict[str, Any]]:
    return {name: VALUES[name].of(file) for name in names}


def _write_values(stays: Beneficiary, gets: Any, goes: Beneficiary, gets_back: Any, *, by: Any) -> None:
    """Each file gets its values; the ID's constraint is passed by way of an index that no ID has."""
    goes.national_id_index = f"changing-{goes.pk}"
    goes.save(update_fields=["national_id_index"])
    for file, values in ((stays, gets), (goes, gets_back)):
        was = _held(file, values)
        for name, value in values.items():
            VALUES[name].put(file, value)
        if file is stays:
            for field, before, after in (
                row for name in values for row in VALUES[name].changes(was[name], values[name])
            ):
                keep_change(file, field, before, after, by)
        file.version += 1
    goes.national_id = goes.national_id
    stays.save()
    goes.save()


def _tell(*files: Beneficiary) -> None:
    """Search and household show the files as they are now."""
    for file in files:
        write_tokens(file)
        tell_household(file)


@transaction.atomic
def undo_merge(made: FileMerge, *, by: Any) -> FileMerge:
    """Two files again, as they were, within thirty days.

    Every row that went along goes back unless it went elsewhere since; every value changes back unless it was changed
    since. What was opened after the merge stays with the survivor. What stayed is kept in ``not_undone``.
    """
    require_resolving(by)
    pair = locked(made.pair)
    made = FileMerge.objects.select_for_update(of=("self",)).select_related("undone_by").get(pk=made.pk)
    files = {file.pk: file for file in (pair.first, pair.second)}
    stays, goes = files[made.survivor_id], files[made.merged_id]
    _refuse_undoing(made, stays, goes)
    stuck = [
        key
        for key, kept in made.moved.items()
        if key in FOLLOWING and not FOLLOWING[key].back(stays, goes, kept, by=by)
    ]
    held: Held = _opened(made)
    unchanged = [name for name in made.taken if _is_still(VALUES[name], stays, held["merged"][name])]
    gets = {name: held["survivor"][name] for name in unchanged}
    _write_values(stays, gets, goes, held["merged"], by=by)
    goes.merged_into = None
    goes.save(update_fields=["merged_into"])
    made.undone_by, made.undone_at = by.user, timezone.now()
    made.not_undone = [*(name for name in made.taken if name not in unchanged), *stuck]
    made.save(update_fields=["undone_by", "undone_at", "not_undone"])
    open_again(pair)
    _tell(stays, goes)
    return made


def _is_still(value: Value, file: Beneficiary, held: dict[str, Any]) -> bool:
    """Whether the file still has it. A number that both cannot have goes back even if its card was renewed since."""
    if value.name == "national_id":
        return bool(file.national_id == held["national_id"])
    return value.of(file) == held


def _opened(made: FileMerge) -> Held:
    """What both files held, days as days again."""
    held: Held = json.loads(made.before)
    for values in held.values():
        for name, value in values.items():
            values[name] = {column: _read(column, part) for column, part in value.items()}
    return held


def _read(column: str, part: Any) -> Any:
    if is_sealed(column) or part is None:
        return part
    field: Any = Beneficiary._meta.get_field(column)
    return field.to_python(part)


def _refuse_undoing(made: FileMerge, stays: Beneficiary, goes: Beneficiary) -> None:
    if made.undone_at is not None and made.undone_by is not None:
        raise AlreadyHandled(
            _("%(person)s took this merge back already.") % {"person": made.undone_by.name}, code="undone"
        )
    if not made.can_be_undone:
        raise DomainError(_("A merge can be taken back for thirty days; they are over."), code="too_late")
    if stays.merged_into_id or goes.merged_into_id != stays.pk:
        raise DomainError(
            _("The surviving file was merged into another since. Take that merge back first."), code="merged_on"
        )
    if stays.anonymised_at or goes.anonymised_at:
        raise DomainError(_("The person's data was made anonymous since; nothing can be brought back."), code="gone")
