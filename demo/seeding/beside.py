"""What lies beside the way of an invented request: replies, findings, study, field visit, plan, visit at the desk."""

from __future__ import annotations

import json
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from associations.enums import Channel
from core.months import months_after
from reception.enums import Purpose, VisitStatus
from reception.models import LedTo, Visit, VisitEvent
from requests.eligibility import evaluate
from requests.eligibility_facts import as_kept
from requests.enums import ItemState, Met, PaperCalendar, QuestionKind, VisitStanding
from requests.models import CaseStudy, EligibilityCheck, FieldVisit, Instalment, Reply, VisitReport
from requests.paper_validity import validity
from requests.questions import asked
from requests.workflow import PLAN, PLAN_VISIT, REPORT_VISIT, WRITE_STUDY

from .casework import InMemory
from .households import pick_of
from .households import uid as new_uid

ALTERNATIVES = "لا قريب يعيل الأسرة، ولا جهة أخرى تدعمها في هذا الأمر."
ROOMS = {"housing": "مسكن مستأجر من ثلاث غرف.", "household": "الأم والأبناء يسكنون معًا."}
CONCLUSION = "الحاجة قائمة، والمسكن صالح للسكن."
STUDIED, VISITED, MONTHLY = 0.6, 0.2, 0.15  # of those that come so far
TEXT = "كما ذُكر في المقابلة"


class Beside(InMemory):
    """Rows that no later step needs: each is added to the batch at once."""

    def add(self, model: Any, **facts: Any) -> Any:
        return self.rows.add(model(association=self.work.association, support_request=self.row, **facts))

    def comes_to_the_desk(self) -> None:
        """Who asked in person was a visitor before; served, and gone again."""
        if self.row.channel != Channel.INTERVIEW:
            return
        desk, association = self.work.members["desk"], self.work.association
        came, went = self.at - timedelta(minutes=self.chance.randrange(5, 40)), self.at + timedelta(minutes=6)
        visit = self.rows.add(
            Visit(
                association=association,
                uid=new_uid(self.chance),
                arrived_at=came,
                purpose=Purpose.REQUEST,
                channel=Channel.INTERVIEW,
                beneficiary=self.row.beneficiary,
                office=self.work.office,
                taken_in_by=desk,
                status=VisitStatus.SERVED,
                status_since=went,
                served_by=desk,
                served_at=self.at - timedelta(minutes=1),
                ended_at=went,
                version=3,
            )
        )
        moves = (("came", "waiting", came), ("serve", "being_served", visit.served_at), ("finish", "served", went))
        before = moves[0][1]
        for event, status, at in moves:
            facts = {"event": event, "from_status": before, "to_status": status, "at": at, "by": desk.user}
            self.rows.add(VisitEvent(association=association, case=visit, reason="", detail={}, **facts))
            before = status
        self.rows.add(LedTo(association=association, visit=visit, reference=self.row.reference))

    def answers(self) -> None:
        """Replies to the service's questions, as many as depend on one another."""
        questions = list(self.row.service_version.questions.all())
        given: dict[int, Any] = {}
        for question in asked(questions, given) if questions else ():
            given[question.pk] = self._reply(question)
        rows = [
            self.add(Reply, question=one, value={"is": given[one.pk]}, by=self.by("desk"), at=self.at)
            for one in questions
            if one.pk in given
        ]
        vars(self.row).setdefault("_prefetched_objects_cache", {})["replies"] = rows

    def _reply(self, question: Any) -> Any:
        if question.kind == QuestionKind.NUMBER:
            return str(self.chance.randrange(int(question.low or 1), int(question.high or 9) + 1))
        if question.kind == QuestionKind.DATE:
            return (timezone.localdate(self.at) - timedelta(days=self.chance.randrange(400))).isoformat()
        options = [option.value for option in question.options]
        if not options:
            return TEXT
        chosen = pick_of(self.chance, options)
        return [chosen] if question.kind == QuestionKind.SEVERAL else chosen

    def found(self, occasion: str, who: str) -> None:
        """What the conditions say on this day, kept as the verbs keep it."""
        conditions = self.work.conditions[self.row.service_id]
        if not conditions:
            return
        facts = self.work.situations.facts(self.row.beneficiary, timezone.localdate(self.at))
        found = evaluate(conditions, facts, service=self.row.service_id)
        figures = {"met": found.met, "score": found.score, "out_of": found.out_of}
        self.add(EligibilityCheck, occasion=occasion, findings=as_kept(found), **figures, by=self.by(who), at=self.at)

    def dates(self, entry: Any, on: date) -> None:
        """The date of a paper whose line asks how old it is."""
        if entry.item.months and entry.state == ItemState.MATCHED:
            entry.issued_on = on - timedelta(days=self.chance.randrange(1, 26))
            entry.issued_in = PaperCalendar.HIJRI
            found = validity(months=entry.item.months, issued_on=entry.issued_on, calendar="hijri", on=on)
            entry.expires_on = found.until

    def studies(self, recommendation: Any) -> None:
        """The case study of a recommendation; needed where the policy says so."""
        if not self.work.version.needs_case_study and self.chance.random() > STUDIED:
            return
        study = CaseStudy(
            association=self.work.association,
            support_request=self.row,
            recommendation=recommendation,
            uid=new_uid(self.chance),
            need=self.row.need,
            alternatives=ALTERNATIVES,
            written_by=self.by("researcher"),
            written_at=self.at,
            frozen_at=self.at,
        )
        study.facts = json.dumps(
            self.work.situations.kept(self.row.beneficiary, timezone.localdate(self.at)), ensure_ascii=False
        )
        study.health_facts = json.dumps({"person": self.row.beneficiary.health, "members": []}, ensure_ascii=False)
        self.rows.add(study)
        self.note(WRITE_STUDY, "researcher")

    def is_visited(self) -> None:
        """A field visit with its report."""
        if self.chance.random() > VISITED:
            return
        researcher, day = self.by("researcher"), timezone.localdate(self.at)
        person = self.row.beneficiary
        visit = self.add(
            FieldVisit,
            uid=new_uid(self.chance),
            number=1,
            visitor=researcher,
            planned_on=day,
            address=f"{person.city} {person.district}".strip() or "—",
            planned_by=researcher,
            planned_at=self.at,
            standing=VisitStanding.REPORTED,
        )
        self.rows.add(
            VisitReport(
                association=self.work.association,
                visit=visit,
                uid=new_uid(self.chance),
                visited_on=day,
                met=Met.PERSON,
                **ROOMS,
                conclusion=CONCLUSION,
                by=researcher,
                at=self.at,
            )
        )
        self.note(PLAN_VISIT, "researcher")
        self.note(REPORT_VISIT, "researcher")

    def plan(self, amount: Decimal | None, what: str) -> list[Instalment]:
        """What was granted, due on the day of the answer, or month by month."""
        day, desk = timezone.localdate(self.at), self.by("desk")
        count = 3 if amount and self.chance.random() < MONTHLY else 1
        part = (amount / count).quantize(Decimal(1)) if amount else None
        rows = [
            self.add(
                Instalment,
                position=position + 1,
                amount=part if part is None or position + 1 < count else amount - part * (count - 1),
                granted=amount,
                item="" if amount else what,
                quantity=None if amount else 1,
                due_on=months_after(day, position),
                made_by=desk,
                made_at=self.at,
            )
            for position in range(count)
        ]
        if count > 1:
            self.note(PLAN, "desk")
        return rows
