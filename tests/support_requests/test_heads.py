"""Whoever decides alone and takes no part in a request decides nothing of it, past every verb too (R6–R9)."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from requests.actions.heads import stand_aside
from requests.enums import ObjectionOutcome, Status
from requests.models import Decision, HeadAside, Ruling, UrgentHelp


def test_the_database_keeps_who_takes_no_part_from_deciding(staff):
    """support_requests_headaside, and its rules on decisions, rulings and urgent help: past every verb."""
    case = staff.case(Status.DECIDED)
    decision = Decision.objects.values().get()
    other = staff.case(Status.AWAITING_DECISION)
    staff.give_urgent(other, by=staff.urgent_officer)
    stand_aside(staff.fresh(other), by=staff.chair, reason="A cousin.")
    with pytest.raises(IntegrityError, match="takes no part"), transaction.atomic():
        UrgentHelp.objects.update(settled_as="ratified", settled_by=staff.chair.user, settled_at=timezone.now())
    UrgentHelp.objects.update(settled_as="ratified", settled_by=staff.desk.user, settled_at=timezone.now())
    again = {**decision, "id": None, "support_request_id": other.pk, "letter_id": None}
    with pytest.raises(IntegrityError, match="takes no part"), transaction.atomic():
        Decision.objects.create(**again)
    row = HeadAside.objects.get()
    for change in ({"is_declared": False}, {"words": "Nothing."}):
        with pytest.raises(IntegrityError, match="stays so"), transaction.atomic():
            HeadAside.objects.filter(pk=row.pk).update(**change)
    with pytest.raises(IntegrityError, match="stays so"), transaction.atomic():
        HeadAside.objects.filter(pk=row.pk)._raw_delete("default")
    objection = staff.objection()
    of = {"association": staff.association, "support_request": objection.support_request, "seat": row.seat}
    HeadAside.objects.create(**of, words="A cousin.", is_declared=True, at=timezone.now())
    with pytest.raises(IntegrityError, match="takes no part"), transaction.atomic():
        Ruling.objects.create(
            association=staff.association,
            objection=objection,
            outcome=ObjectionOutcome.UPHELD,
            reasons="Past every verb.",
            letter=case.decision.letter,
            first_decider=staff.researcher.user,
            decided_by=staff.chair.user,
            decided_at=timezone.now(),
        )
