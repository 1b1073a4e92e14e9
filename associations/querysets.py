"""Reads of this room, in the domain's words."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import models

from .enums import PolicyStatus

if TYPE_CHECKING:
    pass


class PolicyVersionQuerySet(models.QuerySet[Any]):
    def in_force(self) -> PolicyVersionQuerySet:
        """The version new cases are opened under: at most one for each association."""
        return self.filter(status=PolicyStatus.IN_FORCE)

    def in_force_on(self, day: date) -> PolicyVersionQuerySet:
        """The version that was in force on a past day."""
        return self.filter(in_force_from__lte=day).filter(
            models.Q(in_force_until__isnull=True) | models.Q(in_force_until__gte=day)
        )
