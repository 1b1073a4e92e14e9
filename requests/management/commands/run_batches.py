"""`manage.py run_batches`: the background work of batches and of long sheets. Start as many as you like; kill any."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from accounts import sheets
from core.background import BackgroundCommand

from ...batches.worker import tidy_up, work_on_next


class Command(BackgroundCommand):
    help = "Does what was asked of many requests at once, row by row, and writes long sheets, until stopped."
    moved = "batches and sheets moved"

    def work(self, is_stopped: Callable[[], bool]) -> Any:
        return work_on_next(is_stopped) or sheets.write_next(is_stopped)

    def tidy_up(self) -> None:
        tidy_up()
        sheets.tidy_up()
