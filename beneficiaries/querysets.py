"""Reads of files, households and mandates, inside one association. Finding a person is in ``finding``."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce

from .enums import PairStatus
from .rooms import hidden_from

GONE = ("merged_into", "anonymised_at")


class MemberQuerySet(models.QuerySet[Any]):
    """Members of households, reached through ``household.members`` or ``beneficiary.memberships``."""

    def standing(self) -> MemberQuerySet:
        """Those who have not left."""
        return self.filter(left_on__isnull=True)


class MonthlyQuerySet(models.QuerySet[Any]):
    """Incomes and obligations."""

    def current(self, *, on: date) -> MonthlyQuerySet:
        """Those that run on this day; the day on which one ended no longer counts."""
        return self.filter(Q(ended_on__isnull=True) | Q(ended_on__gt=on), from_on__lte=on)


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


class PairQuerySet(models.QuerySet[Any]):
    """Pairs of files, reached through ``association.duplicate_pairs``."""

    def waiting(self) -> PairQuerySet:
        """Those for a person to answer: open, and neither file merged away or made anonymous since."""
        living = {f"{side}__{column}__isnull": True for side in ("first", "second") for column in GONE}
        return self.filter(status=PairStatus.OPEN, **living)

    def of(self, beneficiary: Any) -> PairQuerySet:
        return self.filter(Q(first=beneficiary) | Q(second=beneficiary))


class BeneficiaryQuerySet(models.QuerySet[Any]):
    """Rows are always reached through ``association.beneficiaries``."""

    def living(self) -> BeneficiaryQuerySet:
        """Without those merged into another file and those made anonymous."""
        return self.filter(**{f"{column}__isnull": True for column in GONE})

    def open_to(self, by: Any) -> BeneficiaryQuerySet:
        """The living files that this member may open: none whose person has a case about the member."""
        return self.living().exclude(hidden_from(by))

    def kept_from(self, by: Any) -> BeneficiaryQuerySet:
        """The files that do not exist for this member, for lists of what belongs to files."""
        return self.filter(hidden_from(by)).order_by()

    def due_to_be_forgotten(self, *, on: date, after: tuple[date, int] | None = None) -> BeneficiaryQuerySet:
        """Closed files whose time is over, longest ago first; ``after`` is the (day, id) of the page before."""
        rows = self.living().filter(keep_until__lt=on).order_by("keep_until", "pk")
        return rows.filter(Q(keep_until__gt=after[0]) | Q(keep_until=after[0], pk__gt=after[1])) if after else rows

    def survivors(self) -> BeneficiaryQuerySet:
        """The files that these lead to: themselves, or the file each was merged into. Still one query."""
        return self.model.objects.filter(pk__in=self.order_by().values(leads_to=Coalesce("merged_into_id", "pk")))

    def numbered(self, number: str, *, by: Any = None) -> Any:
        """The living file that this number leads to, or None; a merged file's number leads to the surviving one.

        With ``by``, only where this member may open it. One query.
        """
        found = self.filter(number=number).survivors()
        return (found.open_to(by) if by else found.living()).first()

    def to_be_confirmed(self, *, on: date, after: tuple[date, int] | None = None) -> BeneficiaryQuerySet:
        """Living files whose confirmation is due by this day, longest due first; ``after`` is (due day, id)."""
        rows = self.filter(
            confirm_due_on__lte=on, closed_on__isnull=True, anonymised_at__isnull=True, merged_into__isnull=True
        ).order_by("confirm_due_on", "pk")
        if after:
            day, row_id = after
            rows = rows.filter(Q(confirm_due_on__gt=day) | Q(confirm_due_on=day, pk__gt=row_id))
        return rows
