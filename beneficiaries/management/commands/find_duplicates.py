"""`manage.py find_duplicates`: puts files that may be of one person before whoever decides. Run it any time."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from associations.models import Association
from core.tenancy import across_associations

from ...actions import propose_pairs

BATCH = 500


class Command(BaseCommand):
    help = "Looks through all files for others that may be of the same person; nothing is merged."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--association", help="its short name in addresses; without it, all")
        parser.add_argument("--after", type=int, default=0, help="go on after the file with this id")

    def handle(self, *args: Any, **options: Any) -> None:
        with across_associations():
            associations = Association.objects.order_by("pk")
            if options["association"]:
                associations = associations.filter(slug=options["association"])
                if not associations:
                    raise CommandError(f"no association is called {options['association']}")
            for association in associations:
                looked, new = self._look_through(association, options["after"])
                self.stdout.write(f"{association.slug}: {looked} files, {new} new pairs")

    def _look_through(self, association: Association, after: int) -> tuple[int, int]:
        """One batch in memory at a time; each file is a few indexed lookups in a short transaction."""
        looked = new = 0
        while batch := list(association.beneficiaries.living().filter(pk__gt=after).order_by("pk")[:BATCH]):
            new += sum(propose_pairs(file) for file in batch)
            looked, after = looked + len(batch), batch[-1].pk
            if len(batch) == BATCH and looked % (20 * BATCH) == 0:
                self.stderr.write(f"{association.slug}: {looked} files, up to id {after}")
        return looked, new
