"""A visit where there is no connection: what is written stays on the device, is sent once, and leaves nothing."""

from __future__ import annotations

import io
from typing import Any

from PIL import Image

from requests.enums import VisitStanding
from requests.models import FieldVisit, VisitReport

WITH_STORY = True
KEPT = "() => Object.keys(localStorage).filter(name => name.startsWith('mithaq:'))"


def photo() -> dict[str, Any]:
    """As a phone takes it: larger than what is kept."""
    out = io.BytesIO()
    Image.new("RGB", (2600, 1900), "navy").save(out, "JPEG")
    return {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": out.getvalue()}


def state(page: Any) -> str:
    return str(page.get_attribute("[data-kept]", "data-state"))


def come(visitors: Any) -> tuple[Any, FieldVisit, str]:
    visit = FieldVisit.objects.filter(association__slug="twaim", standing=VisitStanding.PLANNED).latest("pk")
    path = f"/twaim/requests/{visit.support_request.reference}/visits/{visit.number}/"
    visitor = visitors(width=320)
    visitor.is_known_as("researcher", "twaim")
    visitor.open(f"{path}report/")
    return visitor, visit, path


def test_signing_out_leaves_nothing_of_an_unsent_report(visitors: Any) -> None:
    visitor, _visit, _path = come(visitors)
    page = visitor.page
    page.fill("[name=housing]", "غرفتان بلا عازل")
    assert state(page) == "saved"
    assert len(page.evaluate(KEPT)) == 1
    page.evaluate("document.querySelector('form[action$=\"/logout/\"]').requestSubmit()")
    page.wait_for_url("**/accounts/**")
    assert page.evaluate(KEPT) == []


def test_a_report_written_without_a_connection_is_sent_once_when_it_is_back(visitors: Any) -> None:
    visitor, visit, path = come(visitors)
    page, context = visitor.page, visitor.context
    context.set_offline(True)
    page.check("[name=met][value=household]")
    page.fill("[name=housing]", "غرفتان بلا عازل")
    page.fill("[name=conclusion]", "الحاجة قائمة")
    page.set_input_files("[name=file]", [photo(), photo()])
    page.wait_for_selector("[data-kept-photos] figure:nth-child(2)")
    page.locator("main form .acts .btn").first.click()
    page.wait_for_function("document.querySelector('[data-kept]').dataset.state === 'waits'")
    assert len(page.evaluate(KEPT)) == 1
    assert not VisitReport.objects.filter(visit=visit).exists()
    visitor.faults.clear()  # the browser says that it has no connection
    context.set_offline(False)
    page.wait_for_url(f"**{path}")
    assert page.evaluate(KEPT) == []
    report = VisitReport.objects.get(visit=visit)
    assert (report.housing, report.photos.count()) == ("غرفتان بلا عازل", 2)
