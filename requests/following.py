"""When two files become one, their requests become one person's (see ``beneficiaries.following``)."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from accounts.roles import Permission
from beneficiaries.following import CLASHES, Rows, follow
from beneficiaries.models import Beneficiary

from .models import RequestDraft, SupportRequest


class Drafts(Rows):
    """One request waits to be sent at a time: where both files have one, the merged file's waits with it."""

    def going(self, survivor: Beneficiary, other: Beneficiary) -> Any:
        rows = self.of(other)
        return rows.filter(sent_as__isnull=False) if self._waiting(survivor).exists() else rows

    def back(self, survivor: Beneficiary, other: Beneficiary, kept: Any, *, by: Any) -> bool:
        """A draft that was sent or thrown away since is no loss."""
        super().back(survivor, other, kept, by=by)
        return True

    def _waiting(self, file: Beneficiary) -> Any:
        return self.of(file).filter(sent_as__isnull=True)


def asked_twice(survivor: Beneficiary, other: Beneficiary, by: Any) -> list[str]:
    """Open requests of both for one service. One query."""
    if Permission.SEE_REQUESTS not in by.permissions:
        return []
    rows = SupportRequest.objects.filter(beneficiary__in=[survivor.pk, other.pk], closed_at__isnull=True)
    of: dict[int, list[SupportRequest]] = {}
    for row in rows.select_related("service").order_by("pk"):
        of.setdefault(row.service_id, []).append(row)
    words = _("Both files have an open request for “%(service)s”: %(references)s. Close the one that was asked twice.")
    return [
        words % {"service": same[0].service, "references": ", ".join(row.reference for row in same)}
        for same in of.values()
        if len({row.beneficiary_id for row in same}) == 2
    ]


def register() -> None:
    follow(Rows(SupportRequest), Drafts(RequestDraft))
    CLASHES.append(asked_twice)
