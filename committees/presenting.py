"""A body in words: how it decides, and who sits in it."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from associations.enums import BodyKind

from .models import Formation


def quorum_words(formation: Formation) -> str:
    """Who must be there."""
    if formation.quorum_count is not None:
        count = formation.quorum_count
        return ngettext("%(count)s member", "%(count)s members", count) % {"count": count}
    share = formation.quorum_parts, formation.quorum_whole
    if formation.quorum_is_more and share == (1, 2):
        return _("More than half of the members entitled on the item")
    if share == (1, 1):
        return _("All members entitled on the item")
    if formation.quorum_is_more:
        words = _("More than %(parts)s of %(whole)s of the members entitled on the item")
    else:
        words = _("At least %(parts)s of %(whole)s of the members entitled on the item")
    return words % {"parts": share[0], "whole": share[1]}


def circulation_words(formation: Formation) -> str:
    """For how long members may vote apart."""
    days = formation.circulation_days
    if not days:
        return _("Nothing is decided by circulation")
    return ngettext("Within %(days)s working day", "Within up to %(days)s working days", days) % {"days": days}


def rules_of(formation: Formation) -> list[dict[str, Any]]:
    """How it decides, line by line, for ``components/facts.html``."""
    rows: list[tuple[str, Any]] = [(_("How it decides"), formation.get_way_display())]
    if formation.votes:
        fallback = str(BodyKind(formation.fallback).label) if formation.fallback else _("Nobody else")
        rows += [
            (_("Who must be there"), quorum_words(formation)),
            (_("Majority"), formation.get_majority_display()),
            (_("A tie"), _("The chair's vote decides") if formation.chair_casts else _("Nothing is decided")),
            (_("A decision takes effect"), formation.get_takes_effect_display()),
            (_("Where no quorum can be reached"), fallback),
            (_("By circulation"), circulation_words(formation)),
            (_("Minutes for an item"), formation.minutes_of_item),
        ]
    return [{"label": label, "value": value} for label, value in rows]
