"""The pack: what one member reads on paper before the session, and that nothing of the rest is in it (R6–R9)."""

from __future__ import annotations

import io
import re
from datetime import timedelta
from typing import Any

import pypdf
import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from beneficiaries.models import FileLook
from correspondence import pdf
from proceedings import actions
from proceedings.models import Session
from proceedings.pack.gathering import entries_of
from proceedings.pack.paper import pack_html, pack_pdf
from requests.enums import Status
from tests.factories.sessions import Body
from tests.factories.support_requests import WAYS

needs_pango = pytest.mark.skipif(not pdf.is_available(), reason="pango is missing, so no PDF can be made")


def fresh(session: Session) -> Session:
    return Session.objects.select_related("association", "committee").get(pk=session.pk)


def read_by(body: Body, session: Session, name: str) -> str:
    """The words of the member's pack, without marks."""
    seat = body.seat(name)
    html = pack_html(fresh(session), entries_of(session, body.people[name]), seat)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def client_of(membership: Any) -> Client:
    client = Client()
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    client.force_login(membership.user)
    return client


def address(session: Session) -> str:
    return reverse("proceedings:pack", args=[session.association.slug, session.reference])


def test_an_item_tells_the_request_its_person_the_advice_and_the_day(body):
    case = body.ready(1)[0]
    told = read_by(body, body.convene(), "first")
    file = case.beneficiary
    wanted = [case.reference, file.full_name, case.service.name_ar, case.need, "Visited: the need stands."]
    wanted += ["متى الرد، ولماذا", "لم يُمنح صاحب الملف شيئًا من قبل", body.people["first"].user.name_ar]
    assert [words for words in wanted if words not in told] == []


def test_numbers_of_a_person_stay_masked(body):
    case = body.ready(1)[0]
    told = read_by(body, body.convene(), "first")
    assert f"•••••••{case.beneficiary.national_id[-3:]}" in told
    for number in (case.beneficiary.national_id, case.beneficiary.mobile, case.beneficiary.iban):
        assert not number or number not in told


def test_what_was_granted_before_is_told(staff):
    """Decided by the chair alone, before the body voted."""
    granted = staff.case(Status.ANSWERED)
    body = Body(staff)
    case = staff.open(granted.beneficiary)
    staff.prepare(case)
    for event in WAYS[Status.AWAITING_DECISION]:
        staff.do(event, case)
    told = read_by(body, body.convene(), "first")
    assert "ما مُنح من قبل" in told
    assert "٢,٥٠٠" in told
    assert "لم يُمنح صاحب الملف شيئًا" not in told


@pytest.mark.parametrize("name", ["third", "secretary"])
def test_who_takes_no_part_finds_neither_the_item_nor_a_gap(body, name):
    """Its number and count are not there either: items are counted anew for each member."""
    body.ready(3)
    session = body.convene()
    hidden, kept = session.items.get(position=2), session.items.get(position=3)
    seat = body.seat(name)
    actions.recuse(session, by=body.people["chair"], case=hidden.reference, seat_id=seat.pk, ground="kinship")
    told = read_by(body, session, name)
    assert hidden.reference not in told
    assert hidden.support_request.beneficiary.full_name not in told
    assert f"البند ٢: {kept.support_request.service.name_ar}" in told
    assert "البند ٣" not in told
    assert "عدد البنود ٢" in told
    whole = read_by(body, session, "chair")
    assert hidden.reference in whole
    assert "عدد البنود ٣" in whole


def test_a_recusal_from_an_earlier_session_holds_in_this_pack(body):
    case = body.ready(1)[0]
    session = body.convene()
    seat = body.seat("third")
    actions.recuse(session, by=body.people["chair"], case=case.reference, seat_id=seat.pk, ground="kinship")
    actions.cancel(session, by=body.people["chair"], reason="The chair is ill.")
    again = body.convene()
    assert case.reference in read_by(body, again, "first")
    assert case.reference not in read_by(body, again, "third")


def test_what_left_the_docket_is_not_in_the_pack(body):
    body.ready(2)
    session = body.convene()
    first, second = session.items.all()
    actions.defer(session, by=body.people["chair"], case=first.reference, reason="Is the rent paid?")
    told = read_by(body, session, "first")
    assert first.reference not in told
    assert second.reference in told


@needs_pango
@pytest.mark.pdf
def test_the_paper_is_tagged_has_a_bookmark_each_item_and_its_pages_are_counted(body):
    body.ready(2)
    session = body.convene()
    made = pack_pdf(fresh(session), by=body.people["first"], seat=body.seat("first"))
    reader = pypdf.PdfReader(io.BytesIO(made))
    root = reader.trailer["/Root"]
    assert root["/Lang"] == "ar"
    assert root["/MarkInfo"]["/Marked"]
    assert sum("البند" in str(mark.title) for mark in reader.outline) == 2
    assert len(reader.pages) >= 3
    for page in reader.pages:
        words = page.extract_text()
        assert {"صفحة", "من"} <= set(words.split())
        assert "نسخة" in words


@needs_pango
@pytest.mark.pdf
def test_each_file_that_is_told_is_a_look(body):
    body.ready(2)
    session = body.convene()
    hidden = session.items.get(position=1)
    seat = body.seat("third")
    actions.recuse(session, by=body.people["chair"], case=hidden.reference, seat_id=seat.pk, ground="kinship")
    answer = client_of(body.people["third"]).get(address(session))
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/pdf"
    looks = FileLook.objects.filter(by=body.people["third"].user)
    seen = session.items.get(position=2).support_request.beneficiary
    assert [(look.beneficiary, look.what, look.reason) for look in looks] == [(seen, "paper", session.reference)]


def test_the_pack_is_for_those_who_sit_in_the_body_and_until_the_session_is_over(body):
    body.ready(1)
    session = body.convene()
    path = address(session)
    assert client_of(body.manager).get(path).status_code == 404
    assert client_of(body.staff.member("member")).get(path).status_code == 404
    gone = body.seat("second")
    gone.until_on = timezone.localdate() - timedelta(days=1)
    gone.save()
    assert client_of(body.people["second"]).get(path).status_code in (403, 404)
    actions.cancel(session, by=body.people["chair"], reason="The chair is ill.")
    client = client_of(body.people["first"])
    answer = client.get(path, follow=True)
    assert answer.redirect_chain
    assert "This session is over" in answer.content.decode()
    assert not FileLook.objects.filter(by=body.people["first"].user).exists()


def test_the_number_of_queries_is_the_same_for_one_item_and_for_twenty(
    body, django_assert_max_num_queries, django_assert_num_queries
):
    body.ready(1)
    session = body.convene()
    entries_of(session, body.people["first"])
    with django_assert_max_num_queries(24) as few:
        assert len(entries_of(session, body.people["first"])) == 1
    body.ready(19)
    actions.add_ready(session, by=body.people["secretary"])
    with django_assert_num_queries(len(few.captured_queries)):
        assert len(entries_of(session, body.people["first"])) == 20
