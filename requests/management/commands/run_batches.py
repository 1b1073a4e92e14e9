"""`manage.py run_batches`: the background work of batches. Start as many as you like; kill any at any time."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from core.background import BackgroundCommand

from ...batches.worker import tidy_up, work_on_next


class Command(BackgroundCommand):
    help = "Does what was asked of many requests at once, row by row, until stopped."
    moved = "batches moved"

    def work(self, is_stopped: Callable[[], bool]) -> Any:
        return work_on_next(is_stopped)

    def tidy_up(self) -> None:
        tidy_up()
