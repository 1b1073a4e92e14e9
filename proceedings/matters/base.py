"""What a docket may hold: each kind of matter says what waits for a body, how it is voted on, and what follows."""

from __future__ import annotations

from abc import ABC, abstractmethod
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Membership
from committees.models import Committee
from core.errors import DomainError

from ..enums import Ground, MatterKind
from ..models import Item, Motion


class Matter(ABC):
    """The matter of one item. ``row`` is its own row: a request, an objection, urgent help, a case of harm."""

    kind: ClassVar[MatterKind]
    form_class: ClassVar[type[forms.Form]]
    is_open_only: ClassVar[bool] = False  # each member's own word is what counts: no secret vote

    def __init__(self, item: Item) -> None:
        self.item = item

    @classmethod
    @abstractmethod
    def waiting(cls, committee: Committee) -> Any:
        """Rows that wait for the body, nearest last day first, with what a docket shows."""

    @classmethod
    @abstractmethod
    def hidden_from(cls, member: Any) -> Q:
        """Those of its rows in which the member takes no part. No query by itself."""

    @classmethod
    @abstractmethod
    def named(cls, row: Any) -> dict[str, Any]:
        """The columns of an item by which it names this row."""

    @property
    @abstractmethod
    def row(self) -> Any: ...

    @property
    @abstractmethod
    def title(self) -> str:
        """In a few words, in the reader's language."""

    @property
    @abstractmethod
    def person(self) -> str:
        """Whose matter it is, by name."""

    @property
    @abstractmethod
    def file(self) -> Any:
        """The person's file; None where there is none."""

    @property
    @abstractmethod
    def account(self) -> str:
        """What the members look at first, in the words of whoever wrote it."""

    @property
    def due_on(self) -> date | None:
        """The last day that is shown; None where nothing is promised."""
        return None

    @property
    def orders_on(self) -> date:
        """By which day it stands on the docket."""
        return self.due_on or date.max

    @property
    @abstractmethod
    def url_name(self) -> str: ...

    @property
    def url_key(self) -> str:
        """What its own page is called by."""
        return str(self.row.reference)

    @property
    @abstractmethod
    def waits(self) -> bool:
        """Whether it is still before the body."""

    @abstractmethod
    def tied(self) -> dict[int, Ground]:
        """Ids of the people (``user_id``) whom the records keep from it, with the ground."""

    def form_kwargs(self) -> dict[str, Any]:
        return {}

    def initial(self) -> dict[str, Any]:
        """What a motion is offered with."""
        return {}

    @abstractmethod
    def terms(self, **given: Any) -> dict[str, Any]:
        """The columns of a motion in these words; raises ``DomainError`` where they do not hold together."""

    def back_to_researcher(self, *, by: Membership, question: str) -> None:
        """Whoever studied it answers the question first."""
        raise DomainError(_("Nobody studies this matter: the question stands in the minutes."), code="no_researcher")

    def refer_on(self, *, by: Membership, kind: str, because: str) -> None:
        """A body of another kind decides it."""
        raise DomainError(_("This matter stays with its body: defer it, and tell management."), code="stays")

    @abstractmethod
    def take_effect(self, motion: Motion, *, by: Membership) -> Any:
        """The carried motion is what the body decided; ``by`` presided over the vote."""
