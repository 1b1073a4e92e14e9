"""Reads of visits, in the domain's words. Rows are reached through ``association.visits``."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from core.sealed import blind_indexes

from .enums import GONE, HERE, HelpStatus, VisitStatus


class VisitQuerySet(models.QuerySet[Any]):
    def visible_to(self, membership: Any) -> Self:
        """Without visitors from whom this member is kept away because a case of theirs is about the member."""
        files = membership.association.beneficiaries.open_to(membership)
        return self.filter(Q(beneficiary=None) | Q(beneficiary__in=files))

    def for_pages(self) -> Self:
        """With what a row and a page show. One query, and one for what the visits led to."""
        return self.select_related(
            "association", "beneficiary", "office", "taken_in_by__user", "served_by__user"
        ).prefetch_related("led_to")

    def here(self) -> Self:
        """Not gone yet, in the order they came."""
        return self.filter(status__in=HERE).order_by("arrived_at", "pk")

    def waiting(self) -> Self:
        return self.filter(status=VisitStatus.WAITING)

    def of_day(self, day: date) -> Self:
        """Arrived on this day (the day of Riyadh)."""
        begin = timezone.make_aware(datetime.combine(day, time.min))
        return self.filter(arrived_at__gte=begin, arrived_at__lt=begin + timedelta(days=1))

    def gone(self) -> Self:
        """Those who are gone, the latest to come first."""
        return self.filter(status__in=GONE).order_by("-pk")


class HelpQuerySet(models.QuerySet[Any]):
    """Rows are reached through ``association.help_requests``."""

    def visible_to(self, membership: Any) -> Self:
        """Without those of people from whom this member is kept away."""
        return self.exclude(beneficiary__in=membership.association.beneficiaries.kept_from(membership))

    def for_pages(self) -> Self:
        """With what a page shows. One query, and one for the rules of the policies."""
        return self.select_related(
            "association", "beneficiary", "policy_version", "handled_by__user"
        ).prefetch_related("policy_version__response_rules")

    def waiting(self) -> Self:
        return self.filter(status=HelpStatus.WAITING)

    def by_mobile(self, association: Any, mobile: str) -> Self:
        """Those sent with this mobile."""
        indexes = blind_indexes(mobile, association_id=association.pk, field="mobile")
        return self.filter(mobile_index__in=indexes) if mobile else self.none()
