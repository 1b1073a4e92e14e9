"""Which documents of files stand, which are valid on a day, and which end soon.

A document stands until it is removed or another that stands replaces it.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Q

SOON = timedelta(days=60)
LONG_AGO = timedelta(days=365)  # what ended before is no longer asked for by itself


class DocumentQuerySet(models.QuerySet[Any]):
    """Rows are reached through ``association.file_documents`` or ``beneficiary.documents``."""

    def standing(self) -> DocumentQuerySet:
        """Neither removed nor replaced."""
        replaced = self.model._base_manager.filter(replaces=OuterRef("pk"), removed_at__isnull=True)
        return self.filter(~Exists(replaced), removed_at__isnull=True)

    def valid(self, *, on: date) -> DocumentQuerySet:
        """Those standing whose end has not passed, the one that lasts longest first."""
        rows = self.standing().filter(Q(valid_until__isnull=True) | Q(valid_until__gte=on))
        return rows.order_by(models.F("valid_until").desc(nulls_first=True), "-pk")

    def of_living_files(self) -> DocumentQuerySet:
        """Of files that are neither closed, merged away nor anonymous."""
        return self.filter(
            beneficiary__closed_on__isnull=True,
            beneficiary__merged_into__isnull=True,
            beneficiary__anonymised_at__isnull=True,
        )

    def ending(self, *, on: date) -> DocumentQuerySet:
        """Those standing that are valid today and end soon."""
        return self.standing().filter(valid_until__range=(on, on + SOON))

    def ended(self, *, on: date) -> DocumentQuerySet:
        """Those standing that ended within the last year."""
        return self.standing().filter(valid_until__range=(on - LONG_AGO, on - timedelta(days=1)))
