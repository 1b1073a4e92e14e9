"""The docket: what is before the body, and who takes no part in it (R6–R9)."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from committees.models import Seat
from complaints.models import CompensationCase
from requests.models import Objection, SupportRequest, UrgentHelp

from ..enums import LIVE, Ground, ItemStatus, MatterKind
from ..querysets import ItemQuerySet
from .session import OfAssociation, Session

PERSON = settings.AUTH_USER_MODEL


class Item(OfAssociation):
    """One matter on the docket, named by its ``reference``. It is on one docket that goes on at a time (constraint).

    An objection and urgent help name their request too: who takes no part in one finds nothing of the request.
    """

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="items")
    kind = models.CharField(pgettext_lazy("item", "kind"), max_length=10, choices=MatterKind)
    reference = models.CharField(_("number"), max_length=24)
    support_request = models.ForeignKey(
        SupportRequest, on_delete=models.PROTECT, null=True, related_name="docket_items"
    )
    objection = models.ForeignKey(Objection, on_delete=models.PROTECT, null=True, related_name="docket_items")
    urgent_help = models.ForeignKey(UrgentHelp, on_delete=models.PROTECT, null=True, related_name="docket_items")
    compensation_case = models.ForeignKey(
        CompensationCase, on_delete=models.PROTECT, null=True, related_name="docket_items"
    )
    position = models.PositiveSmallIntegerField()
    status = models.CharField(_("status"), max_length=12, choices=ItemStatus, default=ItemStatus.WAITING)
    opened_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    deferred_because = models.CharField(_("why it is deferred"), max_length=500, blank=True)
    notes = models.TextField(_("notes of the discussion"), max_length=4000, blank=True)

    minutes = models.PositiveSmallIntegerField(_("minutes planned"), null=True)  # None: as the formation says

    objects = ItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("item of the docket")
        verbose_name_plural = _("items of the docket")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["session", "reference"], name="item_once_in_a_session"),
            models.UniqueConstraint(
                fields=["association", "reference"],
                condition=Q(status__in=LIVE),
                name="item_one_docket_at_a_time",
                violation_error_message=_("This request is on a docket already."),
            ),
            models.CheckConstraint(
                condition=Q(
                    kind=MatterKind.SUPPORT,
                    support_request__isnull=False,
                    objection__isnull=True,
                    urgent_help__isnull=True,
                    compensation_case__isnull=True,
                )
                | Q(
                    kind=MatterKind.OBJECTION,
                    support_request__isnull=False,
                    objection__isnull=False,
                    urgent_help__isnull=True,
                    compensation_case__isnull=True,
                )
                | Q(
                    kind=MatterKind.URGENT,
                    support_request__isnull=False,
                    objection__isnull=True,
                    urgent_help__isnull=False,
                    compensation_case__isnull=True,
                )
                | Q(
                    kind=MatterKind.HARM,
                    support_request__isnull=True,
                    objection__isnull=True,
                    urgent_help__isnull=True,
                    compensation_case__isnull=False,
                ),
                name="item_names_its_matter",
                violation_error_message=_("An item names the one matter that it is about."),
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
