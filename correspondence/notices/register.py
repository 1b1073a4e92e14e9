"""Which notices a member sees, and how one is shown: recipient masked, what is for the person alone kept back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.roles import Permission
from core.identity import mask_mobile

from ..models import Means, Notice, NoticeQuerySet, NoticeStatus
from ..workflow import MARK_DONE, NOTICE_WORKFLOW, SEND_AGAIN

# A later room names references of which a member must see nothing, such as complaints about that member.
HIDDEN_REFERENCES: list[Callable[[Any], QuerySet[Any, Any]]] = []

CHIPS = {
    NoticeStatus.SENT: "ok",
    NoticeStatus.DONE: "ok",
    NoticeStatus.FAILED: "soon",
    NoticeStatus.BY_HAND: "soon",
    NoticeStatus.GAVE_UP: "late",
}
ERRORS: dict[str, str | Promise] = {
    "timeout": _("The provider did not answer in time."),
    "connection": _("The provider could not be reached."),
    "nonsense": _("The provider's answer could not be understood."),
    "refused": _("The provider refused the message."),
    "http": _("The provider answered with an error."),
    "smtp": _("The mail server refused the message."),
    "address": _("The address cannot be written to."),
    "expired": _("It was no use any more before it could be sent."),
    "interrupted": _("Sending was interrupted each time."),
    "no": _("No provider of text messages is set up."),
}


def shown_to(membership: Any) -> NoticeQuerySet:
    """The association's notices without what this member must not see."""
    notices = membership.association.notices.visible_with(membership.permissions)
    for references in HIDDEN_REFERENCES:
        notices = notices.exclude(about__in=references(membership))
    return notices


def masked(means: str, recipient: str) -> str:
    """Enough for its owner: a mobile or an e-mail address with its middle hidden; a name as it is."""
    if not recipient:  # emptied with the person's file
        return "—"
    if means in (Means.SMS, Means.PHONE):
        return mask_mobile(recipient)
    name, at, domain = recipient.partition("@")
    return f"{name[:1]}•••@{domain}" if at else recipient


@dataclass(frozen=True)
class Line:
    """One row of the page."""

    notice: Notice
    recipient: str
    body: str
    chip: str
    error: str | Promise
    may_send_again: bool
    may_mark_done: bool


def line(notice: Notice, permissions: frozenset[str]) -> Line:
    may = Permission.SEND_NOTICES in permissions
    return Line(
        notice=notice,
        recipient=masked(notice.means, notice.recipient),
        body="" if notice.is_for_the_person_alone and not settings.DEMO else notice.body.strip(),
        chip=CHIPS.get(NoticeStatus(notice.status), "idle"),
        error=ERRORS.get(notice.last_error.partition("_")[0], ""),
        may_send_again=may and _allows(SEND_AGAIN, notice) and not notice.is_expired,
        may_mark_done=may and _allows(MARK_DONE, notice) and not notice.is_for_the_person_alone,
    )


def _allows(event: str, notice: Notice) -> bool:
    return notice.status in NOTICE_WORKFLOW.rows[event].sources
