"""`manage.py run_imports`: the background work of imports. Start as many as you like; kill any at any time."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from core.background import BackgroundCommand

from ...imports.worker import tidy_up, work_on_next


class Command(BackgroundCommand):
    help = "Checks, enters and undoes the sheets that are handed in, until stopped."
    moved = "imports moved"

    def work(self, is_stopped: Callable[[], bool]) -> Any:
        return work_on_next(is_stopped)

    def tidy_up(self) -> None:
        tidy_up()
