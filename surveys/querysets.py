"""Reads of questionnaires and answers. Rows are reached through the association; numbers are made by the database."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import models
from django.db.models import Count, Q, Sum

Days = tuple[date, date]


class SurveyQuerySet(models.QuerySet[Any]):
    def in_use(self) -> SurveyQuerySet:
        return self.filter(published_at__isnull=False, retired_at__isnull=True)

    def with_questions(self) -> SurveyQuerySet:
        """With questions in their order and their options. Three queries more."""
        return self.prefetch_related("places__question__options")


def _within(days: Days) -> Q:
    return Q(response__answered_on__range=days)


class AnswerQuerySet(models.QuerySet[Any]):
    def overall(self) -> AnswerQuerySet:
        """Answers to the one question that never changes."""
        return self.filter(question__is_overall=True)

    def of_year(self, months: Sequence[Days]) -> AnswerQuerySet:
        return self.filter(_within((months[0][0], months[-1][1])))

    def counted(self, days: Days, months: Sequence[Days], *by: str) -> AnswerQuerySet:
        """For each group: ``n`` answers, their ``points`` and ``p1``…``p5`` in ``days``; ``m0``…``m11`` a month."""
        inside = _within(days)
        degrees = {f"p{degree}": Count("pk", filter=inside & Q(number=degree)) for degree in range(1, 6)}
        a_month = {f"m{place}": Count("pk", filter=_within(month)) for place, month in enumerate(months)}
        grouped = self.order_by().values(*by)
        return grouped.annotate(
            n=Count("pk", filter=inside), points=Sum("number", filter=inside), **degrees, **a_month
        )

    def spread(self, days: Days, *by: str) -> AnswerQuerySet:
        """How often each number or option was answered in ``days``, for each group."""
        return self.filter(_within(days)).order_by().values(*by, "number", "option").annotate(n=Count("pk"))
