"""Hours and lengths of a visit, as people say them."""

from __future__ import annotations

import datetime
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from core import date_words
from core.templatetags.ui import isolated

from ..enums import HelpStatus, VisitStatus
from ..lengths import how_long

register = template.Library()
register.filter("how_long", how_long)

KINDS = {
    VisitStatus.WAITING: "soon",
    VisitStatus.BEING_SERVED: "hold",
    VisitStatus.SERVED: "ok",
    VisitStatus.LEFT: "late",
}


KINDS_OF_HELP = {
    HelpStatus.WAITING: "soon",
    HelpStatus.REQUEST: "ok",
    HelpStatus.INQUIRY: "ok",
    HelpStatus.DECLINED: "idle",
}


@register.filter
def hour(value: datetime.datetime) -> SafeString:
    """«9:05 ص» on Riyadh's clocks, under its moment."""
    figures, half = date_words.clock_time(value)
    words = format_html('<span class="text-nowrap">{} {}</span>', isolated(figures), half)
    return format_html('<time datetime="{}">{}</time>', date_words.local(value).isoformat("T", "minutes"), words)


@register.filter
def came_for(visit: Any, reader: Any) -> str:
    """What the visitor came for, as far as this member may read it."""
    return str(visit.came_for(reader))


@register.filter
def visit_kind(status: str) -> str:
    """The colour of a visit's status."""
    return KINDS[VisitStatus(status)]


@register.filter
def help_kind(status: str) -> str:
    """The colour of a help request's status."""
    return KINDS_OF_HELP[HelpStatus(status)]
