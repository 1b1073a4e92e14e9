"""How long somebody waited or was served, as people say it."""

from __future__ import annotations

import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext


def how_long(value: datetime.timedelta | None) -> str:
    """«12 minutes», «1 hour 5 minutes»; less than a minute is said as such."""
    if value is None:
        return ""
    hours, minutes = divmod(int(value.total_seconds()) // 60, 60)
    if not hours and not minutes:
        return _("less than a minute")
    said = ngettext("%(count)s minute", "%(count)s minutes", minutes) % {"count": minutes}
    if not hours:
        return said
    whole = ngettext("%(count)s hour", "%(count)s hours", hours) % {"count": hours}
    return _("%(hours)s and %(minutes)s") % {"hours": whole, "minutes": said} if minutes else whole
