"""Telling a person: the row is made in the caller's transaction, once for its key; sending is another's work."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from core.errors import AlreadyHandled, DomainError, NotPermitted

from ..models import Audience, Means, Notice, NoticeStatus
from ..models.notice import BY_MACHINE
from ..workflow import MARK_DONE, NOTICE_WORKFLOW, SEND_AGAIN, STOP
from .events import FOR_THE_PERSON_ALONE, OPTIONAL, USEFUL_FOR
from .signals import notice_settled
from .wording import render, wording_for


@dataclass(frozen=True)
class Person:
    """Whom to tell, and how it was agreed. ``name`` is for letters and those who come in person."""

    means: str
    mobile: str = ""
    email: str = ""
    name: str = ""
    language: str = "ar"
    audience: str = Audience.BENEFICIARY

    def reached(self) -> tuple[str, str]:
        """(means, recipient): the agreed means, or the message to the mobile where its address is not known."""
        known = {Means.SMS: self.mobile, Means.PHONE: self.mobile, Means.EMAIL: self.email}
        recipient = known.get(Means(self.means), self.name)
        if recipient:
            return self.means, recipient
        if self.mobile:
            return Means.SMS, self.mobile
        raise DomainError(_("There is no way to reach this person: add one to the file."), code="unreachable")


def notify(
    association: Any, *, to: Person, event: str, key: str, values: Mapping[str, str], about: str = ""
) -> Notice:
    """The notice of this key: made now in the caller's transaction, or the one that was made before."""
    earlier = association.notices.filter(key=key).first()
    if earlier is not None:
        return earlier
    try:
        with transaction.atomic():
            notice = _written(association, to=to, event=event, key=key, values=values, about=about)
            notice.save(force_insert=True)
    except IntegrityError:
        made_meanwhile = association.notices.filter(key=key).first()
        if made_meanwhile is None:
            raise
        return made_meanwhile
    _at_once_in_the_demo(notice)
    return notice


def _at_once_in_the_demo(notice: Notice) -> None:
    """Where no background sender runs and the gateway calls nobody."""
    if settings.NOTICES_AT_ONCE and notice.status == NoticeStatus.QUEUED:
        from .sender import send_at_once

        transaction.on_commit(partial(send_at_once, notice.pk), robust=True)


def _written(association: Any, *, to: Person, event: str, key: str, values: Mapping[str, str], about: str) -> Notice:
    """The row with its words as they will be sent, not saved yet."""
    means, recipient = to.reached()
    now = timezone.now()
    words = wording_for(association, event, to.language)
    with translation.override(to.language):
        given = {"association": association.name, **values}
    long = means in (Means.EMAIL, Means.LETTER)
    lifetime = USEFUL_FOR.get(event)
    notice = Notice(
        association=association,
        uid=uuid4(),
        key=key,
        event=event,
        audience=to.audience,
        means=means,
        language=to.language,
        about=about,
        subject=" ".join(render(event, words.subject, given).split())[:120] if long else "",
        is_urgent=event in FOR_THE_PERSON_ALONE and lifetime is not None,
        created_at=now,
        next_attempt_at=now,
        expires_at=now + lifetime if lifetime else None,
        status=NoticeStatus.QUEUED if means in BY_MACHINE else NoticeStatus.BY_HAND,
    )
    notice.recipient = recipient
    notice.body = render(event, words.body if long else words.short, given).rstrip()
    return notice


@transaction.atomic
def send_again(notice: Notice, *, by: Any) -> Notice:
    """A notice that was given up goes back to the senders, with all its tries before it."""
    notice = _locked(notice, SEND_AGAIN, by=by)
    if notice.is_expired:
        raise DomainError(_("This notice is no use any more, so it is not sent again."), code="expired")
    notice.status, notice.attempts, notice.last_error = NoticeStatus.QUEUED, 0, ""
    notice.next_attempt_at = timezone.now()
    _at_once_in_the_demo(notice)
    return _handled(notice, "attempts", "last_error", "next_attempt_at", by=by)


@transaction.atomic
def mark_done(notice: Notice, *, by: Any) -> Notice:
    """Staff told the person: by call, letter or in person, or because no machine could."""
    notice = _locked(notice, MARK_DONE, by=by)
    notice.status = NoticeStatus.DONE
    notice = _handled(notice, by=by)
    notice_settled.send_robust(Notice, notice_id=notice.pk)
    return notice


@transaction.atomic
def stop_optional(association: Any, *, about: Collection[str]) -> int:
    """The person wants no such messages any more: those of these cases that wait are not sent. How many."""
    waiting = association.notices.filter(event__in=OPTIONAL, about__in=about)
    waiting.filter(status=NoticeStatus.SENDING).update(expires_at=timezone.now())  # on its way: not tried again
    sources = NOTICE_WORKFLOW.rows[STOP].sources
    return int(waiting.filter(status__in=sources).update(status=NoticeStatus.STOPPED, expires_at=timezone.now()))


def _locked(notice: Notice, event: str, *, by: Any) -> Notice:
    """The row as it is now, for a member who may and a status that allows it."""
    move = NOTICE_WORKFLOW.rows[event]
    if move.permission not in by.permissions:
        raise NotPermitted(_("Sending notices is not among your tasks."), code="not_permitted")
    fresh = Notice.objects.select_for_update().get(pk=notice.pk, association_id=by.association_id)
    if fresh.status not in move.sources:
        raise AlreadyHandled(
            _("Nothing to do: this notice is “%(status)s” now.") % {"status": fresh.get_status_display()},
            code="already_handled",
        )
    return fresh


def _handled(notice: Notice, *also: str, by: Any) -> Notice:
    notice.handled_by, notice.handled_at = by.user, timezone.now()
    notice.save(update_fields=["status", "handled_by", "handled_at", *also])
    return notice
