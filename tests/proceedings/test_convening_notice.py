"""Members of a body hear of their sessions: invited, moved, cancelled, tomorrow; each with the items before them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from core.errors import DomainError, NotPermitted
from correspondence import pdf
from correspondence.notices.events import VARIABLES
from correspondence.notices.wording import defaults, render, sms_size
from proceedings import actions
from proceedings.models import Session
from proceedings.pack.invitation import invitation_html
from tests.factories.sessions import Body

SEATS = ("chair", "deputy", "first", "second", "third", "secretary")


def told(session: Session, event: str) -> dict[str, Any]:
    """The notices of an event, by the e-mail of whoever was told."""
    return {notice.recipient: notice for notice in session.association.notices.filter(event=event).order_by("pk")}


def email(body: Body, name: str) -> str:
    return str(body.people[name].user.email)


def in_days(days: int) -> Any:
    return (timezone.localtime() + timedelta(days=days)).replace(hour=16, minute=30, second=0, microsecond=0)


def convene(body: Body, days: int = 3) -> Session:
    return actions.convene(
        body.staff.body, by=body.people["secretary"], planned_at=in_days(days), place="قاعة الأندلس"
    )


def test_each_seat_is_invited_with_day_hour_place_and_number_of_items(body):
    cases = body.ready(2)
    session = convene(body)
    notices = told(session, "session_convened")
    assert set(notices) == {email(body, name) for name in SEATS}
    words = notices[email(body, "first")].body
    for wanted in (session.reference, body.staff.body.name_ar, "4:30 م", "قاعة الأندلس", "عدد البنود التي أمامكم: 2"):
        assert wanted in words
    months = ("محرم", "صفر", "ربيع", "جمادى", "رجب", "شعبان", "رمضان", "شوال", "ذو")
    assert any(month in words for month in months)
    for case in cases:
        for secret in (case.reference, case.beneficiary.full_name, case.service.name_ar):
            assert secret not in words


def test_the_number_of_items_is_that_of_the_member(body):
    body.ready(2)
    session = convene(body)
    body.recuse(session, "third")
    actions.reschedule(
        session, by=body.people["chair"], planned_at=in_days(5), place="قاعة الأندلس", reason="The chair travels."
    )
    notices = told(session, "session_moved")
    assert "التي أمامكم: 1\n" in notices[email(body, "third")].body
    assert "التي أمامكم: 2\n" in notices[email(body, "first")].body


def test_a_session_is_moved_for_a_reason_to_a_day_to_come(body):
    session = convene(body)
    given: dict[str, Any] = {"place": "قاعة الأندلس", "reason": "The hall is taken."}
    for planned_at, code in ((in_days(-1), "past"), (session.planned_at, "same")):
        with pytest.raises(DomainError) as refused:
            actions.reschedule(session, by=body.people["secretary"], planned_at=planned_at, **given)
        assert refused.value.code == code
    with pytest.raises(DomainError):
        actions.reschedule(session, by=body.people["secretary"], planned_at=in_days(5), **{**given, "reason": " "})
    with pytest.raises(NotPermitted):
        actions.reschedule(session, by=body.people["first"], planned_at=in_days(5), **given)
    assert not told(session, "session_moved")
    moved = actions.reschedule(session, by=body.people["secretary"], planned_at=in_days(5), **given)
    assert moved.planned_at == in_days(5)
    event = session.events.get(event="reschedule")
    was = datetime.fromisoformat(event.detail["was"])
    assert (event.reason, was) == ("The hall is taken.", session.planned_at)
    assert len(told(session, "session_moved")) == len(SEATS)
    assert "The hall is taken." not in told(session, "session_moved")[email(body, "first")].body


def test_an_open_session_is_not_moved(body):
    session = body.opened("chair")
    with pytest.raises(DomainError):
        actions.reschedule(
            session, by=body.people["chair"], planned_at=in_days(5), place="Elsewhere", reason="The hall is taken."
        )


def test_each_seat_hears_that_a_session_was_cancelled(body):
    session = convene(body)
    actions.cancel(session, by=body.people["chair"], reason="The chair is ill.")
    notices = told(session, "session_cancelled")
    assert set(notices) == {email(body, name) for name in SEATS}
    assert "The chair is ill." not in notices[email(body, "first")].body


def test_the_day_before_everybody_is_reminded_once(body):
    session = convene(body, days=3)
    assert actions.remind(session.association) == 0
    with time_machine.travel(in_days(2), tick=False):
        assert actions.remind(session.association) == len(SEATS)
        assert actions.remind(session.association) == 0
    assert set(told(session, "session_soon")) == {email(body, name) for name in SEATS}


def test_nobody_is_reminded_on_the_day_of_the_invitation_or_of_a_cancelled_session(body):
    session = convene(body, days=1)
    assert actions.remind(session.association) == 0
    actions.cancel(session, by=body.people["chair"], reason="The chair is ill.")
    later = convene(body, days=3)
    actions.cancel(later, by=body.people["chair"], reason="The chair is ill.")
    with time_machine.travel(in_days(2), tick=False):
        assert actions.remind(session.association) == 0


def test_the_form_shows_the_time_it_has_and_moves_it(body):
    session = convene(body)
    client = Client()
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    client.force_login(body.people["secretary"].user)
    path = reverse("proceedings:reschedule", args=[session.association.slug, session.reference])
    form = client.get(path).context["form"]
    assert form.initial["hour"] == "16:30"
    day = in_days(5)
    sent = {"day_0": "gregorian", "day_1": day.day, "day_2": day.month, "day_3": day.year, "hour": "١٧:٠٠"}
    assert client.post(path, {**sent, "place": "Elsewhere", "reason": ""}).status_code == 422
    assert client.post(path, {**sent, "place": "Elsewhere", "reason": "The hall is taken."}).status_code == 302
    session.refresh_from_db()
    assert (session.place, timezone.localtime(session.planned_at).hour) == ("Elsewhere", 17)
    member = Client()
    member.force_login(body.people["first"].user)
    assert member.get(path).status_code == 403


@pytest.mark.parametrize("event", ["session_convened", "session_moved", "session_soon", "session_cancelled"])
@pytest.mark.parametrize("language", ["ar", "en"])
def test_as_a_text_message_it_takes_two_parts_at_most(event, language):
    values = {
        "association": "جمعية",
        "reference": "SN-1448-000123",
        "body": "لجنة البحث الاجتماعي" if language == "ar" else "Social Research Committee",
        "day": "الأربعاء 29 جمادى الآخرة (30 نوفمبر)" if language == "ar" else "Wednesday 29 Jumada II (30 November)",
        "hour": "10:30 ص" if language == "ar" else "10:30 am",
        "place": "قاعة الاجتماعات في مقر الجمعية" if language == "ar" else "The hall of the association",
        "count": "12",
    }
    words = render(event, defaults()[event, language].short, {name: values[name] for name in VARIABLES[event]})
    assert sms_size(words).parts <= 2, words


def test_the_letter_of_invitation_has_the_agenda_of_its_reader_and_nobodys_name(body):
    """By number alone; what the member takes no part in is not on it."""
    cases = body.ready(2)
    session = convene(body)
    body.recuse(session, "third")
    hidden, kept = session.items.get(position=1), session.items.get(position=2)

    def letter(name: str) -> str:
        return invitation_html(session, by=body.people[name], seat=body.seat(name))

    assert hidden.reference not in letter("third")
    assert kept.reference in letter("third")
    for words in (hidden.reference, kept.reference, body.people["first"].user.name_ar, "قاعة الأندلس"):
        assert words in letter("first")
    for case in cases:
        assert case.beneficiary.full_name not in letter("first")


@pytest.mark.pdf
@pytest.mark.skipif(not pdf.is_available(), reason="pango is missing, so no PDF can be made")
def test_the_letter_of_invitation_is_for_those_who_sit_in_the_body(body):
    session = convene(body)
    path = reverse("proceedings:invitation", args=[session.association.slug, session.reference])
    for member, code in ((body.people["first"], 200), (body.manager, 404)):
        client = Client()
        client.force_login(member.user)
        assert client.get(path).status_code == code
