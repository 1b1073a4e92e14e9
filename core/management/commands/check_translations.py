"""Every sentence of our sources has its Arabic: whole, not fuzzy, with the same placeholders and all plural forms.

Reads Python and templates itself, so it needs no gettext tools. Ends with code 1 and a line for each fault.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_python
from babel.messages.pofile import read_po
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation.template import templatize

FOLDERS = (
    "core",
    "associations",
    "accounts",
    "correspondence",
    "committees",
    "beneficiaries",
    "requests",
    "complaints",
    "proceedings",
    "surveys",
    "reception",
    "reports",
    "config",
    "templates",
)
KEYWORDS = ["_", "gettext_noop"]
KEYWORDS += [name + lazy for name in ("gettext", "ngettext", "pgettext", "npgettext") for lazy in ("", "_lazy")]
PERCENT = re.compile(r"%(?:\(([^)]+)\))?[#0 +-]*\d*(?:\.\d+)?[sdifgr]")
BRACES = re.compile(r"(?<!\{)\{([A-Za-z_][A-Za-z0-9_.]*)?(?:![rsa])?(?::[^{}]*)?\}(?!\})")


@dataclass(frozen=True)
class Said:
    """One sentence of the sources: where it stands, its context, and its singular with its plural if it has one."""

    place: str
    context: str | None
    forms: tuple[str, ...]


class Command(BaseCommand):
    """`manage.py check_translations`."""

    help = "Checks that every sentence of the sources has its Arabic."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        root = Path(settings.ROOT)
        said = list(sentences(root))
        with (root / "locale" / "ar" / "LC_MESSAGES" / "django.po").open("rb") as stream:
            catalogue = read_po(stream, locale="ar")
        wrong = faults(said, catalogue)
        for line in wrong:
            self.stdout.write(line)
        if wrong:
            raise CommandError(f"{len(wrong)} of {len(said)} places lack their Arabic.", returncode=1)
        self.stdout.write(f"translations: {len(said)} places, all in Arabic")


def sentences(root: Path) -> Iterator[Said]:
    """Everything that our Python and templates hand to gettext, in the order of files and lines."""
    for folder in FOLDERS:
        for path in sorted((root / folder).rglob("*")):
            if path.suffix not in (".py", ".html", ".txt") or "migrations" in path.parts:
                continue
            yield from said_in(path.read_text(encoding="utf-8"), name=str(path.relative_to(root)))


def said_in(text: str, *, name: str) -> Iterator[Said]:
    """The sentences of one file; a template is first turned into the Python that Django makes of it."""
    if not name.endswith(".py"):
        text = templatize(text, origin=name)
    stream = io.BytesIO(text.encode("utf-8"))
    for line, keyword, messages, _comments in extract_python(
        stream, dict.fromkeys(KEYWORDS), [], {"encoding": "utf-8"}
    ):
        function = str(keyword)
        given = messages if isinstance(messages, tuple | list) else (messages,)
        context, forms = (given[0], given[1:]) if "pgettext" in function else (None, given)
        needed = 2 if function.startswith("n") else 1
        kept = tuple(form for form in forms[:needed] if form)
        if len(kept) == needed:
            yield Said(f"{name}:{line}", context, kept)


def faults(said: list[Said], catalogue: Catalog) -> list[str]:
    """A line for each sentence whose Arabic is missing or would break, each sentence once for each place."""
    wrong = []
    for sentence in said:
        message = catalogue.get(sentence.forms[0], context=sentence.context)
        fault = fault_of(sentence, message, plurals=catalogue.num_plurals)
        if fault:
            wrong.append(f"{sentence.place}: {fault}: {sentence.forms[0]!r}")
    return wrong


def fault_of(sentence: Said, message: Message | None, *, plurals: int) -> str:
    """What is wrong with the Arabic of a sentence, or nothing."""
    if message is None:
        return "not in the catalogue"
    strings = message.string if isinstance(message.string, tuple | list) else (message.string,)
    given = [part or "" for part in strings]
    if not all(part.strip() for part in given):
        return "not translated"
    if message.fuzzy:
        return "fuzzy"
    if len(sentence.forms) > 1 and len(given) != plurals:
        return f"{len(given)} of {plurals} plural forms"
    wanted = placeholders(sentence.forms[-1])
    if len(sentence.forms) > 1:  # "one letter", "two letters" may be said without their figure
        strays = [part for part in given if not placeholders(part) <= wanted]
        return "strange placeholders" if strays or placeholders(given[-1]) != wanted else ""
    return "" if placeholders(given[0]) == wanted else "other placeholders"


def placeholders(text: str) -> set[str]:
    """The names, or the bare signs, that a sentence leaves open."""
    named = {match.group(0) if match.group(1) is None else match.group(1) for match in PERCENT.finditer(text)}
    return named | {match.group(0) for match in BRACES.finditer(text)}
