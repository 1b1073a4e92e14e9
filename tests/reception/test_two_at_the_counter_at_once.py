# ruff: noqa: B023  what a race begins it also ends, within its turn of the loop
"""Two counters over one visitor, two desks over one help request: one outcome. Real threads."""

from __future__ import annotations

from typing import Any

import pytest

from accounts.roles import Role
from associations.presets import load
from complaints.models import Complaint
from core.errors import AlreadyHandled, DomainError, StaleRecord, TransitionNotAllowed
from correspondence.models import Notice
from reception import actions
from reception.enums import HelpStatus, VisitStatus
from reception.models import Visit
from requests.models import SupportRequest
from tests.conftest import IN_FORCE_FROM
from tests.factories.reception import HELP, AtCounter
from tests.support_requests.test_two_at_once import at_once, split

pytestmark = pytest.mark.django_db(transaction=True)
TIMES = 3


@pytest.fixture
def counter(transactional_db: None) -> AtCounter:
    """Of an association whose policy has the help-request service."""
    version, _made = load("qalam", from_on=IN_FORCE_FROM)
    return AtCounter(version.association)


def one_of(*acts: Any) -> tuple[Any, DomainError]:
    """What went well, and the sentence of whoever was second."""
    done, refused = split(at_once(*acts))
    assert (len(done), len(refused)) == (1, 1), (done, refused)
    assert isinstance(refused[0], AlreadyHandled | TransitionNotAllowed | StaleRecord), repr(refused[0])
    return done[0], refused[0]


def test_two_counters_that_take_one_visitor(counter):
    for _time in range(TIMES):
        visit = counter.comes()
        done, refused = one_of(*(lambda by=by: actions.serve(visit, by=by) for by in (counter.desk, counter.second)))
        visit.refresh_from_db()
        assert (visit.status, visit.served_by) == (VisitStatus.BEING_SERVED, done.served_by)
        assert done.served_by.user.name in str(refused.message)
        assert visit.events.filter(event="serve").count() == 1


def test_one_person_taken_in_at_two_counters_is_here_once(counter):
    for _time in range(TIMES):
        person = counter.person()
        one_of(*(lambda by=by: counter.comes(beneficiary=person, by=by) for by in (counter.desk, counter.second)))
        assert Visit.objects.filter(beneficiary=person).count() == 1


def test_two_desks_that_make_one_help_request_a_request(counter):
    for number in range(TIMES):
        case = actions.ask_for_help(counter.association, **HELP)[0]
        person = counter.person()
        facts = {"beneficiary": person, "service": counter.service, "need": case.need}
        version = case.version if number % 2 else None
        acts = [
            lambda by=by: actions.take_up(case, by=by, **facts, expected_version=version)
            for by in (counter.desk, counter.member(Role.DESK))
        ]
        made, _refused = one_of(*acts)
        case.refresh_from_db()
        assert (case.status, case.became) == (HelpStatus.REQUEST, made.reference)
        assert SupportRequest.objects.filter(beneficiary=person).count() == 1
        assert Notice.objects.filter(event="help_taken_up", about=case.reference).count() == 1


def test_taken_up_and_declined_at_once_the_person_hears_one_thing(counter):
    for _time in range(TIMES):
        case = actions.ask_for_help(counter.association, **HELP)[0]
        person = counter.person()
        one_of(
            lambda: actions.take_up(case, by=counter.desk, beneficiary=person, service=counter.service, need="x"),
            lambda: actions.decline(case, by=counter.member(Role.DESK), reason="We give no loans."),
        )
        case.refresh_from_db()
        told = Notice.objects.filter(about=case.reference).exclude(event="help_received")
        assert [row.event for row in told] == [
            "help_declined" if case.status == HelpStatus.DECLINED else "help_taken_up"
        ]


def test_two_that_make_one_help_request_an_inquiry(counter):
    case = actions.ask_for_help(counter.association, **HELP)[0]
    desks = (counter.desk, counter.member(Role.DESK))
    one_of(*(lambda by=by: actions.make_inquiry(case, by=by, question="When?") for by in desks))
    assert Complaint.objects.count() == 1
