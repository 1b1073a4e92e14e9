"""Load the five policies from ``associations/presets``; a second run changes nothing."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from associations import presets
from core.tenancy import across_associations


class Command(BaseCommand):
    help = "Loads the five board-approved policies and brings them into force."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slugs", nargs="*", default=list(presets.SLUGS), help="which of them; all by default")
        parser.add_argument("--from", dest="from_on", type=date.fromisoformat, help="first day in force (today)")

    def handle(self, *args: Any, **options: Any) -> None:
        from_on = options["from_on"] or timezone.localdate()
        with across_associations():
            for slug in options["slugs"]:
                version, made = presets.load(slug, from_on=from_on)
                self.stdout.write(f"{version}: {'loaded' if made else 'already there'}")
