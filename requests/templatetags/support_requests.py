"""Chips and words of a request's row: what is promised, how near it is, and whose move it is."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from core.templatetags.ui import chip, money

from ..enums import FINAL, UNANSWERED, RowStatus, RunStatus, SettledUrgent, Status
from ..objection_presenting import KINDS as OBJECTION_KINDS
from ..objection_presenting import waits_for
from ..presenting import waiting_for
from ..service_shown import note_of

register = template.Library()
register.filter("waiting_for", waiting_for)
register.filter("objection_waits_for", waits_for)
register.filter("paper_note", note_of)

SOON = 3  # calendar days
STATUS_KINDS = {
    Status.INCOMPLETE: "hold",
    Status.RETURNED: "hold",
    Status.AWAITING_STUDY: "ok",
    Status.UNDER_STUDY: "ok",
    Status.AWAITING_DECISION: "ok",
    Status.DECIDED: "soon",
    Status.ANSWERED: "ok",
    Status.DELIVERED: "ok",
}


@register.filter
def lapsed_words(entry: Any) -> str:
    """Why a paper that was matched no longer counts today; empty where it does."""
    return str(entry.why_not(timezone.localdate()))


@register.simple_tag
def status_chip(support_request: Any) -> SafeString:
    """The status in words; colour only repeats it."""
    return chip(support_request.get_status_display(), STATUS_KINDS.get(support_request.status, "idle"))


@register.simple_tag
def promise_chip(support_request: Any, today: date) -> SafeString:
    """How near the promised day is: late, today, days left, answered on time or not, or no day at all."""
    if support_request.status == Status.WITHDRAWN:
        return chip(_("Withdrawn"), "idle")
    if support_request.status not in UNANSWERED:
        return _answered_chip(support_request)
    if support_request.is_paused and support_request.due_on is None:
        return chip(_("The count stands still"), "hold")
    if support_request.due_on is not None:
        return due_chip(support_request.due_on, today)
    if support_request.answer_expected_from is not None:
        return chip(_("No last day"), "idle")
    return chip(_("No day promised"), "idle")


def _answered_chip(support_request: Any) -> SafeString:
    due_on, answered_at = support_request.due_on, support_request.answered_at
    if due_on is None or answered_at is None:
        return chip(_("Answered"), "ok" if support_request.status not in FINAL else "idle")
    if timezone.localdate(answered_at) <= due_on:
        return chip(_("Answered on time"), "ok")
    return chip(_("Answered late"), "late")


def due_chip(due_on: date, today: date) -> SafeString:
    days = (due_on - today).days
    if days < 0:
        return chip(ngettext("%(days)s day late", "%(days)s days late", -days) % {"days": -days}, "late")
    if days == 0:
        return chip(_("Last day today"), "soon")
    text = ngettext("%(days)s day left", "%(days)s days left", days) % {"days": days}
    return chip(text, "soon" if days <= SOON else "ok")


@register.simple_tag
def measure(instalment: Any, how_much: Decimal) -> SafeString:
    """An amount of money, or an item with its quantity."""
    if instalment.is_money:
        return money(how_much)
    return format_html("{} × {}", instalment.item, f"{how_much:.0f}")


@register.simple_tag
def instalment_chip(instalment: Any, today: date, waits: bool = False) -> SafeString:
    """Delivered, in part, or how near its day is; ``waits``: a condition of the decision comes first."""
    if instalment.is_delivered:
        return chip(_("Delivered"), "ok")
    if waits:
        return chip(_("Condition open"), "hold")
    if instalment.due_on > today + timedelta(days=SOON):
        return chip(_("In part") if instalment.delivered else _("Planned"), "idle")
    return due_chip(instalment.due_on, today)


@register.simple_tag
def objection_chip(objection: Any) -> SafeString:
    """The status of an objection in words."""
    return chip(objection.get_status_display(), OBJECTION_KINDS.get(objection.status, "idle"))


@register.simple_tag
def objection_promise(objection: Any, today: date) -> SafeString:
    """How near the day of the answer to an objection is."""
    if objection.is_unanswered and objection.due_on is not None:
        return due_chip(objection.due_on, today)
    if objection.answered_at is None or objection.due_on is None:
        return chip(objection.get_status_display(), "idle")
    return _answered_chip(objection)


RUN_KINDS = {RunStatus.DRAFTED: "hold", RunStatus.APPROVED: "soon", RunStatus.SENT: "soon", RunStatus.DONE: "ok"}
ROW_KINDS = {RowStatus.PAID: "ok", RowStatus.RETURNED: "late", RowStatus.HELD: "late"}


@register.simple_tag
def run_chip(run: Any) -> SafeString:
    return chip(run.get_status_display(), RUN_KINDS.get(run.status, "idle"))


@register.simple_tag
def payment_chip(row: Any) -> SafeString:
    return chip(row.get_status_display(), ROW_KINDS.get(row.status, "idle"))


URGENT_KINDS = {SettledUrgent.RATIFIED: "ok", SettledUrgent.REVERSED: "late"}


@register.simple_tag
def urgent_chip(given: Any) -> SafeString:
    """How the body looked at urgent help, or that it awaits it."""
    if given.is_awaiting:
        return chip(_("Awaits ratification"), "hold")
    return chip(given.get_settled_as_display(), URGENT_KINDS.get(given.settled_as, "idle"))


@register.simple_tag
def urgent_due_chip(given: Any, today: date) -> SafeString:
    """How near the last day for the body is."""
    return due_chip(given.ratify_by, today)


@register.simple_tag
def term_chip(term: Any, today: date) -> SafeString:
    """Whether a term of urgent help stands today."""
    if term.ended_at is not None:
        return chip(pgettext("term", "Ended"), "idle")
    if term.from_on > today:
        return chip(pgettext("term", "To come"), "hold")
    return chip(pgettext("term", "Stands"), "ok") if term.until_on >= today else chip(pgettext("term", "Over"), "idle")
