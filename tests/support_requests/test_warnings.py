"""No silent breach: each step once, to the right people, however often and from wherever run_due is started."""

import datetime
from io import StringIO
from threading import Barrier, Thread
from typing import Any

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction

from accounts.roles import Role
from associations.due import JOBS, due
from core.tenancy import across_associations
from requests.enums import Status
from requests.models import DueWarning
from requests.workflow import EXTEND, GIVE_ANSWER, PAUSE, TELL_DELAY

SUNDAY = datetime.datetime(2026, 3, 8, 9, tzinfo=datetime.UTC)


def run() -> str:
    out = StringIO()
    call_command("run_due", stdout=out)
    return out.getvalue()


def at(day: datetime.date) -> Any:
    return time_machine.travel(datetime.datetime.combine(day, datetime.time(9), tzinfo=datetime.UTC), tick=False)


@pytest.fixture
def manager(staff) -> Any:
    return staff.member(Role.MANAGER)


@pytest.fixture
def case(db, staff, manager) -> Any:
    with time_machine.travel(SUNDAY, tick=False):
        return staff.case(Status.UNDER_STUDY)


def given(case: Any) -> list[tuple[int, str, int]]:
    return sorted(case.warnings.values_list("days_before", "who", "to"), reverse=True)


def before(case: Any, days: int) -> datetime.date:
    return case.due_on - datetime.timedelta(days=days)


def test_the_owner_then_the_manager_then_the_applicant_each_once(case, staff, manager):
    researcher = staff.researcher.user_id
    with at(before(case, 6)):
        run()
    assert given(case) == []
    with at(before(case, 5)):
        run()
        run()
    assert given(case) == [(5, "owner", researcher)]
    with at(before(case, 2)):
        run()
    assert given(case) == [(5, "owner", researcher), (2, "owner", researcher), (2, "manager", manager.user_id)]
    notices = case.association.notices
    assert notices.filter(event="staff_warned").count() == 3
    assert not notices.filter(event="answer_late").exists()
    with at(case.due_on):
        run()
        run()
    assert given(case)[-1] == (0, "manager", manager.user_id)
    assert notices.filter(event="answer_late").count() == 1
    assert case.events.filter(event="told_late").count() == 1


def test_a_late_run_writes_once_to_each_and_marks_the_earlier_steps(case, manager):
    with at(case.due_on + datetime.timedelta(days=3)):
        run()
    assert [(days, who) for days, who, _to in given(case)] == [
        (5, "owner"),
        (2, "owner"),
        (2, "manager"),
        (0, "manager"),
    ]
    assert case.association.notices.filter(event="staff_warned").count() == 2


def test_a_day_that_moved_begins_anew(case, staff):
    with at(before(case, 5)):
        run()
        staff.do(EXTEND, case, days=5)
        run()
        moved = staff.fresh(case)
    assert case.warnings.count() == 1
    with at(before(moved, 5)):
        run()
    assert case.warnings.filter(due_on=moved.due_on).count() == 1


def test_what_stands_still_or_is_answered_warns_nobody(case, staff):
    with at(before(case, 4)):
        staff.do(PAUSE, case)
    with at(case.due_on):
        run()
    assert given(case) == []
    with time_machine.travel(SUNDAY, tick=False):
        told = staff.case(Status.DECIDED)
        staff.do(GIVE_ANSWER, told)
    with at(told.due_on):
        run()
    assert given(told) == []


def test_who_was_told_of_a_delay_is_not_told_again(case, staff):
    with at(before(case, 1)):
        staff.do(TELL_DELAY, case)
    with at(case.due_on):
        run()
    assert not case.association.notices.filter(event="answer_late").exists()


def test_a_clock_that_stands_still_too_long_is_told_once_each_pause(case, staff, manager):
    start = SUNDAY.date() + datetime.timedelta(days=1)
    with at(start):
        staff.do(PAUSE, case)
    with at(start + datetime.timedelta(days=30)):
        run()
    assert not case.association.notices.filter(event="paused_too_long").exists()
    with at(start + datetime.timedelta(days=31)):
        run()
        run()
    assert case.association.notices.filter(event="paused_too_long").count() == 2  # the researcher and the manager


def test_a_warning_stays_written(case):
    """Triggers of support_requests_duewarning."""
    with at(before(case, 5)):
        run()
    for act in (lambda: case.warnings.update(days_before=9), lambda: case.warnings.all().delete()):
        with pytest.raises(IntegrityError), transaction.atomic():
            act()
    row = DueWarning.objects.values().get()
    with pytest.raises(IntegrityError), transaction.atomic():
        DueWarning.objects.create(**{**row, "id": None})


def test_a_job_that_fails_stops_no_other_and_is_said(case, monkeypatch):
    @due("a job that fails")
    def fails(association: Any) -> int:
        raise RuntimeError("no")

    try:
        with at(before(case, 5)), pytest.raises(CommandError, match="a job that fails"):
            run()
    finally:
        del JOBS["a job that fails"]
    assert case.warnings.count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("attempt", range(3))
def test_two_workers_at_once_warn_once(twaim, attempt):
    from tests.factories.support_requests import Staff

    with across_associations():
        staff = Staff(twaim)
        staff.member(Role.MANAGER)
        with time_machine.travel(SUNDAY, tick=False):
            cases = [staff.case(Status.UNDER_STUDY) for _ in range(3)]
    day, barrier, failed = before(cases[0], 0), Barrier(2), []

    def work() -> None:
        try:
            barrier.wait()
            run()
        except (CommandError, IntegrityError) as error:
            failed.append(error)
        finally:
            connection.close()

    with at(day):
        threads = [Thread(target=work) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert not failed
    with across_associations():
        assert DueWarning.objects.count() == 3 * 4
        assert twaim.notices.filter(event="answer_late").count() == 3
        assert twaim.notices.filter(event="staff_warned").count() == 3 * 2
