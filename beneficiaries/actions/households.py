"""The verbs of a household: who joins, leaves and heads it, its split and its joining another, its money (R13).

Each verb locks the household, checks that the page was not stale, writes, and adds one row of what was changed.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.roles import Permission
from core.errors import DomainError, NotPermitted, StaleRecord

from ..enums import LeftBecause, Relation
from ..models import Beneficiary, Household, HouseholdChange, HouseholdMember, Income, Obligation
from .file import living, refuse_closed

What = HouseholdChange.What
BIRTH = ("birth_calendar", "birth_hijri_year", "birth_hijri_month", "birth_hijri_day", "born_on")


def _require(by: Any) -> None:
    if Permission.EDIT_SITUATION not in by.permissions:
        raise NotPermitted(_("The household is not among your tasks."), code="not_permitted")


def _locked(household: Household, expected_version: int | None) -> Household:
    """The household for this transaction alone; its version rises with each change."""
    household = Household.objects.select_for_update().get(pk=household.pk)
    if expected_version is not None and household.version != expected_version:
        raise StaleRecord
    _refuse_closed_home(household)
    household.version += 1
    household.save(update_fields=["version"])
    return household


def _refuse_closed_home(household: Household) -> None:
    """Nothing is entered where the file of everybody who lives there is closed; one open file is enough."""
    files = list(Beneficiary.objects.filter(memberships__household=household, memberships__left_on__isnull=True))
    if files and all(file.closed_on or file.anonymised_at for file in files):
        refuse_closed(files[0])


def _refuse_closed_member(member: HouseholdMember) -> None:
    """Facts and money of a person whose own file is closed stay; that the person left the others is entered still."""
    if member.beneficiary is not None:
        refuse_closed(living(member.beneficiary))


def _note(member: HouseholdMember, what: str, by: Any, *, detail: str = "", reason: str = "") -> None:
    HouseholdChange.objects.create(
        association_id=member.association_id,
        household_id=member.household_id,
        member=member,
        what=what,
        detail=detail[:200],
        reason=reason[:200],
        by=by.user,
    )


def standing_in(beneficiary: Beneficiary) -> HouseholdMember | None:
    """The person's place in the household they live in now, or None."""
    found: HouseholdMember | None = beneficiary.memberships.standing().select_related("household").first()
    return found


@transaction.atomic
def form_household(beneficiary: Beneficiary, *, by: Any) -> HouseholdMember:
    """The person's place in their household; one of their own is made, with them as head, where there is none."""
    _require(by)
    beneficiary = living(beneficiary)
    refuse_closed(beneficiary)
    standing = standing_in(beneficiary)
    if standing is not None:
        return standing
    household = Household.objects.create(association_id=beneficiary.association_id)
    return _place(beneficiary, household, Relation.HEAD, by=by)


def _place(beneficiary: Beneficiary, household: Household, relation: str, *, by: Any) -> HouseholdMember:
    """A person with a file becomes a member, by the facts of the file."""
    member = HouseholdMember(
        association_id=beneficiary.association_id,
        household=household,
        beneficiary=beneficiary,
        relation=relation,
        full_name=beneficiary.full_name,
        sex=beneficiary.sex,
        health=beneficiary.health,
        joined_on=timezone.localdate(),
        **{part: getattr(beneficiary, part) for part in BIRTH},
    )
    member.national_id = beneficiary.national_id
    member.save()
    _note(member, What.JOINED, by)
    return member


@transaction.atomic
def add_member(
    household: Household, *, by: Any, relation: str, born: Any, expected_version: int | None = None, **facts: Any
) -> HouseholdMember:
    """A person without a file of their own joins. ``born`` is a ``core.fields.DualDate``."""
    _require(by)
    household = _locked(household, expected_version)
    _refuse_second_head(relation)
    national_id = facts.pop("national_id", "")
    member = HouseholdMember(
        association_id=household.association_id,
        household=household,
        relation=relation,
        joined_on=timezone.localdate(),
        **facts,
    )
    member.set_birth(born)
    member.national_id = national_id
    member.save()
    _note(member, What.JOINED, by)
    return member


@transaction.atomic
def add_beneficiary(
    household: Household, beneficiary: Beneficiary, *, by: Any, relation: str, expected_version: int | None = None
) -> HouseholdMember:
    """A person with a file joins; refused while they stand in another household with others."""
    _require(by)
    household = _locked(household, expected_version)
    _refuse_second_head(relation)
    beneficiary = living(beneficiary)
    refuse_closed(beneficiary)
    standing = standing_in(beneficiary)
    if standing is not None:
        if standing.household_id == household.pk:
            raise DomainError(_("This person is in this household already."), code="already", field="number")
        if standing.household.members.standing().count() > 1:
            message = _(
                "This person lives in another household. Join the two households, or take the person out there."
            )
            raise DomainError(message, code="elsewhere", field="number")
        return _move(standing, household, relation, by=by, what=What.JOINED, because=LeftBecause.JOINED)
    return _place(beneficiary, household, relation, by=by)


def _refuse_second_head(relation: str) -> None:
    if relation == Relation.HEAD:
        message = _("The household has a head already. Change the head instead.")
        raise DomainError(message, code="second_head", field="relation")


@transaction.atomic
def correct_member(
    member: HouseholdMember, *, by: Any, born: Any, expected_version: int | None = None, **facts: Any
) -> None:
    """Change a member's facts. Who has a file of their own is corrected there, but for relation and occupation."""
    _require(by)
    _locked(member.household, expected_version)
    member = HouseholdMember.objects.select_for_update(of=("self",)).get(pk=member.pk)
    _refuse_closed_member(member)
    relation = facts.pop("relation", member.relation)
    if Relation.HEAD in (relation, member.relation) and relation != member.relation:
        message = _("Who heads the household is changed for all members at once.")
        raise DomainError(message, code="head", field="relation")
    if member.beneficiary_id:
        facts = {name: value for name, value in facts.items() if name == "occupation"}
        born = None
    national_id = facts.pop("national_id", None)
    for name, value in {**facts, "relation": relation}.items():
        setattr(member, name, value)
    if national_id:
        member.national_id = national_id
    if born is not None:
        member.set_birth(born)
    member.save()
    _note(member, What.CORRECTED, by)


@transaction.atomic
def leave(member: HouseholdMember, *, by: Any, on: date, because: str, expected_version: int | None = None) -> None:
    """A member leaves; the head only when nobody else is left."""
    _require(by)
    household = _locked(member.household, expected_version)
    member = HouseholdMember.objects.select_for_update(of=("self",)).get(pk=member.pk)
    others = household.members.standing().exclude(pk=member.pk)
    if member.relation == Relation.HEAD and others.exists():
        raise DomainError(_("Choose another head of the household first."), code="head")
    if on < member.joined_on:
        raise DomainError(_("The day of leaving is not before the day of joining."), code="too_early", field="left_on")
    member.left_on, member.left_because = on, because
    member.save(update_fields=["left_on", "left_because"])
    _end_money(member, on)
    _note(member, What.LEFT, by, detail=LeftBecause(because).value)


def _end_money(member: HouseholdMember, on: date) -> None:
    """What a member received and owed no longer counts once they have left."""
    for rows in (member.incomes, member.obligations):
        rows.filter(ended_on__isnull=True, from_on__lte=on).update(ended_on=on)
        rows.filter(ended_on__isnull=True).delete()  # would have begun later


@transaction.atomic
def change_head(
    household: Household, *, by: Any, relations: Mapping[int, str], reason: str, expected_version: int | None = None
) -> None:
    """Who heads the household, and what each member is to the new head: ``relations`` by member id, all of them."""
    _require(by)
    household = _locked(household, expected_version)
    members = {member.pk: member for member in household.members.standing().select_for_update(of=("self",))}
    if relations.keys() != members.keys():
        raise StaleRecord
    _need_one_head(relations)
    # the old head steps back first, so that the database never sees two
    for member in sorted(members.values(), key=lambda row: relations[row.pk] == Relation.HEAD):
        if member.relation != relations[member.pk]:
            member.relation = relations[member.pk]
            member.save(update_fields=["relation"])
    head = next(member for member in members.values() if member.relation == Relation.HEAD)
    _note(head, What.HEAD, by, reason=reason)


def _need_one_head(relations: Mapping[int, str]) -> None:
    if sum(relation == Relation.HEAD for relation in relations.values()) != 1:
        raise DomainError(_("A household has exactly one head. Choose one."), code="one_head")


@transaction.atomic
def split(
    household: Household, *, by: Any, relations: Mapping[int, str], reason: str, expected_version: int | None = None
) -> Household:
    """The named members go to a household of their own; ``relations`` by member id, one of them its head."""
    _require(by)
    household = _locked(household, expected_version)
    standing = {member.pk: member for member in household.members.standing().select_for_update(of=("self",))}
    if not relations or not relations.keys() <= standing.keys():
        raise DomainError(_("Choose who goes to the new household."), code="nobody")
    _need_one_head(relations)
    staying = [member for member in standing.values() if member.pk not in relations]
    if not any(member.relation == Relation.HEAD for member in staying):
        message = _("The head stays in this household. Change the head first, or leave the head out.")
        raise DomainError(message, code="head")
    made = Household.objects.create(association_id=household.association_id)
    for pk, relation in relations.items():
        _move(standing[pk], made, relation, by=by, what=What.SPLIT, because=LeftBecause.SPLIT, reason=reason)
    return made


@transaction.atomic
def join(
    household: Household,
    other: Household,
    *,
    by: Any,
    relations: Mapping[int, str],
    reason: str,
    expected_version: int | None = None,
) -> None:
    """All members of ``household`` come to ``other``; ``relations`` say what each is to the head there."""
    _require(by)
    if household.pk == other.pk:
        raise DomainError(_("This is the same household."), code="same", field="number")
    first, second = sorted((household, other), key=lambda row: row.pk)  # one order, so that two joins never deadlock
    for row in (first, second):
        _locked(row, expected_version if row.pk == household.pk else None)
    standing = {member.pk: member for member in household.members.standing().select_for_update(of=("self",))}
    if relations.keys() != standing.keys():
        raise StaleRecord
    if Relation.HEAD in relations.values():
        raise DomainError(_("The head there stays the head. Choose another relation."), code="second_head")
    for pk, relation in relations.items():
        _move(standing[pk], other, relation, by=by, what=What.MERGED, because=LeftBecause.JOINED, reason=reason)


def _move(
    member: HouseholdMember, to: Household, relation: str, *, by: Any, what: str, because: str, reason: str = ""
) -> HouseholdMember:
    """The member's row here is closed and a like row stands there, with the money that still runs."""
    today = timezone.localdate()
    incomes, obligations = list(member.incomes.current(on=today)), list(member.obligations.current(on=today))
    member.left_on, member.left_because = max(today, member.joined_on), because
    member.save(update_fields=["left_on", "left_because"])
    _note(member, What.LEFT, by, detail=because, reason=reason)
    _end_money(member, today)
    copied = ("association_id", "beneficiary_id", "full_name", "sex", "occupation", "health", *BIRTH)
    made = HouseholdMember(
        household=to, relation=relation, joined_on=today, **{name: getattr(member, name) for name in copied}
    )
    made.national_id = member.national_id
    made.save()
    for row in (*incomes, *obligations):
        row.pk, row.uid, row.member, row.ended_on = None, uuid.uuid4(), made, None
        row.save(force_insert=True)
    _note(made, what, by, reason=reason)
    return made


@transaction.atomic
def enter_income(
    member: HouseholdMember, *, by: Any, kind: str, monthly: Decimal, from_on: date, note: str = ""
) -> Income:
    """What the member receives every month from a day on."""
    _require(by)
    _locked(member.household, None)
    _refuse_closed_member(member)
    row: Income = member.incomes.create(
        association_id=member.association_id, kind=kind, monthly=monthly, from_on=from_on, note=note
    )
    _note(member, What.INCOME, by, detail=f"{kind} {monthly}")
    return row


@transaction.atomic
def enter_obligation(
    member: HouseholdMember,
    *,
    by: Any,
    kind: str,
    monthly: Decimal,
    from_on: date,
    creditor: str = "",
    note: str = "",
) -> Obligation:
    """What the member owes every month from a day on."""
    _require(by)
    _locked(member.household, None)
    _refuse_closed_member(member)
    row: Obligation = member.obligations.create(
        association_id=member.association_id,
        kind=kind,
        monthly=monthly,
        from_on=from_on,
        creditor=creditor,
        note=note,
    )
    _note(member, What.OBLIGATION, by, detail=f"{kind} {monthly}")
    return row


@transaction.atomic
def end_money(row: Income | Obligation, *, by: Any, on: date) -> None:
    """An income or obligation ended; it stays in the record. Ending it twice is refused."""
    _require(by)
    _locked(row.member.household, None)
    row = type(row).objects.select_for_update(of=("self",)).select_related("member").get(pk=row.pk)
    _refuse_closed_member(row.member)
    if row.ended_on:
        raise DomainError(_("It has ended already."), code="ended")
    if on < row.from_on:
        raise DomainError(_("It cannot end before it began."), code="too_early", field="ended_on")
    row.ended_on = on
    row.save(update_fields=["ended_on"])
    what = What.INCOME_ENDED if isinstance(row, Income) else What.OBLIGATION_ENDED
    _note(row.member, what, by, detail=f"{row.kind} {row.monthly}")
