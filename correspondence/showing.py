"""Which letters a member sees."""

from __future__ import annotations

from typing import Any

from .notices.register import HIDDEN_REFERENCES


def letters_of(membership: Any) -> Any:
    """The association's letters without those of cases that are, or may be, about this member."""
    letters = membership.association.letters.all()
    for references in HIDDEN_REFERENCES:
        letters = letters.exclude(about__in=references(membership))
    return letters
