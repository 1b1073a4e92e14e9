"""What no batch and no row of one can be; tried by ``test_constraints``."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils import timezone

from requests.models import BatchRow, RequestBatch
from tests.factories.support_requests import Staff

Break = Callable[[Staff], Any]


def _a_batch(staff: Staff) -> RequestBatch:
    now = timezone.now()
    facts = {"verb": "assign", "row_count": 2, "language": "ar", "origin": "https://example.org"}
    return RequestBatch.objects.create(association=staff.association, by=staff.desk, at=now, moved_at=now, **facts)


def batch(**columns: Any) -> Break:
    def attempt(staff: Staff) -> Any:
        row = _a_batch(staff)
        return lambda: RequestBatch.objects.filter(pk=row.pk).update(**columns)

    return attempt


def second_row(**columns: Any) -> Break:
    """A second row of one batch, of another request and with the next number unless told."""

    def attempt(staff: Staff) -> Any:
        made, first, other = _a_batch(staff), staff.open(), staff.open()
        BatchRow.objects.create(association=staff.association, batch=made, number=1, support_request=first)
        given = {"number": 2, "support_request": other}
        same = {"number": 1, "support_request": first}
        given |= {name: same.get(name, value) for name, value in columns.items()}
        return lambda: BatchRow.objects.create(association=staff.association, batch=made, **given)

    return attempt


BREAKS: dict[str, list[Break]] = {
    "requestbatch_ended_has_a_moment": [batch(status="done"), batch(ended_at=timezone.now())],
    "requestbatch_lease_ends": [batch(lease="00000000-0000-4000-8000-000000000001")],
    "batchrow_number_once": [second_row(number="same")],
    "batchrow_request_once": [second_row(support_request="same")],
    "batchrow_done_has_a_moment": [second_row(result="done"), second_row(done_at=timezone.now())],
}
