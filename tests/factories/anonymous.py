"""What the row of a file that forgot its person holds, for tests of what comes after."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from beneficiaries.models import Beneficiary

EMPTY = ("family_name", "email", "national_id_sealed", "mobile_sealed", "other_mobile_sealed", "iban_sealed")


def anonymous() -> dict[str, Any]:
    """Columns and values; the database takes no anonymous file that names somebody."""
    today = timezone.localdate()
    closed = {"closed_on": today, "closed_because": "—", "keep_until": today}
    empty = dict.fromkeys((*EMPTY, "health_note_sealed"), "")
    return {"anonymised_at": timezone.now(), "full_name": "—", **closed, **empty}


def made_anonymous(person: Beneficiary) -> None:
    """The row alone; ``person`` goes on holding what was known."""
    Beneficiary.objects.filter(pk=person.pk).update(**anonymous())
