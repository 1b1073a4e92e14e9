"""The words under which a person is found."""

from __future__ import annotations

from django.db import models

from associations.models import Association
from core.names import canonical_words, pairs, tokens

from .person import Beneficiary

TOKEN_LENGTH = 60  # a longer word is kept and asked for by its beginning
HIGHEST = "\U0010ffff"  # above every letter: the end of the range of words that begin alike


def whole_name(words: list[str]) -> str:
    """The token of a whole name, which no word can equal: the mark in front is no letter."""
    return f"={' '.join(words)}"[:TOKEN_LENGTH]


def two_words(one: str, other: str) -> str:
    """The token of two words of a name, in whichever order they stand; marked in front too."""
    return f"+{' '.join(sorted((one, other)))}"[:TOKEN_LENGTH]


class SearchToken(models.Model):
    """What a name is found by: each folded word, each two of them, and the whole. One table for both databases.

    Two common words together are rare enough to walk the list of those who have both. Both indexes are needed: one
    gives the people of a word, newest first; the other tells, inside a search, whether a person has a word, in one
    step however common the word is.
    """

    association = models.ForeignKey(Association, on_delete=models.CASCADE, related_name="+", db_index=False)
    token = models.CharField(max_length=TOKEN_LENGTH)
    beneficiary = models.ForeignKey(
        Beneficiary, on_delete=models.CASCADE, related_name="search_tokens", db_index=False
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["association", "token", "beneficiary"], name="searchtoken_once")
        ]
        indexes = [models.Index(fields=["beneficiary", "token"], name="searchtoken_of_person")]

    def __str__(self) -> str:
        return str(self.pk)

    @staticmethod
    def words_of(name: str) -> list[str]:
        """All tokens under which a name is found, as they are stored."""
        words = {word[:TOKEN_LENGTH] for word in tokens(name)} | {two_words(*both) for both in pairs(name)}
        return sorted(words | {whole_name(canonical_words(name))})

    @staticmethod
    def write_for(beneficiary: Beneficiary) -> None:
        """Keep the tokens of a saved file's name, and no others. Two queries."""
        SearchToken.objects.filter(beneficiary=beneficiary).delete()
        SearchToken.objects.bulk_create(
            SearchToken(association_id=beneficiary.association_id, token=token, beneficiary=beneficiary)
            for token in SearchToken.words_of(beneficiary.full_name)
        )
