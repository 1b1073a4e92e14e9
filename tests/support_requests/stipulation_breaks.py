"""How each constraint on conditions of decisions is tried; read by test_constraints."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils import timezone

from requests.actions.objecting import decide_objection
from requests.enums import Status
from requests.models import Stipulation, StipulationFact
from requests.stipulating import Stipulated
from tests.factories.support_requests import Staff

Break = Callable[[Staff], Any]


def another(**columns: Any) -> Break:
    """A second condition of a decision like its first, with other columns."""

    def attempt(staff: Staff) -> Any:
        staff.asked = (Stipulated("Bring the lease."),)
        staff.case(Status.DECIDED)
        row = Stipulation.objects.values().get()
        Stipulation.objects.create(**{**row, "id": None, "position": 8})  # the positive control
        return lambda: Stipulation.objects.create(**{**row, "id": None, "position": 2, **columns})

    return attempt


def twice_revised(staff: Staff) -> Any:
    """Two conditions of one number in a revision."""
    objection = staff.objection()
    staff.seat_judge()
    asked = (Stipulated("Bring the lease."),)
    granted = {"new_outcome": "accepted", "amount": 900, "stipulations": asked}
    decide_objection(objection, by=staff.judge, outcome="changed", reasons="Seen anew.", **granted)
    row = Stipulation.objects.values().get()
    return lambda: Stipulation.objects.create(**{**row, "id": None})


def a_fact(**columns: Any) -> Break:
    def attempt(staff: Staff) -> Any:
        staff.asked = (Stipulated("Bring the lease."),)
        staff.case(Status.DECIDED)
        whose = {"association": staff.association, "stipulation": Stipulation.objects.get()}
        facts = {"what": "met", "words": "Seen.", "by": staff.desk.user, "at": timezone.now()}
        return lambda: StipulationFact.objects.create(**whose, **{**facts, **columns})

    return attempt


BREAKS: dict[str, list[Break]] = {
    "stipulation_position_once": [another(position=1)],
    "stipulation_revised_position_once": [twice_revised],
    "stipulation_few": [another(position=9), another(position=0)],
    "stipulation_says_something": [another(text=""), another(needed="later")],
    "stipulationfact_is_reasoned": [a_fact(words=""), a_fact(what="lost")],
}
