"""kill -9 of real senders in the middle of their work: nothing is lost, and a double carries the same id."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone

from associations.models import Association
from correspondence.models import Notice, NoticeStatus
from tests.correspondence.local_providers import Gateway
from tests.correspondence.notices_cast import told

NOTICES = 30
KILLED_WHEN_TAKEN = (4, 11, 19)


@pytest.fixture
def gateway() -> Iterator[Gateway]:
    server = Gateway()
    yield server
    server.stop()


def environment(gateway: Gateway) -> dict[str, str]:
    """What a sender of its own process needs to work on the test's database."""
    asked = connection.settings_dict
    if connection.vendor == "sqlite":
        url = f"sqlite:///{asked['NAME']}"
    else:
        secret = quote(asked["PASSWORD"], safe="")
        url = f"postgres://{asked['USER']}:{secret}@{asked['HOST']}:{asked['PORT']}/{asked['NAME']}"
    return {
        **os.environ,
        "DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "config.settings.test",
        "MITHAQ_SMS_GATEWAY": "unifonic",
        "MITHAQ_SMS_APP_SID": "sid",
        "MITHAQ_SMS_SENDER": "Twaim",
        "MITHAQ_SMS_URL": gateway.url,
    }


def start(gateway: Gateway) -> subprocess.Popen[bytes]:
    command = [sys.executable, "manage.py", "send_notices", "--once"]
    return subprocess.Popen(
        command, cwd=Path(settings.ROOT), env=environment(gateway), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )


def leases_end() -> None:
    """The time of a lease has passed."""
    Notice.objects.filter(status=NoticeStatus.SENDING).update(next_attempt_at=timezone.now())


@pytest.mark.django_db(transaction=True)
def test_a_sender_killed_with_a_message_in_its_hand_loses_nothing_and_doubles_under_one_id(
    twaim: Association, gateway: Gateway
) -> None:
    """The worst moment: the provider has taken the message, and the sender never hears of it."""
    expected = {str(told(twaim, key=str(number)).uid) for number in range(NOTICES)}
    running: list[subprocess.Popen[bytes]] = []

    def kill_at_the_worst_moment() -> None:
        if len(gateway.took) in KILLED_WHEN_TAKEN:
            running[-1].send_signal(signal.SIGKILL)

    gateway.when_taken = kill_at_the_worst_moment
    for _kill in KILLED_WHEN_TAKEN:
        running.append(start(gateway))
        assert running[-1].wait(60) == -signal.SIGKILL
        running[-1].stderr.close()  # type: ignore[union-attr]
        assert Notice.objects.filter(status=NoticeStatus.SENDING, next_attempt_at__gt=timezone.now()).count() == 1
        leases_end()
    last = start(gateway)
    _out, errors = last.communicate(timeout=60)
    assert last.returncode == 0, errors.decode()
    times = Counter(taken["CorrelationID"] for taken in gateway.took)
    assert set(times) == expected
    assert sorted(times.values(), reverse=True)[: len(KILLED_WHEN_TAKEN)] == [2] * len(KILLED_WHEN_TAKEN)
    assert times.total() == NOTICES + len(KILLED_WHEN_TAKEN)
    assert len({(taken["CorrelationID"], taken["Body"], taken["Recipient"]) for taken in gateway.took}) == NOTICES
    assert set(Notice.objects.values_list("status", flat=True)) == {NoticeStatus.SENT}


@pytest.mark.django_db(transaction=True)
def test_a_sender_asked_to_stop_finishes_what_it_has_in_hand(twaim: Association, gateway: Gateway) -> None:
    for number in range(NOTICES):
        told(twaim, key=str(number))
    running: list[subprocess.Popen[bytes]] = []

    def ask_to_stop() -> None:
        if len(gateway.took) == KILLED_WHEN_TAKEN[0]:
            running[-1].terminate()

    gateway.when_taken = ask_to_stop
    running.append(start(gateway))
    _out, errors = running[-1].communicate(timeout=60)
    assert running[-1].returncode == 0, errors.decode()
    sent = Notice.objects.filter(status=NoticeStatus.SENT).count()
    assert sent == len(gateway.took)
    assert KILLED_WHEN_TAKEN[0] <= sent < NOTICES
    assert not Notice.objects.filter(status=NoticeStatus.SENDING).exists()
