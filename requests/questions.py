"""Which questions are asked, whether a reply holds, and how replies read (R14). Pure over loaded rows.

A reply is text: a number as its figures, a day as ISO, yes or no; of several choices a list. A question is asked only
where the earlier one that it depends on was answered so.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from core.date_words import dual_long
from core.templatetags.ui import amount

from .enums import QuestionKind

Value = str | list[str]
Replies = Mapping[int, Value]  # by the question's id


def says(value: Value | None, wanted: str) -> bool:
    """Whether the reply is, or holds, what is wanted."""
    return wanted in value if isinstance(value, list) else value == wanted


def is_asked(question: Any, replies: Replies) -> bool:
    """Whether the question applies after the replies before it."""
    return question.depends_on_id is None or says(replies.get(question.depends_on_id), question.depends_value)


def asked(questions: Iterable[Any], replies: Replies) -> list[Any]:
    """The questions that apply, in order; one that depends on a question that does not apply does not either."""
    found: list[Any] = []
    for question in questions:
        known = {one.pk: replies[one.pk] for one in found if one.pk in replies}
        if is_asked(question, known):
            found.append(question)
    return found


def unanswered(questions: Iterable[Any], replies: Replies) -> list[Any]:
    """Those that apply, need an answer and have none."""
    return [one for one in asked(questions, replies) if one.is_required and not replies.get(one.pk)]


def kept(questions: Iterable[Any], replies: Replies) -> dict[int, Value]:
    """The replies to questions that apply; what was answered to others is left out."""
    return {one.pk: replies[one.pk] for one in asked(questions, replies) if replies.get(one.pk)}


def in_words(question: Any, value: Value | None) -> str:
    """A reply as a page shows it."""
    if not value:
        return "—"
    names = {option.value: option.name for option in question.options}
    if isinstance(value, list):
        return _(", ").join(names.get(one, one) for one in value)
    if question.kind == QuestionKind.DATE:
        return dual_long(date.fromisoformat(value))
    if question.kind == QuestionKind.NUMBER:
        return amount(Decimal(value))
    return names.get(value, value)
