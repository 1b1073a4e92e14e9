"""Two sessions of the committee that are over: minutes sealed and partly signed, and a draft that waits."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import datetime, time, timedelta
from typing import Any

from django.utils import timezone

from accounts.models import Membership
from committees.enums import Choice
from proceedings import actions
from proceedings.enums import Ground, MatterKind
from proceedings.models import Seal, Session

from .story import clock_at

PLACE = "قاعة الاجتماعات في مقر الجمعية"
ACCOUNTS = ("chair", "member1", "member2", "member4")
MOBILES = {account: f"+96650000002{place}" for place, account in enumerate(ACCOUNTS)}


def tell(body: Any, members: dict[str, Membership], *, move: Callable[..., Any]) -> None:
    """Earlier today, since the committee stands from today on."""
    for account, mobile in MOBILES.items():
        user = members[account].user
        user.mobile, user.mobile_confirmed_at = mobile, timezone.now()
        user.save(update_fields=["mobile", "mobile_confirmed_at"])
    moments = _moments(180)
    _seal(_held(body, members, moments, move), members, moments)
    _write(_held(body, members, _moments(120), move), members)


def _moments(begun: int) -> Iterator[datetime]:
    """Moments of today, four minutes apart, beginning so many minutes ago; never before midnight."""
    midnight = timezone.make_aware(datetime.combine(timezone.localdate(), time(0, 1)))
    for place in range(12):
        yield max(midnight, timezone.now() - timedelta(minutes=begun - 4 * place))


def _held(
    body: Any,
    members: dict[str, Membership],
    moments: Iterator[datetime],
    move: Callable[..., Any],
) -> Session:
    """One item decided without its researcher's kin, one deferred; the rest was not reached."""
    chair, secretary = members["chair"], members["member4"]
    with clock_at(next(moments)):
        session = actions.convene(body, by=secretary, planned_at=timezone.now(), place=PLACE)
    with clock_at(next(moments)):
        actions.open_session(session, by=secretary)
        seats = {account: body.seats.get(membership=members[account]) for account in MOBILES}
        for seat in seats.values():
            actions.come_in(session, by=secretary, seat_id=seat.pk)
    with clock_at(next(moments)):
        first, second = session.items.filter(kind=MatterKind.SUPPORT, recusals__isnull=True)[:2]
        given = {"case": second.reference, "seat_id": seats["member2"].pk, "ground": Ground.KINSHIP}
        actions.recuse(session, by=chair, **given)
        actions.call(session, by=chair, case=first.reference)
        actions.write_notes(session, by=secretary, notes="عُرضت الدراسة، وسُئل عن الدخل الحالي فأجيب من الملف.")
        motion = move(session, chair, first)
    with clock_at(next(moments)):
        for account in ("chair", "member1"):
            actions.vote(session, by=members[account], motion=motion.uid, choice=Choice.FOR)
        dissent = "أرى تأجيل البت حتى يُستكمل كشف الحساب."
        actions.vote(session, by=members["member2"], motion=motion.uid, choice=Choice.AGAINST, dissent=dissent)
        actions.close_vote(session, by=chair, motion=motion.uid)
    with clock_at(next(moments)):
        actions.defer(
            session, by=chair, case=second.reference, reason="هل صدرت نتيجة اعتراض الأسرة لدى الضمان الاجتماعي؟"
        )
        actions.leave(session, by=secretary, seat_id=seats["member2"].pk)
    with clock_at(next(moments)):
        return actions.close_session(session, by=chair)


def _write(session: Session, members: dict[str, Membership]) -> None:
    actions.write(
        actions.draft_of(session),
        by=members["member4"],
        texts={
            "introduction": "افتتح رئيس اللجنة الجلسة بحمد الله، ورحب بالحاضرين، ثم عُرض جدول الأعمال فأُقر.",
            "recommendations": "توصي اللجنة الباحثين بإرفاق كشف الحساب لثلاثة أشهر مع كل دراسة.",
        },
        discussions={},
    )


def _seal(session: Session, members: dict[str, Membership], moments: Iterator[datetime]) -> None:
    """Sealed by the chair; two members signed with their codes, one not yet, and one word was put right."""
    with clock_at(next(moments)):
        _write(session, members)
        seal = actions.seal(session.minutes, by=members["chair"])
    with clock_at(next(moments)):
        for account in ("chair", "member1"):
            _sign(seal, members[account])
    with clock_at(next(moments)):
        actions.correct(
            seal.minutes,
            by=members["chair"],
            text="التوصية الواردة في المحضر موجهة إلى الباحثين وموظفي الاستقبال معًا.",
            reason="سقط ذكر موظفي الاستقبال سهوًا.",
        )


def _sign(seal: Seal, member: Membership) -> None:
    row = actions.ask_code(seal, by=member)
    code = re.findall(r"[0-9]{6}", seal.minutes.association.notices.get(key=f"code:{row.uid}").body)[-1]
    actions.sign(seal, by=member, code_uid=str(row.uid), code=code)
