"""Views that the demo's people keep of their lists, sheets they took along, and letters printed for many at once."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils import translation

from accounts import sheets
from accounts.list_actions import record_export, save_view
from accounts.models import Membership
from associations.models import Association
from correspondence import pdf
from requests.actions.batches import begin_batch
from requests.batches.verbs import VERBS
from requests.batches.worker import work_on_next


def tell(association: Association, members: Mapping[str, Membership]) -> None:
    """A shared view, one of the desk's own, a batch and two sheets; a second run finds nothing to do."""
    if association.saved_views.exists():
        return
    manager, desk = members["manager"], members["desk"]
    with translation.override("ar"):
        save_view(
            manager, list_name="requests", query="queue=overdue", name="المتأخر كله", is_shared=True, is_default=False
        )
        query = "queue=all&status=under_study&status=awaiting_decision"
        save_view(desk, list_name="requests", query=query, name="عند الدراسة", is_shared=False, is_default=False)
        verb, cases = VERBS["letters"], association.support_requests.order_by("pk")
        if not pdf.is_available():  # then each is refused: a closed request is told already
            verb, cases = VERBS["tell"], cases.filter(closed_at__isnull=False)
        facts = {"kind": "decision"} if verb.makes_pdf else {}
        rows = list(cases.values_list("pk", flat=True)[:6])
        begin_batch(association, by=desk, verb=verb, facts=facts, rows=rows, origin="http://127.0.0.1:8000")
        work_on_next()
        sheets.begin_sheet(desk, list_name="requests", query="queue=all", row_count=cases.count())
        sheets.write_next()
        record_export(manager, list_name="complaints", query="queue=all", row_count=association.complaints.count())
