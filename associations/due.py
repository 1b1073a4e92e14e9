"""What the portal does by itself when its time has come; each room adds its own, ``manage.py run_due`` does them all.

A job is a function of one association that gives how many things it did. It must do each thing once however often
it runs and from however many machines: by a lock on the row and a row that says "done" in the same transaction.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from typing import Any

from .models import Association

log = logging.getLogger(__name__)
Job = Callable[[Association], int]
JOBS: dict[str, Job] = {}


def each(rows: Iterable[Any], do: Callable[[Any], int]) -> int:
    """What was done for all of these rows. One that fails stops none after it; its error is raised at the end."""
    done, failed = 0, None
    for row in rows:
        try:
            done += do(row)
        except Exception as error:
            log.exception("due: %s %s failed", type(row).__name__, row.pk)
            failed = error
    if failed is not None:
        raise failed
    return done


def due(name: str) -> Callable[[Job], Job]:
    """Register a job under a name that is printed and logged."""

    def add(job: Job) -> Job:
        if name in JOBS:
            raise ValueError(f"two jobs are called {name}")
        JOBS[name] = job
        return job

    return add
