"""Bodies on screen: what is recorded shows, and a wrong input is told beside its field."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from committees.enums import Position
from tests.factories.support_requests import Staff


def date_parts(name: str) -> dict[str, str]:
    today = timezone.localdate()
    return {
        f"{name}_0": "gregorian",
        f"{name}_1": str(today.day),
        f"{name}_2": str(today.month),
        f"{name}_3": str(today.year),
    }


@pytest.fixture
def staff(twaim: Any) -> Staff:
    return Staff(twaim)


@pytest.fixture
def manager(staff: Staff) -> Client:
    client = Client()
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    client.force_login(staff.member("manager").user)
    return client


def page(staff: Staff, name: str = "body") -> str:
    return reverse(f"committees:{name}", args=[staff.association.slug, staff.body.kind])


VOTES = {
    "decision_number": "7/1448",
    **{"way": "together", "quorum": "over_half", "majority": "simple", "takes_effect": "item", "fallback": "board"},
    "item_minutes": "١٥",
}


def test_a_formation_is_recorded_and_shown(staff, manager):
    sent = {**VOTES, "chair_casts": "on", **date_parts("decided_on"), **date_parts("from_on")}
    assert manager.post(page(staff, "form"), sent).url == page(staff)
    shown = manager.get(page(staff)).content.decode()
    for words in ("7/1448", "More than half of the members", "The chair&#x27;s vote decides", "Board of directors"):
        assert words in shown
    formation = staff.body.formations.get()
    assert formation.item_minutes == 15
    assert (formation.quorum_parts, formation.quorum_whole, formation.quorum_is_more) == (1, 2, True)


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"majority": ""}, "majority"),
        ({"quorum": ""}, "quorum"),
        ({"takes_effect": ""}, "takes_effect"),
        ({"quorum": "count"}, "quorum_count"),
        ({"quorum": "count", "quorum_count": "0"}, "quorum_count"),
        ({"way": ""}, "way"),
        ({"decision_number": " "}, "decision_number"),
        ({"decided_on_3": "1890"}, "decided_on"),
    ],
)
def test_half_a_formation_is_told_beside_its_field(staff, manager, changed, field):
    sent = {**VOTES, **date_parts("decided_on"), **date_parts("from_on"), **changed}
    answer = manager.post(page(staff, "form"), sent)
    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert not staff.body.formations.exists()


def test_a_body_that_decides_alone_needs_no_rules(staff, manager):
    sent = {"decision_number": "8", "way": "alone", **date_parts("decided_on"), **date_parts("from_on")}
    assert manager.post(page(staff, "form"), sent).status_code == 302
    assert not staff.body.formations.get().votes


def test_members_are_counted_in_any_digits(staff, manager):
    sent = {**VOTES, "quorum": "count", "quorum_count": "٣", **date_parts("decided_on"), **date_parts("from_on")}
    assert manager.post(page(staff, "form"), sent).status_code == 302
    assert staff.body.formations.get().quorum_count == 3


def test_a_seat_is_given_and_ended_on_screen(staff, manager):
    member = staff.member("member")
    sent = {"membership": str(member.pk), "position": Position.DEPUTY, **date_parts("from_on")}
    assert manager.post(page(staff, "seat"), sent).url == page(staff)
    assert manager.post(page(staff, "seat"), sent).status_code == 422  # sits there already
    assert member.user.name in manager.get(page(staff)).content.decode()
    seat = staff.body.seats.get(membership=member)
    ended = {"seat": str(seat.pk), **date_parts("last_day")}
    assert manager.post(page(staff, "end_seat"), ended).url == page(staff)
    seat.refresh_from_db()
    assert seat.until_on == timezone.localdate()


def test_the_bodies_that_the_policy_names_are_listed(staff, manager):
    shown = manager.get(reverse("committees:list", args=[staff.association.slug])).content.decode()
    policy = staff.association.policy_in_force()
    assert policy.reviewing_body_name_en in shown
    assert policy.follow_up_body_en in shown


def test_a_kind_that_is_not_there_is_not_found(staff, manager):
    path = reverse("committees:body", args=[staff.association.slug, "board"])
    assert manager.get(path).status_code == 404
