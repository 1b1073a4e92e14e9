"""``manage.py run_due``: everything whose time has come, once; started by a timer, as often as one likes."""

from __future__ import annotations

import logging
from collections import Counter
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from core.tenancy import within

from ...due import JOBS
from ...models import Association

log = logging.getLogger(__name__)


class Command(BaseCommand):
    help = "Does all that is due: warnings, drafts left alone and the like. Running it again or twice at once is safe."

    def handle(self, *args: Any, **options: Any) -> None:
        done: Counter[str] = Counter()
        failed: list[str] = []
        for association in Association.objects.order_by("pk"):
            for name, job in tuple(JOBS.items()):
                with within(association.pk):
                    try:
                        done[name] += job(association)
                    except Exception:  # one job that fails stops no other
                        log.exception("due: %s failed for association %s", name, association.pk)
                        failed.append(f"{name} ({association.slug})")
        self.stdout.write("; ".join(f"{name}: {done[name]}" for name in JOBS))
        if failed:
            raise CommandError(f"not everything was done: {', '.join(failed)}")
