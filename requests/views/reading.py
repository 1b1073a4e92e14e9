"""The list, with its queues, and the page of one request: what is due, why, and what must be done now."""

from __future__ import annotations

from typing import Any

from django.db.models import prefetch_related_objects
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.list_pages import ListPage
from accounts.roles import Permission
from associations.clock_weeks import week_names, weeks
from associations.clock_words import rule_text, sentences
from associations.promises import explained
from core.views import PageView

from .. import permissions
from ..actions.answering import attempts_of
from ..actions.questions import read_answers, replies_shown
from ..batches.verbs import offered_to
from ..eligibility_shown import last_shown, shown, shown_now
from ..enums import ObjectionStatus, Status
from ..handed_in import to_be_checked
from ..heads import tie_of
from ..lists import REQUESTS
from ..presenting import clock_steps, clock_story, intake_tasks, next_steps, path_of, promise_of, story_of, waiting_for
from ..presenting_conditions import conditions_of
from ..presenting_referral import referrals_of
from ..presenting_study import advice_of, study_of
from ..presenting_urgent import urgent_of
from ..workflow import (
    DECIDE,
    DELIVER,
    GIVE_URGENT,
    HAND_OVER,
    PLAN,
    RECORD_ATTEMPT,
    SEND_ANSWER,
    STAND_ASIDE,
    WORKFLOW,
)
from .base import OneRequest

LATEST = 6  # happenings shown before the rest folds away


class RequestList(ListPage):
    """Requests by queue, nearest due first unless another order is asked for."""

    template_name = "support_requests/list.html"
    listing = REQUESTS

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        waiting = _("the front desk") if self.asked.queue == "papers" else ""
        return super().get_context_data(waiting=waiting, verbs=offered_to(self.membership), **kwargs)


class Eligibility(OneRequest, PageView):
    """What the service's conditions say about the file as it is now, and what they said when it mattered."""

    template_name = "support_requests/eligibility.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        checks = self.support_request.eligibility_checks.select_related("by")
        return super().get_context_data(
            support_request=self.support_request,
            now=shown_now(self.support_request, by=self.membership),
            kept=[one for check in checks if (one := shown(check, by=self.membership))],
            **kwargs,
        )


TRIED = {SEND_ANSWER, RECORD_ATTEMPT}
LETTERED = {"receipt_issued", DECIDE, DELIVER, HAND_OVER, GIVE_URGENT}  # what writes a letter


class Detail(OneRequest, PageView):
    """One request: the promise and its calendar, the papers, the record, and the next step."""

    template_name = "support_requests/detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        case = self.support_request
        if case.asks_questions:
            read_answers(case)
        why = explained(case)
        derivation = why.derivation
        events = list(case.events.select_related("by"))
        story = story_of(events)
        checklist = list(case.checklist.select_related("item"))
        unseen = to_be_checked(checklist, case.papers.all())
        objections = self.objections() if case.has_objections else []
        tasks = intake_tasks(self.membership, case, checklist, unseen)
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
            earlier_promises=list(case.promises.all())[:-1] if case.second_promise else [],
            checklist=checklist,
            unseen=unseen,
            objections=objections,
            may_object=self.may_object(objections),
            **self.record(case, events),
            urgent=urgent_of(self.membership, case),
            **self.of_delivery({event.event for event in events}),
            story=story[:LATEST],
            earlier_story=story[LATEST:],
            **self.what_is_next(tasks),
            clock_steps=clock_steps(self.membership, case, events),
            clock_story=clock_story(events),
            tasks=tasks,
            **self.rights(),
            today=timezone.localdate(),
            **kwargs,
        )

    def what_is_next(self, tasks: list[Any]) -> dict[str, Any]:
        """The conditions of the decision, whose move it is, and what this member may do."""
        case = self.support_request
        conditions = conditions_of(self.membership, case)
        waits = conditions["delivery_waits"] and case.status == Status.ANSWERED
        waiting = _("the person") if waits else waiting_for(case)
        return {
            **conditions,
            "steps_now": next_steps(self.membership, case, but=[DELIVER] if waits else []),
            "waiting": _("the front desk") if tasks and tasks[-1].url else waiting,
        }

    def rights(self) -> dict[str, bool]:
        """What this member may open from here."""
        held = self.membership.permissions
        return {
            "may_receive": permissions.may_receive(self.membership),
            "may_open_file": Permission.FIND_BENEFICIARY in held,
            "may_see_letters": Permission.SEE_LETTERS in held,
        }

    def record(self, case: Any, events: list[Any]) -> dict[str, Any]:
        """What was recorded on the way; asked for only where the history says that it happened."""
        happened = {event.event for event in events}
        return {
            "replies": replies_shown(case) if case.asks_questions else [],
            "eligibility": last_shown(case, by=self.membership),
            "decision": getattr(case, "decision", None),
            "answer": getattr(case, "answer", None),
            "attempts": self.attempts() if TRIED & happened else [],
            "recommendation": advice_of(case),
            "letters": self.letters() if LETTERED & happened else [],
            "study": study_of(self.membership, case, events),
            "tie": self.tie(),
            "referrals": referrals_of(self.membership, case, events),
        }

    def tie(self) -> Any:
        """What keeps from deciding whoever would do so alone. Asked for only of them, while it is before the body."""
        case = self.support_request
        if case.status != Status.AWAITING_DECISION or not permissions.may(self.membership, STAND_ASIDE, case):
            return None
        return tie_of(self.membership, case, case.reviewing_body)

    def of_delivery(self, happened: set[str]) -> dict[str, Any]:
        """The plan, where it says more than the delivery does, and what was handed over. At most three queries."""
        case = self.support_request
        shown = case.answered_at is not None or PLAN in happened
        may_plan = case.status in WORKFLOW.rows[PLAN].sources and permissions.may(self.membership, PLAN, case)
        over = case.status not in WORKFLOW.rows[PLAN].sources
        at_once = over and DELIVER in happened and PLAN not in happened  # a plan of one, delivered
        deliveries = list(case.deliveries.for_pages()) if {HAND_OVER, DELIVER, GIVE_URGENT} & happened else []
        if any(row.has_problems for row in deliveries):
            prefetch_related_objects(deliveries, "problems__owner")
        return {
            "instalments": list(case.instalments.standing()) if shown and not at_once else [],
            "deliveries": deliveries,
            "may_follow": Permission.FOLLOW_DELIVERIES in self.membership.permissions,
            "plan_url": self.address() + "plan/" if may_plan else "",
        }

    def objections(self) -> list[Any]:
        """Objections to its decision, with what was granted instead."""
        rows = self.support_request.objections.select_related("ruling", "revision", "body")
        return [(row, getattr(row, "ruling", None), getattr(row, "revision", None)) for row in rows.order_by("pk")]

    def may_object(self, objections: list[Any]) -> bool:
        """Whether the desk may write an objection down: told, and none but withdrawn ones were made."""
        case = self.support_request
        return (
            case.answered_at is not None
            and hasattr(case, "decision")
            and all(row.status == ObjectionStatus.WITHDRAWN for row, _ruling, _revision in objections)
            and permissions.may_receive(self.membership)
        )

    def attempts(self) -> list[Any]:
        """How the answer was told, or was not."""
        return list(attempts_of(self.support_request).select_related("by"))

    def letters(self) -> list[Any]:
        """The letters about the request."""
        return list(self.association.letters.filter(about=self.support_request.reference).order_by("pk")[:20])
