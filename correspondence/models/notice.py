"""The outbox: one row for each telling of one person, made in the transaction of what is told, frozen, sent once.

Recipient and text are sealed at rest. Who is told by machine is told by ``send_notices``; the rest is a task of staff.
"""

from __future__ import annotations

import uuid
from datetime import datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from associations.models import Association
from core.sealed import Sealed

from ..notices.events import ALSO_NEEDS, FOR_THE_PERSON_ALONE, NoticeEvent
from ..notices.wording import refuse_unknown_variables


class Means(models.TextChoices):
    """The means agreed with the person; the values are those of the file's agreed means (R8)."""

    SMS = "sms", _("Text message")
    PHONE = "phone", _("Phone call")
    EMAIL = "email", _("E-mail")
    LETTER = "letter", _("Letter")
    IN_PERSON = "in_person", _("In person at the office")


BY_MACHINE = (Means.SMS, Means.EMAIL)


class Audience(models.TextChoices):
    BENEFICIARY = "beneficiary", _("beneficiary")
    COMPLAINANT = "complainant", _("person who wrote")
    STAFF = "staff", _("staff member")


class NoticeStatus(models.TextChoices):
    QUEUED = "queued", _("Waiting to be sent")
    SENDING = "sending", _("Being sent")
    SENT = "sent", _("Sent")
    FAILED = "failed", _("Not sent yet, will be tried again")
    GAVE_UP = "gave_up", _("Not sent, given up")
    BY_HAND = "by_hand", _("To be done by staff")
    DONE = "done", _("Done by staff")
    STOPPED = "stopped", _("Not sent: the person wants none of its kind")


PENDING = (NoticeStatus.QUEUED, NoticeStatus.FAILED, NoticeStatus.SENDING)
FOR_PEOPLE = (NoticeStatus.GAVE_UP, NoticeStatus.BY_HAND)


class NoticeQuerySet(models.QuerySet["Notice"]):
    def due(self, now: datetime) -> NoticeQuerySet:
        """Waiting for a sender, or left by one whose lease ended; urgent ones first, then the longest waiting."""
        return self.filter(status__in=PENDING, next_attempt_at__lte=now).order_by(
            "-is_urgent", "next_attempt_at", "pk"
        )

    def for_people(self) -> NoticeQuerySet:
        """What waits for a person: given up by the sender, or by hand from the start."""
        return self.filter(status__in=FOR_PEOPLE)

    def visible_with(self, permissions: frozenset[str]) -> NoticeQuerySet:
        """Without the events that need a permission which is not among these."""
        return self.exclude(event__in=[event for event, needed in ALSO_NEEDS.items() if needed not in permissions])


class Notice(models.Model):
    """``key`` makes it one, however often its event fires. ``next_attempt_at`` of a row being sent ends its lease."""

    association = models.ForeignKey(Association, on_delete=models.PROTECT, related_name="notices")
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    key = models.CharField(max_length=80)
    event = models.CharField(_("event"), max_length=24, choices=NoticeEvent)
    audience = models.CharField(_("audience"), max_length=12, choices=Audience, default=Audience.BENEFICIARY)
    means = models.CharField(_("means"), max_length=10, choices=Means)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    about = models.CharField(_("about"), max_length=30, blank=True)
    recipient_sealed = models.CharField(max_length=500)
    subject = models.CharField(_("subject"), max_length=120, blank=True)
    body_sealed = models.TextField()
    is_urgent = models.BooleanField(default=False)
    created_at = models.DateTimeField(_("written"))
    expires_at = models.DateTimeField(null=True)
    status = models.CharField(_("status"), max_length=8, choices=NoticeStatus)
    attempts = models.PositiveSmallIntegerField(_("tries"), default=0)
    next_attempt_at = models.DateTimeField()
    lease = models.UUIDField(null=True)
    last_error = models.CharField(max_length=30, blank=True)
    provider_id = models.CharField(max_length=80, blank=True)
    sent_at = models.DateTimeField(_("sent"), null=True)
    handled_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    handled_at = models.DateTimeField(null=True)

    recipient = Sealed()
    body = Sealed()

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["association", "key"], name="notice_once_for_its_key"),
            models.CheckConstraint(
                condition=Q(status=NoticeStatus.SENT, sent_at__isnull=False)
                | (~Q(status=NoticeStatus.SENT) & Q(sent_at__isnull=True)),
                name="notice_sent_has_a_moment",
                violation_error_message=_("A notice that was sent has its moment, another has none."),
            ),
            models.CheckConstraint(
                condition=Q(status=NoticeStatus.SENDING, lease__isnull=False)
                | (~Q(status=NoticeStatus.SENDING) & Q(lease__isnull=True)),
                name="notice_leased_while_sent",
                violation_error_message=_("A notice is leased by one sender while it is being sent."),
            ),
            models.CheckConstraint(
                condition=~Q(status=NoticeStatus.DONE) | Q(handled_by__isnull=False, handled_at__isnull=False),
                name="notice_done_by_somebody",
                violation_error_message=_("What is done by hand is done by somebody, at a moment."),
            ),
        ]
        indexes = [
            models.Index(
                fields=["-is_urgent", "next_attempt_at", "id"], condition=Q(status__in=PENDING), name="notice_due"
            ),
            models.Index(fields=["association", "-id"], name="notice_newest"),
            models.Index(fields=["association", "-id"], condition=Q(status__in=FOR_PEOPLE), name="notice_for_people"),
            models.Index(fields=["association", "about"], name="notice_about"),
        ]

    def __str__(self) -> str:
        return f"{self.event} {self.uid}"

    @property
    def is_for_the_person_alone(self) -> bool:
        return self.event in FOR_THE_PERSON_ALONE

    @property
    def is_expired(self) -> bool:
        return self.expires_at is not None and self.expires_at <= timezone.now()


class NoticeText(models.Model):
    """An association's own words for an event; where it has none, the words of ``notice_texts.toml`` are used."""

    association = models.ForeignKey(Association, on_delete=models.CASCADE, related_name="notice_texts")
    event = models.CharField(_("event"), max_length=24, choices=NoticeEvent)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    short = models.CharField(_("text message"), max_length=300)
    subject = models.CharField(_("subject"), max_length=120)
    body = models.TextField(_("text of the e-mail or letter"), max_length=2000)

    class Meta:
        verbose_name = _("text of a notice")
        verbose_name_plural = _("texts of notices")
        ordering = ["event", "language"]
        constraints = [
            models.UniqueConstraint(fields=["association", "event", "language"], name="noticetext_once"),
            models.CheckConstraint(
                condition=~Q(short="") & ~Q(subject="") & ~Q(body=""),
                name="noticetext_is_written",
                violation_error_message=_("A notice has a short text, a subject and a long text."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.event} ({self.language})"

    def clean(self) -> None:
        for field in ("short", "subject", "body"):
            try:
                refuse_unknown_variables(self.event, getattr(self, field))
            except ValueError as error:
                sentence = _("{%(name)s} is not known for this event; it would reach the person as it stands.")
                raise ValidationError({field: sentence % {"name": error}}) from None
        if "\n" in self.subject:
            raise ValidationError({"subject": _("A subject is one line.")})

    def save(self, *args: object, **kwargs: object) -> None:
        self.clean()
        super().save(*args, **kwargs)  # type: ignore[arg-type]
