"""What happened at each association lately: requests in every status, late and returned ones among them.

Everything is done by the same verbs that people use, at moments of the past: the demo's own clock is set back.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from unittest import mock

from django.utils import timezone

from accounts.models import Membership
from associations.calendars import working_calendar
from associations.enums import BROUGHT_BY_ANOTHER
from associations.models import Association
from beneficiaries.actions import Signed
from beneficiaries.models import Beneficiary
from core.hijri import DualDate
from correspondence.models import NoticeStatus
from correspondence.models.notice import BY_MACHINE
from requests import actions
from requests.actions.answering import settle
from requests.enums import ItemState, Outcome, ReceivedBy, SignatureMethod, UsualReason
from requests.models import SupportRequest

NEEDS = (
    "الأسرة تمر بظرف طارئ وتحتاج المساعدة في أقرب وقت.",
    "انقطع الدخل منذ ثلاثة أشهر، والمطلوب ما يسد الحاجة الأساسية.",
    "الطلب لأسرة من خمسة أفراد، بينهم طالبان في المرحلة الابتدائية.",
    "تعطل ما كنا نعتمد عليه، ولا نقدر على إصلاحه.",
)
FINDINGS = "زيارة ومقابلة: الدخل لا يغطي الالتزامات الشهرية، والحاجة قائمة كما وُصفت."

NO_OTHER = "لا يشمل الأسرة برنامج آخر يغطي هذه الحاجة، ولا معيل من الأقارب، والمبلغ المطلوب أقل ما يسدها."

# working days ago, then each step with the working days after the one before
SCRIPTS: tuple[tuple[int, str], ...] = (
    (0, "open"),
    (1, "open check"),
    (2, "open complete"),
    (3, "open complete study"),
    (26, "open complete study:2 prepare:3"),
    (6, "open complete study recommend:2"),
    (24, "open complete study:1 recommend:2"),
    (8, "open complete study return:2"),
    (12, "open complete study:1 return:2 complete:3"),
    (9, "open complete study:1 recommend:2 decide:3"),
    (14, "open complete study:2 recommend:3 decide:2 answer:1"),
    (20, "open complete study:1 recommend:3 decide:4 answer:1 deliver:3"),
    (30, "open complete study:2 recommend:5 decide:4 answer:1 deliver:5 close:1"),
    (34, "open complete study:1 recommend:4 refuse:5 answer:1 close:1"),
    (40, "open complete study:4 recommend:9 decide:6 answer:2 deliver:6 close:2"),
    (10, "open complete withdraw:2"),
)


@contextmanager
def clock_at(moment: datetime) -> Iterator[None]:
    """Everything inside happens at ``moment``."""
    with mock.patch.object(timezone, "now", return_value=moment):
        yield


class Teller:
    """Plays the scripts of one association."""

    def __init__(self, association: Association, members: dict[str, Membership], chance: random.Random) -> None:
        self.association, self.members, self.chance = association, members, chance
        self.services = list(association.services.all())
        calendar = working_calendar(association)
        today = timezone.localdate()
        self.days = [day for back in range(90, -1, -1) if calendar.is_working(day := today - timedelta(days=back))]
        self.now = timezone.now()

    def moment(self, day: date) -> datetime:
        """A minute of the office's day; never later than now."""
        minute = timezone.make_aware(datetime.combine(day, time(8, 30))) + timedelta(
            minutes=self.chance.randrange(330)
        )
        return min(minute, self.now)

    def tell(self, beneficiary: Beneficiary, days_ago: int, script: str) -> SupportRequest:
        """One request from its opening to where the script leaves it."""
        place = max(0, len(self.days) - 1 - days_ago)
        case: Any = beneficiary
        moment = None
        for word in script.split():
            verb, _colon, gap = word.partition(":")
            place = min(place + int(gap or 0), len(self.days) - 1)
            latest = self.moment(self.days[place])
            moment = latest if moment is None or latest > moment else min(moment + timedelta(minutes=12), self.now)
            with clock_at(moment):
                case = getattr(self, f"do_{verb}")(case) or case
            case = self.association.support_requests.for_pages().get(pk=case.pk)
        return case

    def do_open(self, beneficiary: Beneficiary) -> SupportRequest:
        service = self.chance.choice(self.services)
        channels = [row.channel for row in self.association.policy_in_force().channels.all()]
        channel = self.chance.choice([channels[0], channels[0], *channels])
        return actions.open_request(
            self.association,
            by=self.members["desk"],
            beneficiary=beneficiary,
            service=service,
            channel=channel,
            brought_by="خالد العنزي" if channel in BROUGHT_BY_ANOTHER else "",
            need=self.chance.choice(NEEDS),
            agreed_means=beneficiary.agreed_means,
            amount_asked=Decimal(self.chance.randrange(8, 60) * 100) if service.is_in_money else None,
        )

    def do_check(self, case: SupportRequest, leave: int = 1) -> None:
        entries = list(case.checklist.select_related("item"))
        found = {entry.pk: (ItemState.MATCHED.value, None) for entry in entries if entry.item.is_mandatory}
        for entry in [entry for entry in entries if entry.item.is_mandatory][len(found) - leave :] if leave else []:
            del found[entry.pk]
        days = (entry for entry in entries if entry.pk in found and entry.item.months)
        dated = {entry.pk: DualDate.of(timezone.localdate() - timedelta(days=40), "hijri") for entry in days}
        actions.check_item(case, by=self.members["desk"], findings=found, dated=dated)

    def do_complete(self, case: SupportRequest) -> None:
        desk = self.members["desk"]
        self.do_check(case, leave=0)
        signed = Signed(SignatureMethod.ON_PAPER, case.beneficiary.full_name)
        actions.sign_declaration(case, by=desk, signed=signed)
        actions.complete(case, by=desk)
        actions.issue_receipt(case, by=desk)

    def do_study(self, case: SupportRequest) -> None:
        actions.start_study(case, by=self.members["researcher"])

    def do_prepare(self, case: SupportRequest) -> None:
        """A recommendation that waits for the day of the body's session."""
        researcher = self.members["researcher"]
        actions.write_study(case, by=researcher, need=case.need, alternatives=NO_OTHER)
        actions.prepare_recommendation(
            self.association.support_requests.get(pk=case.pk),
            by=researcher,
            outcome=Outcome.ACCEPTED,
            amount=case.amount_asked,
            findings=FINDINGS,
        )

    def do_recommend(self, case: SupportRequest) -> None:
        actions.write_study(case, by=self.members["researcher"], need=case.need, alternatives=NO_OTHER)
        actions.recommend(
            self.association.support_requests.get(pk=case.pk),
            by=self.members["researcher"],
            outcome=Outcome.ACCEPTED,
            amount=case.amount_asked,
            findings=FINDINGS,
        )

    def do_return(self, case: SupportRequest) -> None:
        actions.return_for_completion(
            case,
            by=self.members["researcher"],
            reason="المستند المرفق قديم، والمطلوب نسخة حديثة منه.",
            papers=[case.checklist.last().pk],
        )

    def do_decide(self, case: SupportRequest) -> None:
        granted = case.amount_asked and (case.amount_asked * Decimal("0.8")).quantize(Decimal(1))
        actions.decide(
            case,
            by=self.members["chair"],
            outcome=Outcome.PARTLY_ACCEPTED if granted else Outcome.ACCEPTED,
            amount=granted,
            reasons="ثبتت الحاجة بالدراسة، والمنح ضمن المتاح في بند الخدمة.",
        )

    def do_refuse(self, case: SupportRequest) -> None:
        actions.decide(
            case,
            by=self.members["chair"],
            outcome=Outcome.REFUSED,
            refusal_reason=UsualReason.INCOME,
            reasons="نصيب الفرد من الدخل أعلى من الحد المعتمد لهذه الخدمة.",
        )

    def do_answer(self, case: SupportRequest) -> None:
        """By message as the gateway takes it at once, by hand as it was agreed."""
        desk = self.members["desk"]
        if case.agreed_means not in BY_MACHINE:
            actions.give_answer(case, by=desk, means=case.agreed_means)
            return
        attempt = actions.send_answer(case, by=desk)
        sent = {"status": NoticeStatus.SENT, "sent_at": timezone.now(), "attempts": 1}
        type(attempt.notice).objects.filter(pk=attempt.notice_id).update(**sent)
        settle(attempt)

    def do_deliver(self, case: SupportRequest) -> None:
        signed = Signed(SignatureMethod.ON_PAPER, case.beneficiary.full_name)
        actions.deliver(
            case,
            by=self.members["desk"],
            delivered_on=timezone.localdate(),
            received=actions.Received(ReceivedBy.BENEFICIARY, signed),
        )

    def do_close(self, case: SupportRequest) -> None:
        actions.close(case, by=self.members["desk"])

    def do_withdraw(self, case: SupportRequest) -> None:
        actions.withdraw(case, by=self.members["desk"], reason="استغنت الأسرة عن الطلب.")


def tell_all(association: Association, members: dict[str, Membership], people: list[Beneficiary], chance: Any) -> None:
    """Every script once, oldest first, each for another family."""
    teller = Teller(association, members, chance)
    for (days_ago, script), beneficiary in zip(sorted(SCRIPTS, reverse=True), people, strict=False):
        teller.tell(beneficiary, days_ago, script)
