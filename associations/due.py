"""What the portal does by itself when its time has come; each room adds its own, ``manage.py run_due`` does them all.

A job is a function of one association that gives how many things it did. It must do each thing once however often
it runs and from however many machines: by a lock on the row and a row that says "done" in the same transaction.
"""

from __future__ import annotations

from collections.abc import Callable

from .models import Association

Job = Callable[[Association], int]
JOBS: dict[str, Job] = {}


def due(name: str) -> Callable[[Job], Job]:
    """Register a job under a name that is printed and logged."""

    def add(job: Job) -> Job:
        if name in JOBS:
            raise ValueError(f"two jobs are called {name}")
        JOBS[name] = job
        return job

    return add
