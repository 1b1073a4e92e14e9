"""Reference numbers: a letter for each kind of case, one series an association and Hijri year, never twice."""

from __future__ import annotations

import datetime
import threading
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from django.db import connections, transaction

from associations.references import next_reference
from beneficiaries.actions.file import SERIES as OF_FILES
from complaints.actions import receive
from complaints.actions.compensation.opening import SERIES as OF_COMPENSATION
from complaints.enums import SERIES as OF_CONTACTS
from core.hijri import HijriDate
from reception.actions.helping import SERIES as OF_HELP
from requests.actions.intake import SERIES as OF_REQUESTS
from requests.actions.paying import SERIES as OF_PAYMENTS
from tests.conftest import loaded
from tests.factories.support_requests import Staff

NEW_YEAR = HijriDate(1449, 1, 1).to_gregorian()
LAST_DAY = NEW_YEAR - datetime.timedelta(days=1)
MIDNIGHT = datetime.datetime.combine(NEW_YEAR, datetime.time(), tzinfo=datetime.UTC) - datetime.timedelta(hours=3)
MINUTE = datetime.timedelta(minutes=1)


def test_each_kind_of_case_has_its_own_letter():
    letters = [OF_REQUESTS, OF_FILES, OF_PAYMENTS, OF_HELP, OF_COMPENSATION, *OF_CONTACTS.values()]
    assert letters == ["R", "B", "P", "HR", "M", "C", "I", "H", "S"]
    assert len(set(letters)) == len(letters)


def test_the_series_begins_anew_at_the_midnight_of_riyadh_that_begins_the_hijri_year(twaim):
    staff = Staff(twaim)
    with time_machine.travel(MIDNIGHT - MINUTE, tick=False):
        last, person = staff.open().reference, staff.person()
    with time_machine.travel(MIDNIGHT + MINUTE, tick=False):
        first, second = staff.open(person).reference, staff.open(person).reference
    assert last.startswith("R-1448-")
    assert (first, second) == ("R-1449-000001", "R-1449-000002")


def test_a_number_of_work_that_failed_is_given_again(twaim):
    def take() -> str:
        return next_reference(twaim, "R", on=LAST_DAY)

    with transaction.atomic():
        first = take()
    with transaction.atomic():
        take()
        transaction.set_rollback(True)
    with transaction.atomic():
        assert int(take()[-6:]) == int(first[-6:]) + 1
    with pytest.raises(transaction.TransactionManagementError):
        _outside(take)


def _outside(take: Callable[[], str]) -> None:
    """Called where no transaction is open."""
    failed: list[Exception] = []

    def run() -> None:
        try:
            take()
        except Exception as error:  # noqa: BLE001  # looked at by the test
            failed.append(error)
        finally:
            connections.close_all()

    thread = threading.Thread(target=run)
    thread.start()
    thread.join(30)
    raise failed[0]


@pytest.mark.django_db(transaction=True)
def test_many_at_once_at_the_turn_of_the_year_make_no_gap_and_no_double(transactional_db):
    here, there = loaded("twaim"), loaded("qalam")
    taken: list[tuple[str, str]] = []
    errors: list[Exception] = []
    gate = threading.Barrier(8)

    def take(place: int) -> None:
        try:
            gate.wait(timeout=30)
            for turn in range(10):
                association = (here, there)[(place + turn) % 2]
                with transaction.atomic():
                    day = (LAST_DAY, NEW_YEAR)[turn % 2] if place < 6 else NEW_YEAR
                    taken.append((association.slug, next_reference(association, "R", on=day)))
        except Exception as error:  # noqa: BLE001  # looked at below
            errors.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=take, args=(place,)) for place in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)
    assert not errors
    assert len(taken) == 80
    series: dict[tuple[str, str], list[int]] = {}
    for slug, reference in taken:
        series.setdefault((slug, reference[:7]), []).append(int(reference[7:]))
    assert {year for _slug, year in series} == {"R-1448-", "R-1449-"}
    for numbers in series.values():
        assert sorted(numbers) == list(range(1, len(numbers) + 1)), Counter(numbers).most_common(2)


def test_two_associations_count_for_themselves(twaim, qalam):
    here, there = Staff(twaim), Staff(qalam)
    with time_machine.travel(MIDNIGHT + MINUTE, tick=False):
        assert here.open().reference == there.open().reference == "R-1449-000001"


def test_a_complaint_and_a_request_of_one_moment_do_not_share_numbers(twaim, member_of):
    staff = Staff(twaim)
    with time_machine.travel(MIDNIGHT + MINUTE, tick=False):
        request = staff.open().reference
        facts: dict[str, Any] = {"kind": "complaint", "account": "A long wait at the counter.", "is_anonymous": True}
        complaint, _code = receive(twaim, by=staff.desk, channel="visit", **facts)
    assert (request, complaint.reference) == ("R-1449-000001", "C-1449-000001")
