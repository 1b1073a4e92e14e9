"""Reads of conditions of decisions: which stand, which are open, for which the delivery waits."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery, Value
from django.db.models.functions import Cast, Coalesce, JSONObject

from .enums import UNDECIDED, Became, MustBeMet, Status

TOLD = {
    "words": "words",
    "name_ar": "by__name_ar",
    "name_en": "by__name_en",
    "at": Cast("at", models.CharField()),
}


class StipulationQuerySet(models.QuerySet[Any]):
    """Reached through ``support_request.stipulations``."""

    def standing(self) -> StipulationQuerySet:
        """Of what is decided now: the latest revision, or the decision where there is none."""
        from .models import Revision

        later = Revision.objects.filter(
            support_request=OuterRef("support_request"), pk__gt=Coalesce(OuterRef("revision"), 0)
        )
        return self.filter(~Exists(later))

    def with_what_became(self) -> StipulationQuerySet:
        """``became`` is empty while nothing did; ``told`` says who saw it, what and when. No query by itself."""
        from .models import StipulationFact

        facts = StipulationFact.objects.filter(stipulation=OuterRef("pk")).order_by("-pk")
        return self.annotate(
            became=Coalesce(Subquery(facts.values("what")[:1]), Value("")),
            told=Subquery(facts.values(one=JSONObject(**TOLD))[:1]),
        )

    def open(self) -> StipulationQuerySet:
        return self.with_what_became().filter(became__in=["", Became.REOPENED])

    def blocking(self) -> StipulationQuerySet:
        """Those for which the delivery waits."""
        return self.standing().open().filter(needed=MustBeMet.BEFORE)

    def overdue(self, *, on: date) -> StipulationQuerySet:
        """Open, and their last day passed; of requests that are decided and were not withdrawn."""
        rows = self.standing().open().filter(last_on__lt=on)
        return rows.exclude(support_request__status__in=[*UNDECIDED, Status.WITHDRAWN])

    def for_pages(self) -> StipulationQuerySet:
        """What stands, with what became of each, in its order. One query."""
        return self.standing().with_what_became().order_by("position")


def open_conditions(support_request: Any) -> list[Any]:
    """What the decision that stands still asks, as a later decision begins with it. One query."""
    return list(support_request.stipulations.standing().open().order_by("position"))


def waits_for_a_condition(request: str = "pk") -> Q:
    """Requests whose delivery waits; ``request`` leads from a row to its request. No query by itself."""
    from .models import Stipulation

    return Q(Exists(Stipulation.objects.blocking().filter(support_request=OuterRef(request))))
