"""What the committee decided on harm: its own item alone, from its case's page, and nobody's vote (M2, issue 6)."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from committees.actions import body_of_kind, give_seat
from committees.enums import Choice, Position
from proceedings import actions
from proceedings.minutes_paper import extract_sheet
from proceedings.models import Seal
from tests.factories.compensation import Committee as Harm
from tests.factories.sessions import Body
from tests.factories.support_requests import SINCE


@pytest.fixture
def voted(staff: Any) -> tuple[Body, Any, Any, Any]:
    """Two cases of harm: the minutes of the first are approved, with one against; the session is over."""
    harm = Harm(staff.association)
    committee = body_of_kind(staff.association.pk, "follow_up", "لجنة المتابعة", "Follow-up committee")
    body = Body(staff, committee)
    for name, member in (("followup", harm.followup), ("other", harm.second)):
        give_seat(committee, by=body.manager, membership=member, position=Position.MEMBER, from_on=SINCE)
        body.people[name] = member
    first, second = harm.with_minutes(), harm.with_minutes()
    session = body.convene()
    actions.open_session(session, by=body.people["secretary"])
    body.enter(session, "chair", "followup", "other", "first")
    actions.call(session, by=body.people["chair"], case=first.reference)
    motion = actions.put_to_vote(session, by=body.people["chair"], outcome="approved", reasons="As found.")
    body.vote(session, motion, chair=Choice.FOR, followup=Choice.FOR, first=Choice.FOR)
    dissent = {"choice": Choice.AGAINST, "dissent": "The causes are not proven."}
    actions.vote(session, by=body.people["other"], motion=motion.uid, **dissent)
    body.close(session, motion)
    actions.close_session(session, by=body.people["chair"])
    return body, first, second, session


def sealed(body: Body, session: Any) -> Seal:
    minutes = actions.draft_of(session)
    return actions.seal(minutes, by=body.people["chair"], expected_version=minutes.version)


def url(seal: Seal, case: Any) -> str:
    return reverse("proceedings:extract_of_harm", args=["twaim", seal.minutes.reference, case.reference])


def test_its_case_offers_its_own_item_without_votes(voted, client_of):
    body, first, second, session = voted
    detail = reverse("compensation:detail", args=["twaim", first.reference])
    client = client_of(body.manager)
    assert "/extracts/" not in client.get(detail).content.decode()
    seal = sealed(body, session)
    assert url(seal, first) in client.get(detail).content.decode()
    assert client.get(url(seal, first)).status_code in (200, 302)
    assert client.get(url(seal, second)).status_code == 404  # it was not reached
    sheet = extract_sheet(
        seal.minutes, seal, item=session.items.get(reference=first.reference).pk, check_url="https://x.example/"
    )
    assert "As found." in sheet
    assert first.reference in sheet
    assert "المتضرر" in sheet
    for secret in (second.reference, "The causes are not proven.", "معارض", body.people["other"].user.name_ar):
        assert secret not in sheet


def test_it_opens_by_the_door_of_its_case_alone(voted, client_of, qalam):
    """Not to whom the case is hidden from, nor to who handles no compensation, nor by the door of requests."""
    body, first, _second, session = voted
    seal = sealed(body, session)
    assert client_of(body.staff.desk).get(url(seal, first)).status_code == 403
    assert client_of(body.people["followup"]).get(url(seal, first)).status_code in (200, 302)
    other = reverse("proceedings:extract_of_harm", args=["qalam", seal.minutes.reference, first.reference])
    assert client_of(body.manager).get(other).status_code == 404
    of_request = reverse("proceedings:extract", args=["twaim", seal.minutes.reference, first.reference, "X"])
    assert client_of(body.manager).get(of_request).status_code == 404


def test_who_takes_no_part_in_the_case_opens_no_extract_of_it(voted, client_of):
    body, first, _second, session = voted
    seal = sealed(body, session)
    later = body.convene()
    case = later.items.exclude(reference=first.reference).first()
    assert case is not None
    actions.declare(later, by=body.people["followup"], case=first.reference)
    assert client_of(body.people["followup"]).get(url(seal, first)).status_code == 404
    assert client_of(body.people["other"]).get(url(seal, first)).status_code in (200, 302)
