"""The words under which a person is found."""

from __future__ import annotations

from django.db import models

from associations.models import Association

from .person import Beneficiary


class SearchToken(models.Model):
    """One folded word of a name. Search is a prefix of each word, all words together, on both databases."""

    association = models.ForeignKey(Association, on_delete=models.CASCADE, related_name="+")
    token = models.CharField(max_length=60)
    beneficiary = models.ForeignKey(Beneficiary, on_delete=models.CASCADE, related_name="search_tokens")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["association", "token", "beneficiary"], name="searchtoken_once")
        ]

    def __str__(self) -> str:
        return str(self.pk)
