"""Finding a beneficiary: by any spelling of the name, by ID, mobile or file number, inside one association."""

from __future__ import annotations

import re
from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef

from core.digits import to_ascii
from core.errors import DomainError
from core.identity import clean_mobile, clean_national_id
from core.names import query_tokens
from core.sealed import blind_index

HIGHEST = "\U0010ffff"


class BeneficiaryQuerySet(models.QuerySet[Any]):
    """Rows are always reached through ``association.beneficiaries``."""

    def find(self, text: str, *, association_id: int) -> BeneficiaryQuerySet:
        """Those whom the text may mean, most recently registered first. One query whatever the size."""
        compact = re.sub(r"[\s-]", "", to_ascii(text))
        if re.fullmatch(r"B\d{4}\d{1,6}", compact.upper()):
            year, serial = compact[1:5], compact[5:]
            return self.filter(number=f"B-{year}-{int(serial):06d}")
        if re.fullmatch(r"\+?\d{7,15}", compact):
            return self._by_digits(compact, association_id)
        words = query_tokens(text)
        if not words:
            return self.none()
        found = self
        for word in words:
            found = found._with_word(word, association_id)
        return found.order_by("-pk")

    def _by_digits(self, digits: str, association_id: int) -> BeneficiaryQuerySet:
        asked = models.Q(pk__in=[])
        for field, clean in (("national_id", clean_national_id), ("mobile", clean_mobile)):
            try:
                index = blind_index(clean(digits), association_id=association_id, field=field)
            except DomainError:
                continue
            asked |= models.Q(**{f"{field}_index": index})
        return self.filter(asked)

    def _with_word(self, word: str, association_id: int) -> BeneficiaryQuerySet:
        from .models import SearchToken

        tokens = SearchToken.objects.filter(
            association_id=association_id, beneficiary=OuterRef("pk"), token__gte=word, token__lt=word + HIGHEST
        )
        return self.filter(Exists(tokens))
