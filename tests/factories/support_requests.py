"""A desk, a researcher and a body at work, and a request led by the real verbs to any status."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.utils import timezone

from accounts.models import Membership
from accounts.roles import Role
from associations.enums import BodyKind
from associations.models import Association
from associations.objecting import objection_rules
from associations.referring import referring
from beneficiaries.actions import Signed
from beneficiaries.models import Beneficiary
from committees.actions import body_named_by, body_of_kind
from committees.models import Committee, Position
from requests import actions
from requests.actions.heads import stand_aside
from requests.actions.objecting import change_grant, object_to, send_back
from requests.actions.of_body import back_to_study, hand_to_body
from requests.enums import ItemState, Outcome, ReceivedBy, SignatureMethod, Status, UsualReason
from requests.models import SupportRequest
from requests.stipulating import Stipulated
from requests.workflow import (
    ANSWER_REFERRAL,
    ASK_OPINION,
    ASSIGN,
    BACK_TO_STUDY,
    CANCEL_VISIT,
    CHANGE_GRANT,
    CLOSE,
    COMPLETE,
    DECIDE,
    DELIVER,
    EXTEND,
    GIVE_ANSWER,
    GIVE_OPINION,
    GIVE_URGENT,
    HAND_OVER,
    HAND_TO_BODY,
    HAND_URGENT,
    MEET_CONDITION,
    PAUSE,
    PLAN,
    PLAN_VISIT,
    PREPARE,
    RATIFY_URGENT,
    RECALL_REFERRAL,
    RECOMMEND,
    RECORD_ATTEMPT,
    REFER,
    REOPEN_CONDITION,
    REPORT_VISIT,
    RESUME,
    RETURN,
    REVERSE_URGENT,
    SEND_ANSWER,
    SEND_BACK,
    STAND_ASIDE,
    START_STUDY,
    STEP_ASIDE,
    TAKE_BACK,
    TELL_DELAY,
    WAIVE_CONDITION,
    WITHDRAW,
    WRITE_STUDY,
)
from tests.factories.accounts import MembershipFactory
from tests.factories.beneficiaries import BeneficiaryFactory
from tests.factories.services import service_of
from tests.factories.urgent_help import GivesUrgentHelp

SINCE = datetime.date(2025, 1, 1)
REASON = "Proof of income is older than a year."
# the events that lead an incomplete request to a status
WAYS: dict[str, tuple[str, ...]] = {
    Status.INCOMPLETE: (),
    Status.AWAITING_STUDY: (COMPLETE,),
    Status.UNDER_STUDY: (COMPLETE, START_STUDY),
    Status.AWAITING_DECISION: (COMPLETE, START_STUDY, RECOMMEND),
    Status.RETURNED: (COMPLETE, RETURN),
    Status.DECIDED: (COMPLETE, START_STUDY, RECOMMEND, DECIDE),
    Status.ANSWERED: (COMPLETE, START_STUDY, RECOMMEND, DECIDE, GIVE_ANSWER),
    Status.DELIVERED: (COMPLETE, START_STUDY, RECOMMEND, DECIDE, GIVE_ANSWER, DELIVER),
    Status.CLOSED: (COMPLETE, START_STUDY, RECOMMEND, DECIDE, GIVE_ANSWER, DELIVER, CLOSE),
    Status.WITHDRAWN: (WITHDRAW,),
}


class Staff(GivesUrgentHelp):
    """People of one association; its body has a chair or head and an ordinary member."""

    def __init__(self, association: Association) -> None:
        self.association = association
        self.service = service_of(association)
        self.body = body_named_by(association.policy_in_force())
        self.desk = self.member(Role.DESK)
        self.researcher = self.member(Role.RESEARCHER)
        self.chair = self.member(Role.CHAIR)
        self.seat(self.chair, Position.HEAD if self.body.kind == BodyKind.DEPARTMENT else Position.CHAIR)
        self.second = self.member(Role.RESEARCHER)  # who gives the second opinion
        self.answerer = self.member(*self._answers())
        self.urgent_officer = self.member(Role.MEMBER)  # named when the first urgent help is given
        self.outcome = Outcome.ACCEPTED
        self.asked: tuple[Stipulated, ...] = ()  # the conditions of what is decided
        self.judge = self.member(Role.CHAIR)  # heads the body of objections
        self.does = self._does()

    def _does(self) -> dict[str, tuple[Membership, Callable[..., Any]]]:
        """Who does what usually, and by which verb."""
        return {
            **self._of_body(),
            COMPLETE: (self.desk, actions.complete),
            START_STUDY: (self.researcher, actions.start_study),
            WRITE_STUDY: (self.researcher, self.write_study),
            PREPARE: (self.researcher, self.prepare_recommendation),
            RECOMMEND: (self.researcher, self.recommend),
            DECIDE: (self.chair, self.decide),
            RETURN: (self.researcher, self.return_for_completion),
            GIVE_ANSWER: (self.desk, self.give_answer),
            SEND_BACK: (self.judge, self.send_back),
            CHANGE_GRANT: (self.judge, self.change_grant),
            SEND_ANSWER: (self.desk, actions.send_answer),
            RECORD_ATTEMPT: (self.desk, self.record_attempt),
            PLAN: (self.desk, self.plan),
            HAND_OVER: (self.desk, self.hand_over),
            DELIVER: (self.desk, self.deliver),
            CLOSE: (self.desk, actions.close),
            WITHDRAW: (self.desk, self.withdraw),
            PAUSE: (self.researcher, self.pause),
            RESUME: (self.researcher, self.resume),
            EXTEND: (self.chair, self.extend),
            TAKE_BACK: (self.chair, self.take_back),
            TELL_DELAY: (self.chair, self.tell_delay),
            PLAN_VISIT: (self.researcher, self.plan_visit),
            REPORT_VISIT: (self.researcher, self.report_visit),
            CANCEL_VISIT: (self.researcher, self.cancel_visit),
            ASK_OPINION: (self.researcher, self.ask_opinion),
            GIVE_OPINION: (self.second, self.give_opinion),
            ASSIGN: (self.chair, self.assign),
            STEP_ASIDE: (self.researcher, self.step_aside),
            REFER: (self.desk, self.refer),
            ANSWER_REFERRAL: (self.answerer, self.answer_referral),
            RECALL_REFERRAL: (self.desk, self.recall_referral),
            **self._does_beside_its_way(),
        }

    def _does_beside_its_way(self) -> dict[str, tuple[Membership, Callable[..., Any]]]:
        return {
            MEET_CONDITION: (self.desk, self.of_condition(actions.meet_condition)),
            WAIVE_CONDITION: (self.chair, self.of_condition(actions.waive_condition)),
            GIVE_URGENT: (self.urgent_officer, self.give_urgent),
            RATIFY_URGENT: (self.chair, actions.ratify_urgent),
            REVERSE_URGENT: (self.chair, self.reverse_urgent),
            REOPEN_CONDITION: (self.desk, self.of_condition(actions.reopen_condition)),
        }

    def _of_body(self) -> dict[str, tuple[Membership, Callable[..., Any]]]:
        """Of whoever decides alone, short of deciding."""
        return {
            BACK_TO_STUDY: (self.chair, self.back_to_study),
            HAND_TO_BODY: (self.chair, self.hand_to_body),
            STAND_ASIDE: (self.chair, self.stand_aside),
            HAND_URGENT: (self.chair, self.hand_urgent),
        }

    def _answers(self) -> list[str]:
        """The role that answers what is referred, where the policy names somebody."""
        version = self.association.policy_in_force()
        return [referring(version).role] if version.referral else []

    def member(self, *roles: str) -> Membership:
        return MembershipFactory(association=self.association, roles=list(roles))

    @staticmethod
    def reseat(body: Committee, membership: Membership) -> None:
        """Another member sits where one did; the first term was a day."""
        seat = body.seats.get(until_on=None)
        body.seats.filter(pk=seat.pk).update(until_on=seat.from_on)
        later = seat.from_on + datetime.timedelta(days=1)
        body.seats.create(membership=membership, position=seat.position, from_on=later)

    def seat(self, membership: Membership, position: str, **term: datetime.date) -> None:
        self.body.seats.create(membership=membership, position=position, **{"from_on": SINCE, **term})

    def seat_judge(self) -> Membership:
        """The judge heads the body that the policy names for objections."""
        rules = objection_rules(self.association.policy_in_force())
        assert rules
        body = body_of_kind(self.association.pk, rules.kind, rules.body_name_ar, rules.body_name_en)
        body.seats.create(membership=self.judge, position=Position.CHAIR, from_on=SINCE)
        return self.judge

    def person(self, **facts: Any) -> Beneficiary:
        return BeneficiaryFactory(association=self.association, by=self.desk, **facts)

    def open(self, person: Beneficiary | None = None, **facts: Any) -> SupportRequest:
        """A new request; everything else as the desk would fill it."""
        asked = {"channel": "interview", "need": "Rent of March", "agreed_means": "sms", "amount_asked": Decimal(3000)}
        person = person or self.person()
        return actions.open_request(
            self.association, by=self.desk, beneficiary=person, service=self.service, **{**asked, **facts}
        )

    def prepare(self, case: SupportRequest) -> None:
        """Papers matched and the declaration signed."""
        found = {entry.pk: (ItemState.MATCHED.value, None) for entry in case.checklist.filter(item__is_mandatory=True)}
        actions.check_item(case, by=self.desk, findings=found)
        signed = Signed(SignatureMethod.ON_PAPER, case.beneficiary.full_name)
        actions.sign_declaration(case, by=self.desk, signed=signed)

    def case(self, status: str, *, outcome: str = Outcome.ACCEPTED, prepared: bool = True) -> SupportRequest:
        """A request in ``status``; its papers are there unless ``prepared`` is false."""
        self.outcome = outcome
        case = self.open()
        if prepared:
            self.prepare(case)
        for event in WAYS[status]:
            if event == DELIVER and outcome == Outcome.REFUSED:
                continue
            if event == RECOMMEND and case.policy_version.needs_case_study:
                self.do(WRITE_STUDY, case)
            self.do(event, case)
        return self.fresh(case)

    def do(self, event: str, case: SupportRequest, *, by: Membership | None = None, **facts: Any) -> Any:
        """The verb of an event, with what it needs, by whoever does it usually."""
        usual, verb = self.does[event]
        return verb(self.fresh(case), by=by or usual, **facts)

    def fresh(self, case: SupportRequest) -> SupportRequest:
        return self.association.support_requests.for_pages().get(pk=case.pk)

    def recommend(self, case: SupportRequest, **facts: Any) -> Any:
        given = {"outcome": Outcome.ACCEPTED, "findings": "Visited: the need stands.", "amount": Decimal(2500)}
        return actions.recommend(case, **{**given, **facts})

    def prepare_recommendation(self, case: SupportRequest, **facts: Any) -> Any:
        given = {"outcome": Outcome.ACCEPTED, "findings": "Visited: the need stands.", "amount": Decimal(2500)}
        return actions.prepare_recommendation(case, **{**given, **facts})

    def write_study(self, case: SupportRequest, **facts: Any) -> Any:
        given = {"need": "Three months of rent are owed.", "alternatives": "None: no relative earns."}
        return actions.write_study(case, **{**given, **facts})

    def decide(self, case: SupportRequest, **facts: Any) -> Any:
        refused = self.outcome == Outcome.REFUSED
        given = {
            "outcome": self.outcome,
            "reasons": "The need is proven.",
            "amount": None if refused else Decimal(2500),
            "refusal_reason": UsualReason.INCOME if refused else "",
            "stipulations": () if refused else self.asked,
        }
        return actions.decide(case, **{**given, **facts})

    @staticmethod
    def of_condition(verb: Any) -> Callable[..., Any]:
        """Of the first condition, with what was seen."""
        return lambda case, **facts: verb(case, **{"number": 1, "reason": "The lease is here.", **facts})

    def back_to_study(self, case: SupportRequest, **facts: Any) -> Any:
        return back_to_study(case, **{"reason": "What is the rent?", **facts})

    def hand_to_body(self, case: SupportRequest, **facts: Any) -> Any:
        return hand_to_body(case, **{"kind": "board", "reason": "No quorum can be reached.", **facts})

    def stand_aside(self, case: SupportRequest, **facts: Any) -> Any:
        return stand_aside(case, **{"reason": "The applicant is a cousin.", **facts})

    def return_for_completion(self, case: SupportRequest, **facts: Any) -> Any:
        return actions.return_for_completion(case, **{"reason": REASON, **facts})

    def give_answer(self, case: SupportRequest, **facts: Any) -> Any:
        return actions.give_answer(case, **{"means": "in_person", "note": "She came by.", **facts})

    def objection(self, case: SupportRequest | None = None) -> Any:
        """An objection to a refusal that was told, taken in at the desk."""
        case = case or self.case(Status.ANSWERED, outcome=Outcome.REFUSED)
        return object_to(self.fresh(case), by=self.desk, ground="Half of it is no income.", channel="interview")

    def after_objection(self, verb: Any, case: SupportRequest, **facts: Any) -> Any:
        """What the body brings about that decides an objection to it, where one is possible."""
        objection = case.objections.first()
        if objection is None and case.answered_at is not None:
            objection = self.objection(case)
        return verb(case, objection=objection, **facts)

    def send_back(self, case: SupportRequest, **facts: Any) -> Any:
        return self.after_objection(send_back, case, **{"reason": REASON, **facts})

    def change_grant(self, case: SupportRequest, **facts: Any) -> Any:
        return self.after_objection(change_grant, case, **facts)

    def record_attempt(self, case: SupportRequest, **facts: Any) -> Any:
        return actions.record_attempt(case, **{"means": "letter", "not_reached": "returned", **facts})

    def deliver(self, case: SupportRequest, **facts: Any) -> Any:
        signed = Signed(SignatureMethod.ON_PAPER, case.beneficiary.full_name)
        received = actions.Received(ReceivedBy.BENEFICIARY, signed)
        return actions.deliver(case, **{"delivered_on": timezone.localdate(), "received": received, **facts})

    def hand_over(self, case: SupportRequest, **facts: Any) -> Any:
        """A part of the first instalment."""
        return self.deliver(case, **{"measures": {1: Decimal(1000)}, **facts})

    def plan(self, case: SupportRequest, **facts: Any) -> Any:
        """In two halves: this month and the next."""
        parts = actions.in_equal_parts(Decimal(2500), 2, first_on=timezone.localdate())
        return actions.plan(case, **{"parts": parts, **facts})

    def withdraw(self, case: SupportRequest, **facts: Any) -> Any:
        return actions.withdraw(case, **{"reason": REASON, **facts})

    def assign(self, case: SupportRequest, **facts: Any) -> Any:
        if "to" not in facts:  # a researcher who does not have it yet
            facts["to"] = self.member(Role.RESEARCHER)
        return actions.assign(case, **{"reason": REASON, **facts})

    def step_aside(self, case: SupportRequest, **facts: Any) -> Any:
        return actions.step_aside(case, **{"reason": REASON, **facts})

    def plan_visit(self, case: SupportRequest, **facts: Any) -> Any:
        given = {"visitor": self.researcher, "planned_on": timezone.localdate(), "address": "Twaim, by the well"}
        return actions.plan_visit(case, **{**given, **facts})

    def visit_planned_before(self, case: SupportRequest) -> None:
        """A visit that was planned when the request stood elsewhere."""
        now, by = timezone.now(), self.researcher.user
        given = {"number": 1, "visitor": by, "planned_by": by, "planned_at": now, "planned_on": now.date()}
        case.field_visits.create(association=self.association, address="Twaim", **given)

    def report_visit(self, case: SupportRequest, **facts: Any) -> Any:
        given = {"number": 1, "visited_on": timezone.localdate(), "met": "person", "conclusion": "The need stands."}
        return actions.report_visit(case, **{**given, **facts})

    def cancel_visit(self, case: SupportRequest, **facts: Any) -> Any:
        return actions.cancel_visit(case, **{"number": 1, "reason": REASON, **facts})

    def ask_opinion(self, case: SupportRequest, **facts: Any) -> Any:
        return actions.ask_opinion(case, **{"of": self.second, "question": "Is it enough?", **facts})

    def give_opinion(self, case: SupportRequest, **facts: Any) -> Any:
        return actions.give_opinion(case, **{"number": 1, "text": "It is not.", **facts})

    def refer(self, case: SupportRequest, **facts: Any) -> Any:
        return actions.refer(case, **{"question": "Does the rule reach this case?", **facts})

    def answer_referral(self, case: SupportRequest, **facts: Any) -> Any:
        return actions.answer_referral(case, **{"answer": "It does.", **facts})

    def recall_referral(self, case: SupportRequest, **facts: Any) -> Any:
        return actions.recall_referral(case, **{"reason": REASON, **facts})

    def pause(self, case: SupportRequest, **facts: Any) -> Any:
        return actions.pause(case, **{"why": "other_body", **facts})

    def resume(self, case: SupportRequest, **facts: Any) -> Any:
        return actions.resume(case, **facts)

    def extend(self, case: SupportRequest, **facts: Any) -> Any:
        return actions.extend(case, **{"days": 3, "reason": REASON, **facts})

    def take_back(self, case: SupportRequest, **facts: Any) -> Any:
        return actions.take_back(case, **{"reason": REASON, **facts})

    def tell_delay(self, case: SupportRequest, **facts: Any) -> Any:
        day = (case.due_on or timezone.localdate()) + datetime.timedelta(days=9)
        return actions.tell_delay(case, **{"reason": REASON, "expected_on": day, **facts})
