"""Which bodies an association has: those that its policy in force names, and any that a case went to before."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction

from associations.enums import BodyKind

from .actions import body_named_by, body_of_kind
from .models import Committee, Formation


@transaction.atomic
def bodies_named(association: Any) -> list[Committee]:
    """With their seats; the reviewing body first. What the policy names exists from now on."""
    version = association.policy_in_force()
    reviewing = body_named_by(version)
    if version.follow_up_body_ar:
        names = version.follow_up_body_ar, version.follow_up_body_en or version.follow_up_body_ar
        body_of_kind(association.pk, BodyKind.FOLLOW_UP, *names)
    bodies = association.committees.prefetch_related("seats__membership__user").order_by("pk")
    return sorted(bodies, key=lambda body: body.pk != reviewing.pk)


def formations_on(day: date, bodies: Iterable[Committee]) -> dict[int, Formation]:
    """The formation that holds on the day, by id of its body. One query."""
    return {row.committee_id: row for row in Formation.objects.filter(committee__in=bodies).held_on(day)}
