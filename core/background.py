"""A command that does background work until it is stopped. Start as many as you like; kill any at any time."""

from __future__ import annotations

import logging
import signal
import threading
import time
from collections.abc import Callable
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import InterfaceError, OperationalError, close_old_connections, connection

log = logging.getLogger(__name__)
TIDIED_EVERY = 3600.0  # seconds


class BackgroundCommand(BaseCommand):
    """Subclasses give ``work``, which moves what waits longest and gives it (or None), and ``tidy_up``."""

    moved = "moved"

    def work(self, is_stopped: Callable[[], bool]) -> Any:
        raise NotImplementedError

    def tidy_up(self) -> None:
        """What is done once in a while, when nothing waits."""

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="end when nothing waits")
        parser.add_argument("--pause", type=float, default=1.0, help="seconds to wait when nothing waits")

    def handle(self, *args: Any, **options: Any) -> None:
        stopped, worked, tidied = threading.Event(), 0, None
        if threading.current_thread() is threading.main_thread():
            signal.signal(signal.SIGTERM, lambda *_: stopped.set())  # the batch in hand is finished first
        while not stopped.is_set():
            try:
                if not connection.in_atomic_block:  # in a test everything is one transaction
                    close_old_connections()
                done = self.work(stopped.is_set)
                if done is None and (tidied is None or time.monotonic() - tidied > TIDIED_EVERY):
                    self.tidy_up()
                    tidied = time.monotonic()
            except (OperationalError, InterfaceError) as error:
                if options["once"]:
                    raise
                # The database went away: what was in hand comes back when its lease ends.
                log.warning("the database does not answer (%s); trying again", type(error).__name__)
                connection.close()
                done = None
            worked += done is not None
            if done is None:
                if options["once"]:
                    break
                stopped.wait(options["pause"])
        self.stdout.write(f"{self.moved}: {worked}")
