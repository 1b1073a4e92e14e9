"""The list, with its queues, and the page of one request: what is due, why, and what must be done now."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.roles import Permission
from associations.clock_weeks import week_names, weeks
from associations.clock_words import rule_text, sentences
from associations.promises import explained
from core.paging import key_of
from core.views import PageView

from .. import permissions
from ..handed_in import to_be_checked
from ..narrowing import Narrowing
from ..presenting import clock_steps, clock_story, intake_tasks, next_steps, path_of, promise_of, story_of, waiting_for
from ..workflow import DECIDE, RECOMMEND, RECORD_ATTEMPT, SEND_ANSWER
from .base import OneRequest

PAGE = 50
NEWEST_FIRST = ("answered", "all")
LATEST = 6  # happenings shown before the rest folds away


class RequestList(PageView):
    """Requests by queue, nearest due first; each page begins after the last row of the one before."""

    template_name = "support_requests/list.html"
    queues = {
        "open": _("Unanswered"),
        "overdue": _("Late"),
        "soon": _("Due soon"),
        "applicant": _("Waiting for the applicant"),
        "papers": _("Papers to check"),
        "researcher": _("Waiting for the study"),
        "mine": _("My studies"),
        "body": _("Before the reviewing body"),
        "desk": _("To be told or delivered"),
        "undelivered": _("Answers that did not arrive"),
        "answered": _("Answered"),
        "all": _("All"),
    }

    def check(self) -> None:
        self.require(Permission.SEE_REQUESTS, _("Requests are not among your pages."))

    def rows(self, queue: str, narrowing: Narrowing) -> Any:
        found, after = self.association.support_requests.for_lists(), self.request.GET.get("after", "")
        if queue in NEWEST_FIRST:
            rows = found.newest_first(int(after) if after.isdecimal() else None)
            rows = rows if queue == "all" else rows.filter(answered_at__isnull=False)
        else:
            rows = found.in_queue(queue, on=timezone.localdate(), user=self.request.user)
            rows = rows.nearest_due_first(key_of(after))
        return narrowing.narrow(rows, now=timezone.now(), answered=queue == "answered")

    def address(self, **changes: str) -> str:
        """This list's address with something changed and everything else kept."""
        query = self.request.GET.copy()
        query.pop("after", None)
        query.update(changes)
        return f"?{query.urlencode()}"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        queue = self.request.GET.get("queue", "open")
        queue = queue if queue in self.queues else "open"
        narrowing = Narrowing.of(self.request.GET)
        rows = list(self.rows(queue, narrowing)[: PAGE + 1])
        page, more = rows[:PAGE], len(rows) > PAGE
        after = (
            "" if not more else (str(page[-1].pk) if queue in NEWEST_FIRST else f"{page[-1].queue_on}.{page[-1].pk}")
        )
        return super().get_context_data(
            rows=page,
            queue=queue,
            queues=self.queues.items(),
            waiting=_("the front desk") if queue == "papers" else "",
            only=narrowing.words(self.association, answered=queue == "answered"),
            next_url=self.address(after=after) if more else "",
            first_url=self.address() if "after" in self.request.GET else "",
            today=timezone.localdate(),
            **kwargs,
        )


LETTERED = {"receipt_issued", DECIDE}  # what writes a letter
TRIED = {SEND_ANSWER, RECORD_ATTEMPT}


class Detail(OneRequest, PageView):
    """One request: the promise and its calendar, the papers, the record, and the next step."""

    template_name = "support_requests/detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        case = self.support_request
        why = explained(case)
        derivation = why.derivation
        events = list(case.events.select_related("by"))
        story = story_of(events)
        checklist = list(case.checklist.select_related("item"))
        unseen = to_be_checked(checklist, case.papers.all())
        tasks = intake_tasks(self.membership, case, checklist, unseen)
        was_recommended = any(event.event == RECOMMEND for event in events)
        return super().get_context_data(
            support_request=case,
            path=path_of(case),
            derivation=derivation,
            promise=promise_of(case, derivation),
            rule=rule_text(derivation.rule),
            article=why.row.article if why.row else "",
            steps=sentences(derivation),
            weeks=weeks(derivation, why.calendar, today=timezone.localdate()),
            weekdays=week_names(),
            earlier_promises=list(case.promises.all())[:-1],
            checklist=checklist,
            unseen=unseen,
            decision=getattr(case, "decision", None),
            answer=getattr(case, "answer", None),
            attempts=self.attempts() if TRIED & {event.event for event in events} else [],
            delivery=getattr(case, "delivery", None),
            recommendation=case.recommendations.select_related("by").first() if was_recommended else None,
            letters=self.letters() if LETTERED & {event.event for event in events} else [],
            story=story[:LATEST],
            earlier_story=story[LATEST:],
            steps_now=next_steps(self.membership, case),
            clock_steps=clock_steps(self.membership, case, events),
            clock_story=clock_story(events),
            tasks=tasks,
            waiting=_("the front desk") if tasks and tasks[-1].url else waiting_for(case),
            may_receive=permissions.may_receive(self.membership),
            may_open_file=Permission.FIND_BENEFICIARY in self.membership.permissions,
            may_see_letters=Permission.SEE_LETTERS in self.membership.permissions,
            today=timezone.localdate(),
            **kwargs,
        )

    def attempts(self) -> list[Any]:
        """How the answer was told, or was not."""
        return list(self.support_request.answer_attempts.select_related("by"))

    def letters(self) -> list[Any]:
        """The letters about the request."""
        return list(self.association.letters.filter(about=self.support_request.reference).order_by("pk")[:20])
