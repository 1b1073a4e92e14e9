"""A notice: written once in the transaction of what it tells, sealed, frozen, in words that fit its means."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, connection, transaction

from associations.models import Association
from core.errors import DomainError
from correspondence.models import Means, Notice, NoticeStatus, NoticeText
from correspondence.notices.actions import Person, notify
from correspondence.notices.events import VARIABLES, NoticeEvent
from correspondence.notices.wording import defaults, phrase, promise_in_short, render, sms_size
from correspondence.workflow import NOTICE_WORKFLOW
from tests.correspondence.notices_cast import EMAIL, MOBILE, NAME, REFERENCE, told

BY_EMAIL = {  # staff hear by e-mail alone
    NoticeEvent.STAFF_WARNED,
    NoticeEvent.PAUSED_TOO_LONG,
    NoticeEvent.STAFF_ASKED,
    NoticeEvent.STAFF_ANSWERED,
    NoticeEvent.ANSWER_WAITS,
    NoticeEvent.CASE_ASSIGNED,
    NoticeEvent.CASE_MOVED_ON,
    NoticeEvent.PROBLEM_GIVEN,
    NoticeEvent.VISIT_PLANNED,
    NoticeEvent.INSTALMENTS_DUE,
    NoticeEvent.URGENT_WAITS,
    NoticeEvent.URGENT_LATE,
    NoticeEvent.MINUTES_WAIT,
    NoticeEvent.SESSION_CONVENED,
    NoticeEvent.SESSION_MOVED,
    NoticeEvent.SESSION_CANCELLED,
    NoticeEvent.SESSION_SOON,
    NoticeEvent.VOTE_ASKED,
    NoticeEvent.NO_QUORUM,
    NoticeEvent.HEAD_ASIDE,
}
LONGEST = {
    "where": "للإرسال بالجوال: https://mithaq.example.org.sa/public/namudhaj/my/",
    "service": "سداد فاتورة كهرباء",
    "day": "29 جمادى الآخرة (30 نوفمبر)",
    "reference": "R-1448-000123",
    "request": "R-1448-000123",
    "count": "1250",
    "late": "متأخرة عن موعدها",
    "body": "لجنة البحث الاجتماعي",
    "hour": "10:30 ص",
    "place": "قاعة الاجتماعات في مقر الجمعية",
    "outcome": "قبول جزئي",
    "missing": "صك السكن، تعريف بالدخل",
    "code": "482913",
    "link": "https://m.example.sa/public/twaim/rate/Jx81kf02Lm/",
    "association": "جمعية",
    "file": "B-1448-000123",
    "reason": "تأخرت الزيارة",
    "stage": "الجهة المختصة بالبت",
}


def test_a_notice_is_written_once_however_often_its_event_fires(twaim: Association, qalam: Association) -> None:
    first = told(twaim, key="a")
    assert told(twaim, key="a").pk == first.pk
    assert told(twaim, key="b").pk != first.pk
    assert told(qalam, key="a").pk != first.pk
    with pytest.raises(IntegrityError), transaction.atomic():
        Notice.objects.bulk_create([_copy(first)])


def _copy(notice: Notice) -> Notice:
    """A second row of the same key, past the verb."""
    again = Notice.objects.get(pk=notice.pk)
    again.pk, again.uid = None, Notice().uid
    return again


def test_what_is_undone_was_told_to_nobody(twaim: Association) -> None:
    def fail() -> None:
        with transaction.atomic():
            told(twaim)
            raise RuntimeError("after the notice")

    with pytest.raises(RuntimeError, match="after the notice"):
        fail()
    assert not twaim.notices.exists()


@pytest.mark.parametrize(
    ("person", "means", "recipient", "status"),
    [
        (Person(Means.SMS, mobile=MOBILE), Means.SMS, MOBILE, NoticeStatus.QUEUED),
        (Person(Means.EMAIL, mobile=MOBILE, email=EMAIL), Means.EMAIL, EMAIL, NoticeStatus.QUEUED),
        (Person(Means.EMAIL, mobile=MOBILE), Means.SMS, MOBILE, NoticeStatus.QUEUED),
        (Person(Means.PHONE, mobile=MOBILE), Means.PHONE, MOBILE, NoticeStatus.BY_HAND),
        (Person(Means.LETTER, mobile=MOBILE, name=NAME), Means.LETTER, NAME, NoticeStatus.BY_HAND),
        (Person(Means.IN_PERSON, mobile=MOBILE, name=NAME), Means.IN_PERSON, NAME, NoticeStatus.BY_HAND),
    ],
)
def test_a_person_is_told_by_the_agreed_means_or_by_the_one_that_is_left(
    twaim: Association, person: Person, means: str, recipient: str, status: str
) -> None:
    notice = told(twaim, person)
    assert (notice.means, notice.recipient, notice.status) == (means, recipient, status)
    assert bool(notice.subject) == (means in (Means.EMAIL, Means.LETTER))


def test_somebody_who_cannot_be_reached_is_said_in_words(twaim: Association) -> None:
    with pytest.raises(DomainError) as refusal:
        told(twaim, Person(Means.EMAIL))
    assert refusal.value.code == "unreachable"


def test_recipient_and_text_cannot_be_read_in_the_database(twaim: Association) -> None:
    notice = told(twaim, event=NoticeEvent.SIGN_IN_CODE, values={"code": "482913"})
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM correspondence_notice")
        stored = str(cursor.fetchall())
    assert "482913" in notice.body
    assert "482913" not in stored
    assert MOBILE[-8:] not in stored


def test_the_database_refuses_to_change_the_words_or_to_remove_a_notice(twaim: Association) -> None:
    notice = told(twaim)
    rows = Notice.objects.filter(pk=notice.pk)
    for change in ({"body_sealed": "x"}, {"recipient_sealed": "x"}, {"subject": "x"}, {"key": "x"}):
        with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
            rows.update(**change)
    with pytest.raises(DatabaseError, match="never removed"), transaction.atomic():
        rows.delete()
    assert rows.update(attempts=3) == 1


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"status": NoticeStatus.SENT}, "notice_sent_has_a_moment"),
        ({"status": NoticeStatus.SENDING}, "notice_leased_while_sent"),
        ({"status": NoticeStatus.DONE}, "notice_done_by_somebody"),
    ],
)
def test_the_database_refuses_half_a_status(twaim: Association, change: dict[str, Any], rule: str) -> None:
    notice = told(twaim)
    with pytest.raises(IntegrityError, match=rule), transaction.atomic():
        Notice.objects.filter(pk=notice.pk).update(**change)


def test_every_event_has_words_in_both_languages_with_values_it_knows() -> None:
    assert set(defaults()) == {(event.value, language) for event in NoticeEvent for language in ("ar", "en")}
    assert set(VARIABLES) == set(NoticeEvent)
    for wording in defaults().values():
        assert wording.short
        assert wording.subject
        assert "\n" not in wording.short + wording.subject
        assert wording.body


@pytest.mark.parametrize("event", NoticeEvent)
def test_an_arabic_text_message_fits_one_part(event: str) -> None:
    """Under the longest promise of a year; a link, a place or a typed reason may take a second part."""
    from datetime import date, timedelta

    days = [date(2026, 1, 1) + timedelta(days=number) for number in range(355)]
    promises = [
        promise_in_short(due, start, language="ar") for day in days for due, start in ((day, None), (None, day))
    ]
    values = {**LONGEST, "promise": max(promises, key=len)}
    text = render(event, defaults()[event, "ar"].short, {name: values[name] for name in VARIABLES[event]})
    allowed = 2 if VARIABLES[event] & {"link", "where", "reason", "stage"} or event in BY_EMAIL else 1
    assert sms_size(text).parts <= allowed, (sms_size(text), text)


@pytest.mark.parametrize(
    ("text", "places", "parts"),
    [
        ("", 0, 1),
        ("a" * 160, 160, 1),
        ("a" * 161, 161, 2),
        ("€" * 80, 160, 1),
        ("ب" * 70, 70, 1),
        ("ب" * 71, 71, 2),
        ("ب" * 134, 134, 2),
        ("ب" * 135, 135, 3),
        ("a" * 69 + "•", 70, 1),
        ("😀" * 36, 72, 2),
    ],
)
def test_the_places_of_a_text_message_are_counted_as_it_is_paid(text: str, places: int, parts: int) -> None:
    size = sms_size(text)
    assert (size.places, size.parts) == (places, parts)


def test_an_unknown_variable_is_refused_when_the_text_is_saved(twaim: Association) -> None:
    words = {"event": NoticeEvent.SIGN_IN_CODE, "language": "ar", "subject": "رمز", "body": "{code}"}
    with pytest.raises(ValidationError) as refusal:
        twaim.notice_texts.create(**words, short="{code} {password}")
    assert "{password}" in str(refusal.value)
    for odd in ("{code.__class__}", "{}", "{ code }"):
        with pytest.raises(ValidationError):
            twaim.notice_texts.create(**words, short=odd)
    with pytest.raises(ValidationError):
        twaim.notice_texts.create(**{**words, "subject": "رمز\nBcc: x"}, short="{code}")
    assert not NoticeText.objects.exists()


def test_an_associations_own_words_come_before_the_installations(twaim: Association, qalam: Association) -> None:
    twaim.notice_texts.create(
        event=NoticeEvent.DELIVERY_READY, language="ar", short="حياكم الله: {reference}", subject="حياكم", body="حياكم"
    )
    assert told(twaim).body == f"حياكم الله: {REFERENCE}"
    assert told(qalam).body != f"حياكم الله: {REFERENCE}"
    assert "ready" in told(twaim, Person(Means.SMS, mobile=MOBILE, language="en"), key="en").body


def test_values_are_put_in_and_never_worked_out(twaim: Association) -> None:
    notice = told(twaim, values={"reference": "{association} {0.__class__}"})
    assert "{association} {0.__class__}" in notice.body
    for wrong in ({}, {"reference": "R", "code": "1"}):
        with pytest.raises(ValueError, match="has the values"):
            told(twaim, key="wrong", values=wrong)


def test_an_id_number_in_a_value_leaves_masked(twaim: Association) -> None:
    notice = told(
        twaim, event=NoticeEvent.REQUEST_RETURNED, values={"reference": "R", "missing": "هوية 1000000008", "where": ""}
    )
    assert "1000000008" not in notice.body
    assert "•••••••008" in notice.body
    assert "1234567890" in told(twaim, key="other", values={"reference": "1234567890"}).body


def test_a_promise_in_short_says_no_more_than_the_policy() -> None:
    from datetime import date

    day = date(2026, 4, 8)
    assert promise_in_short(day, None, language="ar") == "الرد حتى 20 شوال (8 أبريل)."
    assert promise_in_short(None, day, language="en") == "Answer expected from 20 Shawwal (8 April)."
    assert promise_in_short(None, None, language="ar") == phrase("no_day", language="ar")
    assert promise_in_short(None, None, language="ar", is_running=False) == phrase("when_complete", language="ar")


def test_every_status_of_a_notice_has_its_place_in_the_table() -> None:
    moving = {status for row in NOTICE_WORKFLOW.rows.values() for status in row.sources}
    reached = {row.to for row in NOTICE_WORKFLOW.rows.values()}
    assert moving | reached == set(NoticeStatus)


def test_a_notice_is_named_by_no_persons_words(twaim: Association) -> None:
    assert re.fullmatch(r"delivery_ready [0-9a-f-]{36}", str(told(twaim)))
    assert notify  # the verb that the cast calls
