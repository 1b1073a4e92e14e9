"""What pages of other rooms show of minutes: from which ones a decision can be taken as an extract."""

from __future__ import annotations

from typing import Any

from django import template

from ..presenting_minutes import extracts_of

register = template.Library()


@register.simple_tag
def minutes_of(case: Any) -> list[tuple[str, str]]:
    """Numbers of sealed minutes and of their items that decided a request, or a case of harm. One query."""
    return extracts_of(case)
