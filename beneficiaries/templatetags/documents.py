"""Until when a document of the file is valid, in a chip."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.templatetags.ui import chip

from ..documents import SOON

register = template.Library()


@register.simple_tag
def validity_chip(document: Any, today: date) -> SafeString:
    """Removed, ended, ending soon, valid, or without an end."""
    if document.is_removed:
        return chip(_("Removed"), "idle")
    if document.valid_until is None:
        return chip(_("No end"), "ok")
    days = (document.valid_until - today).days
    if days < 0:
        return chip(_("Ended"), "late")
    if days <= SOON.days:
        return chip(ngettext("%(days)s day left", "%(days)s days left", days) % {"days": days}, "soon")
    return chip(_("Valid"), "ok")
