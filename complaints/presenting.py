"""How a complaint or inquiry is told on screen: its path, next steps, story, promise, and the queues of the day.

Everything here is derived from the row, the workflow's table and the member's permissions; nothing is decided.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from accounts.roles import Permission
from associations.clock_weeks import week_names, weeks
from associations.clock_words import rule_text, sentences
from associations.enums import Channel
from associations.promise_words import promise_sentence
from associations.promises import explained
from requests.actions.referring import open_of

from . import permissions
from .actions.closing import ATTEMPTS, attempts_of_this_round
from .enums import Finding, Kind, Means, Status, Verified
from .models import Complaint
from .workflow import (
    ANSWER_NOW,
    CLEAR_SUBJECT,
    CLOSE_UNREACHED,
    CONFIRM,
    DECIDE,
    GIVE_ANSWER,
    RECALL_REFERRAL,
    REFER,
    REFERRAL_LATE,
    REFERRING,
    REISSUE_CODE,
    REOPEN,
    TAKE,
    WORKFLOW,
)

SHOWN = 8
STAGES: list[tuple[Any, str]] = [
    (gettext_lazy("Received"), Status.RECEIVED),
    (gettext_lazy("In hand"), Status.IN_HAND),
    (gettext_lazy("Decided"), Status.DECIDED),
    (gettext_lazy("Answered"), Status.ANSWERED),
    (pgettext_lazy("stage", "Closed"), Status.CLOSED),
]
MAIN = (TAKE, ANSWER_NOW, DECIDE, GIVE_ANSWER, CONFIRM, CLOSE_UNREACHED)
HAPPENINGS = {
    REFERRAL_LATE: gettext_lazy("The answer to what was referred is late"),
    "opened": gettext_lazy("Received, and acknowledged with its number"),
    "reckoned": gettext_lazy("The calendar changed, the promise was reckoned anew"),
}
LABELS: tuple[tuple[str, Any], ...] = (
    ("before", Kind),
    ("kind", Kind),
    ("channel", Channel),
    ("finding", Finding),
    ("means", Means),
    ("verified", Verified),
)


@dataclass(frozen=True)
class Stage:
    label: str | Promise
    state: str


@dataclass(frozen=True)
class Step:
    label: str | Promise
    url: str
    is_main: bool


@dataclass(frozen=True)
class Happening:
    text: str
    by: str
    at: Any
    note: str


def path_of(complaint: Complaint) -> list[Stage]:
    """The stages with done, now, later; inquiries have no decision of their own."""
    rows = [row for row in STAGES if row[1] != Status.DECIDED or complaint.kind == Kind.COMPLAINT]
    if complaint.status == Status.DECIDED and complaint.kind != Kind.COMPLAINT:
        rows = STAGES
    here = next(number for number, (_label, status) in enumerate(rows) if status == complaint.status)
    states = ["done" if number < here else "now" if number == here else "later" for number in range(len(rows))]
    if complaint.status == Status.CLOSED:
        states[-1] = "done"
    return [Stage(label, state) for (label, _status), state in zip(rows, states, strict=True)]


def waiting_for(complaint: Complaint) -> str:
    """Whose move it is, in words."""
    if complaint.status == Status.CLOSED:
        return _("nobody")
    if complaint.status == Status.ANSWERED:
        return _("the person")
    return complaint.owner.user.name if complaint.owner else complaint.body_name


def next_steps(membership: Any, complaint: Complaint) -> list[Step]:
    """What this member may do now, in the table's order."""
    hidden = set()
    if complaint.kind != Kind.COMPLAINT:
        hidden.add(DECIDE)
    if complaint.status == Status.ANSWERED and attempts_of_this_round(complaint) < ATTEMPTS:
        hidden.add(CLOSE_UNREACHED)
    if not complaint.can_be_reopened:
        hidden.add(REOPEN)
    if complaint.is_anonymous:
        hidden.add(REISSUE_CODE)
    if not complaint.subjects.filter(cleared_at__isnull=True).exists():
        hidden.add(CLEAR_SUBJECT)
    slug = complaint.association.slug
    return [
        Step(row.label, reverse(f"complaints:{row.event}", args=[slug, complaint.reference]), row.event in MAIN)
        for row in WORKFLOW.events_from(complaint.status)
        if row.event not in (*hidden, *REFERRING) and permissions.may(membership, row.event, complaint)
    ]


def story_of(events: list[Any]) -> list[Happening]:
    """The history in sentences, latest first."""
    return [_told(event) for event in reversed(events)]


def _told(event: Any) -> Happening:
    row = WORKFLOW.rows.get(event.event)
    text = str(row.past if row else HAPPENINGS.get(event.event, event.event))
    by = event.by.name if event.by else _("the person")
    return Happening(text=text, by=by, at=event.at, note=_note(event))


def _note(event: Any) -> str:
    parts = [event.reason] if event.reason else []
    parts += [str(labels(event.detail[key]).label) for key, labels in LABELS if key in event.detail]
    parts += [event.detail[key] for key in ("to", "member") if key in event.detail]
    return " · ".join(parts)


def promise_of(complaint: Complaint, *, today: date) -> dict[str, Any]:
    """The promise, its sentence, its rule and every step, as the shared partial shows them."""
    why = explained(complaint)
    return {
        "derivation": why.derivation,
        "promise": promise_sentence(why.derivation),
        "rule": rule_text(why.derivation.rule),
        "article": why.row.article if why.row else "",
        "steps": sentences(why.derivation),
        "weeks": weeks(why.derivation, why.calendar, today=today),
        "weekdays": week_names(),
    }


def today_queues(membership: Any, association: Any, today: date) -> list[dict[str, Any]]:
    """The first rows of the queues that are this member's work, for the first page of the day.

    Each has ``name``, ``label``, ``rows``, ``url`` (all of them) and ``partial`` (how its rows are shown).
    """
    held = membership.permissions
    questions = _questions(membership, association)
    if Permission.SEE_COMPLAINTS not in held:
        return questions
    named = [("mine", _("Complaints and inquiries in my hand"))]
    if held & {Permission.HANDLE_COMPLAINT, Permission.OVERSEE_COMPLAINTS, Permission.ANSWER_INQUIRY}:
        named.append(("untouched", _("Complaints and inquiries nobody began")))
    if Permission.OVERSEE_COMPLAINTS in held:
        named += [("overdue", _("Late complaints and inquiries")), ("reopened", _("Reopened"))]
    rows = association.complaints.visible_to(membership).for_lists()
    url = reverse("complaints:list", args=[association.slug])
    return questions + [
        {
            "name": name,
            "label": label,
            "rows": rows.in_queue(name, on=today, membership=membership).nearest_due_first()[:SHOWN],
            "url": f"{url}?queue={name}",
            "partial": "complaints/partials/_rows.html",
        }
        for name, label in named
    ]


def _questions(membership: Any, association: Any) -> list[dict[str, Any]]:
    """Questions about inquiries that wait for this member's answer (R4); nothing where none does. One query."""
    rows = list(association.complaints.referred_to(membership)[:SHOWN])
    queue = {
        "name": "questions",
        "label": _("Questions to me about inquiries"),
        "rows": rows,
        "url": "",
        "partial": "complaints/partials/_questions.html",
    }
    return [queue] if rows else []


@dataclass(frozen=True)
class Referrals:
    """``waiting`` is the open question, ``earlier`` the others, latest first."""

    name: str
    waiting: Any
    is_late: bool
    earlier: list[Any]
    acts: list[Step]


def referrals_of(membership: Any, complaint: Complaint, events: list[Any], *, today: date) -> Referrals | None:
    """None where the policy names nobody or nothing was asked and may be. No query before the first question."""
    if not complaint.policy_version.referral:
        return None
    asked = any(event.event == REFER for event in events)
    rows = list(complaint.referrals.select_related("asked_by", "ended_by").order_by("-pk")) if asked else []
    waiting = next((row for row in rows if row.is_open), None)
    event = RECALL_REFERRAL if waiting else REFER
    row, acts = WORKFLOW.rows[event], []
    if complaint.status in row.sources and permissions.may(membership, event, complaint):
        url = reverse(f"complaints:{event}", args=[complaint.association.slug, complaint.reference])
        acts = [Step(row.label, url, False)]
    if not rows and not acts:
        return None
    is_late = waiting is not None and waiting.due_on < today
    earlier = [row for row in rows if not row.is_open]
    return Referrals(complaint.policy_version.referral_name, waiting, is_late, earlier, acts)


def clarified_with(complaint: Complaint) -> str:
    """Whom the association asks about the case now, for the person's own page; "" where nobody. One query."""
    version = complaint.policy_version
    return version.referral_name if version.referral and open_of(complaint) is not None else ""
