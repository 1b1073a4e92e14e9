"""A page is light: the first view of a fresh browser, and the next one, as they travel when compressed."""

from __future__ import annotations

import gzip
from typing import Any

import pytest

from associations.models import Association

from .pages import Visitor

FIRST_VIEW, NEXT_VIEW, REQUESTS = 165_000, 20_000, 12
TEXTS = ("text/", "javascript", "json", "svg")
WITH_STORY = True


class Scales:
    """Weighs what comes over the wire, as nginx would send it: texts by gzip, the rest as they are, plus headers."""

    def __init__(self, visitor: Visitor) -> None:
        self.visitor = visitor
        self.came: set[str] = set()
        wire = visitor.context.new_cdp_session(visitor.page)
        wire.send("Network.enable")
        self.kept: set[str] = set()
        wire.on("Network.requestServedFromCache", lambda event: self.kept.add(event["requestId"]))
        wire.on("Network.responseReceived", self._received)

    def _received(self, event: dict[str, Any]) -> None:
        answer = event["response"]
        from_cache = answer.get("fromDiskCache") or event["requestId"] in self.kept
        if answer["url"].startswith("http") and not from_cache:
            self.came.add(answer["url"])

    def weigh(self, path: str) -> dict[str, int]:
        """Bytes by address, of what did not stand in the browser's own cache."""
        self.visitor.page.goto("about:blank")
        self.came.clear()
        self.visitor.open(path)
        self.visitor.page.wait_for_load_state("networkidle")
        return {url.removeprefix(self.visitor.portal.url): self._size(url) for url in sorted(self.came)}

    def _size(self, url: str) -> int:
        answer = self.visitor.context.request.get(url)
        headers = sum(len(name) + len(value) + 4 for name, value in answer.headers.items())
        is_text = any(kind in answer.headers["content-type"] for kind in TEXTS)
        return headers + len(gzip.compress(answer.body(), 6) if is_text else answer.body())


@pytest.mark.parametrize("path", ["/twaim/", "/twaim/requests/", "/twaim/beneficiaries/", "case"])
def test_the_first_view_fits_its_budget_and_the_next_is_lighter_still(visitors: Any, path: str) -> None:
    if path == "case":
        row = Association.objects.get(slug="twaim").support_requests.filter(closed_at__isnull=True).latest("pk")
        path = f"/twaim/requests/{row.reference}/"
    desk = visitors()
    desk.is_known_as("desk", "twaim")
    scales = Scales(desk)
    first = scales.weigh(path)
    assert any("woff2" in url for url in first), f"the scales are off: {first}"
    assert sum(first.values()) <= FIRST_VIEW, f"{sum(first.values())} bytes: {first}"
    assert len(first) <= REQUESTS, f"{len(first)} requests: {first}"
    again = scales.weigh(path)
    assert path in again, f"the scales are off: {again}"
    assert sum(again.values()) <= NEXT_VIEW, f"{sum(again.values())} bytes: {again}"
