"""The help-request service on screen: for anybody, rate limited, telling nothing to who guesses; and for the desk."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from correspondence.models import Notice
from reception import actions
from reception.enums import HelpStatus
from reception.models import HelpRequest
from reception.views.public import ASKED
from tests.factories.reception import HELP, AtCounter, a_row_of_help

URL = "/public/qalam/help-request/"
CODE = re.compile(r"(?:[2-9A-HJ-NP-Z]{4}-){3}[2-9A-HJ-NP-Z]{4}")
SENT = {**HELP, "mobile": "٠٥٠١٢٣٩٨٧٦"}
DOORS = ("", "receipt/", "track/", "track/case/")


def browser(language="en"):
    client = Client()
    client.cookies["mithaq_language"] = language
    return client


@pytest.fixture
def desk(qalam):
    return AtCounter(qalam)


@pytest.fixture
def page(desk, client_of):
    return client_of(desk.desk)


@pytest.mark.parametrize("door", DOORS)
def test_without_the_channel_in_the_policy_there_is_no_such_page(twaim, door):
    assert browser().get(f"/public/twaim/help-request/{door}").status_code == 404
    assert browser().post(f"/public/twaim/help-request/{door}", SENT).status_code == 404
    assert "help-request" not in browser().get("/public/twaim/").content.decode()


def test_the_associations_page_leads_to_it(desk):
    assert URL in browser().get("/public/qalam/").content.decode()


@pytest.mark.parametrize("language", ["ar", "en"])
def test_sent_it_has_a_number_and_a_code_that_is_shown_once(desk, language):
    client = browser(language)
    sent = client.post(URL, SENT, follow=True)
    case = HelpRequest.objects.get()
    assert (case.mobile, case.city, case.status) == (HELP["mobile"], HELP["city"], HelpStatus.WAITING)
    text = sent.content.decode()
    assert case.reference in text
    code = CODE.search(text).group()
    assert not CODE.search(client.get(f"{URL}receipt/").content.decode())
    assert code not in str(client.session.items())
    found = browser(language).post(f"{URL}track/", {"code": code.lower().replace("-", " ")}, follow=True)
    assert case.reference in found.content.decode()
    assert HELP["mobile"][4:] not in found.content.decode()


def test_what_is_missing_is_said_and_what_was_typed_is_kept(desk):
    refused = browser().post(URL, {"for_whom": "other", "person_name": "Nora"})
    text = refused.content.decode()
    assert refused.status_code == 422
    assert "Write your own name too" in text
    assert 'value="Nora"' in text
    assert not HelpRequest.objects.exists()


def test_hostile_words_stand_on_every_page_as_words(desk, page):
    words = '<script>alert(1)</script> {{ 7|add:7 }} \u202e"x" ' + "ب" * 900
    browser().post(URL, {**SENT, "person_name": "<b>Nora</b>\u202e", "need": words, "city": "'; DROP TABLE--"})
    case = HelpRequest.objects.get()
    assert case.person_name == "<b>Nora</b>"
    for path in ("/qalam/reception/help/", f"/qalam/reception/help/{case.reference}/"):
        text = page.get(path).content.decode()
        assert "<b>Nora" not in text
        assert "<script>alert" not in text


def test_a_form_sent_twice_makes_one(desk):
    client = browser()
    token = re.search(r'name="token" value="([0-9a-f]{32})"', client.get(URL).content.decode()).group(1)
    for _time in range(2):
        assert client.post(URL, {**SENT, "token": token}).status_code == 302
    assert HelpRequest.objects.count() == 1


def test_too_many_from_one_connection_wait(desk):
    client = browser()
    for number in range(ASKED.allowed):
        assert client.post(URL, {**SENT, "need": f"Need {number}"}).status_code == 302
    refused = client.post(URL, SENT)
    assert refused.status_code == 422
    assert "Too much was sent" in refused.content.decode()
    assert HelpRequest.objects.count() == ASKED.allowed


def test_every_wrong_code_is_answered_alike_also_another_associations(desk):
    a_row_of_help(desk.association)
    bodies = set()
    for code in ("AAAA-AAAA-AAAA-AAAA", HelpRequest.objects.get().reference, "x" * 100):
        answer = browser().post(f"{URL}track/", {"code": code})
        assert answer.status_code == 422
        bodies.add(re.sub(r'value="[^"]*"|nonce="[^"]*"', "", answer.content.decode()))
    assert len(bodies) == 1
    assert browser().get(f"{URL}track/case/").url == f"{URL}track/"


def test_the_person_reads_what_became_of_it(desk):
    case, code = actions.ask_for_help(desk.association, **HELP)
    client = browser()
    client.post(f"{URL}track/", {"code": code})
    assert "We read it and call you" in client.get(f"{URL}track/case/").content.decode()
    actions.decline(case, by=desk.desk, reason="We give no loans.")
    assert "We give no loans." in client.get(f"{URL}track/case/").content.decode()
    client.post(f"{URL}track/leave/")
    assert client.get(f"{URL}track/case/").status_code == 302


def test_the_desk_takes_it_up_for_the_file_with_that_mobile(desk, page):
    person = desk.person(mobile=HELP["mobile"])
    case = a_row_of_help(desk.association)
    url = f"/qalam/reception/help/{case.reference}/"
    assert person.full_name in page.get(url).content.decode()
    form = page.get(f"{url}request/").context["form"]
    assert form["need"].value() == HELP["need"]
    sent = page.post(
        f"{url}request/", {"who": form["who"].value(), "need": "x", "service": desk.service.pk, "version": 1}
    )
    case.refresh_from_db()
    assert case.beneficiary == person
    assert sent.url == f"/qalam/requests/{case.became}/"


def test_who_has_no_file_is_registered_with_what_was_sent(desk, page):
    case = a_row_of_help(desk.association)
    url = f"/qalam/reception/help/{case.reference}/"
    form = page.get(f"{url}register/").context["form"]
    assert (form["full_name"].value(), form["mobile"].value(), form["city"].value()) == (
        HELP["person_name"],
        "0501239876",
        HELP["city"],
    )
    refused = page.post(f"{url}request/", {"who": HELP["mobile"], "need": "x", "service": desk.service.pk})
    assert refused.status_code == 422
    assert case.is_waiting


def test_it_is_declined_in_words_for_the_person(desk, page):
    case = a_row_of_help(desk.association)
    url = f"/qalam/reception/help/{case.reference}/decline/"
    assert page.post(url, {"version": 1}).status_code == 422
    page.post(url, {"version": 1, "reason": "No such service."})
    assert "No such service." in Notice.objects.get(event="help_declined").body
    assert page.get("/qalam/reception/help/?queue=handled").context["rows"][0] == case


def test_another_associations_help_request_does_not_exist(page, hajar_counter):
    case = a_row_of_help(hajar_counter.association, reference="HR-1448-000077")
    assert page.get(f"/qalam/reception/help/{case.reference}/").status_code == 404
    assert page.post(f"/qalam/reception/help/{case.reference}/decline/", {"reason": "x"}).status_code == 404


def test_as_many_queries_for_one_help_request_as_for_many(desk, page):
    a_row_of_help(desk.association)
    page.get("/qalam/reception/help/")
    with CaptureQueriesContext(connection) as few:
        page.get("/qalam/reception/help/")
    for number in range(9):
        a_row_of_help(desk.association, need=f"{number}")
    with CaptureQueriesContext(connection) as many:
        page.get("/qalam/reception/help/")
    assert len(few) == len(many)
