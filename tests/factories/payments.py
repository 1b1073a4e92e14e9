"""A payment run prepared by the desk, of one answered request with an account."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from requests import actions
from requests.enums import PaidBy, Status
from requests.models import Instalment, PaymentRun

from .support_requests import Staff

IBAN = "SA0380000000608010167519"
ANOTHER = "SA4420000001234567891234"


def to_be_paid(staff: Staff, *, iban: str = IBAN) -> Any:
    """An answered request whose file has this account."""
    case = staff.case(Status.ANSWERED)
    case.beneficiary.iban = iban
    case.beneficiary.save()
    return case


def a_run(staff: Staff, *cases: Any, way: str = PaidBy.ACCOUNT, **facts: Any) -> PaymentRun:
    cases = cases or (to_be_paid(staff),)
    rows = Instalment.objects.standing().filter(support_request__in=[case.pk for case in cases])
    given = {"way": way, "until_on": timezone.localdate(), "instalments": list(rows.values_list("pk", flat=True))}
    return actions.prepare_run(staff.association, **{"by": staff.desk, **given, **facts})
