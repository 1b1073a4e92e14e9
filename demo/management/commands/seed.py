"""``manage.py seed --beneficiaries N --requests M``: any number of invented families and cases, for trials of speed.

Installed with the demo's and the tests' settings only (docs/decisions/0009): where real people are served the command
does not exist. The same number and ``--random-seed`` on the same day give the same people and cases.
"""

from __future__ import annotations

import random
import sys
import time
from argparse import ArgumentParser
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone, translation

from associations import presets
from associations.models import Association
from core.tenancy import across_associations, within

from ... import people, services
from ...seeding.cases import Requests
from ...seeding.complaints import Complaints
from ...seeding.households import Families
from ...seeding.writing import batch

SINCE = date(2025, 1, 1)  # the policies' first day; no case is older
YEARS_OF_FILES = 4
AT_ONCE = 1_000


class Command(BaseCommand):
    help = "Adds invented families, requests and complaints, as many as are asked for. Nobody is real."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--beneficiaries", type=int, required=True, metavar="N", help="files to add")
        parser.add_argument("--requests", type=int, default=0, metavar="M", help="support requests to add")
        parser.add_argument("--complaints", type=int, default=0, metavar="K", help="complaints and inquiries to add")
        parser.add_argument("--random-seed", type=int, default=0, metavar="S", help="another number, other people")
        parser.add_argument("--association", metavar="SLUG", help="one association only (default: spread over all)")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("Invented people are for the demo and for trials only; these settings are not theirs.")
        if min(options["beneficiaries"], options["requests"], options["complaints"]) < 0:
            raise CommandError("A number to add is 0 or more.")
        with across_associations(), translation.override("ar"):
            associations = self._associations(options["association"])
        for place, association in enumerate(associations):
            counts = [
                _share(options[name], place, len(associations)) for name in ("beneficiaries", "requests", "complaints")
            ]
            with within(association.pk), translation.override("ar"):
                known = association.beneficiaries.count()  # so that a second run adds other people
                chance = random.Random(f"{options['random_seed']} {association.slug} {known}")
                self._fill(association, counts, chance)

    def _associations(self, slug: str | None) -> list[Association]:
        """Those that exist, with staff and services; the five presets where there is none yet."""
        if not Association.objects.exists():
            for known in presets.SLUGS:
                presets.load(known, from_on=SINCE)
        found = list(Association.objects.filter(slug__in=[slug] if slug else presets.SLUGS).order_by("pk"))
        if not found:
            raise CommandError(f"There is no association {slug}.")
        return found

    def _fill(self, association: Association, counts: list[int], chance: random.Random) -> None:
        files, requests, complaints = counts
        members = people.staff(association, since=SINCE)
        services.offer(association)
        common: dict[str, Any] = {"members": members, "chance": chance}
        since = timezone.localdate() - timedelta(days=365 * YEARS_OF_FILES)
        self._make(association, "files", files, Families(association, count=files, since=since, **common))
        if (requests or complaints) and not association.beneficiaries.living().exists():
            raise CommandError("Nobody is there to ask for anything: add --beneficiaries.")
        if requests:
            work = Requests(association, count=requests, since=SINCE, **common)
            self._make(association, "requests", requests, work)
            with batch(association) as rows:
                work.number_letters(rows)
        if complaints:
            work_of_complaints = Complaints(association, count=complaints, since=SINCE, **common)
            self._make(association, "complaints", complaints, work_of_complaints)

    def _make(self, association: Association, what: str, total: int, work: Any) -> None:
        for size in self._counted(association, what, total):
            with batch(association) as rows:
                work.fill(rows, size)

    def _counted(self, association: Association, what: str, total: int) -> Iterator[int]:
        """Sizes of batches; says on stderr how far it has come."""
        done, began, said = 0, time.monotonic(), 0.0
        while done < total:
            size = min(AT_ONCE, total - done)
            yield size
            done += size
            now = time.monotonic()
            if now - said >= 2 or done == total:
                said = now
                speed = done / max(now - began, 0.001)
                print(f"{association.slug}: {done:,} of {total:,} {what}, {speed:,.0f}/s", file=sys.stderr, flush=True)


def _share(total: int, place: int, of: int) -> int:
    """An even part; the first ones take what is over."""
    return total // of + (place < total % of)
