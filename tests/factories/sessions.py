"""A body that votes, with people in its seats, and a session led to where a test begins."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

from django.utils import timezone

from accounts.models import Membership
from accounts.roles import Role
from committees.actions import give_seat, record_formation
from committees.enums import Majority, Position, TakesEffect, Way
from committees.models import Committee, Formation, Seat
from proceedings import actions
from proceedings.enums import Ground
from proceedings.models import Item, Seal, Session
from requests.enums import Outcome, Status
from requests.models import SupportRequest
from tests.factories.support_requests import SINCE, Staff

MORE_THAN_HALF = {"quorum_parts": 1, "quorum_whole": 2, "quorum_is_more": True}


BY_VOTE: dict[str, Any] = {
    "way": Way.TOGETHER,
    "majority": Majority.SIMPLE,
    "chair_casts": True,
    "takes_effect": TakesEffect.ITEM,
    **MORE_THAN_HALF,
}


def form_by_vote(staff: Staff, committee: Committee | None = None, **rules: Any) -> Formation:
    """The reviewing body (or another) decides by vote since yesterday."""
    return record_formation(
        committee or staff.body,
        by=staff.member(Role.MANAGER),
        decision_number="12",
        decided_on=SINCE,
        **{"from_on": timezone.localdate() - timedelta(days=1), **BY_VOTE, **rules},
    )


class Body:
    """The chair of ``Staff``, a deputy, three members and a secretary; more than half are needed.

    Another body than the reviewing one has a chair of its own, or ``chair``.
    """

    def __init__(
        self, staff: Staff, committee: Committee | None = None, *, chair: Membership | None = None, **rules: Any
    ) -> None:
        self.staff = staff
        self.committee = committee or staff.body
        self.manager = staff.member(Role.MANAGER)
        self.people = {"chair": staff.chair} if committee is None else {}
        for name, position in (
            *([] if self.people else [("chair", Position.CHAIR)]),
            ("deputy", Position.DEPUTY),
            ("first", Position.MEMBER),
            ("second", Position.MEMBER),
            ("third", Position.MEMBER),
            ("secretary", Position.SECRETARY),
        ):
            self.people[name] = (chair if name == "chair" else None) or staff.member(Role.MEMBER)
            give_seat(self.committee, by=self.manager, membership=self.people[name], position=position, from_on=SINCE)
        self.cases: list[SupportRequest] = []
        self.formation = form_by_vote(staff, committee, **rules)

    def seat(self, name: str) -> Seat:
        seat: Seat = self.committee.seats.get(membership=self.people[name])
        return seat

    @staticmethod
    def at(session: Session, position: int) -> str:
        """The number of the request at this place of the docket."""
        return str(session.items.get(position=position).reference)

    def ready(self, count: int = 1) -> list[SupportRequest]:
        """So many requests before the body."""
        self.cases += [self.staff.case(Status.AWAITING_DECISION) for _ in range(count)]
        return self.cases

    def convene(self) -> Session:
        return actions.convene(
            self.committee, by=self.people["secretary"], planned_at=timezone.now(), place="The hall"
        )

    def opened(self, *there: str, cases: int = 1) -> Session:
        """An open session with these people in the room and so many cases on its docket."""
        self.ready(cases)
        session = self.convene()
        actions.open_session(session, by=self.people["secretary"])
        self.enter(session, *there)
        return session

    def enter(self, session: Session, *there: str) -> None:
        for name in there:
            actions.come_in(session, by=self.people["secretary"], seat_id=self.seat(name).pk)

    def recuse(self, session: Session, name: str, *, by: str = "chair", ground: str = Ground.KINSHIP) -> None:
        """The member takes no part in the first item."""
        case = self.at(session, 1)
        actions.recuse(session, by=self.people[by], case=case, seat_id=self.seat(name).pk, ground=ground)

    def called(self, *there: str, cases: int = 1) -> tuple[Session, Item]:
        """As ``opened``, with its first item before the members."""
        session = self.opened(*there, cases=cases)
        return session, actions.call(session, by=self.people["chair"], case=self.at(session, 1))

    def moved(self, session: Session, *, by: str = "chair", **terms: Any) -> Any:
        """A motion to accept, unless ``terms`` say otherwise."""
        given = {"outcome": Outcome.ACCEPTED, "amount": 500, "reasons": "As the study finds.", **terms}
        return actions.put_to_vote(session, by=self.people[by], **given)

    def vote(self, session: Session, motion: Any, **choices: str) -> None:
        for name, choice in choices.items():
            actions.vote(session, by=self.people[name], motion=motion.uid, choice=choice)

    def close(self, session: Session, motion: Any, by: str = "chair") -> Any:
        return actions.close_vote(session, by=self.people[by], motion=motion.uid)

    def closed(self, *there: str, recused: str = "") -> Session:
        """A session that is over: its first item decided (all for it but the second), its second deferred."""
        there = there or ("chair", "first", "second", "secretary")
        session = self.opened(*there, cases=3)
        if recused:
            self.recuse(session, recused)
        actions.call(session, by=self.people["chair"], case=self.at(session, 1))
        actions.write_notes(session, by=self.people["secretary"], notes="Rent was asked about.")
        motion = self.moved(session)
        voting = [name for name in there if name not in ("secretary", recused)]
        self.vote(session, motion, **{name: "for" for name in voting if name != "second"})
        if "second" in voting:
            dissent = {"choice": "against", "dissent": "The lease is not proven."}
            actions.vote(session, by=self.people["second"], motion=motion.uid, **dissent)
        self.close(session, motion)
        actions.defer(session, by=self.people["chair"], case=self.at(session, 2), reason="Was the rent paid?")
        return actions.close_session(session, by=self.people["chair"])

    def sealed(self, *there: str, recused: str = "") -> Seal:
        """The sealed minutes of such a session."""
        minutes = actions.draft_of(self.closed(*there, recused=recused))
        return actions.seal(minutes, by=self.people["chair"], expected_version=minutes.version)

    def has_mobile(self, name: str) -> None:
        """The member confirmed a mobile."""
        user = self.people[name].user
        user.mobile, user.mobile_confirmed_at = user.mobile or f"+96650000{user.pk:04d}", timezone.now()
        user.save(update_fields=["mobile", "mobile_confirmed_at"])

    def signs(self, seal: Seal, name: str) -> Any:
        """The member signs with the code that comes to their mobile."""
        member = self.people[name]
        self.has_mobile(name)
        row = actions.ask_code(seal, by=member)
        notice = seal.minutes.association.notices.get(key=f"code:{row.uid}")
        code = re.search(r"[0-9]{6}(?=\.)", notice.body)
        assert code is not None
        return actions.sign(seal, by=member, code_uid=str(row.uid), code=code.group())
