"""The keyboard alone is enough: signing in and taking a request in by Tab, arrows, Space and Enter."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone, translation
from django.utils.translation import pgettext

from associations.models import Association
from beneficiaries.models import Beneficiary
from core.hijri import HijriDate
from demo.families import families
from demo.people import PASSWORD
from requests.enums import Status

from .pages import Visitor, said

FURTHEST = 60  # Tab presses before something counts as out of reach
FOCUSED = """() => {
  const element = document.activeElement;
  const box = element.getBoundingClientRect();
  const style = getComputedStyle(element);
  const from = element.tagName === 'HTML' ? null : element;
  return {
    tag: element.tagName, name: element.name || '', value: element.value || '', href: element.href || '',
    text: (element.textContent || '').trim().replace(/\\s+/g, ' '), classes: element.className,
    outline: style.outlineStyle === 'none' ? 0 : parseFloat(style.outlineWidth),
    seen: !!from && box.width > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
  };
}"""


class Keyboard:
    """Hands that have no mouse. Every stop must be on the screen and ringed by at least 2 px."""

    def __init__(self, visitor: Visitor) -> None:
        self.visitor, self.page = visitor, visitor.page

    def focused(self) -> dict[str, Any]:
        found: dict[str, Any] = self.page.evaluate(FOCUSED)
        return found

    def tab_to(self, what: str, **wanted: str) -> dict[str, Any]:
        """Press Tab until the focused element has all of these; ``href`` may be the end of it."""
        for _press in range(FURTHEST):
            here = self.focused()
            if all(
                here[key].endswith(value) if key == "href" else here[key] == value for key, value in wanted.items()
            ):
                assert here["seen"], f"the focus on {what} is off the screen"
                assert here["outline"] >= 2, f"the focus on {what} cannot be seen"
                return here
            self.page.keyboard.press("Tab")
        raise AssertionError(f"{what} is out of reach on {self.visitor.path}")

    def write(self, name: str, text: str) -> None:
        self.tab_to(f"the field {name}", name=name)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(text)

    def pick(self, name: str, value: str) -> None:
        """A radio or a line of a select, by the arrows."""
        here = self.tab_to(f"the choice {name}", name=name)
        if here["tag"] == "INPUT" and not self.page.locator(f"[name={name}]:checked").count():
            self.page.keyboard.press("Space")
        for _press in range(20):
            if self.focused()["value"] == value:
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"{value} of {name} is out of the arrows' reach")

    def press(self, words: str, tag: str = "BUTTON") -> None:
        self.tab_to(f"“{words}”", text=words, tag=tag)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def follow(self, end: str) -> None:
        self.tab_to(f"the link to {end}", href=end)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")


def signs_in(visitor: Visitor, account: str, slug: str) -> Keyboard:
    hands = Keyboard(visitor)
    visitor.open("/accounts/login/")
    hands.write("login", f"{account}@{slug}.example")
    hands.write("password", PASSWORD)
    hands.press(said("Sign in"))
    return hands


@pytest.fixture
def person(db: None) -> Beneficiary:
    """A file of Twaim."""
    import random

    association = Association.objects.get(slug="twaim")
    desk = association.memberships.get(user__email="desk@twaim.example")
    return families(association, by=desk, count=1, chance=random.Random(str(timezone.now())))[0]


def test_a_request_is_taken_in_by_keyboard_alone(visitors: Any, person: Beneficiary) -> None:
    desk = visitors()
    hands = signs_in(desk, "desk", "twaim")
    hands.write("q", person.number)
    hands.press(said("Search"))
    hands.follow(f"/twaim/requests/new/?beneficiary={person.number}")

    service = Association.objects.get(slug="twaim").services.get(code="appliances")
    hands.pick("service", str(service.pk))
    hands.write("need", "ثلاجة بدل المعطلة.")
    hands.press(said("Save and go to the checklist"))
    row = person.support_requests.get()
    today = HijriDate.from_gregorian(timezone.localdate())
    for entry in row.checklist.select_related("item"):
        hands.pick(f"state_{entry.pk}", "matched")
        if entry.item.months:  # not older than so many months: the date it bears is asked for
            for place, part in enumerate((today.day, today.month, today.year), start=1):
                hands.write(f"issued_{entry.pk}_{place}", str(part))
    hands.press(said("Save the findings"))

    hands.pick("method", "on_paper")
    hands.write("signed_name", person.full_name)
    hands.tab_to("the tick", name="was_read")
    desk.page.keyboard.press("Space")
    hands.press(said("Record the signature"))
    hands.follow(f"{row.reference}/complete/")
    hands.press(said("Take in as complete"))
    row.refresh_from_db()
    assert row.status == Status.AWAITING_STUDY


def test_the_first_tab_offers_to_skip_to_the_content(visitors: Any) -> None:
    desk = visitors()
    desk.is_known_as("followup", "twaim")
    desk.open("/twaim/")
    desk.page.keyboard.press("Tab")
    hands = Keyboard(desk)
    here = hands.focused()
    assert (here["text"], here["seen"]) == (said("Skip to the content"), True)
    desk.page.keyboard.press("Enter")
    assert desk.page.evaluate("document.activeElement.id") == "main"


def test_the_skip_link_stands_before_everything_where_a_field_takes_the_first_focus(visitors: Any) -> None:
    desk = visitors()
    desk.is_known_as("desk", "twaim")
    desk.open("/twaim/")
    first = "[...document.querySelectorAll('a, button, input:not([type=hidden]), summary')][0].className"
    assert desk.page.evaluate(first) == "skip"


def test_after_a_refused_form_the_focus_is_on_what_must_be_mended_and_leads_there(visitors: Any) -> None:
    desk = visitors()
    desk.is_known_as("desk", "twaim")
    desk.open("/twaim/beneficiaries/new/")
    hands = Keyboard(desk)
    hands.write("full_name", "نورة بنت سعد")
    hands.press(said("Save the file"))
    assert "error-summary" in hands.focused()["classes"]
    desk.page.keyboard.press("Tab")
    assert hands.focused()["href"].endswith("#id_national_id")
    desk.page.keyboard.press("Enter")
    desk.page.keyboard.type("1000000")
    assert desk.page.locator("[name=national_id]").input_value() == "1000000"
    assert desk.page.locator("[name=full_name]").input_value() == "نورة بنت سعد", "what was typed is kept"


def test_menus_open_and_close_by_keyboard(visitors: Any) -> None:
    desk = visitors(width=320)
    desk.is_known_as("desk", "twaim")
    desk.open("/twaim/")
    hands = Keyboard(desk)
    hands.tab_to("the menu", text=said("Menu"), tag="SUMMARY")
    desk.page.keyboard.press("Enter")
    hands.follow("/twaim/requests/")
    hands.tab_to("the menu", text=said("Menu"), tag="SUMMARY")
    desk.page.keyboard.press("Space")
    assert desk.page.locator(".nav-narrow[open]").count() == 1
    desk.page.keyboard.press("Escape")
    assert desk.page.locator(".nav-narrow[open]").count() == 0
    assert hands.focused()["text"] == said("Menu"), "the focus goes back to the menu's own line"


def test_the_menu_inside_the_menu_opens_and_closes_first(visitors: Any) -> None:
    manager = visitors(width=320)
    manager.is_known_as("manager", "twaim")
    manager.open("/twaim/")
    hands = Keyboard(manager)
    with translation.override("ar"):
        more = pgettext("menu", "More")
    hands.tab_to("the menu", text=said("Menu"), tag="SUMMARY")
    manager.page.keyboard.press("Enter")
    hands.tab_to("the menu inside", text=more, tag="SUMMARY")
    manager.page.keyboard.press("Enter")
    manager.page.keyboard.press("Escape")
    assert manager.page.locator(".nav-narrow[open]").count() == 1, "only the inner one closed"
    assert hands.focused()["text"] == more
    manager.page.keyboard.press("Enter")
    hands.follow("/twaim/letters/")
