"""Reads of sessions and their dockets."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Count, Q
from django.utils import timezone

from requests.hidden import hidden_from

from .enums import LIVE, ItemStatus, SessionStatus


class SessionQuerySet(models.QuerySet[Any]):
    """Reached through ``association.committee_sessions``."""

    def visible_to(self, membership: Any) -> SessionQuerySet:
        """Those of bodies in which the member sits or sat when they were planned."""
        from committees.models import Seat

        held = Seat.objects.filter(
            membership=membership,
            committee=models.OuterRef("committee"),
            from_on__lte=models.OuterRef("planned_at__date"),
        ).filter(Q(until_on__isnull=True) | Q(until_on__gte=models.OuterRef("planned_at__date")))
        return self.filter(models.Exists(held))

    def for_lists(self) -> SessionQuerySet:
        """With what a row of a list shows. One query."""
        decided = Count("items", filter=Q(items__status=ItemStatus.DECIDED))
        return self.select_related("committee").annotate(item_count=Count("items"), decided_count=decided)

    def going_on(self) -> SessionQuerySet:
        return self.filter(status__in=[SessionStatus.CONVENED, SessionStatus.OPEN])

    def in_a_room(self) -> SessionQuerySet:
        return self.filter(due_at__isnull=True)

    def by_circulation(self) -> SessionQuerySet:
        return self.filter(due_at__isnull=False)

    def awaiting_votes(self) -> SessionQuerySet:
        """Members vote on them apart now."""
        return self.by_circulation().filter(status=SessionStatus.OPEN)


class ItemQuerySet(models.QuerySet[Any]):
    def awaiting_vote_of(self, membership: Any) -> ItemQuerySet:
        """Those that go round on which this member may vote and has not."""
        from committees.models import Seat

        from .models import Vote

        seats = Seat.objects.filter(membership=membership).held_on(timezone.localdate()).that_vote()
        held = seats.filter(
            committee=models.OuterRef("session__committee"), from_on__lte=models.OuterRef("session__opened_at__date")
        )
        cast = Vote.objects.filter(
            motion__item=models.OuterRef("pk"), motion__closed_at__isnull=True, seat__membership=membership
        )
        rows = self.filter(
            status=ItemStatus.OPEN, session__status=SessionStatus.OPEN, session__due_at__gte=timezone.now()
        )
        rows = rows.filter(models.Exists(held)).exclude(models.Exists(cast))
        return rows.exclude(recusals__seat__membership=membership)

    def live(self) -> ItemQuerySet:
        return self.filter(status__in=LIVE)

    def seen_by(self, member: Any) -> ItemQuerySet:
        """Without those in which the member takes no part, here or in another session."""
        return self.exclude(recusals__seat__membership=member).exclude(hidden_from(member, "support_request"))

    def for_docket(self) -> ItemQuerySet:
        """With what the docket shows. One query, and one each for advice, recusals, motions, votes and subjects."""
        return self.select_related(
            "session",
            "association",
            "support_request__beneficiary",
            "support_request__service",
            "support_request__urgent_help",
            "objection__decision",
            "urgent_help",
            "compensation_case__beneficiary",
        ).prefetch_related(
            "support_request__recommendations",
            "recusals__seat__membership__user",
            "motions__votes__seat__membership__user",
            "motions__refusal_reason",
            "motions__moved_by",
        )
