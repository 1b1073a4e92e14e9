"""Who moves a long work on: one worker at a time, by a lease that ends when its holder dies.

A batch is one transaction, in which the row is locked and asked whether it is still the worker's and still in the
same state. So a batch is kept whole or not at all, and what was stopped or taken over stops at its next batch. The
row has ``status``, ``lease``, ``leased_until``, ``moved_at`` and ``tries``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from .tenancy import across_associations

LEASE = timedelta(seconds=60)  # far longer than a batch
PAUSE = timedelta(seconds=10)  # after a failure, times the tries
TRIES = 5  # without moving on


class LeaseLost(Exception):
    """The work was stopped, or another worker has it now."""


def claim(at_work: Callable[[], Any], *, give_up: Callable[[Any], Any]) -> Any:
    """The work that waits longest, leased to the caller, or None. Two callers never get the same one.

    What failed too often is handed to ``give_up`` under its lock.
    """
    with across_associations():
        while True:
            free = Q(leased_until__isnull=True) | Q(leased_until__lte=timezone.now())
            waiting = at_work().filter(free)
            if not waiting.exists():  # so that waiting takes no write lock
                return None
            with transaction.atomic():
                row = waiting.select_for_update(of=("self",), skip_locked=True).first()
                if row is not None and row.tries < TRIES:
                    row.lease, row.leased_until, row.tries = uuid4(), timezone.now() + LEASE, row.tries + 1
                    row.save(update_fields=["lease", "leased_until", "tries"])
                    return row
                if row is not None:
                    give_up(row)


def let_go(row: Any, *, has_failed: bool = False) -> None:
    """Give the lease back; after a failure the next try waits a little."""
    again_at = timezone.now() + PAUSE * row.tries if has_failed else None
    type(row).objects.filter(pk=row.pk, lease=row.lease).update(lease=None, leased_until=again_at)


@contextmanager
def batch(row: Any, *, related: Sequence[str] = (), saved: Sequence[str] = ()) -> Iterator[Any]:
    """The transaction of a batch; gives the locked row, which is saved at its end with the lease prolonged."""
    with transaction.atomic():
        locked = type(row).objects.select_for_update(of=("self",)).select_related(*related).get(pk=row.pk)
        if (locked.lease, locked.status) != (row.lease, row.status):
            raise LeaseLost
        yield locked
        now = timezone.now()
        locked.moved_at, locked.leased_until, locked.tries = now, now + LEASE, 0
        locked.save(update_fields=["moved_at", "leased_until", "tries", *saved])
