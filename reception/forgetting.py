"""Names of people without a file go when the policy's months are over; what came and what became of it stays (B4).

So do the words of handled help requests: what was made of them is kept with the request or the inquiry.
"""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from associations.due import due
from associations.models import Association
from core.emptying import GONE, empty
from core.months import months_after
from correspondence.emptying import forget_notices

from .models import HelpEvent, HelpRequest, VisitEvent

BATCH = 200


def forget_help(association: Association, rows: Any) -> int:
    """Who asked, where they live and in which words; the messages to them too. How many rows had something."""
    found = dict(rows.values_list("pk", "reference"))
    these = HelpRequest.objects.filter(pk__in=found)
    count = empty(
        these, "person_name", "helper_name", "city", "district", "need", "declined_because", sealed=("mobile",)
    )
    these.update(mobile_index=None)
    count += empty(HelpEvent.objects.filter(case__in=found), "reason", objects=("detail",))
    return count + forget_notices(association, list(found.values()))


def forget_visits(rows: Any) -> int:
    """Names of who came and of who brought them."""
    found = list(rows.values_list("pk", flat=True))
    visits = rows.model.objects.filter(pk__in=found)
    events = VisitEvent.objects.filter(case__in=found)
    return empty(visits, "person_name", "brought_by") + empty(events, "reason", objects=("detail",))


@due("names of visitors kept long enough")
def forget_those_whose_time_is_over(association: Association) -> int:
    """As many as a batch; the next run takes the next."""
    months = association.file_rules().visitors_kept_months
    before = months_after(timezone.localdate(), -months)
    with transaction.atomic():
        Association.objects.select_for_update().get(pk=association.pk)
        visits = association.visits.filter(beneficiary=None, ended_at__date__lt=before)
        helps = association.help_requests.filter(handled_at__date__lt=before)
        return forget_visits(_batch(visits)) + forget_help(association, _batch(helps))


def _batch(rows: Any) -> Any:
    """The first of those whose name still stands."""
    some = rows.exclude(person_name=GONE).order_by("pk").values_list("pk", flat=True)[:BATCH]
    return rows.filter(pk__in=list(some))
