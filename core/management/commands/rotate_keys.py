"""`manage.py rotate_keys`: seal everything anew under the keys in use, so that older keys can be taken out."""

from __future__ import annotations

import sys
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from core import resealing
from core.tenancy import across_associations


class Command(BaseCommand):
    """May run while people work, may be stopped at any moment, and goes on where it stood when it is run again."""

    help = "Seals every value under MITHAQ_FIELD_KEY_IN_USE and makes every blind index anew; --verify only looks."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--verify", action="store_true", help="count values by key and open each; write nothing")

    def handle(self, *args: Any, verify: bool = False, **options: Any) -> None:
        with across_associations():
            if not verify:
                self._reseal()
            self._verify()

    def _reseal(self) -> None:
        try:
            changed = resealing.reseal(self._tell)
        except KeyError as missing:
            raise CommandError(
                f"A value is sealed with the key {missing}, which MITHAQ_FIELD_KEYS does not hold. Put it back first."
            ) from missing
        self.stdout.write(f"rows sealed anew: {changed}")

    def _tell(self, label: str, seen: int, changed: int) -> None:
        self.stderr.write(f"{label}: {seen} rows seen, {changed} sealed anew")

    def _verify(self) -> None:
        found = resealing.verify()
        for name, count in sorted(found.by_key.items()):
            self.stdout.write(f"key {name}: {count} values{' (in use)' if name == settings.FIELD_KEY_IN_USE else ''}")
        for label, count in sorted(found.unopened.items()):
            self.stdout.write(f"{label}: {count} values do not open")
        for label, count in sorted(found.other_index.items()):
            self.stdout.write(f"{label}: {count} indexes are of another key")
        self.stdout.write("all is right: older keys may go" if found.is_right else "not all is right: keep older keys")
        if not found.is_right:
            sys.exit(1)
