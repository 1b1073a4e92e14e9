"""Reads of files, households and mandates, inside one association. Finding a person is in ``finding``."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import models
from django.db.models import Q


class MemberQuerySet(models.QuerySet[Any]):
    """Members of households, reached through ``household.members`` or ``beneficiary.memberships``."""

    def standing(self) -> MemberQuerySet:
        """Those who have not left."""
        return self.filter(left_on__isnull=True)


class MandateQuerySet(models.QuerySet[Any]):
    """Mandates, reached through ``beneficiary.mandates`` or ``association.mandates``."""

    def standing(self, *, on: date) -> MandateQuerySet:
        """Those under which a person may act on this day."""
        return self.filter(
            Q(until_on__isnull=True) | Q(until_on__gte=on),
            Q(ended_on__isnull=True) | Q(ended_on__gt=on),
            from_on__lte=on,
        )

    def ending(self, *, after: date, by: date) -> MandateQuerySet:
        """Those not ended early whose last day comes in this time."""
        return self.filter(ended_on__isnull=True, until_on__range=(after, by)).order_by("until_on", "pk")


class BeneficiaryQuerySet(models.QuerySet[Any]):
    """Rows are always reached through ``association.beneficiaries``."""

    def living(self) -> BeneficiaryQuerySet:
        """Files that stand for a person: neither merged into another nor made anonymous."""
        return self.filter(merged_into__isnull=True, anonymised_at__isnull=True)
