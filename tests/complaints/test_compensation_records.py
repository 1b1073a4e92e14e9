"""Records of compensation are never changed or removed: tried in SQL over the demo's settled case."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from demo.management.commands.seed_demo import Command
from tests.factories.compensation import Committee

KEPT = (
    ("complaints_investigationminutes", "harm"),
    ("complaints_minutesmember", "membership_id"),
    ("complaints_committeeapproval", "membership_id"),
    ("complaints_compensationoffer", "amount"),
    ("complaints_acceptance", "offer_id"),
    ("complaints_settlement", "case_id"),
    ("complaints_settlementsignature", "settlement_id"),
    ("complaints_compensationpayment", "amount"),
    ("complaints_compensationevent", "event"),
)


def test_what_was_settled_stays_as_it_was(twaim):
    Command.fill(twaim)
    for table, column in KEPT:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT count(*) FROM {table}")
            assert cursor.fetchone()[0], f"{table} has a row to break"
        for statement in (f"UPDATE {table} SET {column} = {column}", f"DELETE FROM {table}"):
            with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(statement)
    for statement in (
        "UPDATE complaints_compensationcase SET reference = 'M-1'",
        "DELETE FROM complaints_compensationcase",
    ):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_a_ruling_is_never_changed(twaim):
    """The demo settles by minutes, so a row of ``complaints_ruling`` is made here."""
    committee = Committee(twaim)
    case = committee.open_case()
    today = timezone.localdate()
    row = {"authority": "Court", "number": "1", "dated_on": today, "recorded_on": today, "is_final": False}
    member = committee.manager
    ruling = case.rulings.create(association=twaim, by=member.user, at=timezone.now(), **row)
    with pytest.raises(IntegrityError), transaction.atomic():
        case.rulings.update(is_final=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        ruling.delete()
