"""Somebody before a browser: finds things by the words on the page, and counts what it costs."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.test import Client
from django.utils import translation
from django.utils.translation import gettext
from playwright.sync_api import BrowserContext, Locator, Page, Response

from accounts.models import Membership
from demo.people import PASSWORD

from .accessibility import goes_sideways, problems

UNDEFINED = "!! undefined"
# Chromium calls every answer that is not 2xx an error of the console; a refused form (422) is no fault.
EXPECTED = re.compile(r"the server responded with a status of (403|404|409|422)")


def said(msgid: str, language: str = "ar", **values: Any) -> str:
    """The words people see for a message of the catalogue."""
    with translation.override(language):
        return gettext(msgid) % values if values else gettext(msgid)


def label(words: Any, language: str = "ar") -> str:
    """A lazily translated label as people see it."""
    with translation.override(language):
        return str(words)


@dataclass
class Portal:
    """The running server."""

    url: str

    def member(self, account: str, slug: str) -> Membership:
        return Membership.objects.select_related("association", "user").get(user__email=f"{account}@{slug}.example")


@dataclass
class Visitor:
    """One browser with one person before it. ``clicks``, ``fields`` and ``pages`` count since ``count_anew``."""

    portal: Portal
    context: BrowserContext
    javascript: bool = True
    clicks: int = 0
    fields: int = 0
    pages: int = 0
    faults: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page: Page = self.context.new_page()
        self.page.set_default_timeout(20_000)  # a busy machine is no fault of the page
        self.page.on("console", lambda line: self._heard(line.type, line.text))
        self.page.on("pageerror", lambda error: self.faults.append(f"script: {error}"))
        self.page.on("response", self._answered)

    def _heard(self, kind: str, text: str) -> None:
        if kind == "error" and not EXPECTED.search(text):
            self.faults.append(f"console: {text}")

    def _answered(self, response: Response) -> None:
        if response.status >= 500:
            self.faults.append(f"{response.status}: {response.url}")
        if response.request.is_navigation_request() and not 300 <= response.status < 400:
            self.pages += 1

    def count_anew(self) -> None:
        self.clicks = self.fields = self.pages = 0

    def prefers(self, language: str) -> None:
        self.context.add_cookies([{"name": settings.LANGUAGE_COOKIE_NAME, "value": language, "url": self.portal.url}])

    def open(self, path: str) -> Response:
        response = self.page.goto(self.portal.url + path)
        assert response is not None
        assert UNDEFINED not in self.page.content(), f"{path} shows an undefined variable"
        return response

    @property
    def path(self) -> str:
        return self.page.url.removeprefix(self.portal.url)

    # --- what a person does -------------------------------------------------------------
    def press(self, words: str, *, role: Any = "button", within: Locator | None = None) -> None:
        """Click what carries exactly these words."""
        self.click((within or self.page).get_by_role(role, name=words, exact=True).first)

    def follow(self, words: str, *, within: Locator | None = None) -> None:
        self.press(words, role="link", within=within)

    def click(self, target: Locator) -> None:
        self.clicks += 1
        target.click()
        self.page.wait_for_load_state()
        assert UNDEFINED not in self.page.content(), f"{self.path} shows an undefined variable"

    def type(self, name: str, text: str) -> None:
        """Into the field of this name."""
        self.fields += 1
        self.page.locator(f"main [name={name}]").fill(text)

    def choose(self, name: str, value: str) -> None:
        """One radio of a group, or one line of a select."""
        self.fields += 1
        field_ = self.page.locator(f"main [name={name}]")
        if field_.first.evaluate("element => element.tagName") == "SELECT":
            field_.select_option(value)
        else:
            self.page.locator(f"main [name={name}][value={value}]").check()

    def type_date(self, name: str, calendar: str, day: str, month: str, year: str) -> None:
        self.choose(f"{name}_0", calendar)
        for part, text in zip("123", (day, month, year), strict=True):
            self.type(f"{name}_{part}", text)

    def is_accessible(self) -> None:
        """Both passes find nothing, and the page is not wider than its window. Without scripts axe cannot run."""
        found = [*goes_sideways(self.page), *(problems(self.page) if self.javascript else [])]
        assert not found, f"{self.path}:\n" + "\n".join(found)

    def sees(self, *texts: str) -> None:
        """Each text stands in the page, whatever marks of direction are between its words."""
        shown = _plain(self.page.locator("main").inner_text())
        for text in texts:
            assert _plain(text) in shown, f"“{text}” is not on {self.path}:\n{shown}"

    # --- who it is ----------------------------------------------------------------------
    def sign_in(self, account: str, slug: str) -> None:
        """Through the door, with e-mail and password."""
        self.open("/accounts/login/")
        self.type("login", f"{account}@{slug}.example")
        self.type("password", PASSWORD)
        self.press(self.words("Sign in"))

    def is_known_as(self, account: str, slug: str) -> None:
        """Signed in without the door, where the door is not what is tried."""
        client = Client()
        client.force_login(
            self.portal.member(account, slug).user, backend="allauth.account.auth_backends.AuthenticationBackend"
        )
        name = settings.SESSION_COOKIE_NAME
        self.context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": self.portal.url}])

    def words(self, msgid: str) -> str:
        """The message in the language of the page."""
        return said(msgid, self.page.locator("html").get_attribute("lang") or "ar")


def _plain(text: str) -> str:
    """Without marks of direction, and every run of space as one."""
    return re.sub(r"\s+", " ", re.sub("[\u200c-\u200f\u202a-\u202e\u2066-\u2069]", "", text)).strip()
