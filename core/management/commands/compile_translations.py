"""Every locale/*/LC_MESSAGES/*.mo holds what its .po says; needs no gettext, and does nothing when nothing changed."""

import os
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser


class Command(BaseCommand):
    """`manage.py compile_translations`, what `pybabel compile -D django -d locale` does, for changed files only."""

    help = "Compiles translations that changed."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--force", action="store_true", help="compile all, changed or not")

    def handle(self, *args: Any, **options: Any) -> None:
        sources = sorted(path for folder in settings.LOCALE_PATHS for path in Path(folder).glob("*/LC_MESSAGES/*.po"))
        for source in sources:
            target = source.with_suffix(".mo")
            name = "/".join(source.parts[-3:])
            if not options["force"] and target.exists() and target.stat().st_mtime_ns > source.stat().st_mtime_ns:
                self.stdout.write(f"{name}: unchanged")
                continue
            self.stdout.write(f"{name}: {compile_catalogue(source, target)} messages")


def compile_catalogue(source: Path, target: Path) -> int:
    """Writes `target` whole or not at all; returns how many messages have a translation.

    Raises CommandError, naming file and line, where a placeholder or a plural form is missing: such a message
    would break the page that shows it.
    """
    with source.open("rb") as stream:
        catalogue = read_po(stream, locale=source.parts[-3])
    wrong = [f"{source}:{message.lineno}: {error}" for message, errors in catalogue.check() for error in errors]
    if wrong:
        raise CommandError("\n".join(wrong))
    partial = target.with_suffix(f".{os.getpid()}.tmp")
    with partial.open("wb") as stream:
        write_mo(stream, catalogue)
    partial.replace(target)
    return sum(1 for message in catalogue if message.id and message.string and not message.fuzzy)
