"""Two people at once: one decision, one request from one form, letters without a gap. With real threads."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from accounts.roles import Role
from associations.models import Association, ReferenceCounter
from associations.presets import load
from associations.references import next_number
from core.errors import AlreadyHandled, DomainError, StaleRecord, TransitionNotAllowed
from core.once import new_token
from correspondence.models import Letter
from requests import actions
from requests.enums import Status
from requests.models import Decision, SupportRequest
from requests.workflow import DECIDE, GIVE_URGENT, RATIFY_URGENT, REVERSE_URGENT, START_STUDY
from tests.conftest import IN_FORCE_FROM
from tests.factories.at_once import at_once
from tests.factories.support_requests import Staff

pytestmark = pytest.mark.django_db(transaction=True)
TODAY = timezone.localdate


@pytest.fixture
def staff(transactional_db: None) -> Staff:
    version, _made = load("twaim", from_on=IN_FORCE_FROM)
    return Staff(version.association)


def split(outcomes: list[Any]) -> tuple[list[Any], list[Exception]]:
    """(what went well, what was refused)."""
    errors = [outcome for outcome in outcomes if isinstance(outcome, Exception)]
    return [outcome for outcome in outcomes if not isinstance(outcome, Exception)], errors


def test_two_officers_who_give_at_once_give_once(staff):
    case, second = staff.case(Status.UNDER_STUDY), staff.member(Role.MEMBER)
    for officer in (staff.urgent_officer, second):
        staff.named(officer)
    acts = (lambda by=by: staff.do(GIVE_URGENT, case, by=by) for by in (staff.urgent_officer, second))
    done, refused = split(at_once(*acts))
    assert [len(done), *(type(error) for error in refused)] == [1, AlreadyHandled]
    assert (case.deliveries.count(), staff.association.urgent_helps.count()) == (1, 1)
    assert Letter.objects.filter(kind="delivery").count() == 1


def test_ratified_and_reversed_at_once_it_is_one_of_both(staff):
    case = staff.case(Status.UNDER_STUDY)
    staff.do(GIVE_URGENT, case)
    acts = (lambda event=event: staff.do(event, case) for event in (RATIFY_URGENT, REVERSE_URGENT))
    done, refused = split(at_once(*acts))
    assert [len(done), *(type(error) for error in refused)] == [1, AlreadyHandled]


def test_a_head_who_decides_on_two_phones_at_once_makes_one_decision(staff):
    case = staff.case(Status.AWAITING_DECISION)
    done, refused = split(at_once(*[lambda: staff.do(DECIDE, case, by=staff.chair)] * 2))
    assert len(done) == 1
    assert [type(error) for error in refused] == [AlreadyHandled]
    assert done[0].decided_by.name in str(refused[0].message)
    assert Decision.objects.count() == 1
    assert Letter.objects.filter(kind="decision").count() == 1
    assert staff.fresh(case).events.filter(event=DECIDE).count() == 1


def test_two_researchers_who_begin_at_once_are_told_apart(staff):
    case = staff.case(Status.AWAITING_STUDY)
    people = [staff.member(Role.RESEARCHER) for _time in range(2)]
    acts = [lambda by=by: actions.start_study(case, by=by, expected_version=case.version) for by in people]
    done, refused = split(at_once(*acts))
    assert len(done) == 1
    assert isinstance(refused[0], TransitionNotAllowed | StaleRecord)
    assert staff.fresh(case).researcher == done[0].researcher
    assert staff.fresh(case).events.filter(event=START_STUDY).count() == 1


def test_one_form_sent_twenty_times_at_once_is_one_request(staff):
    person = staff.person()
    path = f"/{staff.association.slug}/requests/new/?beneficiary={person.number}&absent=1"
    form = {
        "token": new_token(),
        "service": staff.service.pk,
        "channel": "interview",
        "need": "Rent of March",
        "amount_asked": "3000",
        "agreed_means": "sms",
    }
    clients = [Client() for _time in range(20)]
    for client in clients:
        client.force_login(staff.desk.user, backend="allauth.account.auth_backends.AuthenticationBackend")

    def send(client: Client) -> tuple[int, str]:
        response = client.post(path, form)
        return response.status_code, response.headers.get("Location", "")

    outcomes = at_once(*(lambda client=client: send(client) for client in clients))
    made = SupportRequest.objects.get()
    assert set(outcomes) == {(302, f"/{staff.association.slug}/requests/{made.reference}/checklist/")}
    assert made.reference.endswith("-000001")
    assert clients[0].post(path, {**form, "token": new_token()}).status_code == 302  # another form is another request
    assert SupportRequest.objects.count() == 2


def test_eight_letters_at_once_are_numbered_without_a_gap(staff):
    cases = [staff.open() for _time in range(8)]
    letters, refused = split(
        at_once(*(lambda case=case: actions.issue_receipt(case, by=staff.desk) for case in cases))
    )
    assert refused == []
    assert sorted(letter.number for letter in letters) == list(range(1, 9))
    assert sorted(Letter.objects.values_list("number", flat=True)) == list(range(1, 9))


def test_a_number_taken_by_work_that_failed_is_given_again(staff):
    def take(fails: bool) -> int:
        with transaction.atomic():
            _year, number = next_number(staff.association, "T", on=TODAY())
            if fails:
                raise DomainError("no")
        return number

    numbers, refused = split(at_once(*(lambda fails=fails: take(fails) for fails in [True, False] * 4)))
    assert len(refused) == 4
    assert all(isinstance(error, DomainError) for error in refused)
    assert sorted(numbers) == [1, 2, 3, 4]


def test_taking_numbers_without_the_lock_would_double_them(staff):
    """The positive control: threads do meet, so the tests above see what they claim to see."""
    ReferenceCounter.objects.create(association=staff.association, series="X", year=1448)
    read = threading.Barrier(4)

    def careless() -> int:
        row = ReferenceCounter.objects.get(series="X")
        read.wait(timeout=20)
        ReferenceCounter.objects.filter(series="X").update(last=row.last + 1)
        return row.last + 1

    numbers, refused = split(at_once(*[careless] * 4))
    assert refused == []
    assert numbers == [1, 1, 1, 1]


def test_after_a_flush_the_rules_of_the_database_stand_again(staff):
    """The suite empties the tables after tests like these: the triggers must be there for the next one."""
    from django.core.management import call_command

    staff.case(Status.CLOSED)
    call_command("flush", interactive=False, verbosity=0)
    assert not Association.objects.exists()
    question = (
        "sqlite_master WHERE type = 'trigger'"
        if connection.vendor == "sqlite"
        else "pg_trigger WHERE NOT tgisinternal"
    )
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {question}")
        assert cursor.fetchone()[0] > 20
