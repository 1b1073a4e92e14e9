"""Support requests in every status, each with the rows its actions would have left.

The promise is derived by the real clock from the case's own moments. A request's steps lie on working days; what would
lie ahead has not happened yet, so the newest requests stand where they would stand today. Notices are not written:
nobody is told of what is invented.
"""

from __future__ import annotations

import heapq
import random
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import prefetch_related_objects
from django.utils import timezone

from associations.enums import BROUGHT_BY_ANOTHER, TextKind
from associations.models import MomentKind
from associations.promises import OPENED
from beneficiaries.models import Beneficiary
from committees.actions import body_named_by
from correspondence import actions as letters
from correspondence.models import Letter, LetterKind
from requests.actions.decision import USUAL_IN_KIND, USUAL_IN_MONEY, Terms
from requests.actions.intake import SERIES, signed_facts_digest, stops_while_returned
from requests.actions.papers import decision_facts
from requests.eligibility_facts import conditions_of
from requests.enums import ItemState, Occasion, Outcome, ReceivedBy, SignatureMethod, Status, UsualReason
from requests.models import (
    Answer,
    ChecklistEntry,
    Decision,
    Declaration,
    DeliveredPart,
    Delivery,
    Instalment,
    Recommendation,
    RequestEvent,
    RequestMoment,
    RequestPromise,
    SupportRequest,
)
from requests.workflow import HAND_OVER, WORKFLOW

from ..story import FINDINGS, NEEDS
from .beside import Beside
from .casework import Calendar, KnownPeople
from .households import pick_of
from .households import uid as new_uid
from .situations import Situations
from .writing import Batch

# How often a request goes this way; a step is followed by the working days after the one before.
WAYS: tuple[tuple[int, str], ...] = (
    (52, "complete:1 start_study:2 recommend:4 decide:4 give_answer:1 deliver:5 close:2"),
    (16, "complete:1 start_study:2 recommend:5 refuse:4 give_answer:1 close:1"),
    (10, "complete:1 start_study:1 return_for_completion:2 complete:5 start_study:1 recommend:3 decide:4 "
         "give_answer:2 deliver:6 close:2"),
    (6, "check:2 complete:3 start_study:9 recommend:12 decide:8 give_answer:3 deliver:9 close:5"),
    (6, "check complete:2 start_study:2 withdraw:3"),
    (4, "check"),
    (3, "check complete:1 start_study:2 return_for_completion:2"),
    (3, "check complete:1 start_study:2 recommend:4 decide:4 give_answer:1"),
)  # fmt: skip
_RUNNING = [sum(weight for weight, _way in WAYS[: place + 1]) for place in range(len(WAYS))]
RETURNED_BECAUSE = "المستند المرفق قديم، والمطلوب نسخة حديثة منه."


class Requests:
    """Makes the requests of one association, the oldest first; letters are numbered in the order of their days."""

    def __init__(self, association: Any, *, members: dict[str, Any], count: int, chance: random.Random, since: date):
        self.association, self.members, self.count, self.chance = association, members, count, chance
        self.calendar = Calendar(association, since)
        self.version = association.policy_in_force()
        prefetch_related_objects([self.version], "response_rules", "channels")
        self.services = list(association.services.with_terms(on=timezone.localdate()))
        self.channels = [row.channel for row in self.version.channels.all()]
        self.body = body_named_by(self.version)
        voting = self.body.formations.that_vote(timezone.localdate()).first()
        self.votes_from = voting.from_on if voting else None
        self.declaration = association.agreed_texts.in_force(TextKind.DECLARATION)
        self.reasons = {row.code: row for row in association.refusal_reasons.all()}
        self.people = KnownPeople(association, chance)
        self.office = association.offices.filter(is_main=True).first()
        self.conditions = {service.pk: conditions_of(service.current) for service in self.services}
        self.made = 0
        self.waiting: list[tuple[datetime, int, Any, list[Any]]] = []  # until the number of their letter is known

    def fill(self, rows: Batch, count: int) -> None:
        """The next requests, added to the batch."""
        places, moments = self.calendar.share(self.chance, self.made, count, of=self.count)
        known = self.people.known_at(moments)
        self.situations = Situations(known)
        for place, opened, person in zip(places, moments, known, strict=True):
            self.made += 1
            self.number_letters(rows, until=opened)
            case = _Case(self, rows, person, opened)
            case.go(self.chance.choices(WAYS, cum_weights=_RUNNING)[0][1], place)
            case.keep()

    def number_letters(self, rows: Batch, *, until: datetime | None = None) -> None:
        """Give the letters of the days before ``until`` their numbers, and write what names them."""
        while self.waiting and (until is None or self.waiting[0][0] < until):
            _at, _place, case, later = heapq.heappop(self.waiting)
            case.number_letter(rows)
            for row in later:
                rows.add(row)


class _Case(Beside):
    """One request on its way, in memory."""

    MODELS = {"event": RequestEvent, "moment": RequestMoment, "promise": RequestPromise}
    WORKFLOW = WORKFLOW

    def __init__(self, work: Requests, rows: Batch, person: Beneficiary, opened: datetime) -> None:
        super().__init__(work, rows, opened)
        self.service = pick_of(self.chance, work.services)
        self.letter: Letter | None = None
        channel = pick_of(self.chance, [work.channels[0], *work.channels])
        self.row = SupportRequest(
            association=work.association,
            policy_version=work.version,
            uid=new_uid(self.chance),
            reference=rows.reference(SERIES, timezone.localdate(opened)),
            beneficiary=person,
            service=self.service,
            service_version=self.service.current,
            channel=channel,
            brought_by="خالد العنزي" if channel in BROUGHT_BY_ANOTHER else "",
            need=pick_of(self.chance, NEEDS),
            amount_asked=Decimal(self.chance.randrange(8, 60) * 100) if self.service.is_in_money else None,
            agreed_means=person.agreed_means,
            reviewing_body=work.body,
            opened_by=work.members["desk"].user,
            received_at=opened,
            status_since=opened,
        )
        rows.add(self.row)
        self.entries = [
            ChecklistEntry(association=work.association, support_request=self.row, item=item)
            for item in self.service.current.checklist_items.all()
        ]
        self.moment(MomentKind.RECEIVED, "desk")
        self.reckon(OPENED)
        self.note("opened", "desk", detail={"channel": self.row.channel})
        self.answers()
        self.found(Occasion.OPENED, "desk")
        self.comes_to_the_desk()

    # --- the way -----------------------------------------------------------------------------

    def do_check(self) -> None:
        needed = [entry for entry in self.entries if entry.item.is_mandatory]
        self._tick(needed[:-1])

    def do_complete(self) -> None:
        self._tick([entry for entry in self.entries if entry.item.is_mandatory])
        if not any(isinstance(record, Declaration) for record in self.records):
            self._declare()
        row = self.row
        if row.complete_at is None:
            row.complete_at = self.at
            self.moment(MomentKind.COMPLETE, "desk")
        if row.is_paused:
            row.is_paused = False
            self.moment(MomentKind.RESUMED, "desk")
        self.reckon("complete")
        self.move("complete", "desk")
        self.found(Occasion.COMPLETE, "desk")

    def do_start_study(self) -> None:
        self.row.researcher = self.work.members["researcher"].user
        self.move("start_study", "researcher")

    def do_recommend(self) -> None:
        self.is_visited()
        recommendation = self.add(
            Recommendation,
            outcome=Outcome.ACCEPTED,
            amount=self.row.amount_asked,
            findings=FINDINGS,
            by=self.work.members["researcher"].user,
            at=self.at,
        )
        self.studies(recommendation)
        self.move("recommend", "researcher", detail={"outcome": Outcome.ACCEPTED})

    def do_return_for_completion(self) -> None:
        researcher, missing = self.work.members["researcher"], self.entries[-1]
        missing.state, missing.checked_by, missing.checked_at = ItemState.MISSING, researcher.user, self.at
        missing.issued_on, missing.issued_in, missing.expires_on = None, "", None
        if stops_while_returned(self.row):
            self.row.is_paused = True
            self.moment(MomentKind.PAUSED, "researcher", reason=RETURNED_BECAUSE)
            self.reckon("returned")
        self.move("return_for_completion", "researcher", reason=RETURNED_BECAUSE)

    def waits(self, step: str, at: datetime) -> bool:
        """A body that decides by vote decides in its sessions, which nobody invents."""
        votes_from = self.work.votes_from
        return step in ("decide", "refuse") and votes_from is not None and timezone.localdate(at) >= votes_from

    def do_decide(self) -> None:
        asked = self.row.amount_asked
        granted = (asked * Decimal("0.8")).quantize(Decimal(1)) if asked else None
        outcome = Outcome.PARTLY_ACCEPTED if granted else Outcome.ACCEPTED
        self._decide(outcome, granted, "", "ثبتت الحاجة بالدراسة، والمنح ضمن المتاح في بند الخدمة.")

    def do_refuse(self) -> None:
        reasons = "نصيب الفرد من الدخل أعلى من الحد المعتمد لهذه الخدمة."
        self._decide(Outcome.REFUSED, None, UsualReason.INCOME, reasons)

    def do_give_answer(self) -> None:
        means = self.row.agreed_means
        self.record(Answer, means=means, given_at=self.at, by=self.work.members["desk"].user)
        self.row.answered_at = self.at
        if self.decision.outcome != Outcome.REFUSED:
            self.instalments = self.plan(self.decision.amount, self.service.name_ar)
        self.move("give_answer", "desk", detail={"means": means})

    def do_deliver(self) -> None:
        """No letter and no proof of the signature: an invented person gives it to nobody. What is not due waits."""
        today = timezone.localdate(self.work.calendar.now)
        for instalment in self.instalments:
            day = max(timezone.localdate(self.at), instalment.due_on)
            if day > today:
                return
            self.at += timedelta(days=(day - timezone.localdate(self.at)).days)
            self._hand_over(instalment)
            if instalment is not self.instalments[-1]:
                self.note(HAND_OVER, "desk")
        self.move("deliver", "desk")

    def _hand_over(self, instalment: Instalment) -> None:
        instalment.delivered = instalment.measure
        delivery = self.add(
            Delivery,
            what=self.service.name_ar if instalment.is_money else f"{instalment.item} ({instalment.quantity})",
            amount=instalment.amount,
            delivered_on=timezone.localdate(self.at),
            received_by=ReceivedBy.BENEFICIARY,
            receiver_name=self.row.beneficiary.full_name,
            method=SignatureMethod.ON_PAPER,
            by=self.by("desk"),
            at=self.at,
        )
        part = {"delivery": delivery, "instalment": instalment, "measure": instalment.measure}
        self.rows.add(DeliveredPart(association=self.work.association, **part))

    def do_close(self) -> None:
        if self.row.status == Status.ANSWERED and self.decision.outcome != Outcome.REFUSED:
            return  # something of the plan is not due yet
        self.row.closed_at = self.at
        self.move("close", "desk")

    def do_withdraw(self) -> None:
        self.row.closed_at = self.at
        self.move("withdraw", "desk", reason="استغنت الأسرة عن الطلب.")

    # --- what a step leaves ------------------------------------------------------------------

    def _tick(self, entries: list[ChecklistEntry]) -> None:
        desk = self.work.members["desk"].user
        for entry in entries:
            if entry.state != ItemState.MATCHED:
                entry.state, entry.checked_by, entry.checked_at = ItemState.MATCHED, desk, self.at
                self.dates(entry, timezone.localdate(self.at))
        self.note("checked", "desk")

    def _declare(self) -> None:
        self.record(
            Declaration,
            text=self.work.declaration.text_ar if self.work.declaration else "",
            agreed_text=self.work.declaration,
            digest=signed_facts_digest(self.row),
            method=SignatureMethod.ON_PAPER,
            signed_name=self.row.beneficiary.full_name,
            signed_at=self.at,
            witnessed_by=self.work.members["desk"].user,
        )
        self.note("declared", "desk", detail={"method": SignatureMethod.ON_PAPER})

    def _decide(self, outcome: str, amount: Decimal | None, refusal_reason: str, reasons: str) -> None:
        chair = self.work.members["chair"]
        usual = USUAL_IN_MONEY if self.service.is_in_money else USUAL_IN_KIND
        terms = Terms(outcome, amount, None, *usual)
        if outcome == Outcome.REFUSED:
            terms = Terms(outcome, None, self.work.reasons.get(refusal_reason), "", "")
        subject, facts = decision_facts(self.row, by=chair, reasons=reasons, terms=terms)
        self.letter = Letter(
            association=self.work.association,
            uid=new_uid(self.chance),
            kind=LetterKind.DECISION,
            about=self.row.reference,
            subject=subject,
            recipient=self.row.beneficiary.full_name,
            issued_on=timezone.localdate(self.at),
            issued_at=self.at,
            issued_by=chair.user,
            facts=facts,
            sha256=letters.digest(facts),
        )
        self.decision = self.record(
            Decision,
            body=self.row.reviewing_body,
            reasons=reasons,
            **terms.columns(),
            decided_by=chair.user,
            decided_at=self.at,
        )
        self.names_letter = {"outcome": outcome}
        self.move("decide", "chair", detail=self.names_letter)
        self.found(Occasion.DECIDED, "chair")

    def number_letter(self, rows: Batch) -> None:
        """The letter's number, and the rows that name it."""
        letter = self.letter
        assert letter is not None
        letter.year, letter.number = rows.number(letters.REGISTER, letter.issued_on)
        rows.add(letter)
        self.decision.letter = letter
        self.names_letter["letter"] = letter.reference

    def keep(self) -> None:
        """Everything into the batch, or, where a letter has no number yet, what hangs on it to wait."""
        for row in (*self.entries, *self.moments):
            self.rows.add(row)
        if self.letter is None:
            for row in self.records:
                self.rows.add(row)
        else:
            heapq.heappush(self.work.waiting, (self.letter.issued_at, self.work.made, self, self.records))

    def record(self, model: Any, **facts: Any) -> Any:
        row = model(association=self.work.association, support_request=self.row, **facts)
        self.records.append(row)
        return row
