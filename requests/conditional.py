"""Which lines of a checklist are asked for, after what the file says and what was answered. Pure over loaded rows."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from .eligibility import Condition, Facts, judge
from .enums import Operator, Verdict
from .questions import Replies, says


def lines_asked(items: Iterable[Any], facts: Facts, replies: Replies) -> list[Any]:
    """What the file does not say is asked for; what was not answered yet is not."""
    return [item for item in items if applies(item, facts, replies)]


def applies(item: Any, facts: Facts, replies: Replies) -> bool:
    only = getattr(item, "asked_if", None)
    if only is None:
        return True
    if only.question_id is not None:
        return says(replies.get(only.question_id), only.answer)
    condition = Condition(only.kind, Operator.ONE_OF, choices=tuple(only.choices.splitlines()))
    return judge(condition, facts).verdict != Verdict.NOT_MET
