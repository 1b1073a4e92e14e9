"""The help-request service on screen, under a policy that has it: asked for, followed, and sorted by the desk."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from associations.models import Association

from .looking import refused, wrong
from .screens import Screen

WITH_STORY = True
pytestmark = pytest.mark.screens
SLUG = "qalam"
PUBLIC = [Screen("helping:ask", refuses=True), Screen("helping:track", refuses=True)]
OF_DESK = [
    Screen("reception:helps"),
    Screen("reception:help"),
    Screen("reception:register"),
    Screen("reception:take_up", refuses=True),
    Screen("reception:ask", refuses=True),
    Screen("reception:decline", refuses=True),
]


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize(("who", "screens"), [("", PUBLIC), ("desk", OF_DESK)], ids=["nobody", "desk"])
def test_nothing_is_wrong_with_the_help_request_service(
    visitors: Any, who: str, screens: list[Screen], language: str
) -> None:
    visitor, found = visitors(language=language), []
    if who:
        visitor.is_known_as(who, SLUG)
    case = Association.objects.get(slug=SLUG).help_requests.waiting().latest("pk")
    for screen in screens:
        named = screen.name.startswith("reception:") and screen.name != "reception:helps"
        path = reverse(screen.name, args=[SLUG, case.reference] if named else [SLUG])
        visitor.open(path)
        found += wrong(visitor, path)
        if screen.refuses:
            refused(visitor, screen)
            found += wrong(visitor, f"{path} (refused)")
    assert not found, f"{len(found)} faults:\n" + "\n".join(found)
