"""Who moves an import on: one worker at a time, by a lease that ends when its holder dies.

A batch is one transaction, in which the run is locked and asked whether it is still the worker's and still in the
same state. So a batch is kept whole or not at all, and what was stopped or taken over stops at its next batch.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from uuid import uuid4

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.tenancy import across_associations

from ..actions import imports as verbs
from ..models import ImportRun

LEASE = timedelta(seconds=60)  # far longer than a batch
PAUSE = timedelta(seconds=10)  # after a failure, times the tries
TRIES = 5  # without moving on


class LeaseLost(Exception):
    """The run was stopped, or another worker has it now."""


def claim() -> ImportRun | None:
    """The run that waits longest, leased to the caller, or None. Two callers never get the same one."""
    with across_associations():
        while True:
            free = Q(leased_until__isnull=True) | Q(leased_until__lte=timezone.now())
            waiting = ImportRun.objects.at_work().filter(free)
            if not waiting.exists():  # so that waiting takes no write lock
                return None
            with transaction.atomic():
                run = waiting.select_for_update(of=("self",), skip_locked=True).first()
                if run is not None and run.tries < TRIES:
                    return _leased(run)
                if run is not None:
                    verbs.record_failure(run, _("The work broke off several times. Try again, or tell the operator."))


def _leased(run: ImportRun) -> ImportRun:
    run.lease, run.leased_until, run.tries = uuid4(), timezone.now() + LEASE, run.tries + 1
    run.save(update_fields=["lease", "leased_until", "tries"])
    return run


def let_go(run: ImportRun, *, has_failed: bool = False) -> None:
    """Give the lease back; after a failure the next try waits a little."""
    again_at = timezone.now() + PAUSE * run.tries if has_failed else None
    ImportRun.objects.filter(pk=run.pk, lease=run.lease).update(lease=None, leased_until=again_at)


@contextmanager
def batch(run: ImportRun) -> Iterator[ImportRun]:
    """The transaction of a batch; gives the locked run, which is saved at its end with the lease prolonged."""
    with transaction.atomic():
        locked = (
            ImportRun.objects.select_for_update(of=("self",))
            .select_related("association", "started_by")
            .get(pk=run.pk)
        )
        if (locked.lease, locked.status) != (run.lease, run.status):
            raise LeaseLost
        yield locked
        now = timezone.now()
        locked.moved_at, locked.leased_until, locked.tries = now, now + LEASE, 0
        locked.save(update_fields=["moved_at", "leased_until", "tries", "last_row"])
