"""Conditions that are voted on: part of the motion and of the minutes, and of the decision once it is carried."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from committees.enums import Choice, Result
from core.errors import DomainError
from proceedings import actions
from proceedings.minutes_paper import extract_sheet, minutes_sheet
from proceedings.models import Motion, MotionStipulation
from proceedings.room_of_file import forget
from requests.enums import MustBeMet, Outcome
from requests.models import Decision, Stipulation
from requests.stipulating import Stipulated
from tests.factories.anonymous import made_anonymous
from tests.factories.sessions import Body
from tests.proceedings.test_verify_minutes import past_every_rule, verified

TABLE = "proceedings_motionstipulation"
THERE = ("chair", "first", "second")
LEASE = "إحضار عقد إيجار ساري باسمكم"


def asked() -> tuple[Stipulated, ...]:
    return (
        Stipulated(LEASE, MustBeMet.BEFORE, timezone.localdate() + datetime.timedelta(days=10)),
        Stipulated("إرسال سند السداد", MustBeMet.AFTER),
    )


@pytest.fixture
def moved(body: Body) -> tuple[Body, Any, Motion]:
    session, _item = body.called(*THERE, "secretary")
    return body, session, body.moved(session, stipulations=asked())


def carried(body: Body, session: Any, motion: Motion) -> None:
    body.vote(session, motion, **dict.fromkeys(THERE, Choice.FOR))
    assert body.close(session, motion).result == Result.CARRIED


def test_what_is_carried_becomes_the_decision_s_in_the_same_transaction(moved):
    body, session, motion = moved
    assert not Stipulation.objects.exists()
    carried(body, session, motion)
    rows = Stipulation.objects.for_pages()
    assert [(row.text, row.needed, row.last_on) for row in rows] == [tuple(row) for row in asked()]
    assert {row.decision for row in rows} == {Decision.objects.get()}
    assert LEASE in str(Decision.objects.get().letter.facts)


def test_what_is_lost_asks_nothing(moved):
    body, session, motion = moved
    body.vote(session, motion, **dict.fromkeys(THERE, Choice.AGAINST))
    assert body.close(session, motion).result == Result.LOST
    assert not Stipulation.objects.exists()


def test_a_motion_to_refuse_carries_none(body):
    session, _item = body.called(*THERE)
    refused = {"outcome": Outcome.REFUSED, "amount": None, "refusal_reason": "income"}
    with pytest.raises(DomainError) as refusal:
        body.moved(session, stipulations=asked(), **refused)
    assert (refusal.value.code, refusal.value.field) == ("nothing_granted", "stipulations")
    motion = body.moved(session, **refused)
    with pytest.raises(IntegrityError, match="only what is granted has conditions"), transaction.atomic():
        motion.stipulations.create(association=motion.association, position=1, text="x", needed="before")


def test_they_are_typed_in_plain_rows_and_blank_ones_are_left_out(body, client_of):
    session, _item = body.called(*THERE, "secretary")
    client = client_of(body.people["chair"])
    url = reverse("proceedings:move", args=["twaim", session.reference])
    page = client.get(url).content.decode()
    assert page.count("_text") >= 8
    sent = {
        "outcome": "accepted",
        "amount": "500",
        "reasons": "As the study finds.",
        "stipulations_1_text": "",
        "stipulations_2_text": LEASE,
        "stipulations_2_needed": "before",
        "stipulations_2_day_0": "hijri",
        "stipulations_2_day_1": "31",
        "stipulations_2_day_2": "1",
        "stipulations_2_day_3": "1460",
    }
    refused = client.post(url, sent)
    assert refused.status_code == 422
    assert LEASE in refused.content.decode()  # nothing typed is lost
    assert 'value="31"' in refused.content.decode()
    assert client.post(url, {**sent, "stipulations_2_day_1": "15"}).status_code == 302
    row = MotionStipulation.objects.get()
    assert (row.position, row.text, row.needed) == (1, LEASE, "before")
    assert row.last_on is not None
    live = client.get(reverse("proceedings:session", args=["twaim", session.reference])).content.decode()
    assert LEASE in live
    vote = client.get(reverse("proceedings:vote", args=["twaim", session.reference])).content.decode()
    assert LEASE in vote


def test_by_circulation_too(staff):
    body = Body(staff, circulation_days=3)
    (case,) = body.ready()
    session = actions.prepare_circulation(body.committee, by=body.people["secretary"], cases=[case.reference])
    words = {"outcome": Outcome.ACCEPTED, "amount": 500, "reasons": "As the study finds.", "stipulations": asked()}
    by = body.people["secretary"]
    actions.write_motion(session, by=by, case=case.reference, **{**words, "stipulations": ()})
    motion = actions.write_motion(session, by=by, case=case.reference, **words)
    actions.circulate(session, by=by, days=2)
    for name in ("chair", "deputy", "first", "second", "third"):
        actions.vote_apart(session, by=body.people[name], motion=motion.uid, choice=Choice.FOR)
    assert Stipulation.objects.count() == 2


def a_sealed(body: Body) -> Any:
    session, _item = body.called(*THERE, "secretary", cases=1)
    carried(body, session, body.moved(session, stipulations=asked()))
    actions.close_session(session, by=body.people["chair"])
    minutes = actions.draft_of(session)
    return actions.seal(minutes, by=body.people["chair"], expected_version=minutes.version)


def test_the_minutes_and_the_extract_say_them(body):
    seal = a_sealed(body)
    assert LEASE in minutes_sheet(seal.minutes, seal=None, hidden=())
    assert LEASE in minutes_sheet(seal.minutes, seal=seal, hidden=())
    item = seal.minutes.session.items.get(position=1)
    extract = extract_sheet(seal.minutes, seal, item=item.pk, check_url="")
    assert LEASE in extract
    assert "في موعد أقصاه" in extract


ALTERED = [("text", "x"), ("needed", "after"), ("last_on", "2099-01-01"), ("position", 8)]


@pytest.mark.parametrize(("column", "value"), ALTERED)
def test_a_changed_byte_of_a_condition_is_found(body, column, value):
    a_sealed(body)
    well, said = verified()
    assert well, said
    past_every_rule(TABLE, column, value, MotionStipulation.objects.get(position=1).pk)
    well, said = verified()
    assert not well
    assert "the record says otherwise" in said


def test_what_is_forgotten_is_no_alteration(body):
    seal = a_sealed(body)
    file = seal.minutes.session.items.get(position=1).support_request.beneficiary
    assert forget(file)
    assert set(MotionStipulation.objects.values_list("text", flat=True)) == {"—"}
    made_anonymous(file)
    well, said = verified()
    assert well, said
    assert LEASE not in minutes_sheet(seal.minutes, seal=seal, hidden=())


REWRITTEN = [
    ({"text": "Other words."}, "never changed"),
    ({"needed": "after"}, "never changed"),
    ({"last_on": None}, "never changed"),
]


@pytest.mark.parametrize(("columns", "words"), REWRITTEN)
def test_what_was_put_to_the_vote_is_never_rewritten(moved, columns, words):
    rows = MotionStipulation.objects.filter(position=1)
    with pytest.raises(IntegrityError, match=words), transaction.atomic():
        rows.update(**columns)
    with pytest.raises(IntegrityError, match=words), transaction.atomic():
        rows._raw_delete("default")


def test_nothing_is_added_once_somebody_voted(moved):
    body, session, motion = moved
    row = {"association": motion.association, "text": "x", "needed": "after"}
    motion.stipulations.create(**row, position=3)  # nobody has voted
    body.vote(session, motion, first=Choice.FOR)
    with pytest.raises(IntegrityError, match="before it is voted on"), transaction.atomic():
        motion.stipulations.create(**row, position=4)


def test_the_history_of_the_session_counts_them(moved, client_of):
    body, session, _motion = moved
    assert session.events.get(event="move").detail["conditions"] == 2
    url = reverse("proceedings:session", args=["twaim", session.reference])
    assert "2 conditions" in client_of(body.people["chair"]).get(url).content.decode()
