"""To whom a version refers, and by when an answer is due (R4)."""

import datetime

import pytest
from django.db import IntegrityError, connection, transaction

from associations.enums import AnsweredBy, Unit
from associations.models import ReferralRule
from associations.referring import Referring, answer_due, referring
from tests.conftest import loaded

pytestmark = pytest.mark.django_db


def test_the_rule_of_a_version_in_force_is_neither_changed_nor_removed():
    version = loaded("hajar").policy_in_force()
    assert referring(version) == Referring(AnsweredBy.MANAGER, 3, Unit.WORKING_DAYS)
    for statement in ("UPDATE associations_referralrule SET length = 9", "DELETE FROM associations_referralrule"):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


@pytest.mark.parametrize(
    ("referral", "has_officers", "role"),
    [
        ("department", True, "researcher"),
        ("higher_level", True, "manager"),
        ("officer", True, "officer"),
        ("officer", False, "researcher"),
    ],
)
def test_a_version_without_a_rule_has_the_usual_one(referral, has_officers, role):
    association = loaded("twaim")
    given = {"referral": referral, "has_contact_officers": has_officers, "reviewing_body": "not_named"}
    version = association.policy_versions.create(number=9, **given)
    assert referring(version) == Referring(role, 3, Unit.WORKING_DAYS)
    assert not ReferralRule.objects.filter(version=version).exists()


def test_the_days_are_counted_by_the_one_clock():
    association = loaded("hajar")
    asked = datetime.datetime(2026, 3, 11, 9, tzinfo=datetime.UTC)  # a Wednesday
    assert answer_due(association, Referring("manager", 2, Unit.WORKING_DAYS), asked) == datetime.date(2026, 3, 15)
    assert answer_due(association, Referring("manager", 2, Unit.CALENDAR_DAYS), asked) == datetime.date(2026, 3, 13)
