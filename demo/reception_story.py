"""Who came to each association yesterday and today: served, gone unserved, being served, and waiting now."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from accounts.models import Membership
from associations.enums import BROUGHT_BY_ANOTHER, Channel
from associations.models import Association
from beneficiaries.models import Beneficiary
from reception import actions
from reception.enums import Purpose
from reception.models import Visit

from .story import clock_at

# minutes before now, purpose, whose file (a place in the list) or a name alone, then the steps with minutes between
VISITS: tuple[tuple[int, str, int | str, str], ...] = (
    (1500, Purpose.REQUEST, 6, "serve:7 finish:18"),
    (1470, Purpose.INQUIRY, "نوف الدوسري", "serve:12 finish:4"),
    (1440, Purpose.COLLECT, 12, "leave:35"),
    (95, Purpose.PAPER, 7, "serve:4 finish:9"),
    (70, Purpose.OTHER, "فهد السبيعي", "leave:25"),
    (22, Purpose.REQUEST, 9, "serve:6"),
    (14, Purpose.INQUIRY, "أم عبد الله", ""),
    (5, Purpose.PAPER, 14, ""),
)


def tell(association: Association, members: dict[str, Membership], files: list[Beneficiary], _chance: Any) -> None:
    desk, now = members["desk"], timezone.now()
    listed = [row.channel for row in association.policy_in_force().channels.all()]
    carried = next((channel for channel in listed if channel in BROUGHT_BY_ANOTHER), None)
    for place, (minutes, purpose, who, steps) in enumerate(VISITS):
        channel = carried if carried and place == 3 else Channel.INTERVIEW
        known = {"beneficiary": files[who % len(files)]} if isinstance(who, int) else {"person_name": who}
        moment = now - timedelta(minutes=minutes)
        with clock_at(moment):
            visit = actions.arrive(
                association,
                by=desk,
                purpose=purpose,
                channel=channel,
                brought_by="خالد العنزي" if channel in BROUGHT_BY_ANOTHER else "",
                **known,
            )
        _goes_on(visit, steps, by=desk, at=moment)


def _goes_on(visit: Visit, steps: str, *, by: Membership, at: datetime) -> None:
    for step in steps.split():
        verb, _colon, gap = step.partition(":")
        at += timedelta(minutes=int(gap))
        with clock_at(at):
            getattr(actions, verb)(visit, by=by)
