"""Bodies and their sessions on screen, under the policy whose research committee decides by vote."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from associations.models import Association

from .looking import refused, wrong
from .screens import Screen

WITH_STORY = True
pytestmark = pytest.mark.screens
SLUG = "qalam"
OF_BODY = [
    Screen("committees:list"),
    Screen("committees:body", "body"),
    Screen("committees:form", "body", refuses=True),
    Screen("committees:seat", "body", refuses=True),
    Screen("committees:end_seat", "body", refuses=True),
    Screen("committees:disclosures"),
    Screen("committees:disclosure", "disclosure"),
]
OF_SECRETARY = [
    Screen("proceedings:list"),
    Screen("proceedings:session", "session"),
    Screen("proceedings:defer", "item", refuses=True),
    Screen("proceedings:recuse", "item", refuses=True),
    Screen("proceedings:plan_time", "item"),
    Screen("proceedings:session", "coming"),
    Screen("proceedings:reschedule", "coming", refuses=True),
    Screen("proceedings:cancel", "coming", refuses=True),
    Screen("proceedings:notes", "session"),
]
OF_SECRETARY_AFTER = [
    Screen("proceedings:minutes_list"),
    Screen("proceedings:minutes", "draft"),
    Screen("proceedings:minutes_write", "draft"),
    Screen("proceedings:minutes", "sealed"),
    Screen("proceedings:minutes_sign", "paper", refuses=True),
    Screen("proceedings:minutes_signed", "paper", refuses=True),
    Screen("proceedings:minutes_refused", "paper", refuses=True),
]
OF_CHAIR_AFTER = [
    Screen("proceedings:minutes_seal", "draft"),
    Screen("proceedings:minutes_correct", "sealed", refuses=True),
]
OF_CHAIR = [
    Screen("committees:my_disclosure"),
    Screen("committees:disclose", refuses=True),
    Screen("proceedings:session", "session"),
    Screen("proceedings:vote", "session", refuses=True),
]
OF_DEPUTY = [Screen("proceedings:session", "session"), Screen("proceedings:declare", "item")]
OF_MEMBER = [
    Screen("proceedings:session", "circulation"),
    Screen("proceedings:vote_apart", "circulating", refuses=True),
    Screen("proceedings:ask_session", "circulating", refuses=True),
]
ELSEWHERE = {
    "proceedings:convene",  # while no session goes on: tests/proceedings
    "proceedings:move",
    "proceedings:act",
    "proceedings:attendance",  # as the next, a short form: tests/proceedings
    "proceedings:take_back",
    "proceedings:prepare_circulation",  # while something is ready and on no docket; the next two while it is prepared
    "proceedings:circulate",
    "proceedings:write_motion",
}


def address(screen: Screen) -> str:
    association = Association.objects.get(slug=SLUG)
    session = association.committee_sessions.latest("pk")
    waiting = session.items.filter(status="waiting").latest("pk")
    minutes = association.minutes.select_related("session").order_by("pk")
    apart = association.committee_sessions.awaiting_votes().latest("pk")
    named = {
        "circulation": [apart.reference],
        "circulating": [apart.reference, apart.items.get(position=1).reference],
        "": [],
        "body": [session.committee.kind],
        "session": [session.reference],
        "coming": [association.committee_sessions.get(status="convened").reference],
        "disclosure": [association.disclosures.latest("pk").uid],
        "draft": [minutes[1].session.reference],
        "sealed": [minutes[0].session.reference],
        "paper": [minutes[0].session.reference, 0],
        "item": [session.reference, waiting.reference],
    }
    return reverse(screen.name, args=[SLUG, *named[screen.on]])


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize(
    ("who", "screens"),
    [
        ("manager", OF_BODY),
        ("member4", OF_SECRETARY),
        ("chair", OF_CHAIR),
        ("member1", OF_DEPUTY),
        ("member4", OF_SECRETARY_AFTER),
        ("chair", OF_CHAIR_AFTER),
        ("member2", OF_MEMBER),
    ],
    ids=["manager", "secretary", "chair", "deputy", "secretary-minutes", "chair-minutes", "member"],
)
def test_nothing_is_wrong_with_bodies_and_their_sessions(
    visitors: Any, who: str, screens: list[Screen], language: str
) -> None:
    visitor, found = visitors(language=language), []
    visitor.is_known_as(who, SLUG)
    for screen in screens:
        path = address(screen)
        visitor.open(path)
        found += wrong(visitor, path)
        if screen.refuses:
            refused(visitor, screen)
            found += wrong(visitor, f"{path} (refused)")
    assert not found, f"{len(found)} faults:\n" + "\n".join(found)
