"""A session of a body, who was there by the minute, and what happened in it (R6–R9)."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from associations.models import Association
from committees.models import Committee, Formation, Seat
from core.models import HistoryEvent

from ..enums import APART, SessionStatus
from ..querysets import SessionQuerySet

PERSON = settings.AUTH_USER_MODEL


class OfAssociation(models.Model):
    association = models.ForeignKey(Association, on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True


class Session(models.Model):
    """One meeting of a body that votes, under the formation that held when it was convened.

    With a ``due_at`` there is no meeting: its members vote apart until then, each item with its motion.
    """

    association = models.ForeignKey(Association, on_delete=models.PROTECT, related_name="committee_sessions")
    committee = models.ForeignKey(Committee, on_delete=models.PROTECT, related_name="sessions")
    formation = models.ForeignKey(Formation, on_delete=models.PROTECT, related_name="sessions")
    reference = models.CharField(_("number"), max_length=20)
    planned_at = models.DateTimeField(_("day and time"))
    place = models.CharField(_("place"), max_length=200)
    status = models.CharField(_("status"), max_length=10, choices=SessionStatus, default=SessionStatus.CONVENED)
    status_since = models.DateTimeField()
    opened_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(_("members vote apart until"), null=True)  # by circulation alone
    convened_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)

    objects = SessionQuerySet.as_manager()

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        constraints = [
            models.UniqueConstraint(fields=["association", "reference"], name="session_reference_once"),
            models.UniqueConstraint(
                fields=["committee"],
                condition=Q(status__in=[SessionStatus.CONVENED, SessionStatus.OPEN], due_at__isnull=True),
                name="session_one_at_a_time",
                violation_error_message=_("This body has a session that is not over."),
            ),
            models.CheckConstraint(
                condition=Q(status=SessionStatus.CONVENED, opened_at__isnull=True, ended_at__isnull=True)
                | Q(status=SessionStatus.OPEN, opened_at__isnull=False, ended_at__isnull=True)
                | Q(status=SessionStatus.CLOSED, opened_at__isnull=False, ended_at__gte=F("opened_at"))
                & Q(ended_at__isnull=False)
                | Q(status=SessionStatus.CANCELLED, opened_at__isnull=True, ended_at__isnull=False),
                name="session_has_the_moments_of_its_status",
                violation_error_message=_("A session is opened, then ended, each at a moment."),
            ),
        ]
        indexes = [models.Index(fields=["association", "-planned_at", "-id"], name="session_newest")]

    def __str__(self) -> str:
        return self.reference

    @property
    def is_circulation(self) -> bool:
        return self.due_at is not None

    @property
    def status_words(self) -> str:
        return str(APART[SessionStatus(self.status)]) if self.is_circulation else self.get_status_display()

    @property
    def is_live(self) -> bool:
        """It is to come, or goes on."""
        return self.status in (SessionStatus.CONVENED, SessionStatus.OPEN)


class SessionEvent(HistoryEvent):
    association = models.ForeignKey(Association, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="events")


class Presence(OfAssociation):
    """Somebody with a seat was in the room, from and until; out and in again makes another row."""

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="presences")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="presences")
    entered_at = models.DateTimeField(_("came in"))
    left_at = models.DateTimeField(_("left"), null=True)
    noted_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("presence")
        verbose_name_plural = _("presences")
        ordering = ["entered_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "seat"],
                condition=Q(left_at__isnull=True),
                name="presence_one_open_each",
                violation_error_message=_("This member is in the room already."),
            ),
            models.CheckConstraint(
                condition=Q(left_at__isnull=True) | Q(left_at__gte=F("entered_at")),
                name="presence_leaves_after_coming",
                violation_error_message=_("A member leaves after coming in."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.session_id}: {self.seat_id}"
