"""The language is the person's choice, kept on their device; English is the mirror of Arabic."""

from __future__ import annotations

from typing import Any

from .pages import said


def direction(visitor: Any) -> tuple[str | None, str | None]:
    html = visitor.page.locator("html")
    return html.get_attribute("lang"), html.get_attribute("dir")


def test_a_person_who_chose_english_meets_it_again_after_signing_out_and_in(visitors: Any) -> None:
    desk = visitors()
    desk.sign_in("desk", "twaim")
    assert direction(desk) == ("ar", "rtl")

    desk.press("English")
    assert desk.path == "/twaim/", "the person stays where they were"
    assert direction(desk) == ("en", "ltr")
    desk.sees("Who is before you?")

    desk.click(desk.page.locator(".who summary"))
    desk.press("Sign out")
    assert direction(desk) == ("en", "ltr")
    desk.sign_in("desk", "twaim")
    assert direction(desk) == ("en", "ltr")

    desk.press("العربية")
    assert direction(desk) == ("ar", "rtl")
    desk.sees(said("Who is before you?"))


def test_english_is_the_mirror_of_arabic(visitors: Any) -> None:
    """What stands at one end of the bar in Arabic stands at the other in English, at the same distance."""
    places = {}
    for language in ("ar", "en"):
        desk = visitors(language=language)
        desk.is_known_as("desk", "twaim")
        desk.open("/twaim/")
        home = desk.page.locator("header .home").bounding_box()
        search = desk.page.locator("main [name=q]").bounding_box()
        places[language] = (1280 - home["x"] - home["width"], home["x"], search["y"])
    assert places["ar"][0] == places["en"][1], "the start of the bar mirrors"
    assert abs(places["ar"][2] - places["en"][2]) < 4, "lines stand at the same height"


def test_the_language_can_be_changed_without_javascript_and_before_signing_in(visitors: Any) -> None:
    visitor = visitors(javascript=False)
    visitor.open("/accounts/login/")
    visitor.sees(said("Sign in"))
    visitor.press("English")
    assert direction(visitor) == ("en", "ltr")
    visitor.sees("Sign in")
