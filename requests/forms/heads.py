"""Input of whoever decides alone, short of deciding: a question to the researcher, another body, their own tie."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import ReasonForm


class BackToStudyForm(ReasonForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = _("What must be answered?")
        self.fields["reason"].help_text = _("The researcher hears of it at once; the question stays in the history.")


class StandAsideForm(ReasonForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = _("What ties you to it?")
        self.fields["reason"].help_text = _(
            "In a few words. It is not taken back, and you find nothing of the request."
        )


class HandToBodyForm(ReasonForm):
    """``bodies`` are those that can decide it today."""

    body = forms.ChoiceField(label=_("Which body decides it?"), widget=forms.RadioSelect)
    field_order = ("token", "version", "body", "reason")

    def __init__(self, *args: Any, bodies: Sequence[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].choices = [(body.kind, body.name) for body in bodies]
