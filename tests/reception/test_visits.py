"""A visitor comes, is served by one person at a time, and goes (R1, R3, C)."""

from __future__ import annotations

import datetime
import re

import pytest
import time_machine

from accounts.roles import Role
from core.errors import AlreadyHandled, DomainError, NotPermitted, TransitionNotAllowed
from reception import actions
from reception.enums import VisitStatus
from reception.models import Visit
from reception.standing import known_before, standing_of
from reception.workflow import FINISH, LEAVE, PUT_BACK, SERVE, TAKE_OVER, VISIT_WORKFLOW
from requests.enums import Status
from requests.workflow import GIVE_ANSWER
from tests.conftest import loaded
from tests.factories.complaints import Handlers
from tests.factories.reception import WAYS, AtCounter

PAIRS = [(status.value, event) for status in VisitStatus for event in VISIT_WORKFLOW.rows]
ALLOWED = [(status, event) for status, event in PAIRS if status in VISIT_WORKFLOW.rows[event].sources]
OTHERS = [pair for pair in PAIRS if pair not in ALLOWED]
FIVE = ("twaim", "qalam", "hajar", "namaa", "namudhaj")


def test_the_table_names_every_verb_and_every_status_can_be_reached(counter):
    assert set(counter.visitors) == set(VISIT_WORKFLOW.rows)
    assert set(WAYS) == set(VisitStatus)


@pytest.mark.parametrize(("status", "event"), ALLOWED)
def test_an_allowed_move_moves_the_visit_and_is_told_once(counter, status, event):
    visit = counter.visit(status)
    before = visit.events.count()
    counter.does_at_counter(event, visit)
    after = counter.again(visit)
    assert after.status == (VISIT_WORKFLOW.rows[event].to or status)
    assert after.events.count() == before + 1


@pytest.mark.parametrize(("status", "event"), [pair for pair in OTHERS if pair != (VisitStatus.BEING_SERVED, SERVE)])
def test_a_move_the_table_does_not_allow_is_refused_and_changes_nothing(counter, status, event):
    visit = counter.visit(status)
    before = Visit.objects.values().get(pk=visit.pk)
    with pytest.raises(TransitionNotAllowed):
        counter.does_at_counter(event, visit)
    assert Visit.objects.values().get(pk=visit.pk) == before


@pytest.mark.parametrize("event", list(VISIT_WORKFLOW.rows))
def test_only_those_with_the_task_may_do_it(counter, elsewhere, event):
    status = next(status for status in VisitStatus if status in VISIT_WORKFLOW.rows[event].sources)
    visit = counter.visit(status)
    for stranger in (counter.researcher, counter.member(Role.MANAGER), counter.member(), elsewhere.desk):
        with pytest.raises(NotPermitted):
            counter.does_at_counter(event, visit, by=stranger)
    counter.does_at_counter(event, visit)


@pytest.mark.parametrize("event", [SERVE, FINISH, LEAVE, PUT_BACK])
def test_the_second_officer_is_told_who_serves_the_visitor(counter, event):
    visit = counter.visit(VisitStatus.BEING_SERVED)
    with pytest.raises(AlreadyHandled) as refusal:
        counter.does_at_counter(event, visit, by=counter.second)
    assert counter.desk.user.name in str(refusal.value.message)
    counter.does_at_counter(TAKE_OVER, visit, by=counter.second)
    assert counter.again(visit).served_by == counter.second
    with pytest.raises(AlreadyHandled):
        counter.does_at_counter(FINISH, visit)
    counter.does_at_counter(FINISH, visit, by=counter.second)


def test_pressed_twice_it_is_served_once(counter):
    visit = counter.visit(VisitStatus.BEING_SERVED)
    before = visit.served_at, visit.version
    actions.serve(visit, by=counter.desk)
    assert (counter.again(visit).served_at, counter.again(visit).version) == before


def test_one_person_is_here_once_and_may_come_again(counter):
    person = counter.person()
    visit = counter.comes(beneficiary=person)
    with pytest.raises(AlreadyHandled) as refusal:
        counter.comes(beneficiary=person)
    assert refusal.value.code == "here_already"
    stranger = counter.comes()
    with pytest.raises(AlreadyHandled):
        actions.attach(stranger, by=counter.desk, beneficiary=person)
    actions.leave(visit, by=counter.desk)
    assert counter.comes(beneficiary=person).pk != visit.pk


@pytest.mark.parametrize("slug", FIVE)
def test_only_the_channels_of_the_policy_are_taken_and_carried_ones_name_who_brought_it(slug):
    from associations.enums import BROUGHT_BY_ANOTHER, Channel

    counter = AtCounter(loaded(slug))
    listed = {row.channel for row in counter.association.policy_in_force().channels.all()}
    for channel in Channel.values:
        if channel not in listed:
            with pytest.raises(DomainError) as refusal:
                counter.comes(channel=channel, brought_by="محمد")
            assert refusal.value.field == "channel"
        elif channel in BROUGHT_BY_ANOTHER:
            with pytest.raises(DomainError) as refusal:
                counter.comes(channel=channel, brought_by="  ")
            assert refusal.value.field == "brought_by"
            assert counter.comes(channel=channel, brought_by="محمد").brought_by == "محمد"
        else:
            assert counter.comes(channel=channel).channel == channel


def test_the_times_of_a_visit_are_reckoned(counter):
    start = datetime.datetime(2026, 11, 18, 6, 0, tzinfo=datetime.UTC)
    with time_machine.travel(start, tick=False) as clock:
        visit = counter.comes()
        clock.shift(720)
        assert counter.again(visit).waited == datetime.timedelta(minutes=12)
        actions.serve(visit, by=counter.desk)
        clock.shift(300)
        actions.finish(visit, by=counter.desk)
        clock.shift(9999)
        over = counter.again(visit)
    assert (over.waited, over.served_for) == (datetime.timedelta(minutes=12), datetime.timedelta(minutes=5))


def test_what_the_visit_led_to_is_read_from_what_the_officer_did(counter):
    person = counter.person()
    decided = counter.case(Status.DECIDED)
    earlier = counter.open(person)
    visit = counter.comes(beneficiary=person)
    actions.serve(visit, by=counter.desk)
    during = counter.open(person)
    counter.do(GIVE_ANSWER, decided)  # of another person
    actions.finish(visit, by=counter.desk)
    assert [one.reference for one in visit.led_to.all()] == [during.reference]
    assert earlier.reference != during.reference


def test_a_complaint_is_not_named_in_what_a_visit_led_to(counter):
    person, handlers = counter.person(), Handlers(counter.association)
    visit = counter.comes(beneficiary=person)
    actions.serve(visit, by=counter.desk)
    told = {"person_name": person.full_name, "agreed_means": "tracking", "is_anonymous": False}
    handlers.receive("complaint", by=counter.desk, beneficiary=person, **told)
    inquiry = handlers.receive("inquiry", by=counter.desk, beneficiary=person, **told)
    actions.finish(visit, by=counter.desk)
    assert [one.reference for one in visit.led_to.all()] == [inquiry.reference]


def test_the_officer_sees_what_the_person_has_open(counter):
    person = counter.person()
    case = counter.open(person)
    found = standing_of(person, by=counter.desk)
    assert [(one.row.pk, one.missing) for one in found.requests] == [(case.pk, ["الهوية"])]
    assert [step.url.split("/")[-2] for step in found.requests[0].steps] == ["checklist", "missing"]
    officer = counter.member(Role.CONTACT_OFFICER)
    assert [step.url for step in standing_of(person, by=officer).requests[0].steps] == []


def test_the_opening_form_knows_how_the_visitor_came(counter):
    person = counter.person()
    visit = counter.comes(beneficiary=person, channel="volunteering", brought_by="خالد")
    assert known_before(person, counter.desk) == {}
    actions.serve(visit, by=counter.desk)
    assert known_before(person, counter.desk) == {"channel": "volunteering", "brought_by": "خالد"}
    assert known_before(person, counter.second) == {}


def test_a_visitor_with_a_case_about_the_officer_is_kept_from_that_officer(counter):
    person, handlers = counter.person(), Handlers(counter.association)
    visit = counter.comes(beneficiary=person)
    assert visit in counter.association.visits.visible_to(counter.second)
    told = {"person_name": person.full_name, "agreed_means": "tracking", "is_anonymous": False}
    handlers.receive("complaint", by=counter.desk, beneficiary=person, subjects=[counter.second], **told)
    assert visit not in counter.association.visits.visible_to(counter.second)
    assert visit in counter.association.visits.visible_to(counter.desk)


def test_of_two_visits_of_merged_files_one_stays_until_it_ends(counter):
    from beneficiaries.following import FOLLOWING

    first, second = counter.person(), counter.person()
    for person in (first, second):
        counter.comes(beneficiary=person)
    over = counter.comes()
    actions.attach(over, by=counter.desk, beneficiary=counter.person())
    rows = FOLLOWING["reception.Visit.beneficiary"]
    kept = rows.move(first, second, by=counter.desk)
    assert (kept, second.visits.count()) == ([], 1)


def test_that_somebody_came_to_complain_is_read_only_by_who_took_them_in(counter, client_of):
    waiting = counter.comes(person_name="سعاد", purpose="complaint")
    gone = counter.comes(person_name="نورة", purpose="complaint")
    actions.leave(gone, by=counter.desk)
    addresses = ["/twaim/reception/", "/twaim/reception/visits/", f"/twaim/reception/visits/{waiting.uid}/"]
    for reader, reads in ((counter.desk, True), (counter.second, False)):
        client = client_of(reader)
        for address in addresses:
            shown = client.get(address).content.decode()
            shown = re.sub(r"<form.*?</form>", "", shown, flags=re.S)
            assert ("A complaint" in shown) == reads, (address, reads)
            assert reads or "Something else" in shown
    filtered = client.get("/twaim/reception/visits/?purpose=other").content.decode()
    assert "نورة" in filtered
    for query in ("?purpose=complaint", "?queue=here&purpose=complaint"):
        assert "A complaint" not in client.get(f"/twaim/reception/visits/{query}").content.decode()
