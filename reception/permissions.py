"""Who may receive visitors. The docstring lists who qualifies, one per line."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.roles import Permission
from core.errors import NotPermitted

NOT_YOURS = _("Receiving visitors is not among your tasks.")


def may_receive(membership: Any, association_id: int) -> bool:
    """Front desk of the association.
    Contact officers of the association.
    """
    return membership.association_id == association_id and Permission.RECEIVE_VISITORS in membership.permissions


def check(membership: Any, event: str, visit: Any) -> None:
    """Raises ``NotPermitted`` in words where the member may not receive this visitor; each event asks the same."""
    if not may_receive(membership, visit.association_id):
        raise NotPermitted(NOT_YOURS, code="not_permitted")


HELP_NOT_YOURS = _("Help requests are not among your tasks.")


def check_help(membership: Any, event: str, help_request: Any) -> None:
    """Front desk of the association; raises ``NotPermitted`` in words for everybody else."""
    held = membership.permissions
    if membership.association_id != help_request.association_id or Permission.TRIAGE_HELP not in held:
        raise NotPermitted(HELP_NOT_YOURS, code="not_permitted")
