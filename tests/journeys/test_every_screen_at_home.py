"""Every page of a beneficiary at home, in both languages, on a phone and a desk, as it is and as it refuses (B1–B5).

The same guard as for staff: an address of the public pages that is missing from the table fails the last test.
"""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings
from django.urls import reverse

from accounts import codes
from accounts.models import CodePurpose
from associations.models import Association
from beneficiaries import actions
from beneficiaries.models import Beneficiary
from requests.urls_public import urlpatterns
from tests.online.conftest import Visitor as AtHome

from .looking import refused, wrong
from .screens import SLUG, Screen

WITH_STORY = True
pytestmark = pytest.mark.screens
MAIN = "main form .acts .btn"

SCREENS: dict[str, list[Screen]] = {
    "at the door": [
        Screen("home"),
        Screen("sign_in", refuses=True),
    ],
    "with the file": [
        Screen("my"),
        Screen("facts"),
        Screen("report_change", refuses=True),
        Screen("consents"),
        Screen("my_looks"),
        Screen("my_copy"),
    ],
    "with a request": [
        Screen("request", "request"),
        Screen("sent", "request"),
        Screen("send_paper", "line", refuses=True),
        Screen("withdraw", "request", refuses=True),
        Screen("letter", "letter"),
        Screen("write", refuses=True),
        Screen("papers"),
        Screen("check"),
        Screen("discard"),
    ],
}
# a file, a page in the middle of signing in (``test_beneficiary_online``), or something that only POST reaches
NOT_SCREENS = {
    *("policy_pdf", "letter_pdf", "paper", "remove_paper"),
    *("code", "identify", "sign_out", "begin"),
    *("ask_code", "ask_copy_code", "say", "consent_letter"),
    "object",  # of an answered request, which the person of these pages has none of
}


@pytest.fixture
def person(portal: Any) -> Beneficiary:
    """The demo's beneficiary who comes online, with something of every kind on her pages."""
    association = Association.objects.get(slug=SLUG)
    account = association.online_accounts.earliest("pk")
    file: Beneficiary = account.beneficiary
    if not file.consents.exists():
        desk = portal.member("desk", SLUG)
        actions.give_by_signing(file, by=desk, purpose="contact", signed=actions.Signed("on_screen", file.full_name))
        actions.say(file, by=desk, purpose="publication", state="refused")
        actions.correct(file, by=desk, other_mobile="+966501112222", district="النسيم")
        actions.reveal(file, by=desk, what="mobile", reason="مكالمة")
        actions.report_change(file, by=desk, values={"other_mobile": "", "city": "الدمام"}, words="انتقلنا.")
    return file


def goes_in(visitor: Any, file: Beneficiary) -> None:
    """With a session of her own, as the door gives it; the door itself is tried elsewhere."""
    at_home = AtHome(file.association)
    index = codes.mobile_index(file.association, file.mobile)
    file.association.sign_in_codes.filter(mobile_index=index, purpose=CodePurpose.SIGN_IN).delete()  # five a day
    at_home.signs_in(file, mobile="0" + file.mobile.removeprefix("+966"))
    crumbs = {name: one.value for name, one in at_home.client.cookies.items() if name != settings.LANGUAGE_COOKIE_NAME}
    url = visitor.portal.url
    visitor.context.add_cookies([{"name": name, "value": value, "url": url} for name, value in crumbs.items()])


def address(screen: Screen, file: Beneficiary) -> str:
    case = file.support_requests.earliest("pk")
    letter = file.association.letters.filter(about=case.reference).earliest("pk")
    arguments = {
        "": [],
        "request": [case.reference],
        "line": [case.reference, _line(case)],
        "letter": [letter.year, letter.number],
    }[screen.on]
    return reverse(f"online:{screen.name}", args=[SLUG, *arguments])


def _line(case: Any) -> int:
    """The number of the line whose paper is asked for."""
    lines = list(case.checklist.all())
    return 1 + next(place for place, entry in enumerate(lines) if entry.state == "missing")


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("what", SCREENS)
def test_nothing_is_wrong_with_any_screen(visitors: Any, person: Beneficiary, what: str, language: str) -> None:
    visitor = visitors(language=language)
    if what != "at the door":
        goes_in(visitor, person)
    found = []
    for screen in SCREENS[what]:
        path = address(screen, person)
        answer = visitor.open(path)
        assert (answer.status, visitor.path) == (200, path)
        found += wrong(visitor, path)
        if screen.refuses:
            refused(visitor, screen)
            found += wrong(visitor, f"{path} (refused)")
    assert not found, f"{len(found)} faults:\n" + "\n".join(found)


def test_every_public_address_is_in_the_table() -> None:
    looked_at = {screen.name for screens in SCREENS.values() for screen in screens}
    assert {str(pattern.name) for pattern in urlpatterns} == looked_at | NOT_SCREENS
