"""kill -9 of real workers in the middle of an import: every row is entered exactly once; and memory stays small."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
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
from beneficiaries.actions import imports as verbs
from beneficiaries.models import ImportRun, SearchToken
from tests.factories.accounts import MembershipFactory
from tests.factories.beneficiaries import national_id

from .import_cast import again, csv_of, handed_in, person

ROWS = 1600
MEMORY_ROWS = 5000
MOST_MEMORY = 30  # MB more than for a sheet of one row; 100,000 rows were measured at 12
ROOT = Path(settings.ROOT)
MEASURED = """
import resource, django
django.setup()
from beneficiaries.imports.worker import work_on_next
work_on_next()
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
work_on_next()
print("grew", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""


def environment() -> dict[str, str]:
    """What a worker of its own process needs to work on the test's database."""
    asked = connection.settings_dict
    if connection.vendor == "sqlite":
        url = f"sqlite:///{asked['NAME']}"
    else:
        secret = quote(asked["PASSWORD"], safe="")
        url = f"postgres://{asked['USER']}:{secret}@{asked['HOST']}:{asked['PORT']}/{asked['NAME']}"
    return {**os.environ, "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "config.settings.test", "PYTHONPATH": path()}


def path() -> str:
    return os.pathsep.join([str(ROOT), *filter(None, [os.environ.get("PYTHONPATH", "")])])


def start() -> subprocess.Popen[bytes]:
    command = [sys.executable, "manage.py", "run_imports", "--once"]
    return subprocess.Popen(command, cwd=ROOT, env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)


def killed_when(reached: Callable[[], bool]) -> None:
    """A worker, killed as soon as it has got there."""
    worker = start()
    until = time.monotonic() + 60
    while not reached():
        assert worker.poll() is None, "the worker ended before it was killed"
        assert time.monotonic() < until
        time.sleep(0.005)
    worker.send_signal(signal.SIGKILL)
    assert worker.wait(30) == -signal.SIGKILL
    worker.stderr.close()  # type: ignore[union-attr]


def lease_ends(run: ImportRun) -> None:
    """The time of the lease has passed."""
    assert again(run).lease is not None
    ImportRun.objects.filter(pk=run.pk).update(leased_until=timezone.now())


def finished() -> None:
    worker = start()
    _out, errors = worker.communicate(timeout=120)
    assert worker.returncode == 0, errors.decode()


@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_in_the_middle_loses_no_row_and_enters_none_twice(twaim: Any) -> None:
    manager = MembershipFactory(association=twaim, roles=[Role.MANAGER])
    rows = [person(number, mobile="1") if number % 100 == 7 else person(number) for number in range(ROWS)]
    run = handed_in(twaim, manager, csv_of(rows))
    verbs.name_columns(run, by=manager, columns=run.columns)
    for kept in (200, 800):
        killed_when(lambda at=kept: run.rows.count() >= at)  # type: ignore[misc]
        assert again(run).status == "reading"
        lease_ends(run)
    finished()
    assert again(run).status == "checked"
    numbers = list(run.rows.values_list("number", flat=True))
    assert numbers == list(range(2, ROWS + 2)), "each row of the sheet was judged once"
    verbs.start_import(run, by=manager, known_people="skip")
    for made in (200, 600, 1200):
        killed_when(lambda at=made: twaim.beneficiaries.count() >= at)  # type: ignore[misc]
        assert again(run).status == "writing"
        assert run.rows.filter(state="made").count() == twaim.beneficiaries.count()
        lease_ends(run)
    finished()
    assert again(run).status == "done"
    people = {row.national_id for row in twaim.beneficiaries.all()}
    right = {national_id(number) for number in range(ROWS) if number % 100 != 7}
    assert people == right
    assert twaim.beneficiaries.count() == len(right)
    states = Counter(run.rows.values_list("state", flat=True))
    assert states == {"made": len(right), "faulty": ROWS - len(right)}
    numbered = sorted(int(number[-6:]) for number in twaim.beneficiaries.values_list("number", flat=True))
    assert numbered == list(range(1, len(right) + 1)), "no number is lost with a killed batch"
    assert SearchToken.objects.values("beneficiary").distinct().count() == len(right)


@pytest.mark.django_db(transaction=True)
def test_a_worker_asked_to_stop_finishes_its_batch_and_gives_the_import_back(twaim: Any) -> None:
    manager = MembershipFactory(association=twaim, roles=[Role.MANAGER])
    run = handed_in(twaim, manager, csv_of([person(number) for number in range(ROWS)]))
    verbs.name_columns(run, by=manager, columns=run.columns)
    worker = start()
    while not run.rows.exists():
        assert worker.poll() is None
        time.sleep(0.005)
    worker.terminate()
    _out, errors = worker.communicate(timeout=60)
    assert worker.returncode == 0, errors.decode()
    left = again(run)
    assert (left.status, left.lease, left.leased_until) == ("reading", None, None)
    assert 0 < run.rows.count() < ROWS


@pytest.mark.django_db(transaction=True)
def test_a_large_sheet_is_not_held_in_memory(twaim: Any) -> None:
    manager = MembershipFactory(association=twaim, roles=[Role.MANAGER])
    for count in (1, MEMORY_ROWS):
        rows = [person(number + count, city="ا" * 90) for number in range(count)]
        run = handed_in(twaim, manager, csv_of(rows))
        verbs.name_columns(run, by=manager, columns=run.columns)
    done = subprocess.run(
        [sys.executable, "-c", MEASURED], cwd=ROOT, env=environment(), capture_output=True, text=True, timeout=120
    )
    found = re.search(r"grew (\d+)", done.stdout)
    assert found, done.stderr
    assert again(run).rows.count() == MEMORY_ROWS
    assert int(found[1]) / 1024 < MOST_MEMORY
