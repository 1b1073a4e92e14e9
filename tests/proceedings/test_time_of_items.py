"""Minutes planned for each item, the hours that follow from them, and how long each took."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from core.errors import DomainError, NotPermitted
from proceedings import actions
from proceedings.models import Session
from proceedings.timing import timetable, whole
from proceedings.workflow import CALL, PUT_BACK
from tests.factories.sessions import form_by_vote

HALF_PAST_FOUR = timezone.localtime().replace(hour=16, minute=30, second=0, microsecond=0)


def slots(session: Session) -> list[Any]:
    items = list(session.items.all())
    events = session.events.filter(event__in=[CALL, PUT_BACK]).order_by("at", "pk")
    found = timetable(session, items, events, now=timezone.now())
    return [found[item.pk] for item in items]


def hours(session: Session) -> list[str | None]:
    return [f"{timezone.localtime(slot.starts_at):%H:%M}" if slot.starts_at else None for slot in slots(session)]


@pytest.fixture
def session(body: Any) -> Session:
    """Three items, at 16:30 of today."""
    body.ready(3)
    made = body.convene()
    Session.objects.filter(pk=made.pk).update(planned_at=HALF_PAST_FOUR)
    made.refresh_from_db()
    return made


def client_of(membership: Any) -> Client:
    client = Client()
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    client.force_login(membership.user)
    return client


def test_each_item_is_expected_after_the_one_before(body, session):
    assert hours(session) == ["16:30", "16:40", "16:50"]
    actions.plan_time(session, by=body.people["secretary"], case=body.at(session, 1), minutes=25)
    assert hours(session) == ["16:30", "16:55", "17:05"]
    total = whole(session, slots(session))
    assert (total.planned, total.used) == (45, 0)
    assert timezone.localtime(total.ends_at) == HALF_PAST_FOUR + timedelta(minutes=45)


def test_what_left_the_docket_takes_no_time(body, session):
    actions.defer(session, by=body.people["chair"], case=body.at(session, 2), reason="Is the rent paid?")
    assert hours(session) == ["16:30", None, "16:40"]
    assert whole(session, slots(session)).planned == 20


@pytest.mark.parametrize("minutes", [0, 241])
def test_a_time_out_of_bounds_is_refused(body, session, minutes):
    with pytest.raises(DomainError) as refused:
        actions.plan_time(session, by=body.people["chair"], case=body.at(session, 1), minutes=minutes)
    assert refused.value.code == "minutes"
    assert session.items.filter(minutes__isnull=False).count() == 0


def test_a_member_plans_no_time_and_nobody_that_of_an_item_that_is_over(body, session):
    case = body.at(session, 1)
    with pytest.raises(NotPermitted):
        actions.plan_time(session, by=body.people["first"], case=case, minutes=5)
    actions.defer(session, by=body.people["chair"], case=case, reason="Is the rent paid?")
    with pytest.raises(DomainError, match="over"):
        actions.plan_time(session, by=body.people["chair"], case=case, minutes=5)


def test_time_before_the_members_is_counted_without_the_break(body, session):
    """Seven minutes, put back for ten, then four: eleven, and longer than the ten that were planned."""
    chair, case = body.people["chair"], body.at(session, 1)
    begin = timezone.now()
    with time_machine.travel(begin, tick=False) as clock:
        actions.open_session(session, by=chair)
        actions.call(session, by=chair, case=case)
        clock.shift(timedelta(minutes=7))
        assert slots(session)[0].used == 7
        assert slots(session)[0].is_running
        actions.put_back(session, by=chair)
        clock.shift(timedelta(minutes=10))
        assert slots(session)[0].used == 7
        actions.call(session, by=chair, case=case)
        clock.shift(timedelta(minutes=4))
        actions.defer(session, by=chair, case=case, reason="Is the rent paid?")
        clock.shift(timedelta(minutes=30))
        first, second, _third = slots(session)
    assert (first.used, first.is_over, first.is_running) == (11, True, False)
    assert first.starts_at is not None  # it was before the members, so it took its time
    assert second.used is None
    assert whole(session, slots(session)).used == 11


def test_the_page_shows_the_hours_and_the_form_changes_them(body, session):
    client = client_of(body.people["secretary"])
    page = reverse("proceedings:session", args=[session.association.slug, session.reference])
    assert "16:40" in client.get(page).content.decode()
    args = [session.association.slug, session.reference, body.at(session, 1)]
    form = reverse("proceedings:plan_time", args=args)
    assert client.get(form).context["form"].initial["minutes"] == 10
    assert client.post(form, {"minutes": "0"}).status_code == 422
    assert client.post(form, {"minutes": "٢٠"}).status_code == 302
    shown = client.get(page).content.decode()
    assert "16:50" in shown
    assert "20 minutes" in shown
    assert client_of(body.people["first"]).post(form, {"minutes": "5"}).status_code == 403


def test_an_item_takes_the_minutes_of_the_formation_under_which_its_session_was_convened(staff, body, session):
    later = form_by_vote(staff, item_minutes=25, from_on=timezone.localdate())
    assert hours(session) == ["16:30", "16:40", "16:50"]  # convened before
    session.formation = later
    assert hours(session) == ["16:30", "16:55", "17:20"]
