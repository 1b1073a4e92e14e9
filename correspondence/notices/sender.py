"""Sending, safe to kill: a row is claimed with a lease, sent, and its outcome recorded by whoever holds the lease.

A sender that dies loses its lease after ``LEASE`` and another sends the row with the same id, so nothing is lost.
A double is possible only where the provider had taken the message and we never learnt it; both carry that one id.
"""

from __future__ import annotations

import logging
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from core.tenancy import across_associations

from ..models import Means, Notice, NoticeStatus
from ..sms import NotSent, SmsGateway, gateway_in_use
from . import mail
from .signals import notice_settled

log = logging.getLogger(__name__)

LEASE = timedelta(seconds=45)  # longer than DEADLINE: a living sender never loses it
DEADLINE = 20.0  # seconds that one sending may take in all; each step of it has its own limit of ten
FIRST_PAUSE = timedelta(seconds=15)
LONGEST_PAUSE = timedelta(hours=12)
TRIES = 8  # the last about eighteen hours after the first
REST_AFTER = 3  # failures of one means in a row
REST = timedelta(seconds=60)


def pause_after(attempts: int) -> timedelta:
    """15 s, 1 min, 4 min, 16 min … 12 h."""
    return min(LONGEST_PAUSE, FIRST_PAUSE * 4 ** min(attempts - 1, 10))


def claim(*, means: tuple[str, ...], pk: int | None = None) -> Notice | None:
    """The next due row of these means, leased to the caller, or None. Two callers never get the same one."""
    with across_associations():
        while True:
            due = Notice.objects.due(timezone.now()).filter(means__in=means)
            due = due.filter(pk=pk) if pk else due
            if not due.exists():  # so that waiting takes no write lock
                return None
            with transaction.atomic():
                # PostgreSQL passes over rows in another's hand; on SQLite the transaction itself is the lock.
                notice = due.select_for_update(skip_locked=True).first()
                if notice is not None and _lease(notice):
                    return notice


def _lease(notice: Notice) -> bool:
    """Take the row, which the caller has locked; one that is no use any more, or was tried out, is given up."""
    if notice.is_expired or notice.attempts >= TRIES:
        error = "expired" if notice.is_expired else "interrupted"
        Notice.objects.filter(pk=notice.pk).update(status=NoticeStatus.GAVE_UP, lease=None, last_error=error)
        notice_settled.send_robust(Notice, notice_id=notice.pk)
        return False
    as_read = Notice.objects.filter(pk=notice.pk, status=notice.status, lease=notice.lease)
    notice.status, notice.lease, notice.attempts = NoticeStatus.SENDING, uuid4(), notice.attempts + 1
    next_attempt_at = timezone.now() + LEASE
    return bool(
        as_read.update(
            status=notice.status, lease=notice.lease, attempts=notice.attempts, next_attempt_at=next_attempt_at
        )
    )


def record(notice: Notice, **outcome: Any) -> bool:
    """Write the outcome if the lease is still ours; says whether it was."""
    with across_associations():
        kept = Notice.objects.filter(pk=notice.pk, lease=notice.lease).update(lease=None, **outcome)
        if kept and outcome["status"] in (NoticeStatus.SENT, NoticeStatus.GAVE_UP):
            notice_settled.send_robust(Notice, notice_id=notice.pk)
    if not kept:
        log.warning("notice %s: the lease had ended before its outcome was known", notice.uid)
    return bool(kept)


@contextmanager
def deadline(seconds: float) -> Iterator[None]:
    """``TimeoutError`` when the block takes longer, whatever it waits for. In a main thread; elsewhere nothing."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def late(_number: int, _frame: Any) -> None:
        raise TimeoutError("deadline")

    before = signal.signal(signal.SIGALRM, late)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


class Sender:
    """Sends what is due, one row after another. A means that fails again and again rests for a minute."""

    def __init__(self, sms: SmsGateway | None = None) -> None:
        self.sms = sms or gateway_in_use()
        self.failures: dict[str, int] = {}
        self.resting: dict[str, datetime] = {}

    def send_next(self, pk: int | None = None) -> Notice | None:
        """Send one due row, or the row asked for; gives it, or None where nothing is due."""
        now = timezone.now()
        awake = tuple(means for means in (Means.SMS, Means.EMAIL) if self.resting.get(means, now) <= now)
        notice = claim(means=awake, pk=pk) if awake else None
        if notice is not None:
            self._send(notice)
        return notice

    def _send(self, notice: Notice) -> None:
        try:
            with deadline(DEADLINE):
                provider_id = self._hand_over(notice)
        except NotSent as refusal:
            self._failed(notice, refusal)
        except TimeoutError:
            self._failed(notice, NotSent("timeout"))
        else:
            self.failures.pop(notice.means, None)
            record(
                notice,
                status=NoticeStatus.SENT,
                sent_at=timezone.now(),
                provider_id=provider_id[:80],
                last_error="",
            )
            log.debug("notice %s: sent at try %s", notice.uid, notice.attempts)

    def _hand_over(self, notice: Notice) -> str:
        if notice.means == Means.EMAIL:
            return mail.send(notice.recipient, notice.subject, notice.body, correlation_id=str(notice.uid))
        return self.sms.send(notice.recipient, notice.body, correlation_id=str(notice.uid))

    def _failed(self, notice: Notice, refusal: NotSent) -> None:
        log.warning("notice %s: not sent at try %s: %s", notice.uid, notice.attempts, refusal.code)
        if not refusal.is_final:
            self._perhaps_rest(notice.means)
        again_at = timezone.now() + pause_after(notice.attempts)
        useless = notice.expires_at is not None and again_at >= notice.expires_at
        over = refusal.is_final or useless or notice.attempts >= TRIES
        record(
            notice,
            status=NoticeStatus.GAVE_UP if over else NoticeStatus.FAILED,
            next_attempt_at=again_at,
            last_error=refusal.code[:30],
        )

    def _perhaps_rest(self, means: str) -> None:
        self.failures[means] = self.failures.get(means, 0) + 1
        if self.failures[means] >= REST_AFTER:
            self.failures[means] = 0
            self.resting[means] = timezone.now() + REST
            log.warning("%s rests for %s after %s failures in a row", means, REST, REST_AFTER)


def send_at_once(pk: int) -> None:
    """The demo's: hand one row over right after its transaction. Only where nothing outside is called."""
    if settings.SMS["gateway"] == "console":
        Sender().send_next(pk)
