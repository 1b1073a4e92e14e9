"""The basis (M2, M3): minutes that every named member approved, two at least, or a final ruling.

Whatever is refused here is refused by the database as well.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Membership
from accounts.roles import Permission
from core.errors import DomainError

from ...compensation_permissions import complaint_is_not_about
from ...compensation_workflow import (
    APPROVE_MINUTES,
    CORRECT_MINUTES,
    ESTABLISH_BASIS,
    RECORD_RULING,
    REJECT,
    WRITE_MINUTES,
)
from ...models import CommitteeApproval, CompensationCase, InvestigationMinutes, MinutesMember, Ruling
from .moving import VOTED, begin, finish

QUORUM = 2
NOT_YET = gettext_lazy("Minutes cannot be of a day to come.")


def latest_minutes(case: CompensationCase) -> InvestigationMinutes | None:
    """The minutes that count: later ones take the place of earlier ones."""
    return case.minutes.order_by("-number").first()


def basis_of(case: CompensationCase) -> Ruling | InvestigationMinutes | None:
    """The final ruling, or the minutes that all of their named members approved; None is no sufficient basis."""
    ruling = case.rulings.filter(is_final=True).order_by("pk").first()
    if ruling is not None:
        return ruling
    minutes = latest_minutes(case)
    if minutes is None:
        return None
    named = set(minutes.named.values_list("membership_id", flat=True))
    approved = set(minutes.approvals.values_list("membership_id", flat=True))
    return minutes if len(named) >= QUORUM and named <= approved else None


def may_be_named(member: Membership, case: CompensationCase) -> bool:
    """Follow-up members, but those whom the complaint is about."""
    return (
        member.is_active
        and member.association_id == case.association_id
        and Permission.HANDLE_COMPLAINT in member.permissions
        and bool(complaint_is_not_about.test(member, case))
    )


@transaction.atomic
def write_minutes(
    case: CompensationCase,
    *,
    by: Any,
    dated_on: date,
    harm: str,
    extent: str,
    causes: str,
    members: list[Membership],
    expected_version: int | None = None,
) -> InvestigationMinutes:
    """Minutes with their four parts and the members whose approval they need; they replace earlier ones."""
    case, now = begin(case, WRITE_MINUTES, by=by, expected_version=expected_version)
    if dated_on > timezone.localdate(now):
        raise DomainError(NOT_YET, code="future", field="dated_on")
    if len({member.pk for member in members}) < QUORUM:
        raise DomainError(_("Name at least two members."), code="members", field="members")
    if not all(may_be_named(member, case) for member in members):
        raise DomainError(_("Only members of the follow-up committee are named."), code="members", field="members")
    before = latest_minutes(case)
    minutes = InvestigationMinutes.objects.create(
        association_id=case.association_id,
        case=case,
        number=before.number + 1 if before else 1,
        dated_on=dated_on,
        harm=harm,
        extent=extent,
        causes=causes,
        recorded_on=timezone.localdate(now),
        by=by.user,
        at=now,
    )
    MinutesMember.objects.bulk_create(
        MinutesMember(association_id=case.association_id, minutes=minutes, membership=member) for member in members
    )
    finish(case, WRITE_MINUTES, by=by, at=now, detail={"number": minutes.number})
    return minutes


@transaction.atomic
def correct_minutes(
    case: CompensationCase,
    *,
    by: Any,
    dated_on: date,
    harm: str,
    extent: str,
    causes: str,
    expected_version: int | None = None,
) -> InvestigationMinutes:
    """The four parts anew, before anybody approved; after that new minutes are written."""
    case, now = begin(case, CORRECT_MINUTES, by=by, expected_version=expected_version)
    minutes = latest_minutes(case)
    if minutes is None:
        raise DomainError(_("No minutes were written yet."), code="no_minutes")
    if minutes.approvals.exists():
        raise DomainError(
            _("A member approved these minutes: they stay as they are. Write new minutes."), code="approved"
        )
    if dated_on > timezone.localdate(now):
        raise DomainError(NOT_YET, code="future", field="dated_on")
    minutes.dated_on, minutes.harm, minutes.extent, minutes.causes = dated_on, harm, extent, causes
    minutes.recorded_on = timezone.localdate(now)
    minutes.save(update_fields=["dated_on", "harm", "extent", "causes", "recorded_on"])
    finish(case, CORRECT_MINUTES, by=by, at=now, detail={"number": minutes.number})
    return minutes


@transaction.atomic
def approve_minutes(case: CompensationCase, *, by: Any, expected_version: int | None = None) -> CommitteeApproval:
    """The acting member approves the latest minutes, for nobody but themselves, once."""
    case, now = begin(case, APPROVE_MINUTES, by=by, expected_version=expected_version)
    minutes = latest_minutes(case)
    if minutes is None:
        raise DomainError(_("No minutes were written yet."), code="no_minutes")
    if not minutes.named.filter(membership=by).exists():
        raise DomainError(_("The minutes do not name you: only members they name approve them."), code="not_named")
    if minutes.approvals.filter(membership=by).exists():
        raise DomainError(_("You approved these minutes already."), code="twice")
    approval = CommitteeApproval.objects.create(
        association_id=case.association_id, minutes=minutes, membership=by, by=by.user, at=now
    )
    finish(case, APPROVE_MINUTES, by=by, at=now, detail={"number": minutes.number})
    return approval


@transaction.atomic
def record_ruling(
    case: CompensationCase,
    *,
    by: Any,
    authority: str,
    number: str,
    dated_on: date,
    is_final: bool,
    note: str = "",
    expected_version: int | None = None,
) -> Ruling:
    """A ruling with its authority, number and day; a basis only where it is final."""
    case, now = begin(case, RECORD_RULING, by=by, expected_version=expected_version)
    if dated_on > timezone.localdate(now):
        raise DomainError(_("A ruling cannot be of a day to come."), code="future", field="dated_on")
    ruling = Ruling.objects.create(
        association_id=case.association_id,
        case=case,
        authority=authority.strip(),
        number=number.strip(),
        dated_on=dated_on,
        is_final=is_final,
        note=note,
        recorded_on=timezone.localdate(now),
        by=by.user,
        at=now,
    )
    finish(case, RECORD_RULING, by=by, at=now, detail={"number": ruling.number})
    return ruling


@transaction.atomic
def establish_basis(case: CompensationCase, *, by: Any, expected_version: int | None = None) -> CompensationCase:
    """From here on the two sides negotiate; refused without a sufficient basis."""
    case, now = begin(case, ESTABLISH_BASIS, by=by, expected_version=expected_version)
    if basis_of(case) is None:
        raise DomainError(
            _("The basis is not sufficient: all named members approve the minutes, or a ruling is final."),
            code="no_basis",
        )
    return finish(case, ESTABLISH_BASIS, by=by, at=now)


@transaction.atomic
def reject(case: CompensationCase, *, by: Any, reason: str, expected_version: int | None = None) -> CompensationCase:
    """No basis was found; the reason stays in the history."""
    case, now = begin(case, REJECT, by=by, expected_version=expected_version, reason=reason)
    return finish(case, REJECT, by=by, at=now, reason=reason)


@transaction.atomic
def approve_as_voted(case: CompensationCase, *, members: Iterable[Membership], by: Any) -> list[CommitteeApproval]:
    """The minutes were put to the vote of the committee: who of the members they name voted for them approved them.

    ``by`` presided. The vote itself is ``proceedings``'.
    """
    case, now = VOTED.begin(case, APPROVE_MINUTES, by=by)
    minutes = latest_minutes(case)
    if minutes is None:
        raise DomainError(_("No minutes were written yet."), code="no_minutes")
    done = set(minutes.approvals.values_list("membership_id", flat=True))
    named = set(minutes.named.values_list("membership_id", flat=True)) - done
    made = [
        CommitteeApproval.objects.create(
            association_id=case.association_id, minutes=minutes, membership=member, by=member.user, at=now
        )
        for member in members
        if member.pk in named
    ]
    detail = {"number": minutes.number, "count": len(made)}
    VOTED.finish(case, APPROVE_MINUTES, by=by, at=now, detail=detail)
    return made


@transaction.atomic
def reject_as_voted(case: CompensationCase, *, by: Any, reason: str) -> CompensationCase:
    """The committee found no basis by vote; ``by`` presided."""
    case, now = VOTED.begin(case, REJECT, by=by, reason=reason)
    return VOTED.finish(case, REJECT, by=by, at=now, reason=reason)
