"""Where no quorum can be reached for an item: how many could take part, and who has the matter since (R6–R9)."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from associations.enums import BodyKind

from .docket import Item
from .session import OfAssociation

PERSON = settings.AUTH_USER_MODEL


class NoQuorumQuerySet(models.QuerySet[Any]):
    def with_management(self) -> NoQuorumQuerySet:
        """Nobody was named who decides instead, and management has not said who does."""
        return self.filter(goes_to="", settled_at__isnull=True)


class NoQuorum(OfAssociation):
    """Written once, when the item leaves its docket; ``needed`` is more than ``entitled`` (constraint, trigger).

    ``goes_to`` is the body that the formation names. Empty: management was told, and says who decides (``settled_as``,
    empty for the same body again).
    """

    item = models.OneToOneField(Item, on_delete=models.PROTECT, related_name="no_quorum")
    entitled = models.PositiveSmallIntegerField(_("who may take part"))
    needed = models.PositiveSmallIntegerField(_("members needed"))
    goes_to = models.CharField(_("who decides instead"), max_length=24, choices=BodyKind, blank=True)
    recorded_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    recorded_on = models.DateField()
    settled_as = models.CharField(_("who decides instead"), max_length=24, choices=BodyKind, blank=True)
    settled_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, null=True, related_name="+")
    settled_at = models.DateTimeField(null=True)

    objects = NoQuorumQuerySet.as_manager()

    class Meta:
        verbose_name = _("item without a quorum")
        verbose_name_plural = _("items without a quorum")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(needed__gt=F("entitled")),
                name="noquorum_is_out_of_reach",
                violation_error_message=_("A quorum can be reached for this item: this body decides it."),
            ),
            models.CheckConstraint(
                condition=Q(settled_by__isnull=True, settled_at__isnull=True, settled_as="")
                | Q(settled_by__isnull=False, settled_at__isnull=False, goes_to=""),
                name="noquorum_settled_by_management",
                violation_error_message=_("Management says who decides where nobody was named, once."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item_id}: {self.entitled} of {self.needed}"
