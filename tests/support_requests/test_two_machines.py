"""Two machines start ``run_due`` in the same moment, again and again: each thing is done once, and none is left."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections import Counter
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.utils import timezone

from accounts.roles import Role
from core.tenancy import across_associations
from correspondence.models import Notice
from reception import actions as at_counter
from requests.actions.renewing import set_period
from requests.enums import AttemptState, Status
from requests.models import (
    AnswerAttempt,
    DueWarning,
    InstalmentWarning,
    RequestDraft,
    RequestReferral,
    SecondOpinion,
    SupportPeriod,
    SupportRequest,
)
from requests.workflow import ASK_OPINION, PAUSE, REFER, REFERRAL_LATE, SEND_ANSWER, TOLD_LATE, TOO_LONG
from tests.conftest import loaded
from tests.factories.policies import name_somebody_to_refer_to
from tests.factories.support_requests import Staff
from tests.support_requests.test_batches_killed import environment

ROUNDS = int(os.environ.get("MITHAQ_NIGHTS", "5"))
LONG_AGO = timedelta(days=45)
FOLDERS = ("papers", "visits", "file-documents", "batches")
MACHINE = """
import sys, django
django.setup()
from django.core.management import call_command
print("ready", flush=True)
for line in sys.stdin:
    call_command("run_due")
    print("done", flush=True)
"""


class Machine:
    """A process of its own that runs all that is due whenever it is told to."""

    def __init__(self, files: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", MACHINE],
            cwd=settings.ROOT,
            env={**environment(), "MITHAQ_STATE_DIR": str(files)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.hears("ready")

    def begins(self) -> None:
        assert self.process.stdin
        self.process.stdin.write("\n")
        self.process.stdin.flush()

    def hears(self, word: str) -> None:
        assert self.process.stdout
        said = ""
        while said.strip() != word:  # what the command itself says comes before
            said = self.process.stdout.readline()
            if not said:
                pytest.fail(self.process.communicate()[1])

    def stops(self) -> None:
        self.process.stdin.close()  # type: ignore[union-attr]
        self.process.wait(30)
        errors = self.process.stderr.read()  # type: ignore[union-attr]
        self.process.stdout.close()  # type: ignore[union-attr]
        self.process.stderr.close()  # type: ignore[union-attr]
        assert "Traceback" not in errors, errors


@pytest.fixture
def staff(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The people of Twaim, had its policy named somebody to refer to as well."""
    name_somebody_to_refer_to(monkeypatch)
    with across_associations():
        staff = Staff(loaded("twaim"))
        staff.member(Role.MANAGER)
        yield staff


def something_due(staff: Staff, files: Path) -> None:
    """One thing more of each job."""
    today, now = timezone.localdate(), timezone.now()
    late = staff.case(Status.UNDER_STUDY)
    SupportRequest.objects.filter(pk=late.pk).update(due_on=today)
    with time_machine.travel(now - LONG_AGO, tick=False):
        paused, asked, seen = (staff.case(Status.UNDER_STUDY) for _time in range(3))
        staff.do(PAUSE, paused)
        staff.do(REFER, asked)
        staff.do(ASK_OPINION, seen)
        at_counter.leave(staff_visit(staff), by=staff.desk)
    told = staff.case(Status.DECIDED)
    staff.do(SEND_ANSWER, told)
    Notice.objects.filter(about=told.reference, event="decided_answer").update(status="sent", sent_at=now)
    ends = staff.case(Status.ANSWERED)
    set_period(ends, by=staff.desk, until=today + timedelta(days=3))
    association, person = staff.association, staff.person(mobile="+966501234567")
    association.request_drafts.create(
        beneficiary=person,
        service=staff.service,
        service_version=staff.service.version_in_force(),
        accepted_version=association.policy_in_force(),
        accepted_at=now,
        changed_at=now - timedelta(days=15),
        need="Rent",
    )
    for folder in FOLDERS:
        place = files / "files" / folder / str(association.pk)
        place.mkdir(parents=True, exist_ok=True)
        for number in range(30):
            orphan = place / f"{number:032x}.pdf"
            orphan.write_bytes(b"x")
            os.utime(orphan, (time.time() - 200_000,) * 2)


def staff_visit(staff: Staff) -> Any:
    told = {"by": staff.desk, "purpose": "inquiry", "channel": "interview", "person_name": "سارة القرني"}
    return at_counter.arrive(staff.association, **told)


def each_once(staff: Staff, rounds: int) -> None:
    """Everything that became due was done, and nothing of it twice."""
    association, events = staff.association, Counter[str]()
    for event in (TOLD_LATE, TOO_LONG, REFERRAL_LATE):
        rows = association.support_requests.filter(events__event=event)
        events[event] = rows.count()
        assert rows.distinct().count() == rows.count(), event
    assert events[TOLD_LATE] >= rounds
    assert events[TOO_LONG] == events[REFERRAL_LATE] == rounds
    warned = DueWarning.objects.values_list("support_request", "due_on", "days_before", "who", "to")
    assert len(set(warned)) == len(warned) > 0
    heard = InstalmentWarning.objects.values_list("due_on", "is_late", "to")
    assert len(set(heard)) == len(heard) > 0
    assert not RequestReferral.objects.filter(reminded_at=None).exists()
    assert not SecondOpinion.objects.filter(reminded_at=None).exists()
    assert not SupportPeriod.objects.filter(told_at=None).exists()
    assert not AnswerAttempt.objects.filter(state=AttemptState.WAITING).exists()
    answered = association.support_requests.filter(events__event="give_answer")
    assert answered.count() == answered.distinct().count()
    assert association.notices.filter(event="draft_waits").count() == RequestDraft.objects.count() == rounds
    for event, each in (("support_ends", 1), ("answer_waits", 0)):
        assert association.notices.filter(event=event).count() >= rounds * each


def test_each_thing_is_done_once_however_many_begin_at_once(staff, tmp_path):
    with ExitStack() as stack:
        machines = [Machine(tmp_path) for _number in range(2)]
        for machine in machines:
            stack.callback(machine.process.kill)
        for number in range(1, ROUNDS + 1):
            something_due(staff, tmp_path)
            for machine in machines:
                machine.begins()
            for machine in machines:
                machine.hears("done")
            each_once(staff, number)
            assert not list(tmp_path.rglob("*.pdf")), "orphans are swept"
        for machine in machines:
            machine.stops()


@pytest.mark.parametrize("after", [0.05, 0.3, 1.0])
def test_a_machine_killed_in_the_middle_leaves_nothing_half_done(staff, tmp_path, after):
    something_due(staff, tmp_path)
    killed = Machine(tmp_path)
    killed.begins()
    time.sleep(after)
    killed.process.kill()
    killed.process.communicate()
    again = Machine(tmp_path)
    again.begins()
    again.hears("done")
    again.stops()
    each_once(staff, 1)
