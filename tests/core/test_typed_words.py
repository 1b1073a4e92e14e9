"""What nobody can see is not written: a required answer of invisible signs alone is an empty one."""

from __future__ import annotations

from typing import Any

import pytest
from django import forms

from core.forms import SentOnce

RLO, ZERO, MARK = "\u202e", "\u200b", "\u200f"


class Words(SentOnce):
    reason = forms.CharField(max_length=40)
    note = forms.CharField(max_length=40, required=False)


@pytest.mark.parametrize("typed", [ZERO, RLO, f" {MARK}{ZERO} ", f"{ZERO} {ZERO}", "\u2066\u2069", "\ufeff"])
def test_invisible_signs_alone_are_no_answer(typed: str) -> None:
    form = Words({"reason": typed, "note": typed})
    assert not form.is_valid()
    assert form.has_error("reason", "required")
    assert not form.has_error("note")
    assert form.cleaned_data["note"] == ""


def test_they_are_taken_out_of_words_that_stay(settings: Any) -> None:
    form = Words({"reason": f"{RLO}سبب{MARK} واضح{ZERO}"})
    assert form.is_valid()
    assert form.cleaned_data["reason"] == "سبب واضح"
