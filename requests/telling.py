"""How a request is told to the person who made it: where it is, what is next, what is asked, when the answer comes.

Plain words and the person's own business only: never a name of the staff, a recommendation, who voted, or a
decision before it is answered.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy, pgettext
from django.utils.translation import gettext as _

from associations.clock import WorkingCalendar
from associations.clock_words import rule_text, sentences
from associations.enums import Bound
from associations.promise_words import promise_sentence
from associations.promises import explained

from .enums import FINAL, AfterReversal, Outcome, Status
from .handed_in import asked_of_applicant
from .workflow import (
    ANSWER_REFERRAL,
    CHANGE_GRANT,
    CLOSE,
    COMPLETE,
    DECIDE,
    DELIVER,
    GIVE_ANSWER,
    GIVE_URGENT,
    HAND_OVER,
    RECALL_REFERRAL,
    RECOMMEND,
    RECORD_ATTEMPT,
    REFER,
    RETURN,
    REVERSE_URGENT,
    SEND_ANSWER,
    SEND_BACK,
    START_STUDY,
    WITHDRAW,
    WORKFLOW,
)

TELLS_REASON = (RETURN, WITHDRAW)
HAPPENED = {
    "opened": gettext_lazy("We received your request"),
    "declared": gettext_lazy("You signed the declaration"),
    "paper_sent": gettext_lazy("You sent a paper"),
    "used_from_file": gettext_lazy("A document that we have already was used"),
    "receipt_issued": gettext_lazy("We issued a receipt"),
    "corrected": gettext_lazy("What you ask for was corrected"),
    "reckoned": gettext_lazy("The calendar changed, and the day was reckoned anew"),
    COMPLETE: gettext_lazy("Your request is complete"),
    START_STUDY: gettext_lazy("The study of your case began"),
    RECOMMEND: gettext_lazy("Your request was put before the reviewing body"),
    RETURN: gettext_lazy("We asked you for something more"),
    DECIDE: gettext_lazy("The decision was made; its answer is on the way"),
    SEND_ANSWER: gettext_lazy("We sent you the answer"),
    RECORD_ATTEMPT: gettext_lazy("We tried to reach you with the answer"),
    GIVE_ANSWER: gettext_lazy("You were given the answer"),
    HAND_OVER: gettext_lazy("You received a part of what was granted"),
    DELIVER: gettext_lazy("You received what was granted"),
    CLOSE: gettext_lazy("The request was closed"),
    SEND_BACK: gettext_lazy("After your objection your request is studied anew"),
    CHANGE_GRANT: gettext_lazy("After your objection the decision was changed"),
    WITHDRAW: gettext_lazy("The request was withdrawn"),
    GIVE_URGENT: gettext_lazy("You received urgent help"),
    REVERSE_URGENT: gettext_lazy("The urgent help was not ratified"),
    REFER: gettext_lazy("Something about your request is being clarified"),
    ANSWER_REFERRAL: gettext_lazy("What was to be clarified is clear"),
}


@dataclass(frozen=True)
class Asked:
    """One paper that is waited for, and where to send it."""

    name: str
    url: str


@dataclass(frozen=True)
class Happening:
    text: str
    at: Any
    note: str
    by: str = ""


@dataclass(frozen=True)
class Told:
    """Everything a page of the applicant says about one request."""

    case: Any
    url: str
    state: str
    kind: str
    next: str
    asked: list[Asked]
    why_returned: str
    promise: str
    rule: str
    steps: list[str]
    happenings: list[Happening]
    may_withdraw: bool
    is_answered: bool
    clarified_with: str = ""  # whom the association asks about the request now
    urgent: Any = None  # what was given at once

    @property
    def urgent_afterwards(self) -> str:
        """What the reversal means for the person."""
        if self.urgent.afterwards == AfterReversal.RECOVER:
            return _("It was not ratified: we contact you about giving it back.")
        return _("It was not ratified, and you give nothing back.")

    @property
    def is_over(self) -> bool:
        return self.case.status in FINAL


def tell(case: Any, calendar: WorkingCalendar, *, on: date) -> Told:
    """No query where the rows of ``for_home`` are loaded."""
    slug, entries = case.association.slug, list(case.checklist.all())
    wanting = asked_of_applicant(case, entries, case.papers.all(), on=on)
    lines = {entry.pk: number for number, entry in enumerate(entries, 1)}
    asked = [
        Asked(entry.item.name, reverse("online:send_paper", args=[slug, case.reference, lines[entry.pk]]))
        for entry in wanting
    ]
    why = explained(case, calendar)
    events = list(case.events.all())
    returns = [event.reason for event in events if event.event == RETURN]
    state, kind, following = _standing(case, bool(asked))
    is_answered = case.answered_at is not None
    return Told(
        case=case,
        url=reverse("online:request", args=[slug, case.reference]),
        state=state,
        kind=kind,
        next=following,
        asked=asked,
        why_returned=returns[-1] if returns and case.status == Status.RETURNED else "",
        promise="" if is_answered or case.status in FINAL else promise_sentence(why.derivation),
        rule=rule_text(why.derivation.rule),
        steps=sentences(why.derivation) if why.derivation.rule.bound != Bound.NONE else [],
        happenings=[_told(event) for event in reversed(events) if event.event in HAPPENED],
        may_withdraw=case.status in WORKFLOW.rows[WITHDRAW].sources,
        is_answered=is_answered,
        urgent=getattr(case, "urgent_help", None) if any(event.event == GIVE_URGENT for event in events) else None,
        clarified_with=case.policy_version.referral_name if _is_being_clarified(events) else "",
    )


def _is_being_clarified(events: list[Any]) -> bool:
    """A question to the body the policy names waits for its answer (R4)."""
    happened = [event.event for event in events]
    return happened.count(REFER) > happened.count(ANSWER_REFERRAL) + happened.count(RECALL_REFERRAL)


def _standing(case: Any, is_asked: bool) -> tuple[str, str, str]:
    """(state, kind of its chip, what happens next), addressed to the applicant."""
    if case.status in (Status.INCOMPLETE, Status.RETURNED):
        return _at_the_desk(case, is_asked)
    body, means = case.reviewing_body.name, case.get_agreed_means_display()
    answer = _("You hear the answer by the means we agreed on: %(means)s.") % {"means": means}
    decision = getattr(case, "decision", None)
    stands = case.revised_outcome or (decision.outcome if decision else "")  # an objection may have changed it
    refused, outcome = stands == Outcome.REFUSED, Outcome(stands).label if stands else ""
    standings = {
        Status.AWAITING_STUDY: (
            _("Complete, waiting for study"),
            "ok",
            _("A researcher studies your case. You need to do nothing."),
        ),
        Status.UNDER_STUDY: (_("Under study"), "ok", _("After the study it goes to: %(body)s.") % {"body": body}),
        Status.AWAITING_DECISION: (_("Before: %(body)s") % {"body": body}, "ok", answer),
        Status.DECIDED: (_("Decided, the answer is on the way"), "soon", answer),
        Status.ANSWERED: (
            _("Answered: %(outcome)s") % {"outcome": outcome},
            "ok",
            _("The reasons are in the decision letter.")
            if refused
            else _("The association delivers to you what was granted once its conditions are met: they stand below.")
            if case.delivery_waits
            else _("The association delivers to you what was granted."),
        ),
        Status.DELIVERED: (_("Delivered"), "ok", ""),
        Status.CLOSED: (pgettext("stage", "Closed"), "idle", ""),
        Status.WITHDRAWN: (_("Withdrawn"), "idle", ""),
    }
    return standings[case.status]


def _at_the_desk(case: Any, is_asked: bool) -> tuple[str, str, str]:
    if is_asked:
        return _("We wait for a paper from you"), "hold", _("Photograph it with your phone and send it from here.")
    if case.status == Status.RETURNED and not case.papers.all():
        return _("We wait for you"), "hold", _("Read what we need, then reach us by one of the channels.")
    return _("We are checking your papers"), "ok", _("You need to do nothing. If something is missing, we tell you.")


def _told(event: Any) -> Happening:
    note = event.reason if event.event in TELLS_REASON else ""
    if "item_ar" in event.detail:
        note = event.detail["item_en"] if get_language() == "en" else event.detail["item_ar"]
    return Happening(text=str(HAPPENED[event.event]), at=event.at, note=note)
