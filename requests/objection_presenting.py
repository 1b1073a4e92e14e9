"""How an objection is told on screen: its story in sentences, its promise, and what the applicant may do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from associations.enums import Channel
from beneficiaries.models import ContactMeans
from committees.happenings import OF_BODIES
from core.date_words import dual_long

from .enums import NotReached, ObjectionOutcome, ObjectionStatus
from .objection_workflow import OBJECTION_WORKFLOW
from .workflow import ANSWER_FAILED, TOLD_LATE

KINDS = {
    ObjectionStatus.RECEIVED: "ok",
    ObjectionStatus.DECIDED: "soon",
    ObjectionStatus.ANSWERED: "ok",
    ObjectionStatus.WITHDRAWN: "idle",
}
LABELS: dict[str, Any] = {
    "channel": Channel,
    "means": ContactMeans,
    "not_reached": NotReached,
    "ruling": ObjectionOutcome,
}


@dataclass(frozen=True)
class Happening:
    text: str
    by: str
    at: Any
    note: str


def story_of(events: Iterable[Any]) -> list[Happening]:
    """The history in sentences, latest first."""
    return [_told(event) for event in reversed(list(events))]


def _told(event: Any) -> Happening:
    row = OBJECTION_WORKFLOW.rows.get(event.event)
    text = str(row.past) if row else _("Objection received")
    if event.event == "reckoned":
        text = _("The calendar changed, the promise was reckoned anew")
    if event.event in OF_BODIES:
        text = str(OF_BODIES[event.event])
    if event.event == TOLD_LATE:
        text = _("The person was told that the answer will be late")
    if event.event == ANSWER_FAILED:
        text = _("The answer did not arrive")
    parts = [event.reason] if event.reason else []
    parts += [str(labels(event.detail[key]).label) for key, labels in LABELS.items() if key in event.detail]
    if "letter" in event.detail:
        parts.append(_("Letter %(number)s") % {"number": event.detail["letter"]})
    return Happening(text=text, by=event.by.name if event.by else "", at=event.at, note=" · ".join(parts))


def waits_for(objection: Any) -> str:
    """Whose move it is."""
    if objection.status == ObjectionStatus.RECEIVED:
        return str(objection.body.name)
    return _("the front desk") if objection.status == ObjectionStatus.DECIDED else _("nobody")


def told_promise(objection: Any, sentence: str) -> str:
    """The promise while it runs, what became of it afterwards."""
    if objection.status == ObjectionStatus.WITHDRAWN:
        return _("The objection was withdrawn: no answer is due.")
    if objection.answered_at is None:
        return sentence
    return _("The answer was given on %(date)s.") % {"date": dual_long(objection.answered_at, weekday=True)}
