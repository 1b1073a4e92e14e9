"""Replies to a service's questions: written at the desk until the request is complete, or online in the draft (R14).

What is asked for depends on them: lines of the checklist come and go with the replies until the desk looked at them.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import OuterRef, Subquery
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from beneficiaries.models import Beneficiary
from core.errors import DomainError

from ..conditional import lines_asked
from ..eligibility_facts import facts_of
from ..enums import ItemState
from ..models import ChecklistEntry, DraftReply, Reply, RequestDraft, ServiceVersion, SupportRequest
from ..questions import Replies, Value, in_words, kept, unanswered
from ..workflow import COMPLETE
from .moving import begin, note

ANSWERED = "questions_answered"


def replies_of(support_request: SupportRequest) -> dict[int, Value]:
    """What was answered so far. One query, none where they were read before."""
    return {row.question_id: row.value["is"] for row in support_request.replies.all() if row.value}


def read_answers(support_request: SupportRequest) -> None:
    """Its service's questions and the replies to them, for a page that asks for both more than once. One query."""
    given = Reply.objects.filter(support_request=support_request, question=OuterRef("pk")).values("value")[:1]
    version = support_request.service_version
    questions = list(version.questions.annotate(given=Subquery(given)))
    prefetched = {"support_request": support_request, "association_id": support_request.association_id}
    replies = [Reply(question=one, value=one.given, **prefetched) for one in questions if one.given]
    _keep_with(version, "questions", questions)
    _keep_with(support_request, "replies", replies)


def _keep_with(row: Any, name: str, found: list[Any]) -> None:
    """As ``prefetch_related`` leaves what it read, so that ``row.<name>.all()`` asks no more."""
    rows = getattr(row, name).get_queryset().none()
    rows._result_cache = found
    if not hasattr(row, "_prefetched_objects_cache"):
        row._prefetched_objects_cache = {}
    row._prefetched_objects_cache[name] = rows


def replies_shown(support_request: SupportRequest) -> list[tuple[str, str]]:
    """Each question that was answered, with its reply in words; of a request after ``read_answers``. No query."""
    rows = support_request.replies.all()
    return [(row.question.text, in_words(row.question, row.value["is"])) for row in rows if row.value]


@transaction.atomic
def answer_questions(
    support_request: SupportRequest, *, by: Any, replies: Replies, expected_version: int | None = None
) -> SupportRequest:
    """Write the replies at the desk; what changed stands in the history and needs a new signature."""
    fresh, now = begin(support_request, COMPLETE, by=by, expected_version=expected_version)
    questions = list(fresh.service_version.questions.all())
    before, after = replies_of(fresh), kept(questions, replies)
    if before == after:
        return fresh
    fresh.replies.exclude(question__in=after).delete()
    for question in questions:
        if question.pk in after and before.get(question.pk) != after[question.pk]:
            fresh.replies.update_or_create(
                question=question,
                defaults={
                    "association_id": fresh.association_id,
                    "value": {"is": after[question.pk]},
                    "by": by.user,
                    "at": now,
                },
            )
    note(fresh, ANSWERED, by=by, at=now, detail={"answers": _changes(questions, before, after)})
    fresh.version += 1
    fresh.save(update_fields=["version"])
    refresh_lines(fresh)
    return fresh


def _changes(questions: list[Any], before: Replies, after: Replies) -> list[dict[str, str]]:
    """Each question whose reply changed, with both."""
    return [
        {
            "ar": question.text_ar,
            "en": question.text_en,
            "was": in_words(question, before.get(question.pk)),
            "is": in_words(question, after.get(question.pk)),
        }
        for question in questions
        if before.get(question.pk) != after.get(question.pk)
    ]


def refresh_lines(support_request: SupportRequest) -> None:
    """The checklist has the lines that are asked for now; one that the desk or a paper touched stays."""
    asked = lines_for(support_request)
    there = {entry.item_id: entry for entry in support_request.checklist.all()}
    papers = set(support_request.papers.values_list("item", flat=True))
    wanted = {item.pk for item in asked}
    for entry in there.values():
        untouched = entry.state == ItemState.MISSING and entry.checked_at is None and entry.item_id not in papers
        if entry.item_id not in wanted and untouched:
            entry.delete()
    ChecklistEntry.objects.bulk_create(
        ChecklistEntry(association_id=support_request.association_id, support_request=support_request, item=item)
        for item in asked
        if item.pk not in there
    )


def lines_for(support_request: SupportRequest) -> list[Any]:
    """The lines of its terms that its file and replies ask for."""
    return _lines(support_request.service_version, support_request.beneficiary, replies_of(support_request))


def _lines(version: ServiceVersion, beneficiary: Beneficiary, replies: Replies) -> list[Any]:
    items = list(version.checklist_items.select_related("asked_if"))
    return lines_asked(items, facts_of(beneficiary, (), on=timezone.localdate()), replies)


def refuse_unanswered(support_request: SupportRequest) -> None:
    """Raises where a question that needs an answer has none."""
    missing = unanswered(support_request.service_version.questions.all(), replies_of(support_request))
    if missing:
        raise DomainError(
            _("The service asks “%(question)s”, and it is not answered yet.") % {"question": missing[0].text},
            code="questions",
        )


def answer_in_draft(draft: RequestDraft, replies: Replies) -> None:
    """Inside a verb that locked the draft: the replies as they are now."""
    questions = draft.service_version.questions.all()
    after = kept(questions, replies)
    draft.replies.all().delete()
    DraftReply.objects.bulk_create(
        DraftReply(association_id=draft.association_id, draft=draft, question_id=pk, value={"is": value})
        for pk, value in after.items()
    )


def draft_replies(draft: RequestDraft) -> dict[int, Value]:
    return {row.question_id: row.value["is"] for row in draft.replies.all() if row.value}


def draft_lines(draft: RequestDraft) -> list[Any]:
    """The papers that the draft's file and replies ask for."""
    return _lines(draft.service_version, draft.beneficiary, draft_replies(draft))


def draft_shown(draft: RequestDraft) -> list[tuple[str, str]]:
    rows = draft.replies.select_related("question")
    return [(row.question.text, in_words(row.question, row.value["is"])) for row in rows]


def hand_over_replies(draft: RequestDraft, support_request: SupportRequest, *, by: Any, at: datetime) -> None:
    """The draft's replies become the request's, and its checklist follows them."""
    for pk, value in draft_replies(draft).items():
        support_request.replies.create(
            association_id=draft.association_id, question_id=pk, value={"is": value}, by=by.user, at=at
        )
    draft.replies.all().delete()
    refresh_lines(support_request)
