"""What may be done to many requests at once. Each row goes through the single verb, its permissions and its table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.roles import Permission
from core.errors import DomainError
from core.forms import SentOnce
from core.list_filters import Words
from correspondence.models import Letter, LetterKind

from ..actions import give_answer

LETTERS_OF_REQUESTS = (LetterKind.DECISION, LetterKind.RECEIPT, LetterKind.MISSING)


class BatchForm(SentOnce):
    """What a verb asks once for all rows; ``facts`` keeps it."""

    def __init__(self, *args: Any, association: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.association = association

    def facts(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name not in ("token", "version")}


class LettersForm(BatchForm):
    kind = forms.ChoiceField(label=_("Which letter"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(kind.value, kind.label) for kind in LETTERS_OF_REQUESTS]  # type: ignore[attr-defined]


@dataclass(frozen=True)
class Verb:
    """``do(request, by, facts)`` does one row, and gives its letter where there is one."""

    name: str
    label: Words
    about: Words
    needs: frozenset[str]  # any of these offers it; the single verb checks once more
    do: Callable[[Any, Any, dict[str, Any]], Letter | None]
    form: type[BatchForm] = BatchForm
    makes_pdf: bool = False


def tell(case: Any, by: Any, facts: dict[str, Any]) -> None:
    """The answer is recorded as given, by the means agreed with this person."""
    give_answer(case, by=by, means=case.agreed_means)


def letter_of(case: Any, by: Any, facts: dict[str, Any]) -> Letter:
    """The latest letter of a kind about this request."""
    letters = case.association.letters.filter(about=case.reference, kind=facts["kind"])
    letter: Letter | None = letters.order_by("-pk").first()
    if letter is None:
        raise DomainError(_("No letter of this kind was issued for the request."), code="no_letter")
    return letter


VERBS = {
    verb.name: verb
    for verb in (
        Verb(
            "tell",
            _("Record the answers as given"),
            _("Each person is told by the means agreed with them, and the answer counts as given now."),
            frozenset({Permission.GIVE_ANSWER}),
            tell,
        ),
        Verb(
            "letters",
            _("Print letters in one file"),
            _("The latest letter of each request, one after the other, in one PDF."),
            frozenset({Permission.SEE_LETTERS, Permission.RECEIVE_REQUEST}),
            letter_of,
            form=LettersForm,
            makes_pdf=True,
        ),
    )
}


def offered_to(membership: Any) -> list[Verb]:
    """What this member may do to many."""
    return [verb for verb in VERBS.values() if verb.needs & membership.permissions]
