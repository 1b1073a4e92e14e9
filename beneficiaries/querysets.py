"""Finding a beneficiary: by any spelling of the name, by ID, mobile or file number, inside one association."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import date
from typing import Any, Literal, NamedTuple

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.functional import Promise

from core.digits import to_ascii
from core.errors import DomainError
from core.identity import clean_mobile, clean_national_id
from core.names import query_tokens, tokens
from core.sealed import blind_indexes

from .rooms import hidden_from

GONE = ("merged_into", "anonymised_at")
HIGHEST = "\U0010ffff"
TOKEN_LENGTH = 60  # the width of the column: a longer word is kept and asked for by its beginning
WORDS_READ = 10
_DIGITS_OF_A_NUMBER = 3  # fewer are read as a word


class Asked(NamedTuple):
    """What a search text means: ``value`` in stored form, or ``error`` where the number cannot be right."""

    kind: Literal["nothing", "name", "number", "national_id", "mobile"]
    value: str = ""
    error: str | Promise = ""

    @property
    def is_identifier(self) -> bool:
        """Whether the text must stay out of addresses."""
        return self.kind in ("national_id", "mobile")


def asked_for(text: str) -> Asked:
    """Read a search text: digits alone are an ID or a mobile, B and digits a file, anything else a name."""
    plain = "".join(c for c in to_ascii(text) if unicodedata.category(c) not in ("Cf", "Cc")).strip()
    if not plain:
        return Asked("nothing")
    file_number = re.fullmatch(r"B([0-9]{4})([0-9]{1,6})", re.sub(r"[\s-]", "", plain).upper())
    if file_number:
        return Asked("number", f"B-{file_number[1]}-{int(file_number[2]):06d}")
    digits = re.sub(r"[^0-9]", "", plain)
    if len(digits) < _DIGITS_OF_A_NUMBER or any(c.isalpha() for c in plain):
        return Asked("name", plain)
    is_mobile = plain.startswith("+") or digits.startswith(("0", "5", "966"))
    kind: Literal["mobile", "national_id"] = "mobile" if is_mobile else "national_id"
    try:
        return Asked(kind, clean_mobile(plain) if is_mobile else clean_national_id(plain))
    except DomainError as error:
        return Asked(kind, error=error.message)


def whole_words_first(rows: Iterable[Any], text: str) -> list[Any]:
    """The rows of one page, those first whose names have the typed words whole and not as beginnings."""
    words = set(query_tokens(text))
    return sorted(rows, key=lambda row: len(words - tokens(row.full_name)))


class MemberQuerySet(models.QuerySet[Any]):
    """Members of households, reached through ``household.members`` or ``beneficiary.memberships``."""

    def standing(self) -> MemberQuerySet:
        """Those who have not left."""
        return self.filter(left_on__isnull=True)


class MonthlyQuerySet(models.QuerySet[Any]):
    """Incomes and obligations."""

    def current(self, *, on: date) -> MonthlyQuerySet:
        """Those that run on this day; the day on which one ended no longer counts."""
        return self.filter(Q(ended_on__isnull=True) | Q(ended_on__gt=on), from_on__lte=on)


class MandateQuerySet(models.QuerySet[Any]):
    """Mandates, reached through ``beneficiary.mandates`` or ``association.mandates``."""

    def standing(self, *, on: date) -> MandateQuerySet:
        """Those under which a person may act on this day."""
        return self.filter(
            Q(until_on__isnull=True) | Q(until_on__gte=on),
            Q(ended_on__isnull=True) | Q(ended_on__gt=on),
            from_on__lte=on,
        )

    def ending(self, *, after: date, by: date) -> MandateQuerySet:
        """Those not ended early whose last day comes in this time."""
        return self.filter(ended_on__isnull=True, until_on__range=(after, by)).order_by("until_on", "pk")


class BeneficiaryQuerySet(models.QuerySet[Any]):
    """Rows are always reached through ``association.beneficiaries``."""

    def living(self) -> BeneficiaryQuerySet:
        """Without those merged into another file and those made anonymous."""
        return self.filter(**{f"{column}__isnull": True for column in GONE})

    def open_to(self, by: Any) -> BeneficiaryQuerySet:
        """The living files that this member may open: none whose person has a case about the member."""
        return self.living().exclude(hidden_from(by))

    def due_to_be_forgotten(self, *, on: date, after: tuple[date, int] | None = None) -> BeneficiaryQuerySet:
        """Closed files whose time is over, longest ago first; ``after`` is the (day, id) of the page before."""
        rows = self.living().filter(keep_until__lt=on).order_by("keep_until", "pk")
        return rows.filter(Q(keep_until__gt=after[0]) | Q(keep_until=after[0], pk__gt=after[1])) if after else rows

    def find(self, text: str, *, association_id: int) -> BeneficiaryQuerySet:
        """Those whom the text may mean, most recently registered first. One query whatever the size."""
        asked = asked_for(text)
        if asked.error or asked.kind == "nothing":
            return self.none()
        if asked.kind == "number":
            return self.filter(number=asked.value)
        if asked.is_identifier:
            indexes = blind_indexes(asked.value, association_id=association_id, field=asked.kind)
            return self.filter(**{f"{asked.kind}_index__in": indexes}).order_by("-pk")
        words = query_tokens(asked.value)[:WORDS_READ]
        found = self if words else self.none()
        for word in words:
            found = found._with_word(word[:TOKEN_LENGTH], association_id)
        return found.order_by("-pk")

    def page_before(self, last: int | None, *, size: int) -> BeneficiaryQuerySet:
        """One page and one row more, which tells whether another page follows; ``last`` is the id before it."""
        rows = self.filter(pk__lt=last) if last else self
        return rows[: size + 1]

    def _with_word(self, word: str, association_id: int) -> BeneficiaryQuerySet:
        from .models import SearchToken

        found = SearchToken.objects.filter(
            association_id=association_id, beneficiary=OuterRef("pk"), token__gte=word, token__lt=word + HIGHEST
        )
        return self.filter(Exists(found))
