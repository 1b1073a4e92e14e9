"""How minutes forget a person: words of the items of their cases go with their salt, the hashes stay (B4).

Free words before and after the items are emptied where they name the person or a case of theirs. What was decided,
when and by whose votes stays in its own section and provable.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from django.utils import timezone

from core.emptying import GONE, empty
from core.names import fold

from .models import MinutesText, Section
from .record import words_key


def forget_minutes(items: Any, *, file: Any) -> int:
    """Of these items of the docket, of one person's cases. How many rows."""
    rows = list(items.select_related("session"))
    texts = MinutesText.objects.filter(item__in=rows)
    sections = Section.objects.filter(item__in=rows, emptied_on__isnull=True)
    gone = [row for row in sections if row.key in {words_key(item) for item in rows} or row.key == "annex"]
    sessions = {item.session_id for item in rows}
    names = names_of(file)
    free = MinutesText.objects.filter(item=None, minutes__session__in=sessions).exclude(text="")
    named = [row for row in free if says(row.text, names)]
    general = Section.objects.filter(item=None, seal__minutes__session__in=sessions, emptied_on__isnull=True)
    gone += [row for row in general if row.key not in ("head", "attendance") and says(_text(row), names)]
    Section.objects.filter(pk__in=[row.pk for row in gone]).update(
        content=GONE, salt=GONE, emptied_on=timezone.localdate()
    )
    count = empty(texts, "text") + empty(MinutesText.objects.filter(pk__in=[row.pk for row in named]), "text")
    return count + len(gone)


def _text(row: Section) -> str:
    said = json.loads(row.content)
    return f"{said.get('text', '')} {said.get('reason', '')}"


def names_of(file: Any) -> tuple[set[str], list[str]]:
    """Words of the person's name, and numbers of their cases and file."""
    numbers = [str(number) for number in file.support_requests.values_list("reference", flat=True)]
    return set(fold(file.full_name).split()), [*numbers, str(file.number)]


def says(text: str, names: tuple[set[str], Sequence[str]]) -> bool:
    """Whether a text names the person: two words of the name (or the only one), or a number of theirs."""
    words, numbers = names
    found = words & set(fold(text).split())
    return len(found) >= min(2, len(words) or 1) or any(number in text.upper() for number in numbers)
