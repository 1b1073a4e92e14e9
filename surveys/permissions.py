"""Who may measure satisfaction and who sees its results; asked before every verb and page of this room."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.roles import Permission
from core.errors import NotPermitted


def check_runs(membership: Any) -> None:
    """Follow-up members.
    Contact officers.
    """
    if Permission.RUN_SURVEYS not in membership.permissions:
        raise NotPermitted(_("Measuring satisfaction is not among your tasks."), code="not_permitted")


def check_reads(membership: Any) -> None:
    """Follow-up members.
    Contact officers.
    Managers.
    """
    if Permission.SEE_SATISFACTION not in membership.permissions:
        raise NotPermitted(_("Results of satisfaction are not among your pages."), code="not_permitted")


def check_gives_rating(membership: Any) -> None:
    """Whoever closes requests: the front desk."""
    if Permission.CLOSE_REQUEST not in membership.permissions:
        raise NotPermitted(_("Giving the rating link is not among your tasks."), code="not_permitted")
