"""A session as a record: its docket, who was there by the minute, who took no part, motions and votes (R6–R9).

What happened is never rewritten (triggers): a vote stays as it was cast, a presence has one end, a decision names the
motion that carried it. Counts are of people entitled on the item: seats that vote, less the recused.
"""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from associations.models import Association
from committees.enums import Choice, Result
from committees.models import Committee, Formation, Seat
from core.models import HistoryEvent
from requests.enums import Outcome
from requests.models import RefusalReason, SupportRequest

from .enums import LIVE, Ground, ItemStatus, SessionStatus
from .querysets import ItemQuerySet, SessionQuerySet

PERSON = settings.AUTH_USER_MODEL
ENDED = (SessionStatus.CLOSED, SessionStatus.CANCELLED)


class OfAssociation(models.Model):
    association = models.ForeignKey(Association, on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True


class Session(models.Model):
    """One meeting of a body that votes, under the formation that held when it was convened."""

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
                condition=Q(status__in=[SessionStatus.CONVENED, SessionStatus.OPEN]),
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


class SessionEvent(HistoryEvent):
    association = models.ForeignKey(Association, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="events")


class Item(OfAssociation):
    """One request on the docket. It is on one docket that goes on at a time (constraint)."""

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="items")
    support_request = models.ForeignKey(SupportRequest, on_delete=models.PROTECT, related_name="docket_items")
    position = models.PositiveSmallIntegerField()
    status = models.CharField(_("status"), max_length=12, choices=ItemStatus, default=ItemStatus.WAITING)
    opened_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    deferred_because = models.CharField(_("why it is deferred"), max_length=500, blank=True)
    notes = models.TextField(_("notes of the discussion"), max_length=4000, blank=True)

    objects = ItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("item of the docket")
        verbose_name_plural = _("items of the docket")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["session", "support_request"], name="item_once_in_a_session"),
            models.UniqueConstraint(
                fields=["support_request"],
                condition=Q(status__in=LIVE),
                name="item_one_docket_at_a_time",
                violation_error_message=_("This request is on a docket already."),
            ),
            models.UniqueConstraint(
                fields=["session"],
                condition=Q(status=ItemStatus.OPEN),
                name="item_one_open_each_session",
                violation_error_message=_("Another item is before the members."),
            ),
            models.CheckConstraint(
                condition=Q(status=ItemStatus.WAITING, ended_at__isnull=True)
                | Q(status=ItemStatus.OPEN, opened_at__isnull=False, ended_at__isnull=True)
                | Q(status=ItemStatus.DECIDED, opened_at__isnull=False, ended_at__isnull=False)
                | Q(status__in=[ItemStatus.DEFERRED, ItemStatus.NOT_REACHED], ended_at__isnull=False),
                name="item_has_the_moments_of_its_status",
                violation_error_message=_("An item is opened, then ended, each at a moment."),
            ),
            models.CheckConstraint(
                condition=Q(status=ItemStatus.DEFERRED) ^ Q(deferred_because=""),
                name="item_deferred_for_a_reason",
                violation_error_message=_("An item is deferred for a reason."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.session_id}: {self.position}"

    @property
    def is_live(self) -> bool:
        return self.status in LIVE


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


class Recusal(OfAssociation):
    """A member takes no part in an item: pinned by the chair or secretary, and not taken back by the member."""

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="recusals")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="recusals")
    ground = models.CharField(_("ground"), max_length=12, choices=Ground)
    words = models.CharField(_("in words"), max_length=300, blank=True)
    is_declared = models.BooleanField(_("declared by the member"), default=False)
    pinned_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    pinned_at = models.DateTimeField()

    class Meta:
        verbose_name = _("recusal")
        verbose_name_plural = _("recusals")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["item", "seat"],
                name="recusal_once",
                violation_error_message=_("This member takes no part in the item already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.item_id}: {self.seat_id}"


class Motion(OfAssociation):
    """What is put to the vote on an item, in the words of its decision; then what the votes came to."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="motions")
    outcome = models.CharField(_("decision"), max_length=16, choices=Outcome)
    amount = models.DecimalField(_("amount"), max_digits=12, decimal_places=2, null=True, blank=True)
    refusal_reason = models.ForeignKey(RefusalReason, on_delete=models.PROTECT, null=True, related_name="+")
    reasons = models.TextField(_("reasons"))
    handover = models.CharField(_("how it is delivered"), max_length=300, blank=True)
    to_bring = models.CharField(_("what to bring"), max_length=300, blank=True)
    moved_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    moved_at = models.DateTimeField()
    needed = models.PositiveSmallIntegerField(_("members needed"))
    entitled = models.PositiveSmallIntegerField(_("members entitled"))
    closed_at = models.DateTimeField(null=True)
    present = models.PositiveSmallIntegerField(_("members present"), null=True)
    result = models.CharField(_("result"), max_length=10, choices=Result, blank=True)

    class Meta:
        verbose_name = _("motion")
        verbose_name_plural = _("motions")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["item"],
                condition=Q(closed_at__isnull=True),
                name="motion_one_open_each_item",
                violation_error_message=_("A motion is being voted on already."),
            ),
            models.UniqueConstraint(
                fields=["item"], condition=Q(result="carried"), name="motion_one_carries_each_item"
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, present__isnull=True, result="")
                | Q(closed_at__isnull=False, present__isnull=False) & ~Q(result=""),
                name="motion_closed_with_its_result",
                violation_error_message=_("A vote that is over has a result."),
            ),
            models.CheckConstraint(
                condition=~Q(result=Result.CARRIED) | Q(present__gte=F("needed")),
                name="motion_carried_with_quorum",
                violation_error_message=_("Nothing is carried without a quorum."),
            ),
            models.CheckConstraint(
                condition=Q(outcome=Outcome.REFUSED, refusal_reason__isnull=False, amount__isnull=True)
                | ~Q(outcome=Outcome.REFUSED) & Q(refusal_reason__isnull=True),
                name="motion_refusal_has_its_reason",
                violation_error_message=_("A refusal states its reason and no amount."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item_id}: {self.outcome}"


class Vote(OfAssociation):
    """One vote of one seat on one motion; ``dissent`` is what the member wishes to have in the minutes."""

    motion = models.ForeignKey(Motion, on_delete=models.PROTECT, related_name="votes")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="votes")
    choice = models.CharField(pgettext_lazy("vote", "vote"), max_length=8, choices=Choice)
    dissent = models.CharField(_("dissent for the minutes"), max_length=1000, blank=True)
    cast_at = models.DateTimeField()

    class Meta:
        verbose_name = pgettext_lazy("vote", "vote")
        verbose_name_plural = _("votes")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["motion", "seat"], name="vote_once", violation_error_message=_("This member has voted.")
            )
        ]

    def __str__(self) -> str:
        return f"{self.motion_id}: {self.seat_id}"
