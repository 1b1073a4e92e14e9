"""Two at once over minutes: one seal, one signature, one chain. With real threads."""

from __future__ import annotations

from typing import Any

import pytest

from associations.presets import load
from core.errors import AlreadyHandled
from proceedings import actions
from proceedings.models import Minutes, Seal, Signature
from tests.conftest import IN_FORCE_FROM
from tests.factories.at_once import at_once
from tests.factories.minutes import a_scan
from tests.factories.sessions import Body
from tests.factories.support_requests import Staff

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def body(transactional_db: None) -> Body:
    version, _made = load("twaim", from_on=IN_FORCE_FROM)
    return Body(Staff(version.association))


def split(outcomes: list[Any]) -> tuple[list[Any], list[Exception]]:
    errors = [one for one in outcomes if isinstance(one, Exception)]
    return [one for one in outcomes if not isinstance(one, Exception)], errors


def test_sealed_from_two_screens_at_once_it_is_sealed_once(body):
    minutes, chair = actions.draft_of(body.closed()), body.people["chair"]
    done, refused = split(at_once(*(lambda: actions.seal(minutes, by=chair) for _ in range(2))))
    assert [len(done), *(type(error) for error in refused)] == [1, AlreadyHandled]
    assert Seal.objects.count() == 1


def test_two_minutes_sealed_at_once_stand_one_after_the_other(body):
    first, second = (actions.draft_of(body.closed()) for _ in range(2))
    chair = body.people["chair"]
    done, refused = split(at_once(*(lambda one=one: actions.seal(one, by=chair) for one in (first, second))))
    assert not refused
    genesis, later = sorted(done, key=lambda seal: seal.previous_id or 0)
    assert (genesis.previous_id, later.previous_id) == (None, genesis.pk)


def test_two_first_looks_begin_one_draft(body):
    session = body.closed()
    Minutes.objects.filter(session=session).count()
    done, refused = split(at_once(*(lambda: actions.draft_of(session) for _ in range(2))))
    assert not refused
    assert len({minutes.pk for minutes in done}) == 1


def test_two_annexes_at_once_have_two_numbers(body):
    seal, chair = body.sealed(), body.people["chair"]
    acts = (lambda text=text: actions.correct(seal.minutes, by=chair, text=text, reason="x") for text in "ab")
    done, refused = split(at_once(*acts))
    assert not refused
    assert sorted(one.number for one in done) == [1, 2]


def test_signed_by_code_and_on_paper_at_once_it_is_signed_once(body):
    seal, seat = body.sealed(), body.seat("first").pk
    acts = (
        lambda: body.signs(seal, "first"),
        lambda: actions.record_on_paper(seal, by=body.people["secretary"], seat_ids=[seat], upload=a_scan()),
    )
    done, refused = split(at_once(*acts))
    assert [len(done), *(type(error) for error in refused)] == [1, AlreadyHandled]
    assert Signature.objects.count() == 1
