"""The people who handle complaints and inquiries, and a case led by the real verbs to any status."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

from accounts.models import Membership
from accounts.roles import Role
from associations.enums import Channel
from associations.models import Association
from complaints import actions
from complaints.enums import Finding, Kind, Means, Status, Verified
from complaints.models import Complaint
from complaints.workflow import (
    ANSWER_NOW,
    ANSWER_REFERRAL,
    ASSIGN,
    CHANGE_KIND,
    CLEAR_SUBJECT,
    CLOSE_UNREACHED,
    COMMENT,
    CONFIRM,
    DECIDE,
    GIVE_ANSWER,
    NAME_SUBJECT,
    RECALL_REFERRAL,
    RECORD_ATTEMPT,
    REFER,
    REISSUE_CODE,
    RELEASE,
    REOPEN,
    TAKE,
    WRITE,
)
from tests.factories.accounts import MembershipFactory

SINCE = datetime.date(2025, 1, 1)
ACCOUNT = "The office was closed at eleven although its sign says noon."
REASON = "The answer says nothing about the sign."
# the events that lead a received complaint to a status
WAYS: dict[str, tuple[str, ...]] = {
    Status.RECEIVED: (),
    Status.IN_HAND: (TAKE,),
    Status.DECIDED: (TAKE, DECIDE),
    Status.ANSWERED: (TAKE, DECIDE, GIVE_ANSWER),
    Status.CLOSED: (TAKE, DECIDE, GIVE_ANSWER, CONFIRM),
}


class Handlers:
    """One of each role of an association that has to do with complaints and inquiries, and one whom none is about."""

    def __init__(self, association: Association) -> None:
        self.association = association
        self.desk = self.member(Role.DESK)
        self.followup = self.member(Role.FOLLOW_UP)
        self.second = self.member(Role.FOLLOW_UP)
        self.officer = self.member(Role.CONTACT_OFFICER)
        self.manager = self.member(Role.MANAGER)
        self.researcher = self.member(Role.RESEARCHER)
        self.code = ""
        self.does: dict[str, tuple[Membership, Callable[..., Any]]] = {
            TAKE: (self.followup, actions.take),
            RELEASE: (self.followup, self.with_reason(actions.release)),
            ASSIGN: (self.manager, self.assign),
            CHANGE_KIND: (self.followup, self.change_kind),
            NAME_SUBJECT: (self.manager, self.name_subject),
            CLEAR_SUBJECT: (self.manager, self.clear_subject),
            COMMENT: (self.manager, self.comment),
            WRITE: (self.followup, self.write),
            DECIDE: (self.followup, self.decide),
            GIVE_ANSWER: (self.followup, self.give_answer),
            ANSWER_NOW: (self.officer, self.answer_now),
            REFER: (self.officer, self.refer),
            ANSWER_REFERRAL: (self.manager, self.answer_referral),
            RECALL_REFERRAL: (self.officer, self.with_reason(actions.recall_referral)),
            RECORD_ATTEMPT: (self.followup, self.record_attempt),
            CONFIRM: (self.followup, actions.confirm),
            CLOSE_UNREACHED: (self.followup, actions.close_unreached),
            REOPEN: (self.followup, self.with_reason(actions.reopen)),
            REISSUE_CODE: (self.followup, self.reissue_code),
        }

    def member(self, *roles: str, **user: Any) -> Membership:
        asked = {f"user__{name}": value for name, value in user.items()}
        return MembershipFactory(association=self.association, roles=list(roles), **asked)

    def receive(self, kind: str = Kind.COMPLAINT, *, by: Membership | None = None, **facts: Any) -> Complaint:
        """A new case, sent online without a name unless the facts say otherwise; its code stays in ``self.code``."""
        told = {"channel": Channel.WEBSITE, "account": ACCOUNT, "is_anonymous": True, **facts}
        case, self.code = actions.receive(self.association, by=by, kind=kind, **told)
        return case

    def named(self, kind: str = Kind.COMPLAINT, **facts: Any) -> Complaint:
        """A case of somebody who gave a name and a mobile number."""
        told = {
            "is_anonymous": False,
            "person_name": "منيرة الشمري",
            "mobile": "+966501234521",
            "agreed_means": Means.PHONE,
        }
        return self.receive(kind, **{**told, **facts})

    def case(self, status: str, **facts: Any) -> Complaint:
        """A complaint in ``status``."""
        case = self.receive(**facts)
        for event in WAYS[status]:
            self.do(event, case)
        return self.fresh(case)

    def do(self, event: str, case: Complaint, *, by: Any = ..., **facts: Any) -> Any:
        """The verb of an event, with what it needs, by whoever does it usually."""
        usual, verb = self.does[event]
        return verb(self.fresh(case), by=usual if by is ... else by, **facts)

    def fresh(self, case: Complaint) -> Complaint:
        return self.association.complaints.for_pages().get(pk=case.pk)

    @staticmethod
    def with_reason(verb: Callable[..., Any]) -> Callable[..., Any]:
        return lambda case, **facts: verb(case, **{"reason": REASON, **facts})

    def refer(self, case: Complaint, **facts: Any) -> Any:
        return actions.refer(case, **{"question": "Does the rule reach this?", **facts})

    def answer_referral(self, case: Complaint, **facts: Any) -> Any:
        return actions.answer_referral(case, **{"answer": "It does.", **facts})

    def assign(self, case: Complaint, **facts: Any) -> Any:
        return actions.assign(case, **{"to": self.second, "reason": REASON, **facts})

    def change_kind(self, case: Complaint, **facts: Any) -> Any:
        return actions.change_kind(case, **{"kind": Kind.INQUIRY, "reason": REASON, **facts})

    def name_subject(self, case: Complaint, **facts: Any) -> Any:
        return actions.name_subject(case, **{"member": self.researcher, **facts})

    def clear_subject(self, case: Complaint, **facts: Any) -> Any:
        case.subjects.get_or_create(
            membership=self.researcher, defaults={"association_id": case.association_id, "source": "same_name"}
        )
        return actions.clear_subject(case, **{"member": self.researcher, "reason": REASON, **facts})

    def reissue_code(self, case: Complaint, **facts: Any) -> Any:
        return actions.reissue_code(case, **{"verified": Verified.ID_SHOWN, **facts})

    def comment(self, case: Complaint, **facts: Any) -> Any:
        facts.pop("expected_version", None)
        text = facts.pop("reason", REASON)
        return actions.comment(case, **{"text": text, **facts})

    def write(self, case: Complaint, **facts: Any) -> Any:
        facts.pop("expected_version", None)
        return actions.write(case, **{"text": "On which day was that?", **facts})

    def decide(self, case: Complaint, **facts: Any) -> Any:
        finding = {"finding": Finding.UPHELD, "reasons": "The sign is wrong.", "apology": "We are sorry."}
        return actions.decide(case, **{**finding, **facts})

    def give_answer(self, case: Complaint, **facts: Any) -> Any:
        return actions.give_answer(case, **{"means": case.agreed_means, **facts})

    def answer_now(self, case: Complaint, **facts: Any) -> Any:
        told = {"finding": Finding.ANSWERED, "text": "From Sunday to Thursday.", "means": case.agreed_means}
        return actions.answer_now(case, **{**told, **facts})

    def record_attempt(self, case: Complaint, **facts: Any) -> Any:
        return actions.record_attempt(case, **{"means": Means.PHONE, "note": "No answer.", **facts})
