"""Errors a person can cause: each carries a translatable sentence that says how to mend it."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class DomainError(Exception):
    """A refusal in words a person understands; ``field`` names the form field it belongs to."""

    def __init__(self, message: str | Promise, *, code: str = "invalid", field: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.code = code
        self.field = field


class TransitionNotAllowed(DomainError):
    """The status does not allow this move (any more)."""


class NotPermitted(DomainError):
    """The person is inside the association but has no right to this act."""


class StaleRecord(DomainError):
    """Somebody else changed the record after the person opened it."""

    def __init__(self) -> None:
        super().__init__(
            _("Somebody changed this record after you opened it. Read what changed below, then send again."),
            code="stale",
        )


class AlreadyHandled(DomainError):
    """The same act was done a moment ago, by this person or another."""


class PolicyMissing(DomainError):
    """The association has no policy in force, so nothing can be promised under it."""

    def __init__(self) -> None:
        super().__init__(
            _("No policy is in force for this association yet. Ask its administrator to bring one into force."),
            code="policy_missing",
        )
