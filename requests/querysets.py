"""Reads of support requests, in the domain's words. Rows are reached through ``association.support_requests``.

Queues run nearest due date first, those without a date after them (``ClockedCaseQuerySet``).
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Subquery, When
from django.db.models.functions import Cast, Coalesce, JSONObject
from django.utils import timezone

from associations.querysets import ClockedCaseQuerySet
from committees.models import Formation

from .enums import UNANSWERED, UNDECIDED, AttemptState, CallResult, Outcome, RowStatus, RunStatus, Status
from .hidden import hidden_from
from .stipulation_querysets import waits_for_a_condition

ADVICE = {
    "outcome": "outcome",
    "amount": Cast("amount", models.CharField()),
    "findings": "findings",
    "name_ar": "by__name_ar",
    "name_en": "by__name_en",
    "at": Cast("at", models.CharField()),
}


class SupportRequestQuerySet(ClockedCaseQuerySet):
    def visible_to(self, member: Any) -> SupportRequestQuerySet:
        """Without those in whose decision the member takes no part."""
        return self.exclude(hidden_from(member))

    def for_lists(self) -> SupportRequestQuerySet:
        """With what a row of a list shows. One query."""
        return self.select_related("beneficiary", "service", "researcher").with_papers_to_check().with_urgent_help()

    def for_pages(self) -> SupportRequestQuerySet:
        """With what the page of one request shows. One query, and one for the rules of its policy."""
        return (
            self.select_related(
                "association",
                "beneficiary",
                "service",
                "service_version",
                "researcher",
                "reviewing_body",
                "policy_version",
                "opened_by",
                "decision__decided_by",
                "decision__letter",
                "decision__refusal_reason",
                "answer__by",
                "urgent_help__given_by",
                "urgent_help__settled_by",
                "urgent_help__body",
                "urgent_help__officer",
            )
            .prefetch_related("policy_version__response_rules")
            .annotate(
                has_papers=Exists(self.model.papers.rel.related_model.objects.filter(support_request=OuterRef("pk"))),
                has_stipulations=Exists(
                    self.model.stipulations.rel.related_model.objects.filter(support_request=OuterRef("pk"))
                ),
                is_voted=Formation.objects.that_voted("decision__body", "decision__decided_at"),
            )
            .with_papers_to_check()
            .with_objections()
            .with_conditions_kept()
            .with_urgent_officers()
        )

    def with_conditions_kept(self) -> SupportRequestQuerySet:
        """With what its conditions and its study said last, and whether it asks questions and was promised anew.

        No query: what is one row, or yes and no, comes along with the request itself.
        """
        from .models import EligibilityCheck, Recommendation, RequestPromise, ServiceQuestion

        last = EligibilityCheck.objects.filter(support_request=OuterRef("pk")).order_by("-pk")
        questions = ServiceQuestion.objects.filter(version=OuterRef("service_version"))
        advice = Recommendation.objects.filter(support_request=OuterRef("pk")).order_by("-pk")
        promises = RequestPromise.objects.filter(case=OuterRef("pk")).order_by("pk")
        return self.annotate(
            findings_kept=Subquery(last.values("findings")[:1]),
            findings_of=Subquery(last.values("occasion")[:1]),
            asks_questions=Exists(questions),
            second_promise=Subquery(promises.values("pk")[1:2]),
            last_advice=Subquery(advice.values(told=JSONObject(**ADVICE))[:1]),
        )

    def for_home(self) -> SupportRequestQuerySet:
        """With what its applicant is told. One query, and one for each kind of row beside it."""
        from .models import Revision

        revisions = Revision.objects.filter(support_request=OuterRef("pk")).order_by("-pk")
        rows = self.annotate(
            revised_outcome=Subquery(revisions.values("outcome")[:1]),
            delivery_waits=Case(When(waits_for_a_condition(), then=True), default=False),
        )
        return rows.select_related(
            "association",
            "beneficiary",
            "service",
            "reviewing_body",
            "policy_version",
            "decision__letter",
            "decision__refusal_reason",
            "urgent_help__delivery",
        ).prefetch_related("policy_version__response_rules", "moments", "checklist__item", "papers", "events")

    def in_queue(self, queue: str, *, on: date, user: Any) -> SupportRequestQuerySet:
        """One of the list's queues by name; an unknown name is the queue of all unanswered."""
        queues = {
            "overdue": lambda: self.overdue(on=on),
            "soon": lambda: self.due_soon(on=on),
            "applicant": self.waiting_for_applicant,
            "papers": self.papers_to_check,
            "nobody": self.with_nobody,
            "researcher": self.waiting_for_researcher,
            "mine": lambda: self.waiting_for_researcher().filter(researcher=user),
            "ready": lambda: self.prepared_by(user),
            "body": self.waiting_for_body,
            "desk": self.waiting_for_desk,
            "undelivered": self.answer_undelivered,
            "conditions": self.with_open_conditions,
            "conditions_late": lambda: self.with_conditions_overdue(on=on),
            "referred": self.referred,
            "to_answer": lambda: self.referred_to(user),
        }
        return queues.get(queue, self.unanswered)()

    def unanswered(self) -> SupportRequestQuerySet:
        """Nobody was told yet. One that an objection sent back was answered once: its objection's clock counts."""
        return self.filter(status__in=UNANSWERED, answered_at__isnull=True)

    def waiting_for_applicant(self) -> SupportRequestQuerySet:
        return self.filter(status__in=[Status.INCOMPLETE, Status.RETURNED])

    def with_papers_to_check(self) -> SupportRequestQuerySet:
        """Each row says whether a paper came in online after its line was last looked at. No query."""
        from .models import ChecklistEntry, RequestPaper

        lines = ChecklistEntry.objects.filter(support_request=OuterRef("support_request"), item=OuterRef("item"))
        unseen = lines.filter(Q(checked_at=None) | Q(checked_at__lt=OuterRef("sent_at")))
        papers = RequestPaper.objects.filter(Exists(unseen), support_request=OuterRef("pk"))
        return self.annotate(has_papers_to_check=Exists(papers))

    def with_objections(self) -> SupportRequestQuerySet:
        """Each row says whether its decision was objected to. No query."""
        from .models import Objection

        return self.annotate(has_objections=Exists(Objection.objects.filter(support_request=OuterRef("pk"))))

    def with_urgent_help(self) -> SupportRequestQuerySet:
        """Each row says whether urgent help of it awaits the body. No query."""
        from .models import UrgentHelp

        awaiting = UrgentHelp.objects.awaiting().filter(support_request=OuterRef("pk"))
        return self.annotate(urgent_awaits=Exists(awaiting))

    def with_urgent_officers(self) -> SupportRequestQuerySet:
        """Each row says whether anybody of its association may give urgent help today. No query."""
        from .models import UrgentOfficer

        terms = UrgentOfficer.objects.standing(on=timezone.localdate())
        return self.annotate(has_urgent_officers=Exists(terms.filter(association=OuterRef("association"))))

    def papers_to_check(self) -> SupportRequestQuerySet:
        """With the desk, and with a paper that waits to be looked at."""
        return self.waiting_for_applicant().with_papers_to_check().filter(has_papers_to_check=True)

    def waiting_for_researcher(self) -> SupportRequestQuerySet:
        return self.filter(status__in=[Status.AWAITING_STUDY, Status.UNDER_STUDY])

    def prepared_by(self, user: Any) -> SupportRequestQuerySet:
        """Under study by this person, whose recommendation of it waits to be put before the body."""
        return self.filter(status=Status.UNDER_STUDY, researcher=user, recommendation_draft__written_by=user)

    def waiting_for_body(self) -> SupportRequestQuerySet:
        return self.filter(status=Status.AWAITING_DECISION)

    def waiting_for_desk(self) -> SupportRequestQuerySet:
        """Decided and to be told, or told and to be delivered or closed."""
        return self.filter(status__in=[Status.DECIDED, Status.ANSWERED, Status.DELIVERED])

    def answer_undelivered(self) -> SupportRequestQuerySet:
        """Decided, an attempt to tell failed, and nothing is on its way: the desk goes on by the next means."""
        from .models import AnswerAttempt

        attempts = AnswerAttempt.objects.filter(support_request=OuterRef("pk"), objection__isnull=True)
        waiting = attempts.filter(state=AttemptState.WAITING)
        return self.filter(Exists(attempts.filter(state=AttemptState.FAILED)), ~Exists(waiting), status=Status.DECIDED)

    def with_open_conditions(self) -> SupportRequestQuerySet:
        """Something is still asked of the person by the decision that stands."""
        from .models import Stipulation

        rows = Stipulation.objects.standing().open().filter(support_request=OuterRef("pk"))
        return self.filter(Exists(rows)).exclude(status__in=[*UNDECIDED, Status.WITHDRAWN])

    def with_conditions_overdue(self, *, on: date) -> SupportRequestQuerySet:
        """The last day of a condition passed, and it is not met."""
        from .models import Stipulation

        return self.filter(Exists(Stipulation.objects.overdue(on=on).filter(support_request=OuterRef("pk"))))

    def with_nobody(self) -> SupportRequestQuerySet:
        """Complete, and given to no researcher yet."""
        return self.filter(status=Status.AWAITING_STUDY, researcher__isnull=True)

    def referred(self) -> SupportRequestQuerySet:
        """A question about it waits for its answer (R4)."""
        from .models import RequestReferral

        return self.filter(Exists(RequestReferral.objects.filter(case=OuterRef("pk"), ended_at__isnull=True)))

    def referred_to(self, user: Any) -> SupportRequestQuerySet:
        """A question about it waits for this user: by role where it was referred, by name for a second opinion."""
        from accounts.models import MembershipRole

        from .models import RequestReferral, SecondOpinion

        held = MembershipRole.objects.filter(
            membership__user=user, membership__association=OuterRef("association"), role=OuterRef("role")
        )
        waiting = RequestReferral.objects.filter(Exists(held), case=OuterRef("pk"), ended_at__isnull=True)
        opinions = SecondOpinion.objects.filter(support_request=OuterRef("pk"), asked_of=user, given_at__isnull=True)
        asked = Exists(opinions) & Q(status__in=[Status.UNDER_STUDY, Status.AWAITING_DECISION])
        return self.filter(Exists(waiting.exclude(asked_by=user)) | asked)

    def decided_between(self, first: date, last: date) -> SupportRequestQuerySet:
        """First decided between these days, both included; a withdrawn request is granted nothing."""
        begin = timezone.make_aware(datetime.combine(first, time.min))
        end = timezone.make_aware(datetime.combine(last, time.min)) + timedelta(days=1)
        rows = self.filter(decision__decided_at__gte=begin, decision__decided_at__lt=end)
        return rows.exclude(status=Status.WITHDRAWN)

    def standing_outcome(self, outcomes: list[str]) -> SupportRequestQuerySet:
        """What stands of the decision is one of these: the latest revision's, else the decision's own. No query."""
        from .models import Revision

        latest = Revision.objects.filter(support_request=OuterRef("pk")).order_by("-pk")
        rows = self.annotate(
            stands_as=Coalesce(Subquery(latest.values("outcome")[:1]), "decision__outcome"),
            stands_amount=Case(
                When(Exists(latest), then=Subquery(latest.values("amount")[:1])), default=F("decision__amount")
            ),
        )
        return rows.filter(stands_as__in=outcomes)

    def delivered_between(self, first: date | None, last: date | None) -> SupportRequestQuerySet:
        """Something of it was handed over or paid between these days, both included; either may be open."""
        from .models import Delivery

        bounds = {"delivered_on__gte": first, "delivered_on__lte": last}
        given = Delivery.objects.filter(**{lookup: day for lookup, day in bounds.items() if day})
        return self.filter(pk__in=given.filter(support_request=OuterRef("pk")).values("support_request"))

    def received_on(self, day: date) -> SupportRequestQuerySet:
        return self.filter(received_at__date=day)


class DecisionQuerySet(models.QuerySet[Any]):
    """First decisions, asked for what stands of them now."""

    def that_grant(self) -> DecisionQuerySet:
        """Each that grants something now; ``stands`` is its amount, of the latest revision if there is one."""
        from .models import Revision

        revisions = Revision.objects.filter(support_request=OuterRef("support_request")).order_by("-pk")
        rows = self.annotate(
            outcome_now=Coalesce(Subquery(revisions.values("outcome")[:1]), "outcome"),
            stands=Coalesce(Subquery(revisions.values("amount")[:1]), "amount"),
        )
        return rows.exclude(outcome_now=Outcome.REFUSED).exclude(support_request__status=Status.WITHDRAWN)


class InstalmentQuerySet(models.QuerySet[Any]):
    """Instalments, reached through ``support_request.instalments`` or by ``of_association``."""

    def visible_to(self, member: Any) -> InstalmentQuerySet:
        """Without those of requests in whose decision the member takes no part."""
        return self.exclude(hidden_from(member, "support_request"))

    def standing(self) -> InstalmentQuerySet:
        """Those of the plan that holds now."""
        return self.filter(dropped_at__isnull=True)

    def outstanding(self) -> InstalmentQuerySet:
        """Standing, of a request that is decided and goes on, and not wholly delivered."""
        measure = Coalesce("amount", Cast("quantity", models.DecimalField(max_digits=12, decimal_places=2)))
        return self.standing().filter(
            support_request__status__in=[Status.DECIDED, Status.ANSWERED],
            support_request__closed_at__isnull=True,
            delivered__lt=measure,
        )

    def payable(self, *, until: date) -> InstalmentQuerySet:
        """Money of answered requests, due until this day, and in no run that goes on."""
        on_its_way = Q(payments__status=RowStatus.WAITING)
        rows = self.outstanding().filter(
            amount__isnull=False, due_on__lte=until, support_request__status=Status.ANSWERED
        )
        rows = rows.exclude(pk__in=self.model.objects.filter(on_its_way).values("pk"))
        return rows.exclude(waits_for_a_condition("support_request"))

    def of_association(self, association: Any) -> InstalmentQuerySet:
        """With what a row of a list shows. One query."""
        rows = self.filter(association=association).annotate(
            delivery_waits=Case(When(waits_for_a_condition("support_request"), then=True), default=False)
        )
        return rows.select_related("support_request__beneficiary", "support_request__service")

    def nearest_due_first(self) -> InstalmentQuerySet:
        return self.order_by("due_on", "pk")


class PaymentRunQuerySet(models.QuerySet[Any]):
    """Payment runs, reached through ``association.payment_runs``."""

    def visible_to(self, member: Any) -> PaymentRunQuerySet:
        """Without those that pay for a request hidden from the member: somebody else sees to them."""
        return self.exclude(hidden_from(member, "rows__instalment__support_request"))

    def for_pages(self) -> PaymentRunQuerySet:
        return self.select_related(
            "association", "prepared_by", "approved_by", "second_by", "sent_by", "cancelled_by", "letter"
        )

    def waiting_for(self, user: Any) -> PaymentRunQuerySet:
        """Those that this person may still approve."""
        return self.filter(status=RunStatus.DRAFTED).exclude(Q(prepared_by=user) | Q(approved_by=user))


class AfterDeliveryQuerySet(models.QuerySet[Any]):
    """Problems and calls, reached through ``association.delivery_problems`` and ``association.delivery_checks``."""

    def visible_to(self, member: Any) -> AfterDeliveryQuerySet:
        """Without those of requests in whose decision the member takes no part."""
        return self.exclude(hidden_from(member, "delivery__support_request"))

    def unsettled(self) -> AfterDeliveryQuerySet:
        return self.filter(settled_at__isnull=True)

    def to_be_called(self) -> AfterDeliveryQuerySet:
        return self.filter(result__in=["", CallResult.NO_ANSWER])

    def called(self) -> AfterDeliveryQuerySet:
        return self.exclude(result__in=["", CallResult.NO_ANSWER])

    def for_lists(self) -> AfterDeliveryQuerySet:
        """With what a row of a list shows, and the delivery's ``number`` in its request. One query."""
        from .models import Delivery

        earlier = Delivery.objects.filter(
            support_request=OuterRef("delivery__support_request"), pk__lte=OuterRef("delivery")
        )
        count = earlier.order_by().values("support_request").annotate(number=models.Count("pk")).values("number")
        people = ("owner", "settled_by") if hasattr(self.model, "owner") else ("delivered_by", "called_by")
        rows = self.select_related("delivery__support_request__beneficiary", *people)
        return rows.annotate(number=Subquery(count))


class SupportPeriodQuerySet(models.QuerySet[Any]):
    """Periods of support, reached through ``association.support_periods``."""

    def visible_to(self, member: Any) -> SupportPeriodQuerySet:
        """Without those of requests in whose decision the member takes no part."""
        return self.exclude(hidden_from(member, "support_request"))

    def running(self) -> SupportPeriodQuerySet:
        """Not asked for anew, of requests that were not withdrawn and files that live; with what a list shows."""
        rows = self.filter(renewed_as__isnull=True, support_request__beneficiary__anonymised_at__isnull=True)
        return rows.exclude(support_request__status=Status.WITHDRAWN).select_related(
            "support_request__beneficiary", "support_request__service"
        )


class DeliveryQuerySet(models.QuerySet[Any]):
    """Deliveries, reached through ``support_request.deliveries``."""

    def for_pages(self) -> DeliveryQuerySet:
        """With what the page of a request shows; each says whether it has problems. One query."""
        from .models import DeliveryProblem

        has_problems = Exists(DeliveryProblem.objects.filter(delivery=OuterRef("pk")))
        rows = self.select_related("by", "letter").defer("letter__facts")
        return rows.annotate(has_problems=has_problems)
