"""Every journey drives the whole portal: a server over a database of its own, and a real browser before it.

The database is a copy of the migrated test database in a file, so that pages may be asked for at the same moment and
nothing has to be deleted afterwards (rows of the register and the history cannot be).
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.core.management import call_command
from django.db import connections
from django.test.testcases import LiveServerThread
from django.utils.translation import trans_real
from playwright.sync_api import Browser, sync_playwright

from associations import presets
from associations.models import Association
from demo.management.commands.seed_demo import SINCE, Command
from demo.people import staff
from demo.services import offer

from .pages import Portal, Visitor

CHROMIUM = Path(os.environ.get("MITHAQ_CHROMIUM", "/usr/bin/chromium"))
QUIET = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
QUIET += ["--disable-component-update", "--disable-sync"]
HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Each journey carries its marker and, where there is no browser, is skipped by its own name."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.skipif(not CHROMIUM.exists(), reason=f"no Chromium at {CHROMIUM}"))


@pytest.fixture(scope="session")
def words_compiled() -> None:
    """The Arabic on the pages is the catalogue as it stands."""
    import gettext

    call_command("compile_translations", verbosity=0)
    gettext._translations.clear()  # type: ignore[attr-defined]
    trans_real._translations.clear()
    trans_real._default = None


@contextlib.contextmanager
def database_in_a_file(folder: Path) -> Iterator[None]:
    """On SQLite everything inside happens in a copy; PostgreSQL serves many at once and is emptied afterwards."""
    shared = connections["default"]
    if shared.vendor != "sqlite":
        try:
            yield
        finally:
            call_command("flush", interactive=False, verbosity=0)
        return
    shared.ensure_connection()
    path = folder / "journey.sqlite3"
    with contextlib.closing(sqlite3.connect(path)) as copy:
        shared.connection.backup(copy)
        copy.execute("PRAGMA journal_mode=WAL")
    settings = {**shared.settings_dict, "NAME": str(path)}
    with mock.patch.dict(connections.settings, {"default": settings}):
        connections["default"] = connections.create_connection("default")
        try:
            yield
        finally:
            connections["default"].close()
            connections["default"] = shared


@contextlib.contextmanager
def served() -> Iterator[str]:
    """The address of the portal while it runs."""
    # WhiteNoise gives the static files with its own headers, as in production.
    server = LiveServerThread("127.0.0.1", lambda _media: WSGIHandler())
    server.daemon = True
    server.start()
    server.is_ready.wait()
    if server.error:
        raise server.error
    try:
        yield f"http://{server.host}:{server.port}"
    finally:
        server.terminate()


@pytest.fixture(scope="module")
def portal(
    request: pytest.FixtureRequest,
    words_compiled: None,
    django_db_setup: None,
    django_db_blocker: Any,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Portal]:
    """Twaim and Qalam with their people and services; modules that set ``WITH_STORY`` also get the demo's cases."""
    with django_db_blocker.unblock(), database_in_a_file(tmp_path_factory.mktemp("portal")), served() as url:
        for slug in ("twaim", "qalam"):
            presets.load(slug, from_on=SINCE)
            association = Association.objects.get(slug=slug)
            if getattr(request.module, "WITH_STORY", False):
                Command.fill(association)
            else:
                staff(association, since=SINCE)
                offer(association)
        yield Portal(url)


@pytest.fixture(scope="module")
def chromium(portal: Portal) -> Iterator[Browser]:
    """One browser for a module. Playwright's loop runs in this thread, hence Django's permission beside it.

    Where a loop runs, Django keeps connections apart from those of the plain thread: the portal's is handed over.
    """
    with (
        mock.patch.dict(os.environ, {"DJANGO_ALLOW_ASYNC_UNSAFE": "1"}),
        contextlib.closing(connections.create_connection("default")) as connection,
        sync_playwright() as playwright,
    ):
        connections["default"] = connection
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=QUIET)
        try:
            yield browser
        finally:
            browser.close()
            del connections["default"]


@pytest.fixture
def db(portal: Portal) -> None:
    """The portal's database. By this name pytest-django knows that the migrated test database must be there."""


@pytest.fixture
def visitors(db: None, portal: Portal, chromium: Browser) -> Iterator[Any]:
    """``visitors(javascript=False, width=320)`` is somebody before a fresh browser. None may end with a fault seen."""
    with contextlib.ExitStack() as stack:
        present: list[Visitor] = []

        def arrive(*, javascript: bool = True, width: int = 1280, language: str = "ar") -> Visitor:
            context = chromium.new_context(
                java_script_enabled=javascript,
                viewport={"width": width, "height": 800},
                locale="ar-SA",
                reduced_motion="reduce",  # a page that still scrolls cannot be measured
            )
            stack.callback(context.close)
            visitor = Visitor(portal, context, javascript=javascript)
            if language != "ar":
                visitor.prefers(language)
            present.append(visitor)
            return visitor

        yield arrive
        faults = [fault for visitor in present for fault in visitor.faults]
        assert not faults, "\n".join(faults)
