"""How a request is told on screen: its path, its tasks at the desk, its next steps, its story.

Everything here is derived from the row, the workflow's table and the member's permissions; nothing is decided.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, ngettext, pgettext_lazy
from django.utils.translation import gettext as _

from associations.clock import Derivation
from associations.clock_rules import clock_use
from associations.enums import Channel
from associations.promise_words import promise_sentence
from beneficiaries.models import ContactMeans
from committees.happenings import OF_BODIES
from core.date_words import dual_long
from correspondence.models.notice import BY_MACHINE

from . import permissions
from .actions.handing_on import HANDED_ON
from .actions.instalments import is_handed_over
from .actions.intake import current_declaration
from .actions.questions import replies_of
from .enums import AfterReversal, NotReached, Outcome, SignatureMethod, Status
from .granting import granted
from .models import ChecklistEntry, SupportRequest
from .questions import unanswered
from .workflow import (
    ANSWER_FAILED,
    ASSIGN,
    CHANGE_GRANT,
    CLOCK,
    CLOSE,
    COMPLETE,
    DECIDE,
    DELIVER,
    EXTEND,
    GIVE_ANSWER,
    HAND_OVER,
    HEAD_TIED,
    OF_BODY,
    OF_CONDITIONS,
    PAUSE,
    PLAN,
    PREPARE,
    RECORD_ATTEMPT,
    REFERRAL_LATE,
    REFERRING,
    RESUME,
    RETURN,
    SEND_ANSWER,
    SEND_BACK,
    START_STUDY,
    STEP_ASIDE,
    STUDYING,
    TAKE_BACK,
    TELL_DELAY,
    TOLD_LATE,
    TOO_LONG,
    URGENT,
    WITHDRAW,
    WORKFLOW,
    WRITE_STUDY,
)

STAGES: list[tuple[Any, tuple[str, ...]]] = [
    (gettext_lazy("Received"), (Status.INCOMPLETE, Status.RETURNED)),
    (gettext_lazy("Complete"), (Status.AWAITING_STUDY,)),
    (gettext_lazy("Study"), (Status.UNDER_STUDY,)),
    (gettext_lazy("Reviewing body"), (Status.AWAITING_DECISION,)),
    (gettext_lazy("Decision"), (Status.DECIDED,)),
    (gettext_lazy("Answer"), (Status.ANSWERED,)),
    (gettext_lazy("Delivery"), (Status.DELIVERED,)),
    (pgettext_lazy("stage", "Closed"), (Status.CLOSED, Status.WITHDRAWN)),
]
MOVED_THE_CLOCK = {"opened", COMPLETE, RETURN, *CLOCK, TOLD_LATE, TOO_LONG, "reckoned", GIVE_ANSWER, WITHDRAW}
ASIDE = (RETURN, WITHDRAW, ASSIGN, STEP_ASIDE, WRITE_STUDY, RECORD_ATTEMPT, *OF_BODY)  # never the main button
OF_OBJECTIONS = (SEND_BACK, CHANGE_GRANT)
# steps with a card of their own
SHOWN_ELSEWHERE = (
    COMPLETE,
    PLAN,
    PREPARE,
    HAND_OVER,
    *OF_OBJECTIONS,
    *CLOCK,
    *REFERRING,
    *STUDYING,
    *URGENT,
    *OF_CONDITIONS,
)
HAPPENINGS = {
    "opened": gettext_lazy("Request received"),
    "corrected": gettext_lazy("What is asked for was corrected"),
    "checked": gettext_lazy("The checklist was gone through"),
    "used_from_file": gettext_lazy("A document of the file was used"),
    "questions_answered": gettext_lazy("The service's questions were answered"),
    "declared": gettext_lazy("The declaration was signed"),
    "receipt_issued": gettext_lazy("A receipt was issued"),
    "paper_sent": gettext_lazy("A paper came in online"),
    TOLD_LATE: gettext_lazy("The person was told that the answer will be late"),
    ANSWER_FAILED: gettext_lazy("The answer did not arrive"),
    **OF_BODIES,
    HEAD_TIED: gettext_lazy("By the records, who would decide alone takes no part"),
    REFERRAL_LATE: gettext_lazy("The answer to what was referred is late"),
    TOO_LONG: gettext_lazy("The clock has stood still longer than the policy lets it"),
    HANDED_ON: gettext_lazy("A problem with a delivery was handed on"),
    "reckoned": gettext_lazy("The calendar changed, the promise was reckoned anew"),
}


NAMED_IN_DETAIL: dict[str, Any] = {
    "outcome": Outcome,
    "channel": Channel,
    "means": ContactMeans,
    "not_reached": NotReached,
    "afterwards": AfterReversal,
}


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
class Task:
    label: str | Promise
    url: str
    state_text: str
    state_kind: str
    hint: str = ""


@dataclass(frozen=True)
class Happening:
    text: str
    by: str
    at: Any
    note: str


def path_of(support_request: SupportRequest) -> list[Stage]:
    """The stages with done, now, later; a withdrawn request has no later."""
    here = next(number for number, (_l, statuses) in enumerate(STAGES) if support_request.status in statuses)
    labels = [label for label, _statuses in STAGES]
    labels[3] = support_request.policy_version.reviewing_body_name
    if support_request.status == Status.WITHDRAWN:
        return [Stage(labels[0], "done"), Stage(Status.WITHDRAWN.label, "now")]
    if support_request.status == Status.RETURNED:
        labels[0] = Status.RETURNED.label
    states = ["done" if number < here else "now" if number == here else "later" for number in range(len(STAGES))]
    if support_request.status == Status.CLOSED:
        states[-1] = "done"
    return [Stage(label, state) for label, state in zip(labels, states, strict=True)]


def promise_of(support_request: SupportRequest, derivation: Derivation) -> str:
    """What the person may count on now: the promise while it runs, what became of it afterwards."""
    if support_request.is_unanswered:
        return promise_sentence(derivation)
    if support_request.answered_at is None:
        return _("The request was withdrawn: no answer is due.")
    return _("The answer was given on %(date)s.") % {"date": dual_long(support_request.answered_at, weekday=True)}


def waiting_for(support_request: Any) -> str:
    """Whose move it is, in words; for rows that say whether papers came in (``with_papers_to_check``)."""
    status = support_request.status
    if status in (Status.INCOMPLETE, Status.RETURNED):
        return _("the front desk") if support_request.has_papers_to_check else _("the applicant")
    if status in (Status.AWAITING_STUDY, Status.UNDER_STUDY):
        return str(support_request.researcher.name) if support_request.researcher else _("a researcher")
    if status == Status.AWAITING_DECISION:
        return _("the reviewing body")
    if status in (Status.DECIDED, Status.ANSWERED, Status.DELIVERED):
        return _("the front desk")
    return _("nobody")


def _url(support_request: SupportRequest, name: str) -> str:
    return reverse(f"support_requests:{name}", args=[support_request.association.slug, support_request.reference])


def next_steps(membership: Any, support_request: SupportRequest, *, but: Collection[str] = ()) -> list[Step]:
    """What this member may do now, the main move first, ``but`` these events. Taking in has its own task list."""
    stands = granted(support_request) if support_request.status == Status.ANSWERED else None
    is_over = stands is not None and (stands.is_refused or _is_handed_over(support_request, stands))
    steps = []
    for row in WORKFLOW.events_from(support_request.status):
        if row.event in (*SHOWN_ELSEWHERE, *but) or not permissions.may(membership, row.event, support_request):
            continue
        if support_request.status == Status.ANSWERED and row.event == (DELIVER if is_over else CLOSE):
            continue
        if row.event in (START_STUDY, STEP_ASIDE, WRITE_STUDY) and not _is_free_for(
            membership, support_request, row.event
        ):
            continue
        is_main = row.event not in ASIDE
        if support_request.status == Status.DECIDED:  # the one that goes by the agreed means
            is_main = row.event == (SEND_ANSWER if support_request.agreed_means in BY_MACHINE else GIVE_ANSWER)
        steps.append(Step(row.label, _url(support_request, row.event), is_main))
    return steps


def _is_handed_over(support_request: Any, stands: Any) -> bool:
    """Nothing is left of it, and yet it is not delivered: possible only where an objection changed it."""
    return support_request.has_objections and is_handed_over(support_request, stands)


def _is_free_for(membership: Any, support_request: SupportRequest, event: str) -> bool:
    """A study is begun on what is one's own or nobody's; one steps aside from one's own."""
    holder = support_request.researcher_id
    return holder == membership.user_id or (holder is None and event == START_STUDY)


def clock_steps(membership: Any, support_request: SupportRequest, events: list[Any]) -> list[Step]:
    """What this member may do with the clock now. Asks the policy's limits only for those who may (three queries)."""
    possible = [
        row
        for row in WORKFLOW.events_from(support_request.status)
        if row.event in CLOCK and permissions.may(membership, row.event, support_request)
    ]
    has_promise = support_request.due_on is not None or support_request.answer_expected_from is not None
    if not possible or not has_promise or support_request.answered_at is not None:
        return []
    use = clock_use(support_request.policy_version)
    happened = [event.event for event in events]
    has_last_day, is_late = support_request.due_on is not None, False
    if has_last_day:
        is_late = support_request.due_on < timezone.localdate()
    allowed = {
        PAUSE: bool(use.pause_reasons) and not support_request.is_paused,
        RESUME: support_request.is_paused,
        EXTEND: bool(use.longest_extension) and has_last_day and not is_late,
        TAKE_BACK: happened.count(EXTEND) > happened.count(TAKE_BACK),
        TELL_DELAY: has_last_day,
    }
    return [Step(row.label, _url(support_request, row.event), False) for row in possible if allowed[row.event]]


def clock_story(events: list[Any]) -> list[Happening]:
    """Everything that moved the clock or the promise, in order: what the person on the phone asks for."""
    return [_told(event) for event in events if event.event in MOVED_THE_CLOCK]


def intake_tasks(
    membership: Any, support_request: SupportRequest, checklist: list[ChecklistEntry], unseen: set[int]
) -> list[Task]:
    """The desk's task list while the request is incomplete or returned; empty for everyone else. One query.

    ``unseen`` are the lines of the checklist whose paper came in online and was not looked at yet.
    """
    if support_request.status not in (Status.INCOMPLETE, Status.RETURNED):
        return []
    if not permissions.may(membership, COMPLETE, support_request):
        return []
    today = timezone.localdate()
    missing = [entry for entry in checklist if entry.is_missing(today)]
    needs_signature = support_request.policy_version.needs_declaration
    signed = not needs_signature or current_declaration(support_request) is not None
    ready = not missing and signed
    state = (_("Something is missing"), "soon") if missing else (_("All there"), "ok")
    if any(entry.pk in unseen for entry in missing):
        state = (_("Papers to check"), "hold")
    hint = _(", ").join(entry.item.name for entry in missing)
    tasks = [
        *question_tasks(support_request),
        Task(_("Go through the checklist"), _url(support_request, "checklist"), *state, hint),
    ]
    if needs_signature:
        state = (_("Signed"), "ok") if signed else (_("Not signed yet"), "soon")
        tasks.append(Task(_("Read and sign the declaration"), _url(support_request, "declaration"), *state))
    tasks.append(
        Task(
            _("Take in as complete"),
            _url(support_request, "complete") if ready else "",
            _("Ready") if ready else _("Not possible yet"),
            "hold" if ready else "idle",
        )
    )
    return tasks


def question_tasks(support_request: SupportRequest) -> list[Task]:
    """The service's own questions, where it has any. No query without them, or after ``read_answers``."""
    if not support_request.asks_questions:  # type: ignore[attr-defined]
        return []
    left = unanswered(support_request.service_version.questions.all(), replies_of(support_request))
    state = (_("Not answered yet"), "soon") if left else (_("All there"), "ok")
    hint = _(", ").join(question.text for question in left)
    return [Task(_("Answer the service's questions"), _url(support_request, "questions"), *state, hint)]


def story_of(events: list[Any]) -> list[Happening]:
    """The history in sentences, latest first."""
    return [_told(event) for event in reversed(events)]


def _told(event: Any) -> Happening:
    row = WORKFLOW.rows.get(event.event)
    text = str(row.past if row else HAPPENINGS.get(event.event, event.event))
    by = event.by.name if event.by else ""
    if event.event == DECIDE and getattr(event.case, "is_voted", False):  # who presided is the body's to know
        by = event.case.reviewing_body.name
    return Happening(text=text, by=by, at=event.at, note=_note(event))


def _note(event: Any) -> str:
    detail = event.detail
    parts = [event.reason] if event.reason else []
    for key, labels in NAMED_IN_DETAIL.items():
        if key in detail:
            parts.append(str(labels(detail[key]).label))
    if "method" in detail:
        parts.append(str(SignatureMethod(detail["method"]).label))
    if "item_ar" in detail:
        parts.append(detail["item_en"] if get_language() == "en" else detail["item_ar"])
    if "to_ar" in detail:
        parts.append(detail["to_en"] if get_language() == "en" else detail["to_ar"])
    for answer in detail.get("answers", ()):
        text = answer["en"] if get_language() == "en" and answer["en"] else answer["ar"]
        parts.append(
            f"{text}: {answer['was']} ← {answer['is']}" if answer["was"] != "—" else f"{text}: {answer['is']}"
        )
    if "days" in detail:
        parts.append(ngettext("%(days)s day", "%(days)s days", detail["days"]) % {"days": detail["days"]})
    if "expected_on" in detail:
        parts.append(_("expected on %(day)s") % {"day": dual_long(date.fromisoformat(detail["expected_on"]))})
    if "letter" in detail:
        parts.append(_("Letter %(number)s") % {"number": detail["letter"]})
    return " · ".join(parts)
