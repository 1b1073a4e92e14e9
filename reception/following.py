"""When two files become one, what reception knows of both becomes one person's (see ``beneficiaries.following``)."""

from __future__ import annotations

from typing import Any

from beneficiaries.following import Rows, follow
from beneficiaries.models import Beneficiary

from .enums import HERE
from .models import HelpRequest, Visit


class Visits(Rows):
    """One person is here once: where both files stand at the counter, the merged file's visit stays until it ends."""

    def going(self, survivor: Beneficiary, other: Beneficiary) -> Any:
        rows = self.of(other)
        return rows.exclude(status__in=HERE) if self.of(survivor).filter(status__in=HERE).exists() else rows


def register() -> None:
    follow(Visits(Visit), Rows(HelpRequest))
