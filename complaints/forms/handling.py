"""What is typed while a case is handled, decided, answered and closed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.fields import AmountField
from core.forms import ReasonForm, SentOnce

from ..enums import FINDINGS, Kind, Means, Verified
from .receiving import words

Choices = list[tuple[Any, Any]]
NOBODY_YET = ("", _("Choose a name"))  # so that nobody is named by sending the form as it came


class AssignForm(ReasonForm):
    """Who has it in hand from now on, and why."""

    to = forms.TypedChoiceField(label=_("Who has it in hand from now on?"), coerce=int, widget=forms.RadioSelect)
    field_order = ["to", "reason"]

    def __init__(self, *args: Any, members: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = members


class KindForm(ReasonForm):
    """Another kind, and why."""

    kind = forms.ChoiceField(label=_("What is it?"), choices=Kind.choices, widget=forms.RadioSelect)
    field_order = ["kind", "reason"]


class SubjectForm(SentOnce):
    """A member of staff whom the case is about."""

    member = forms.TypedChoiceField(
        label=_("Whom is it about?"), coerce=int, help_text=_("They will see nothing of it, anywhere.")
    )

    def __init__(self, *args: Any, members: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["member"].choices = [NOBODY_YET, *members]


class ClearSubjectForm(SubjectForm, ReasonForm):
    """A member of staff whom the case is not about after all, and why."""

    field_order = ["member", "reason"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["member"].label, self.fields["member"].help_text = _("Whom is it not about?"), ""


class MessageForm(SentOnce):
    """One message of the two-way talk."""

    text = words(_("Message"), max_length=2000, error_messages={"required": _("Write the message.")})


class CommentForm(ReasonForm):
    """A remark for those who handle the case."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = _("Comment")


class FindingForm(SentOnce):
    """What was found, and the remedies in their order."""

    finding = forms.ChoiceField(label=_("Finding"), widget=forms.RadioSelect)
    reasons = words(_("Reasons"), help_text=_("The person reads them."))
    apology = words(_("Apology"), rows=2, max_length=1000, required=False)
    putting_right = words(_("What is put right"), rows=2, max_length=1000, required=False)
    money = AmountField(label=_("Money"), required=False, positive=True)
    service_change = words(_("What changes in the service"), rows=2, max_length=1000, required=False)

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["finding"].choices = [(finding.value, finding.label) for finding in FINDINGS[Kind(kind)]]
        if kind != Kind.COMPLAINT:
            for name in ("apology", "putting_right", "money", "service_change"):
                del self.fields[name]


class AnswerForm(SentOnce):
    """The person was told: by which means."""

    means = forms.ChoiceField(
        label=_("By which means was the answer given?"), choices=Means.choices, widget=forms.RadioSelect
    )
    note = forms.CharField(
        label=_("Note"),
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs={"dir": "auto"}),
        help_text=_("Needed where another means than the agreed one was used."),
    )


class AnswerNowForm(AnswerForm):
    """The answer itself, and how the person is told."""

    finding = forms.ChoiceField(label=_("Outcome"), widget=forms.RadioSelect)
    text = words(_("The answer"), help_text=_("The person reads it."))
    field_order = ["text", "finding", "means", "note"]

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["finding"].choices = [(finding.value, finding.label) for finding in FINDINGS[Kind(kind)]]


class AttemptForm(SentOnce):
    """An attempt to reach the person, without success."""

    means = forms.ChoiceField(label=_("By which means?"), choices=Means.choices, widget=forms.RadioSelect)
    note = forms.CharField(
        label=_("What happened?"),
        max_length=300,
        widget=forms.TextInput(attrs={"dir": "auto"}),
        error_messages={"required": _("Write what happened.")},
    )


class ConfirmationForm(SentOnce):
    """The person says that it is settled."""

    note = forms.CharField(
        label=_("In the person's words, if you like"),
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )


class OwnConfirmationForm(ConfirmationForm):
    """The same, by the person with the code."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["note"].label = _("A word from you, if you like")


class OfficerForm(SentOnce):
    """A contact officer for a category and a field; empty means every one."""

    member = forms.TypedChoiceField(label=_("Who?"), coerce=int)
    category = forms.ModelChoiceField(
        label=_("Category of beneficiaries"), queryset=None, required=False, empty_label=_("All")
    )
    field = forms.ModelChoiceField(label=_("Field of work"), queryset=None, required=False, empty_label=_("All"))

    def __init__(self, *args: Any, members: Choices, categories: Any, fields: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["member"].choices = [NOBODY_YET, *members]
        self.fields["category"].queryset = categories
        self.fields["field"].queryset = fields


class ReissueForm(SentOnce):
    """How the person was verified before a new tracking code is given."""

    verified = forms.ChoiceField(
        label=_("How was the person verified?"),
        choices=Verified.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how the person was verified.")},
    )


class EndTermForm(SentOnce):
    """Which assignment ends today."""

    officer = forms.IntegerField(widget=forms.HiddenInput)
