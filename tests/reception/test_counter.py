"""The counter on screen: one page with a visitor before it (R1, R3, C)."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.roles import Role
from associations.models import Office
from reception import actions
from reception.enums import VisitStatus
from reception.models import Visit

COUNTER = "/twaim/reception/"


@pytest.fixture
def page(counter, client_of):
    return client_of(counter.desk)


def sent(**facts):
    return {"who": "Sara", "purpose": "inquiry", "channel": "interview", **facts}


def test_a_name_alone_is_enough_and_leads_to_the_visit(page):
    response = page.post(COUNTER, sent())
    visit = Visit.objects.get()
    assert response.url == f"/twaim/reception/visits/{visit.uid}/"
    assert (visit.person_name, visit.status) == ("Sara", VisitStatus.BEING_SERVED)
    assert "without a file" in page.get(response.url).content.decode().lower()


def test_who_is_to_wait_waits(page):
    assert page.post(COUNTER, sent(wait="1")).url == COUNTER
    assert Visit.objects.get().status == VisitStatus.WAITING
    assert "Sara" in page.get(COUNTER).content.decode()


def test_a_number_finds_its_file_and_stands_in_no_address(page, counter):
    person = counter.person()
    for number in (person.national_id, person.mobile, person.number):
        response = page.post(COUNTER, sent(who=number))
        visit = Visit.objects.latest("pk")
        assert visit.beneficiary == person
        assert visit.person_name == ""
        assert number not in response.url
        actions.finish(visit, by=counter.desk)


def test_of_several_people_of_a_name_the_officer_chooses(page, counter):
    people = [counter.person(full_name="سارة علي القرني") for _time in range(2)]
    refused = page.post(COUNTER, sent(who="سارة القرني"))
    assert refused.status_code == 422
    assert Visit.objects.count() == 0
    assert all(person.number in refused.content.decode() for person in people)
    page.post(COUNTER, sent(who="سارة القرني", person=people[1].number))
    assert Visit.objects.get().beneficiary == people[1]
    page.post(COUNTER, sent(who="سارة القرني", person="name"))
    assert Visit.objects.latest("pk").person_name == "سارة القرني"


def test_a_person_who_was_not_found_by_the_box_cannot_be_chosen(page, counter, elsewhere):
    counter.person(full_name="سارة علي القرني")
    for other in (elsewhere.person(full_name="سارة علي القرني"), counter.person(full_name="نورة سعد")):
        assert page.post(COUNTER, sent(who="سارة القرني", person=other.number)).status_code in (302, 422)
        assert not Visit.objects.filter(beneficiary=other).exists()


def test_a_number_that_nobody_has_is_said_so(page):
    response = page.post(COUNTER, sent(who="B-1448-009999"))
    assert response.status_code == 422
    assert "No file here has this number" in response.content.decode()


def test_a_channel_that_carries_asks_who_brought_it(page):
    refused = page.post(COUNTER, sent(channel="volunteering"))
    assert refused.status_code == 422
    assert "Write who brought it" in refused.content.decode()
    page.post(COUNTER, sent(channel="volunteering", brought_by="Khalid"))
    assert Visit.objects.get().brought_by == "Khalid"


def test_only_channels_of_the_policy_are_offered(page):
    offered = dict(page.get(COUNTER).context["form"].fields["channel"].choices)
    assert "fax" in offered
    assert "help_request" not in offered


def test_the_office_is_asked_for_where_there_are_several(page, counter):
    assert "office" not in page.get(COUNTER).context["form"].fields
    offices = [
        Office.objects.create(association=counter.association, name_ar=name, name_en=name) for name in ("East", "West")
    ]
    page.post(COUNTER, sent(office=offices[1].pk))
    assert Visit.objects.get().office == offices[1]


def test_the_second_officer_hears_who_serves_and_may_take_over(counter, client_of):
    visit = counter.visit(VisitStatus.BEING_SERVED)
    second, url = client_of(counter.second), f"{COUNTER}visits/{visit.uid}/"
    assert counter.desk.user.name_en in second.get(url).content.decode()
    told = second.post(f"{url}finish/", follow=True)
    assert "serves this visitor now" in told.content.decode()
    assert counter.again(visit).is_here
    second.post(f"{url}take-over/")
    assert second.post(f"{url}finish/").url == COUNTER
    assert counter.again(visit).status == VisitStatus.SERVED


def test_a_visitor_known_by_name_is_joined_to_the_file(page, counter):
    visit = counter.visit(VisitStatus.BEING_SERVED, person_name="سارة القرني")
    person = counter.person(full_name="سارة علي القرني")
    url = f"{COUNTER}visits/{visit.uid}/know/"
    assert page.post(url, {"who": "لا أحد"}).status_code == 422
    page.post(url, {"who": "سارة القرني", "person": person.number})
    assert counter.again(visit).beneficiary == person


def test_the_request_opened_from_the_visit_knows_the_channel(page, counter):
    person = counter.person()
    visit = counter.comes(beneficiary=person, channel="volunteering", brought_by="Khalid")
    actions.serve(visit, by=counter.desk)
    form = page.get(f"/twaim/requests/new/?beneficiary={person.number}&absent=1").context["form"]
    assert (form["channel"].value(), form["brought_by"].value()) == ("volunteering", "Khalid")


def test_another_associations_visit_does_not_exist(page, elsewhere):
    visit = elsewhere.comes()
    assert page.get(f"{COUNTER}visits/{visit.uid}/").status_code == 404
    assert page.post(f"{COUNTER}visits/{visit.uid}/serve/").status_code == 404


def test_the_contact_officer_receives_and_others_do_not(counter, client_of):
    assert client_of(counter.member(Role.CONTACT_OFFICER)).get(COUNTER).status_code == 200
    assert client_of(counter.researcher).get(COUNTER).status_code == 403


@pytest.mark.parametrize("address", ["", "visits/"])
def test_as_many_queries_for_one_visitor_as_for_many(page, counter, address):
    def queries():
        with CaptureQueriesContext(connection) as found:
            assert page.get(COUNTER + address).status_code == 200
        return len(found)

    def more():
        for status in VisitStatus:
            counter.visit(status, beneficiary=counter.person())

    more()
    queries()  # the session's own, once
    few = queries()
    for _time in range(4):
        more()
    assert queries() == few


def test_as_many_queries_for_one_open_request_as_for_many(page, counter):
    person = counter.person()
    counter.open(person)
    url = f"{COUNTER}visits/{counter.visit(VisitStatus.BEING_SERVED, beneficiary=person).uid}/"
    page.get(url)  # the session's own queries, once
    with CaptureQueriesContext(connection) as few:
        page.get(url)
    for _time in range(6):
        counter.open(person)
    with CaptureQueriesContext(connection) as many:
        page.get(url)
    assert len(many) == len(few) <= 30
