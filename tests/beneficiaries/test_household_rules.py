"""What the database itself keeps about households, mandates and files: each rule is tried here."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.db.models import Model

from beneficiaries.models import Household, HouseholdChange, HouseholdMember, InCategory, Income, Mandate, Obligation
from core.hijri import DualDate
from tests.factories.beneficiaries import BeneficiaryFactory

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2026, 11, 21)
BEFORE = TODAY - datetime.timedelta(days=400)
BORN = DualDate.of(datetime.date(2001, 5, 6), "gregorian")


@pytest.fixture
def household(twaim: Any) -> Household:
    return Household.objects.create(association=twaim)


def member(household: Household, **values: Any) -> HouseholdMember:
    row = HouseholdMember(
        association=household.association,
        household=household,
        **{"relation": "child", "full_name": "سارة", "joined_on": TODAY, **values},
    )
    row.set_birth(BORN)
    row.save()
    return row


def mandate(beneficiary: Any, desk: Any, **values: Any) -> Mandate:
    row = Mandate(
        association=beneficiary.association,
        beneficiary=beneficiary,
        entered_by=desk.user,
        **{
            "kind": "agent",
            "holder_name": "سعد",
            "deed_number": "471",
            "scope": "الاستلام",
            "from_on": BEFORE,
            "until_on": TODAY,
            **values,
        },
    )
    row.holder_id = "1000000008"
    row.save()
    return row


def refused(act: Callable[[], Any], words: str = "") -> None:
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        act()
    assert words in str(refusal.value)


def test_a_household_has_one_head_at_a_time(household):
    first = member(household, relation="head")
    refused(lambda: member(household, relation="head"))
    first.left_on, first.left_because = TODAY, "died"
    first.save()
    assert member(household, relation="head").pk


def test_a_beneficiary_stands_in_one_household_at_a_time(household, noura, twaim):
    row = member(household, beneficiary=noura)
    other = Household.objects.create(association=twaim)
    refused(lambda: member(other, beneficiary=noura))
    row.left_on, row.left_because = TODAY, "moved"
    row.save()
    assert member(other, beneficiary=noura).pk


@pytest.mark.parametrize(
    "values",
    [
        {"left_on": TODAY},
        {"left_because": "died"},
        {"left_on": BEFORE, "left_because": "died"},
    ],
)
def test_a_member_leaves_on_a_day_after_joining_and_for_a_reason(household, values):
    refused(lambda: member(household, **values), "householdmember_leaves_for_a_reason")


def test_a_birth_is_a_date(household):
    row = member(household)
    row.birth_hijri_month = 13
    refused(row.save, "householdmember_birth_is_a_date")


@pytest.mark.parametrize(("model", "name"), [(Income, "income"), (Obligation, "obligation")])
def test_money_is_above_zero_and_ends_after_it_begins(household, model: type[Model], name):
    row = member(household)

    def enter(**values: Any) -> Any:
        facts = {"kind": "rent", "monthly": 500, "from_on": TODAY, **values}
        return model._default_manager.create(association=household.association, member=row, **facts)

    assert enter(ended_on=TODAY).pk
    refused(lambda: enter(monthly=0), f"{name}_above_zero")
    refused(lambda: enter(ended_on=BEFORE), f"{name}_ends_after_it_begins")


@pytest.mark.parametrize(
    ("values", "name"),
    [
        ({"until_on": BEFORE - datetime.timedelta(days=1)}, "mandate_ends_after_it_begins"),
        ({"until_on": None}, "mandate_of_an_agent_ends"),
        ({"ended_on": TODAY}, "mandate_ended_for_a_reason"),
        ({"ended_because": "عزل"}, "mandate_ended_for_a_reason"),
    ],
)
def test_a_mandate_is_whole(noura, desk, values, name):
    assert mandate(noura, desk, kind="guardian", until_on=None).pk
    refused(lambda: mandate(noura, desk, **values), name)


def test_a_mandate_is_ended_once_and_never_rewritten_or_deleted(noura, desk):
    """Triggers of beneficiaries_mandate."""
    row = mandate(noura, desk)
    refused(lambda: Mandate.objects.filter(pk=row.pk).update(holder_name="آخر"), "never changed")
    refused(lambda: Mandate.objects.filter(pk=row.pk).update(until_on=None, kind="guardian"), "never changed")
    refused(row.delete, "never deleted")
    Mandate.objects.filter(pk=row.pk).update(ended_on=TODAY, ended_because="عزل الوكيل")
    refused(lambda: Mandate.objects.filter(pk=row.pk).update(ended_on=None, ended_because=""), "stays ended")


def test_what_was_changed_in_a_household_stays_written(household, desk):
    """Triggers of beneficiaries_householdchange."""
    row = HouseholdChange.objects.create(
        association=household.association, household=household, member=member(household), what="joined", by=desk.user
    )
    refused(lambda: HouseholdChange.objects.filter(pk=row.pk).update(what="left"), "never changed")
    refused(row.delete, "never changed")


def test_a_category_has_one_name_and_a_file_stands_in_it_once(twaim, noura):
    widows = twaim.categories.create(name_ar="أرامل")
    refused(lambda: twaim.categories.create(name_ar="أرامل"))
    InCategory.objects.create(association=twaim, beneficiary=noura, category=widows)
    refused(lambda: InCategory.objects.create(association=twaim, beneficiary=noura, category=widows))


def test_a_file_is_closed_for_a_reason_and_is_not_its_own_copy(noura, twaim, desk):
    def change(**values: Any) -> int:
        return int(twaim.beneficiaries.filter(pk=noura.pk).update(**values))

    refused(lambda: change(closed_on=TODAY), "beneficiary_closed_for_a_reason")
    refused(lambda: change(keep_until=TODAY), "beneficiary_closed_for_a_reason")
    assert change(closed_on=TODAY, closed_because="انتقل", keep_until=TODAY)
    refused(lambda: change(merged_into=noura), "beneficiary_not_merged_into_itself")
    assert change(merged_into=BeneficiaryFactory(association=twaim, by=desk))
