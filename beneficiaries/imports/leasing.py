"""The lease of an import (``core.leasing``), and what becomes of one that broke off too often."""

from __future__ import annotations

from contextlib import AbstractContextManager

from django.utils.translation import gettext_lazy as _

from core import leasing
from core.leasing import LeaseLost, let_go

from ..actions import imports as verbs
from ..models import ImportRun

__all__ = ["LeaseLost", "batch", "claim", "let_go"]
BROKE_OFF = _("The work broke off several times. Try again, or tell the operator.")


def claim() -> ImportRun | None:
    """The run that waits longest, leased to the caller, or None."""
    run: ImportRun | None = leasing.claim(
        ImportRun.objects.at_work, give_up=lambda tired: verbs.record_failure(tired, BROKE_OFF)
    )
    return run


def batch(run: ImportRun) -> AbstractContextManager[ImportRun]:
    """The transaction of a batch; gives the locked run."""
    return leasing.batch(run, related=("association", "started_by"), saved=("last_row",))
