"""Every page of every role, in both languages, on a phone and a desk, as it is and as it refuses: nothing is wrong.

Nothing wrong: no violation of WCAG 2.2 AA in either pass, nothing wider than the window, nothing in the console, no
undefined variable. An address of an association that is missing from ``screens_of_roles`` fails the last test.
"""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from associations.models import Association
from requests.enums import Status

from .accessibility import goes_sideways, problems
from .looking import refused, wrong
from .pages import Portal
from .screens import (
    SLUG,
    address,
    names_of_an_association,
)
from .screens_of_roles import NOT_SCREENS, SCREENS

WITH_STORY = True
pytestmark = pytest.mark.screens


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("who", SCREENS, ids=lambda who: who or "nobody")
def test_nothing_is_wrong_with_any_screen_of(visitors: Any, who: str, language: str) -> None:
    visitor = visitors(language=language)
    if who:
        visitor.is_known_as(who.split()[0], SLUG)
    found = []
    for screen in SCREENS[who]:
        path = address(screen)
        visitor.open(path)
        found += wrong(visitor, path)
        if screen.refuses:
            refused(visitor, screen)
            found += wrong(visitor, f"{path} (refused)")
    assert not found, f"{len(found)} faults:\n" + "\n".join(found)


def test_the_clock_that_binds_the_earliest_day_is_shown_without_a_fault(visitors: Any, portal: Portal) -> None:
    """Qalam's rule has a day before which no answer comes, and no last day."""
    rows = Association.objects.get(slug="qalam").support_requests.filter(status=Status.UNDER_STUDY)
    visitor = visitors()
    visitor.is_known_as("researcher", "qalam")
    path = reverse("support_requests:detail", args=["qalam", rows.latest("pk").reference])
    visitor.open(path)
    assert wrong(visitor, path) == []


FAULTY = """<html lang=ar dir=rtl><title>ت</title><main><h1>عنوان</h1>
<p style="background:#0dcaf0;color:#fff">نص عربي لا يُقرأ</p>
<a href=#1 style="display:block;inline-size:12px;block-size:12px">أ</a><a href=#2>ب</a>
<p style="inline-size:900px">عريض</p></main>"""


def test_planted_faults_are_found(visitors: Any) -> None:
    """White on cyan in Arabic (which axe alone passes over), a target too small, a line too wide."""
    visitor = visitors(width=320)
    visitor.page.set_content(FAULTY)
    found = "\n".join(problems(visitor.page) + goes_sideways(visitor.page))
    for fault in ("color-contrast", "target-size", "wider than the window"):
        assert fault in found
    assert visitor.page.locator("h1").inner_text() == "عنوان", "the words are put back"


def test_every_address_of_an_association_is_in_the_table() -> None:
    """A page that nobody looks at here fails the build until it is added above."""
    looked_at = {screen.name for screens in SCREENS.values() for screen in screens}
    missing = names_of_an_association() - looked_at - NOT_SCREENS
    assert not missing, f"add to SCREENS (or, where it is no page, to NOT_SCREENS): {sorted(missing)}"


def test_a_question_to_the_body_the_policy_names_is_answered_without_a_fault(visitors: Any, portal: Portal) -> None:
    """Qalam's policy names its officer; Twaim's names nobody."""
    case = Association.objects.get(slug="qalam").support_requests.referred().latest("pk")
    visitor = visitors(language="ar")
    visitor.is_known_as("researcher", "qalam")
    for name in ("detail", "answer_referral"):
        path = reverse(f"support_requests:{name}", args=["qalam", case.reference])
        visitor.open(path)
        assert not wrong(visitor, path)
