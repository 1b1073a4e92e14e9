"""`manage.py send_notices`: the background sender. Start as many as you like; kill any at any time."""

from __future__ import annotations

import logging
import signal
import threading
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import InterfaceError, OperationalError, close_old_connections, connection

from ...notices.sender import Sender

log = logging.getLogger(__name__)


class Command(BaseCommand):
    help = "Sends the notices that are due by text message and e-mail, until stopped."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="end when nothing is due")
        parser.add_argument("--limit", type=int, default=0, help="end after this many")
        parser.add_argument("--pause", type=float, default=2.0, help="seconds to wait when nothing is due")

    def handle(self, *args: Any, **options: Any) -> None:
        sender, stopped, tried = Sender(), threading.Event(), 0
        if threading.current_thread() is threading.main_thread():
            signal.signal(signal.SIGTERM, lambda *_: stopped.set())  # the row in hand is finished first
        while not stopped.is_set() and (not options["limit"] or tried < options["limit"]):
            try:
                if not connection.in_atomic_block:  # in a test everything is one transaction
                    close_old_connections()
                sent = sender.send_next()
            except (OperationalError, InterfaceError) as error:
                if options["once"]:
                    raise
                # The database went away: what was in hand comes back when its lease ends.
                log.warning("the database does not answer (%s); trying again", type(error).__name__)
                connection.close()
                stopped.wait(options["pause"])
                continue
            tried += sent is not None
            if sent is None:
                if options["once"]:
                    break
                stopped.wait(options["pause"])
        self.stdout.write(f"notices tried: {tried}")
