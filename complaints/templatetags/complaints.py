"""Chips and words of a row: its status, how near the promised day is, and whose move it is."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import template
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from core.templatetags.ui import chip, isolated
from requests.templatetags.support_requests import due_chip

from ..compensation_presenting import waiting_for as compensation_waiting_for
from ..compensation_workflow import CompensationStatus
from ..enums import Status
from ..presenting import waiting_for

register = template.Library()
register.filter("waits_for", waiting_for)
register.filter("compensation_waits_for", compensation_waiting_for)

STATUS_KINDS = {Status.RECEIVED: "hold", Status.IN_HAND: "ok", Status.DECIDED: "soon", Status.ANSWERED: "ok"}


@register.filter
def mask_email(value: str) -> SafeString:
    """The address as its owner may recognise it: its first letter and its domain."""
    name, _at, domain = value.rpartition("@")
    return isolated(f"{name[:1]}•••@{domain}")


@register.simple_tag
def contact_status_chip(complaint: Any) -> SafeString:
    """The status in words; colour only repeats it."""
    return chip(complaint.get_status_display(), STATUS_KINDS.get(complaint.status, "idle"))


@register.simple_tag
def compensation_chip(case: Any) -> SafeString:
    """The status in words; what has ended is quiet."""
    ended = {CompensationStatus.CLOSED, CompensationStatus.REJECTED, CompensationStatus.WITHDRAWN}
    kind = "idle" if case.status in ended else "ok" if case.status == CompensationStatus.PAID else "hold"
    return chip(case.get_status_display(), kind)


@register.simple_tag
def contact_promise_chip(complaint: Any, today: date) -> SafeString:
    """How near the promised day is: late, today, days left, answered on time or not, or no day at all."""
    if complaint.is_unanswered:
        return due_chip(complaint.due_on, today) if complaint.due_on else chip(_("No day promised"), "idle")
    if complaint.due_on is None:
        return chip(_("Answered"), "idle")
    if timezone.localdate(complaint.answered_at) <= complaint.due_on:
        return chip(_("Answered on time"), "ok")
    return chip(_("Answered late"), "late")
