"""What may be done to many requests at once. Each row goes through the single verb, its permissions and its table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.roles import Permission
from core.errors import DomainError, NotPermitted
from core.forms import SentOnce
from core.list_filters import Words
from correspondence.models import Letter, LetterKind
from correspondence.models.notice import BY_MACHINE

from ..actions import assign, give_answer, put_before_body, refer, send_answer
from ..assigning import researchers
from ..workflow import ASSIGN, RECOMMEND, REFER, WORKFLOW

READS_LETTERS = frozenset({Permission.SEE_LETTERS, Permission.RECEIVE_REQUEST})
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


class AssignForm(BatchForm):
    to = forms.ChoiceField(label=_("Researcher"))
    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        help_text=_("For requests that are another researcher's already; without it those stay with them."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = researchers(self.association, on=timezone.localdate())
        self.fields["to"].choices = [  # type: ignore[attr-defined]
            (str(one.membership.pk), f"{one.membership.user.name} ({one.open_cases})") for one in people
        ]


class ReferForm(BatchForm):
    question = forms.CharField(
        label=_("Question"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"})
    )


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
    event: str = ""  # whose page mends a row that was not done, as long as the status allows it


def tell(case: Any, by: Any, facts: dict[str, Any]) -> None:
    """By message it is sent, and counts when it was taken; by any other agreed means it is recorded as given."""
    if case.agreed_means in BY_MACHINE:
        send_answer(case, by=by)
    else:
        give_answer(case, by=by, means=case.agreed_means)


def give_to(case: Any, by: Any, facts: dict[str, Any]) -> None:
    """To the researcher who was chosen, if they still work here."""
    to = case.association.memberships.active().filter(pk=facts["to"]).select_related("user").first()
    if to is None:
        raise DomainError(_("This person does not study requests here any more."), code="not_a_researcher")
    assign(case, by=by, to=to, reason=facts["reason"])


def ask(case: Any, by: Any, facts: dict[str, Any]) -> None:
    """The same question about each request, to whom its policy names."""
    refer(case, by=by, question=facts["question"])


def put_before(case: Any, by: Any, facts: dict[str, Any]) -> None:
    """What was recommended on, or the sentence that says what is missing."""
    put_before_body(case, by=by)


def letter_of(case: Any, by: Any, facts: dict[str, Any]) -> Letter:
    """The latest letter of a kind about this request, for whoever may read letters at that moment."""
    if not READS_LETTERS & by.permissions:
        raise NotPermitted(_("This is not among your tasks."), code="not_permitted")
    letters = case.association.letters.filter(about=case.reference, kind=facts["kind"])
    letter: Letter | None = letters.order_by("-pk").first()
    if letter is None:
        raise DomainError(_("No letter of this kind was issued for the request."), code="no_letter")
    return letter


VERBS = {
    verb.name: verb
    for verb in (
        Verb(
            "assign",
            _("Give to a researcher"),
            _("Each request becomes this researcher's, who hears of it."),
            frozenset({Permission.ASSIGN_REQUEST}),
            give_to,
            form=AssignForm,
            event=ASSIGN,
        ),
        Verb(
            "recommend",
            _("Put before the reviewing body"),
            _("Requests of yours whose recommendation is prepared go; the others say what is missing."),
            frozenset({WORKFLOW.rows[RECOMMEND].permission}),
            put_before,
            event=RECOMMEND,
        ),
        Verb(
            "refer",
            _("Refer to the body the policy names"),
            _("One question is asked about each request; whoever answers hears of it."),
            frozenset({WORKFLOW.rows[REFER].permission}),
            ask,
            form=ReferForm,
        ),
        Verb(
            "tell",
            _("Give the answers"),
            _("Messages are sent. An answer agreed by call, letter or visit is recorded as given now."),
            frozenset({Permission.GIVE_ANSWER}),
            tell,
        ),
        Verb(
            "letters",
            _("Print letters in one file"),
            _("The latest letter of each request, one after the other, in one PDF."),
            READS_LETTERS,
            letter_of,
            form=LettersForm,
            makes_pdf=True,
        ),
    )
}


def offered_to(membership: Any) -> list[Verb]:
    """What this member may do to many."""
    return [verb for verb in VERBS.values() if verb.needs & membership.permissions]
