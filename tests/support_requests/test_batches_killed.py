"""kill -9 of real workers in the middle of a batch: every request is done exactly once, two workers or one."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import uuid
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone

from accounts.roles import Role
from requests.actions.batches import begin_batch
from requests.batches.verbs import VERBS
from requests.enums import Status
from requests.models import RequestBatch, RequestEvent, SupportRequest
from tests.conftest import loaded
from tests.factories.support_requests import Staff

ROOT = Path(settings.ROOT)
ROWS = 60


def environment() -> dict[str, str]:
    """What a worker of its own process needs to work on the test's database."""
    asked = connection.settings_dict
    if connection.vendor == "sqlite":
        url = f"sqlite:///{asked['NAME']}"
    else:
        secret = quote(asked["PASSWORD"], safe="")
        url = f"postgres://{asked['USER']}:{secret}@{asked['HOST']}:{asked['PORT']}/{asked['NAME']}"
    path = os.pathsep.join([str(ROOT), *filter(None, [os.environ.get("PYTHONPATH", "")])])
    return {**os.environ, "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "config.settings.test", "PYTHONPATH": path}


def start() -> subprocess.Popen[bytes]:
    command = [sys.executable, "manage.py", "run_batches", "--once"]
    return subprocess.Popen(command, cwd=ROOT, env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)


def killed_when(reached: Callable[[], bool]) -> None:
    """A worker, killed as soon as it has got there."""
    worker = start()
    until = time.monotonic() + 90
    while not reached():
        assert worker.poll() is None, worker.stderr.read().decode()  # type: ignore[union-attr]
        assert time.monotonic() < until
        time.sleep(0.002)
    worker.send_signal(signal.SIGKILL)
    assert worker.wait(30) == -signal.SIGKILL
    worker.stderr.close()  # type: ignore[union-attr]


@pytest.fixture
def batch(transactional_db: None) -> RequestBatch:
    """Requests to be given to one researcher."""
    staff = Staff(loaded("twaim"))
    case = staff.case(Status.AWAITING_STUDY)
    row = SupportRequest.objects.filter(pk=case.pk).values().get()
    copies = [
        SupportRequest(**{**row, "id": None, "uid": uuid.uuid4(), "reference": f"R-1448-{7000 + number:06d}"})
        for number in range(ROWS - 1)
    ]
    SupportRequest.objects.bulk_create(copies)
    rows = list(staff.association.support_requests.order_by("pk").values_list("pk", flat=True))
    to, manager = staff.member(Role.RESEARCHER), staff.member(Role.MANAGER)
    facts: dict[str, Any] = {"to": str(to.pk), "reason": ""}
    return begin_batch(
        staff.association, by=manager, verb=VERBS["assign"], facts=facts, rows=rows, origin="https://mithaq.example"
    )


def each_once(batch: RequestBatch) -> None:
    batch.refresh_from_db()
    assert batch.status == "done"
    assert Counter(batch.rows.values_list("result", flat=True)) == {"done": ROWS}
    events = RequestEvent.objects.filter(event="assign").values_list("case", flat=True)
    assert Counter(events) == dict.fromkeys(batch.rows.values_list("support_request", flat=True), 1)
    assert batch.association.notices.filter(event="request_assigned").count() in (0, ROWS)


def test_a_worker_killed_in_the_middle_does_no_request_twice_and_leaves_none(batch):
    for done in (3, 20, 41):
        killed_when(lambda at=done: batch.rows.exclude(result="waiting").count() >= at)  # type: ignore[misc]
        batch.refresh_from_db()
        gone_through = batch.rows.exclude(result="waiting").count()
        assert RequestEvent.objects.filter(event="assign").count() == gone_through
        RequestBatch.objects.filter(pk=batch.pk).update(leased_until=timezone.now())
    last = start()
    _out, errors = last.communicate(timeout=180)
    assert last.returncode == 0, errors.decode()
    each_once(batch)


def test_two_workers_at_once_share_no_row(batch):
    workers = [start(), start()]
    for worker in workers:
        _out, errors = worker.communicate(timeout=180)
        assert worker.returncode == 0, errors.decode()
    if batch.rows.filter(result="waiting").exists():  # the one without the lease had nothing to do
        worker = start()
        worker.communicate(timeout=180)
    each_once(batch)
