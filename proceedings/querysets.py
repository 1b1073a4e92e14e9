"""Reads of sessions and their dockets."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db import models
from django.db.models import Count, Q
from django.db.models.functions import Coalesce
from django.utils import timezone

from committees.enums import TakesEffect
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

    def taken(self) -> ItemQuerySet:
        """On a docket that goes on, decided and waiting for its minutes where its formation says so, or with
        management, which has not said who decides.
        """
        from .models import Seal

        sealed = Seal.objects.filter(minutes__session=models.OuterRef("session"), number=0)
        waits = Q(status=ItemStatus.DECIDED, session__formation__takes_effect=TakesEffect.MINUTES)
        asked = Q(no_quorum__goes_to="", no_quorum__settled_at__isnull=True, no_quorum__isnull=False)
        return self.filter(Q(status__in=LIVE) | asked | waits & ~models.Exists(sealed))

    def seen_by(self, member: Any) -> ItemQuerySet:
        """Without those in which the member takes no part, here or in another session."""
        return self.exclude(recusals__seat__membership=member).exclude(hidden_from(member, "support_request"))

    def for_docket(self) -> ItemQuerySet:
        """With what the docket shows. One query, and one each for advice, recusals, motions, votes and subjects."""
        return self.select_related(
            "session__committee",
            "session__formation",
            "association",
            "support_request__beneficiary",
            "support_request__service",
            "support_request__urgent_help",
            "objection__decision__body",
            "urgent_help",
            "compensation_case__beneficiary",
        ).prefetch_related(
            "support_request__recommendations",
            "recusals__seat__membership__user",
            "motions__votes__seat__membership__user",
            "motions__refusal_reason",
            "motions__stipulations",
            "motions__moved_by",
        )


def _voters_apart() -> Any:
    """How many voted on the items of a circulation, beside a row of minutes."""
    from .models import Vote

    votes = Vote.objects.filter(
        motion__item__session=models.OuterRef("session"), motion__item__session__due_at__isnull=False
    )
    counted = votes.order_by().values("motion__item__session").annotate(voters=Count("seat", distinct=True))
    return Coalesce(models.Subquery(counted.values("voters")), 0)


class MinutesQuerySet(models.QuerySet[Any]):
    """Reached through ``association.minutes``."""

    def visible_to(self, membership: Any) -> MinutesQuerySet:
        """Those of sessions that the member may see."""
        return self.filter(session__in=membership.association.committee_sessions.visible_to(membership))

    def unsealed(self) -> MinutesQuerySet:
        return self.exclude(seals__number=0)

    def waiting_for_signatures(self) -> MinutesQuerySet:
        """Sealed, with somebody who attended and neither signed nor refused a paper of them."""
        from .models import Seal

        return self.filter(models.Exists(Seal.objects.filter(minutes=models.OuterRef("pk")).unanswered()))

    def for_lists(self) -> MinutesQuerySet:
        """With what a row of a list shows. One query."""
        from .models import Seal

        first = Seal.objects.filter(minutes=models.OuterRef("pk"), number=0)
        return self.select_related("session", "committee").annotate(
            sealed_at=models.Subquery(first.values("sealed_at")[:1]),
            attended=Count("session__presences__seat", distinct=True) + _voters_apart(),
            answered=Count("seals__signatures__seat", filter=Q(seals__number=0), distinct=True),
        )


class SealQuerySet(models.QuerySet[Any]):
    def unanswered(self, seats: Collection[int] | None = None) -> SealQuerySet:
        """Papers that a member who attended, or voted apart, neither signed nor refused; ``seats``: one of these."""
        from .models import Presence, Signature, Vote

        answer = Signature.objects.filter(seal=models.OuterRef(models.OuterRef("pk")), seat=models.OuterRef("seat"))
        session = models.OuterRef("minutes__session")
        there = Presence.objects.filter(~models.Exists(answer), session=session)
        apart = Vote.objects.filter(
            ~models.Exists(answer), motion__item__session=session, motion__item__session__due_at__isnull=False
        )
        if seats is not None:
            there, apart = there.filter(seat__in=seats), apart.filter(seat__in=seats)
        return self.filter(models.Exists(there) | models.Exists(apart))
