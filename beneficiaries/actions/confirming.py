"""Once in the policy's time a person says that the file is still right; until then it is due and asked for (B2)."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from associations.models import Association
from core.errors import DomainError, StaleRecord
from correspondence.notices.events import NoticeEvent

from ..models import Beneficiary, FileConfirmation
from ..models.changes import key_of_asking
from ..telling import tell
from .changes import check_reports
from .consent import is_own
from .file import living, refuse_closed

BATCH = 500


@transaction.atomic
def confirm(beneficiary: Beneficiary, *, by: Any, expected_version: int | None = None) -> FileConfirmation:
    """The file is still right as it was shown; raises ``StaleRecord`` where it changed meanwhile."""
    check_reports(by, beneficiary)
    beneficiary = living(beneficiary)
    refuse_closed(beneficiary)
    if expected_version is not None and beneficiary.version != expected_version:
        raise StaleRecord
    now = timezone.now()
    beneficiary.confirmed_on = timezone.localdate(now)
    beneficiary.confirm_due_on = beneficiary.association.file_rules().next_confirmation(beneficiary.confirmed_on)
    beneficiary.save(update_fields=["confirmed_on", "confirm_due_on"])
    return beneficiary.confirmations.create(
        association_id=beneficiary.association_id,
        file_version=beneficiary.version,
        is_from_person=is_own(by, beneficiary),
        at=now,
        by=by.user,
    )


def ask_for_confirmations(association: Association, *, on: date) -> tuple[int, int]:
    """Ask the owner of every file that is due, once for each due day; gives (asked now, without a way to reach).

    Each is asked in a transaction of its own, so a run that is stopped goes on where it stood.
    """
    asked = unreachable = 0
    key: tuple[date, int] | None = None
    while rows := list(association.beneficiaries.to_be_confirmed(on=on, after=key)[:BATCH]):
        keys = {key_of_asking(row, row.confirm_due_on): row for row in rows}
        known = set(association.notices.filter(key__in=list(keys)).values_list("key", flat=True))
        for name, row in keys.items():
            if name in known:
                continue
            try:
                tell(row, NoticeEvent.CONFIRM_FILE, key=name)
            except DomainError:
                unreachable += 1
            else:
                asked += 1
        key = (rows[-1].confirm_due_on, rows[-1].pk)
    return asked, unreachable
