"""A decision with a condition, for the addresses that name one."""

from __future__ import annotations

from typing import Any

from requests.enums import Status
from requests.stipulating import Stipulated


def a_condition(place: Any) -> dict[str, str]:
    """A request that was granted with a condition, which is open."""
    rows = place.staff.association.support_requests.with_open_conditions()
    if not rows.exists():
        place.staff.asked = (Stipulated("Bring the lease."),)
        place.staff.case(Status.ANSWERED)
        place.staff.asked = ()
    return {"str:reference": rows.get().reference, "int:number": "1"}
