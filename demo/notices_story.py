"""What the people of the demo were told: sent soon after it happened, one message given up, two calls still to do."""

from __future__ import annotations

import random
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.utils import timezone

from accounts.models import Membership
from associations.models import Association
from beneficiaries.models import Beneficiary
from correspondence.models import NoticeStatus
from correspondence.notices import sender
from correspondence.notices.actions import mark_done
from correspondence.sms import NotSent

from .story import clock_at

STILL_TO_CALL = 2
TRIED_OUT = sender.LONGEST_PAUSE * sender.TRIES


class OutOfReach:
    """A provider that is down, so that the demo has a message which was given up."""

    def send(self, to: str, text: str, *, correlation_id: str) -> str:
        raise NotSent("connection")


def tell(
    association: Association, members: Mapping[str, Membership], people: list[Beneficiary], chance: random.Random
) -> None:
    """Send what the story queued, at its time; a second run finds nothing to do."""
    sender.log.disabled = True  # whoever starts the demo need not read of an invented outage
    try:
        _send(association, chance)
    finally:
        sender.log.disabled = False
    _call(association, members["desk"], chance)


def _send(association: Association, chance: random.Random) -> None:
    waiting = list(association.notices.filter(status=NoticeStatus.QUEUED).order_by("pk"))
    lost = [notice for notice in waiting if notice.created_at < timezone.now() - TRIED_OUT][-1:]
    for notice in waiting:
        gateway: Any = OutOfReach() if notice in lost else None
        at = notice.created_at + timedelta(seconds=chance.randrange(2, 50))
        for _try in range(sender.TRIES if notice in lost else 1):
            with clock_at(min(at, timezone.now())):
                sender.Sender(sms=gateway).send_next(notice.pk)
            at += sender.LONGEST_PAUSE


def _call(association: Association, desk: Membership, chance: random.Random) -> None:
    calls = list(association.notices.filter(status=NoticeStatus.BY_HAND).order_by("pk"))
    for notice in calls[:-STILL_TO_CALL]:
        at = notice.created_at + timedelta(hours=chance.randrange(1, 30))
        with clock_at(min(at, timezone.now())):
            mark_done(notice, by=desk)
