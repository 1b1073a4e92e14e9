"""Reads of bodies that other rooms ask for."""

from __future__ import annotations

from django.db.models import Exists, OuterRef
from django.utils import timezone

from .models import Committee, Formation, Seat


def bodies_that_decide(association_id: int) -> list[Committee]:
    """Bodies whose members vote today, or that somebody heads who works here. One query."""
    today = timezone.localdate()
    voting = Formation.objects.filter(committee=OuterRef("pk")).that_vote(today)
    headed = Seat.objects.filter(committee=OuterRef("pk")).held_on(today).that_decide()
    rows = Committee.objects.filter(Exists(voting) | Exists(headed), association=association_id)
    return list(rows.order_by("pk"))
