"""Which rows go with a person when two files become one, and which stay where they were written.

Every room registers its own tables in ``AppConfig.ready``; a test walks all models and fails where a foreign key to a
file is in neither list. What a move returns is kept in the merge and handed to ``back`` when it is taken back.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import Model

from .double_home import bring_back, end_the_double
from .models import Beneficiary

Clashes = Callable[[Beneficiary, Beneficiary, Any], list[str]]


class Rows:
    """The rows of one table whose ``field`` names the file; a subclass says what is special about them."""

    def __init__(self, model: type[Model], field: str = "beneficiary") -> None:
        self.model, self.field = model, field

    @property
    def key(self) -> str:
        return f"{self.model._meta.label}.{self.field}"

    def of(self, file: Beneficiary) -> Any:
        return self.model._default_manager.filter(**{self.field: file})

    def going(self, survivor: Beneficiary, other: Beneficiary) -> Any:
        """The rows of ``other`` that go to ``survivor``."""
        return self.of(other)

    def move(self, survivor: Beneficiary, other: Beneficiary, *, by: Any) -> Any:
        """Give the rows to the survivor; returns what ``back`` needs, as JSON holds it."""
        ids = sorted(self.going(survivor, other).values_list("pk", flat=True))
        self.model._default_manager.filter(pk__in=ids).update(**{self.field: survivor})
        return ids

    def back(self, survivor: Beneficiary, other: Beneficiary, kept: Any, *, by: Any) -> bool:
        """Give them back, except those that went elsewhere since; whether all went back."""
        return self.of(survivor).filter(pk__in=kept).update(**{self.field: other}) == len(kept)


FOLLOWING: dict[str, Rows] = {}
STAYING: dict[str, str] = {}  # with the reason
CLASHES: list[Clashes] = []


def follow(*tables: Rows) -> None:
    """These go with the person."""
    FOLLOWING.update({table.key: table for table in tables})


def stay(model: type[Model], field: str, because: str) -> None:
    """These stay under the number they were written under."""
    STAYING[f"{model._meta.label}.{field}"] = because


def clashes(survivor: Beneficiary, other: Beneficiary, *, by: Any) -> list[str]:
    """What a person should know before these two become one, in sentences; nothing here forbids it."""
    return [sentence for find in CLASHES for sentence in find(survivor, other, by)]


class Categories(Rows):
    """A category that the survivor stands in already is not given twice."""

    def going(self, survivor: Beneficiary, other: Beneficiary) -> Any:
        return self.of(other).exclude(category__in=self.of(survivor).values("category"))


class Account(Rows):
    """One account opens one file: the survivor's own stays and the other is closed; an only one goes along."""

    def move(self, survivor: Beneficiary, other: Beneficiary, *, by: Any) -> Any:
        if not self.of(survivor).exists():
            return {"moved": super().move(survivor, other, by=by)}
        open_ones = list(self.of(other).filter(is_active=True).values_list("pk", flat=True))
        self.model._default_manager.filter(pk__in=open_ones).update(is_active=False)
        return {"closed": open_ones}

    def back(self, survivor: Beneficiary, other: Beneficiary, kept: Any, *, by: Any) -> bool:
        self.of(other).filter(pk__in=kept.get("closed", [])).update(is_active=True)
        return super().back(survivor, other, kept.get("moved", []), by=by)


class Memberships(Rows):
    """Of two standing places the second is ended; ``refuse_two_homes`` was asked before anything moved."""

    def move(self, survivor: Beneficiary, other: Beneficiary, *, by: Any) -> Any:
        return {"ended": end_the_double(survivor, other, by=by), "moved": super().move(survivor, other, by=by)}

    def back(self, survivor: Beneficiary, other: Beneficiary, kept: Any, *, by: Any) -> bool:
        all_back = super().back(survivor, other, kept["moved"], by=by)
        return bring_back(other, kept["ended"], by=by) and all_back


def _audit(model: type[Model], field: str = "beneficiary") -> None:
    stay(model, field, "what was seen and changed in a file is the record of that file")


def register_own() -> None:
    """The tables of this room."""
    from . import models

    follow(
        Rows(models.Mandate),
        Rows(models.FileDocument),
        Rows(models.ChangeReport),
        Memberships(models.HouseholdMember),
        Categories(models.InCategory),
        Account(models.OnlineAccount),
        Rows(models.Beneficiary, "merged_into"),
    )
    stay(models.ImportRow, "beneficiary", "says which file a row of a sheet made or brought up to date")
    for model in (models.Signature, models.Acceptance, models.Consent, models.FileConfirmation):
        stay(model, "beneficiary", "a word given under a number stays under it; it counts for the file that survives")
    _audit(models.FileLook)
    _audit(models.BeneficiaryChange)
    stay(models.Anonymisation, "beneficiary", "a file that forgot its person is merged no more")
    stay(models.SearchToken, "beneficiary", "written anew from both names")
    for model, fields in ((models.DuplicatePair, ("first", "second")), (models.FileMerge, ("survivor", "merged"))):
        for field in fields:
            stay(model, field, "says which two files they were")
