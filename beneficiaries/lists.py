"""Lists about people: rows of a person are found as the person is found, and what the sheets say of a person."""

from __future__ import annotations

import functools
import operator
import re
from collections.abc import Callable
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.roles import Permission
from core.digits import to_ascii
from core.list_filters import Asker, Text
from core.names import canonical_words
from core.sealed import blind_indexes

from .asking import asked_for
from .finding import WORDS_READ
from .models.finding import HIGHEST, TOKEN_LENGTH, SearchToken

_REFERENCE = re.compile(r"([A-Z]{1,2})-?(1[0-9]{3})-?([0-9]{1,6})")


def of_person(person: str = "beneficiary", *, reference: str | tuple[str, ...] = (), name: str = "") -> Text:
    """The filter "whose": by any spelling of a name, a file number, an ID or mobile, or a reference of the row.

    ``name`` is a column of the row itself, for those who have no file.
    """
    references = (reference,) if isinstance(reference, str) else reference
    return Text("who", _("Person or number"), by=_narrowing(person, references, name))


def by_reference(rows: Any, meant: re.Match[str], columns: tuple[str, ...]) -> Any:
    """The rows that bear this number in one of these columns."""
    wanted = f"{meant[1]}-{meant[2]}-{int(meant[3]):06d}"
    return rows.filter(functools.reduce(operator.or_, (Q(**{column: wanted}) for column in columns)))


def of_reference(column: str = "reference") -> Text:
    """The filter "number", for rows that are known by their number alone; its last digits are enough."""

    def narrow(rows: Any, text: str, asker: Asker) -> Any:
        plain = _plain(text)
        meant = _REFERENCE.fullmatch(plain)
        return by_reference(rows, meant, (column,)) if meant else rows.filter(**{f"{column}__endswith": plain})

    return Text("number", _("Number"), by=narrow)


def _plain(text: str) -> str:
    return re.sub(r"[\s\u200e\u200f]", "", to_ascii(text)).upper()


def _narrowing(person: str, references: tuple[str, ...], name: str) -> Callable[[Any, str, Asker], Any]:
    column = f"{person}__" if person else ""

    def narrow(rows: Any, text: str, asker: Asker) -> Any:
        meant = _REFERENCE.fullmatch(_plain(text))
        if references and meant and meant[1] != "B":
            return by_reference(rows, meant, references)
        asked = asked_for(text)
        if asked.kind == "name":
            words = list(dict.fromkeys(canonical_words(asked.value)))[:WORDS_READ]
            found = Q()
            for word in words:
                found &= Q(**{f"{column}pk__in": _people(asker, word[:TOKEN_LENGTH])})
            found = found if words else Q(pk__in=[])
            return rows.filter(found | Q(**{f"{name}__icontains": text}) if name else found)
        if asked.kind == "number":
            return rows.filter(**{f"{column}number__in": asked.numbers})
        if Permission.FIND_BENEFICIARY not in asker.membership.permissions:
            return rows.none()  # an ID is looked for by those who may find a person
        found = asker.association.beneficiaries.none()
        for field, plain in asked.identifiers:
            indexes = blind_indexes(plain, association_id=asker.association.pk, field=field)
            found |= asker.association.beneficiaries.filter(**{f"{field}_index__in": indexes})
        return rows.filter(**{f"{column}pk__in": found.values("pk")}) if asked.identifiers else rows.none()

    return narrow


def _people(asker: Asker, word: str) -> Any:
    """Ids of those who have a word that begins so."""
    tokens = SearchToken.objects.filter(association=asker.association, token__gte=word, token__lt=word + HIGHEST)
    return tokens.values("beneficiary")
