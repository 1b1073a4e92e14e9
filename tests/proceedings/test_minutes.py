"""Minutes are made from the record, sealed once, and nothing is lost in between (R6–R9)."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone, translation

from accounts.codes import WrongCode
from associations.due import JOBS
from committees.enums import TakesEffect
from core.errors import AlreadyHandled, DomainError, NotPermitted, StaleRecord
from proceedings import actions
from proceedings.actions import sitting as sitting_verbs
from proceedings.actions.signing import REMIND_AT_MOST, REMIND_EVERY, waiting_for
from proceedings.enums import SignedHow
from proceedings.matters import ready_for
from proceedings.minutes_paper import minutes_sheet
from proceedings.models import Minutes, Seal, Signature
from proceedings.record import sections_of
from requests.models import Decision
from tests.factories.minutes import a_scan
from tests.factories.sessions import Body


def test_closing_a_session_begins_its_minutes_with_a_number_of_their_own(body):
    session = body.closed()
    minutes = session.minutes
    assert minutes.reference.startswith("MN-")
    assert minutes.reference.endswith("-000001")
    assert actions.draft_of(session) == minutes


def test_a_process_that_dies_while_closing_leaves_the_session_open_and_one_that_died_before_loses_nothing(
    body, monkeypatch
):
    """Session, decisions and draft are one transaction; a session without a draft gets it from the due job."""

    def dies(*_args: Any, **_kwargs: Any) -> None:
        raise RuntimeError("killed")

    session = body.opened("chair", "first", "second")
    monkeypatch.setattr(sitting_verbs, "draft_of", dies)
    with pytest.raises(RuntimeError):
        actions.close_session(session, by=body.people["chair"])
    session.refresh_from_db()
    assert session.status == "open"
    assert not Minutes.objects.exists()
    monkeypatch.setattr(sitting_verbs, "draft_of", lambda *_args, **_kwargs: None)  # as before there were minutes
    actions.close_session(session, by=body.people["chair"])
    assert not Minutes.objects.exists()
    assert JOBS["minutes of closed sessions"](body.staff.association) == 1
    assert JOBS["minutes of closed sessions"](body.staff.association) == 0
    assert {one.key for one in sections_of(Minutes.objects.get())} >= {"head", "attendance", "item-1", "closing"}


def test_a_draft_says_what_the_record_says_in_arabic_whatever_the_reader_reads(body):
    minutes = actions.draft_of(body.closed(recused="third"))
    with translation.override("en"):
        sheet = " ".join(minutes_sheet(minutes, seal=None, hidden=()).split())
    case = body.cases[0]
    for words in (
        "محضر الجلسة",
        "مسودة",
        body.people["chair"].user.name_ar,
        case.beneficiary.full_name,
        "As the study finds.",
        "The lease is not proven.",
        "Was the rent paid",
        "تنحّى عن البند",
        "مؤيد ٢، معارض ١، ممتنع ٠",
        "لم يُنظر في البند",
        f"وتغيّب: {body.people['deputy'].user.name_ar}",
    ):
        assert words in sheet


def test_only_free_words_are_written_and_the_last_reader_is_asked_again(body):
    minutes = actions.draft_of(body.closed())
    given = {
        "by": body.people["secretary"],
        "texts": {"introduction": "Opened with thanks."},
        "discussions": {1: "Well."},
    }
    actions.write(minutes, **given, expected_version=1)
    with pytest.raises(StaleRecord):
        actions.write(minutes, **given, expected_version=1)
    with pytest.raises(StaleRecord):
        actions.seal(minutes, by=body.people["chair"], expected_version=1)
    seal = actions.seal(minutes, by=body.people["chair"], expected_version=2)
    said = {row.key: json.loads(row.content) for row in seal.sections.all()}
    assert said["introduction"] == {"text": "Opened with thanks."}
    assert said["item-1-words"]["discussion"] == "Well."
    assert said["item-1-words"]["notes"] == "Rent was asked about."
    with pytest.raises(AlreadyHandled, match="A correction is an annex"):
        actions.write(minutes, **given)


def test_nobody_words_an_item_in_which_they_take_no_part(body):
    session = body.closed(recused="deputy")
    given = {"texts": {}, "discussions": {1: "x"}}
    with pytest.raises(NotPermitted, match="take no part"):
        actions.write(actions.draft_of(session), by=body.people["deputy"], **given)
    actions.write(actions.draft_of(session), by=body.people["secretary"], **given)


@pytest.mark.parametrize("name", ["first", "secretary", "deputy"])
def test_who_presided_seals_and_nobody_else(body, name):
    minutes = actions.draft_of(body.closed())
    with pytest.raises(NotPermitted):
        actions.seal(minutes, by=body.people[name])
    assert actions.seal(minutes, by=body.people["chair"]).number == 0
    with pytest.raises(AlreadyHandled):
        actions.seal(minutes, by=body.people["chair"])


def test_the_deputy_who_presided_seals(body):
    session = body.opened("deputy", "first", "second")
    session = actions.close_session(session, by=body.people["deputy"])
    minutes = actions.draft_of(session)
    with pytest.raises(NotPermitted, match="Who presided"):
        actions.seal(minutes, by=body.people["chair"])
    assert actions.seal(minutes, by=body.people["deputy"]).sealed_by == body.people["deputy"].user


def test_each_sealed_paper_follows_the_last_one(body):
    first = body.sealed()
    second = actions.seal(actions.draft_of(body.closed()), by=body.people["chair"])
    annex = actions.correct(first.minutes, by=body.people["chair"], text="Room 2.", reason="Misheard.")
    other = actions.correct(first.minutes, by=body.people["chair"], text="Room 3.", reason="Misheard again.")
    assert (first.previous, second.previous, annex.previous, other.previous) == (None, first, first, annex)
    assert first.digest in second.head
    assert annex.digest in other.head
    assert [one.number for one in Seal.objects.filter(minutes=first.minutes)] == [0, 1, 2]


def test_a_draft_has_no_annex(body):
    with pytest.raises(DomainError, match="not sealed"):
        actions.correct(actions.draft_of(body.closed()), by=body.people["chair"], text="x", reason="y")


@pytest.fixture
def late(staff) -> Body:
    return Body(staff, takes_effect=TakesEffect.MINUTES)


def test_decisions_take_effect_when_the_minutes_are_sealed_where_the_formation_says_so(late):
    session = late.closed()
    assert not Decision.objects.exists()
    waiting = {row.reference for row in ready_for(late.staff.body, most=9)}
    assert late.at(session, 1) not in waiting  # decided: not put on the next docket meanwhile
    assert late.at(session, 2) in waiting
    actions.seal(session.minutes, by=late.people["chair"])
    assert Decision.objects.get().support_request.reference == late.at(session, 1)


def test_sealing_and_effect_are_one_transaction(late, monkeypatch):
    from proceedings.actions import minutes as verbs

    def dies(*_args: Any, **_kwargs: Any) -> None:
        raise RuntimeError("killed")

    session = late.closed()
    monkeypatch.setattr(verbs, "take_effect_of_session", dies)
    with pytest.raises(RuntimeError):
        actions.seal(session.minutes, by=late.people["chair"])
    assert not Seal.objects.exists()
    assert not Decision.objects.exists()


def test_members_who_attended_sign_each_once(body):
    seal = body.sealed()
    assert len(waiting_for(seal)) == 4
    assert body.signs(seal, "first").how == SignedHow.CODE
    with pytest.raises(AlreadyHandled, match="signed already"):
        body.signs(seal, "first")
    with pytest.raises(NotPermitted, match="Who attended"):
        body.signs(seal, "third")
    assert len(waiting_for(seal)) == 3


def test_a_code_signs_one_paper_for_one_member(body):
    seal = body.sealed()
    annex = actions.correct(seal.minutes, by=body.people["chair"], text="Room 2.", reason="Misheard.")
    body.has_mobile("first")
    row = actions.ask_code(seal, by=body.people["first"])
    code = seal.minutes.association.notices.get(key=f"code:{row.uid}").body.split(": ")[1][:6]
    given = {"code_uid": str(row.uid), "code": code}
    with pytest.raises(WrongCode):
        actions.sign(annex, by=body.people["first"], **given)
    with pytest.raises(WrongCode):
        actions.sign(seal, by=body.people["second"], **given)
    wrong = "000000" if code != "000000" else "111111"
    with pytest.raises(WrongCode):
        actions.sign(seal, by=body.people["first"], code_uid=str(row.uid), code=wrong)
    with time_machine.travel(timezone.now() + timedelta(minutes=6)), pytest.raises(WrongCode):
        actions.sign(seal, by=body.people["first"], **given)
    assert actions.sign(seal, by=body.people["first"], **given).seat == body.seat("first")


def test_without_a_mobile_a_member_hears_what_to_do(body):
    with pytest.raises(DomainError, match="sign on paper"):
        actions.ask_code(body.sealed(), by=body.people["first"])


def test_signatures_on_paper_are_entered_with_their_scan_and_a_refusal_with_its_reason(body):
    seal = body.sealed()
    seats = [body.seat(name).pk for name in ("chair", "first")]
    with pytest.raises(NotPermitted):
        actions.record_on_paper(seal, by=body.people["second"], seat_ids=seats, upload=a_scan())
    rows = actions.record_on_paper(seal, by=body.people["secretary"], seat_ids=seats, upload=a_scan())
    assert len({row.stored_as for row in rows}) == 1
    with pytest.raises(AlreadyHandled):
        actions.record_on_paper(seal, by=body.people["secretary"], seat_ids=seats, upload=a_scan())
    actions.record_refusal(
        seal, by=body.people["secretary"], seat_id=body.seat("second").pk, words="Not as I said it."
    )
    with pytest.raises(AlreadyHandled):
        actions.record_refusal(seal, by=body.people["secretary"], seat_id=body.seat("second").pk, words="Again.")
    assert [seat.position for seat in waiting_for(seal)] == ["secretary"]
    body.signs(seal, "second")  # thinks again
    assert Signature.objects.filter(seat=body.seat("second")).count() == 2


def test_who_has_not_answered_is_reminded_a_few_times_and_no_more(body):
    seal = body.sealed()
    body.signs(seal, "first")
    remind, association = JOBS["minutes that wait for signatures"], body.staff.association
    assert remind(association) == 3
    assert remind(association) == 0
    told = [remind(association)]
    for turn in range(1, REMIND_AT_MOST + 4):
        with time_machine.travel(seal.sealed_at + turn * REMIND_EVERY + timedelta(hours=1)):
            told += [remind(association), remind(association)]
    assert sum(told) == 3 * REMIND_AT_MOST
    emails = {notice.recipient for notice in association.notices.filter(event="minutes_wait")}
    assert emails == {body.people[name].user.email for name in ("chair", "second", "secretary")}
