"""Complaints, inquiries, help and suggestions in every status, each with the rows its actions would have left."""

from __future__ import annotations

import random
from datetime import date, datetime
from typing import Any

from django.db.models import prefetch_related_objects
from django.utils import timezone

from associations.enums import Channel
from associations.models import MomentKind
from associations.promises import OPENED
from beneficiaries.models import Beneficiary
from complaints.actions.routing import route, staff_of
from complaints.enums import RIGHT, SERIES, ClosedBecause, Finding, Kind, Means
from complaints.models import (
    Complaint,
    ComplaintEvent,
    ComplaintMoment,
    ComplaintPromise,
    Confirmation,
    ContactAttempt,
    Reply,
    Resolution,
)
from complaints.tracking import code_hash, new_code
from complaints.workflow import WORKFLOW

from ..complaints_story import ANSWERS, SCRIPTS
from .casework import Calendar, InMemory, KnownPeople
from .households import pick_of
from .households import uid as new_uid
from .writing import Batch

COMPLAINT_WAYS = (
    (55, "take:1 decide:4 give_answer:1 confirm:3"),
    (15, "take:1 decide:5 give_answer:2 attempt:3 attempt:3 attempt:4 unreached:1"),
    (20, "take:2 decide:9 give_answer:3"),
    (10, "take:3"),
)
OTHER_WAYS = ((75, "answer:1 confirm:2"), (20, "answer:3"), (5, ""))
FINDINGS = (Finding.UPHELD, Finding.PARTLY, Finding.NOT_UPHELD)
WORDS = {kind: [script[3:5] for script in SCRIPTS if script[1] == kind] for kind in Kind}
REASONS = "رجعنا إلى السجل، ونظرنا فيما ذكرت."


class Complaints:
    """Makes the complaints of one association, the oldest first."""

    def __init__(self, association: Any, *, members: dict[str, Any], count: int, chance: random.Random, since: date):
        self.association, self.members, self.count, self.chance = association, members, count, chance
        self.calendar, self.people = Calendar(association, since), KnownPeople(association, chance)
        self.version = association.policy_in_force()
        prefetch_related_objects([self.version], "response_rules", "channels")
        self.channels = [row.channel for row in self.version.channels.all()]
        staff = staff_of(association)
        self.routes: dict[str, tuple[str, Any]] = {}
        for kind in Kind:
            one = Complaint(association=association, policy_version=self.version, kind=kind)
            route(one, staff=staff, away=())
            self.routes[kind] = one.body, one.owner
        self.made = 0

    def fill(self, rows: Batch, count: int) -> None:
        """The next ones, added to the batch."""
        places, moments = self.calendar.share(self.chance, self.made, count, of=self.count)
        for place, received, person in zip(places, moments, self.people.known_at(moments), strict=True):
            self.made += 1
            case = _Case(self, rows, person, received)
            ways = COMPLAINT_WAYS if case.row.kind == Kind.COMPLAINT else OTHER_WAYS
            case.go(self.chance.choices([way for _w, way in ways], [weight for weight, _way in ways])[0], place)
            case.keep()


class _Case(InMemory):
    """One case on its way, in memory."""

    MODELS = {"event": ComplaintEvent, "moment": ComplaintMoment, "promise": ComplaintPromise}
    WORKFLOW = WORKFLOW

    def __init__(self, work: Complaints, rows: Batch, person: Beneficiary, received: datetime) -> None:
        super().__init__(work, rows, received)
        kind = self.chance.choices(list(Kind), [45, 35, 12, 8])[0]
        account, wish = pick_of(self.chance, WORDS[kind])
        channel = pick_of(self.chance, work.channels)
        online = channel == Channel.WEBSITE
        body, owner = work.routes[kind]
        self.row = Complaint(
            association=work.association,
            policy_version=work.version,
            uid=new_uid(self.chance),
            reference=rows.reference(SERIES[Kind(kind)], timezone.localdate(received)),
            kind=kind,
            channel=channel,
            account=account,
            wish=wish,
            person_name=person.full_name,
            beneficiary=None if online else person,
            agreed_means=Means.SMS,
            code_hash=code_hash(new_code(), association_id=work.association.pk),
            status_since=received,
            body=body,
            owner=owner,
            received_by=None if online else work.members["desk"],
            received_at=received,
            complete_at=received,
        )
        self.row.mobile = person.mobile
        rows.add(self.row)
        who = "" if online else "desk"
        self.moment(MomentKind.RECEIVED, who)
        self.moment(MomentKind.COMPLETE, who)
        self.reckon(OPENED)
        self.note("opened", who, detail={"channel": channel, "kind": kind})

    def keep(self) -> None:
        for row in (*self.moments, *self.records):
            self.rows.add(row)

    @property
    def handler(self) -> str:
        is_complaint = self.row.kind == Kind.COMPLAINT
        named = "followup" if self.work.version.follow_up_body_ar else "manager"
        return named if is_complaint else "officer"

    def do_take(self) -> None:
        self.row.owner = self.work.members[self.handler]
        self.move("take", self.handler)

    def do_decide(self) -> None:
        finding = pick_of(self.chance, FINDINGS)
        remedy = {"apology": "نعتذر منك عما حصل.", "putting_right": "يتصل بك الموظف المختص هذا الأسبوع."}
        self._of_round(
            Resolution, self.handler, finding=finding, reasons=REASONS, **(remedy if finding in RIGHT else {})
        )
        self.move("decide", self.handler, detail={"finding": finding})

    def do_give_answer(self) -> None:
        self._tell("give_answer", {})

    def do_answer(self) -> None:
        self.row.owner = self.row.owner or self.work.members[self.handler]
        finding = Finding.ADOPTED if self.row.kind == Kind.SUGGESTION else Finding.ANSWERED
        self._of_round(Resolution, self.handler, finding=finding, reasons=ANSWERS[Kind(self.row.kind)])
        self._tell("answer_now", {"finding": finding})

    def _tell(self, event: str, detail: dict[str, Any]) -> None:
        self._of_round(Reply, self.handler, means=self.row.agreed_means)
        self.row.answered_at = self.at
        self.move(event, self.handler, detail={**detail, "means": self.row.agreed_means})

    def do_attempt(self) -> None:
        note = "رن الجوال ولم يُجَب."
        self._of_round(ContactAttempt, self.handler, means=Means.PHONE, note=note)
        self.move("record_attempt", self.handler, reason=note, detail={"means": Means.PHONE})

    def do_unreached(self) -> None:
        self._close("close_unreached", self.handler, ClosedBecause.UNREACHED)

    def do_confirm(self) -> None:
        self._of_round(Confirmation, "")
        self._close("confirm", "", ClosedBecause.CONFIRMED)

    def _close(self, event: str, who: str, ground: ClosedBecause) -> None:
        self.row.closed_at, self.row.closed_because = self.at, ground
        self.move(event, who)

    def _of_round(self, model: Any, who: str, **facts: Any) -> None:
        facts |= {"association": self.work.association, "at": self.at, "by": self.by(who)}
        self.records.append(model(complaint=self.row, round=self.row.round, **facts))
