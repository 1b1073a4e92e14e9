"""Input of the case study: only what the file does not say."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import SentOnce


def _words(label: Any, rows: int, **kwargs: Any) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=4000, widget=forms.Textarea(attrs={"rows": rows, "dir": "auto"}), **kwargs
    )


class StudyForm(SentOnce):
    need = _words(
        _("The need"), 5, help_text=_("What is lacking, since when, and what it leads to if nothing is done.")
    )
    alternatives = _words(
        _("Alternatives considered"),
        4,
        help_text=_("Other help the household has a right to, work, relatives, a smaller or another service."),
    )
    health_words = _words(
        _("Health, as far as the need depends on it"),
        3,
        required=False,
        help_text=_("Sealed; shown only to those who may read the health note."),
    )

    def __init__(self, *args: Any, sees_health: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not sees_health:
            del self.fields["health_words"]
