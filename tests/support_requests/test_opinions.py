"""A second opinion (R13): asked of another researcher, given once, beside the recommendation before the body."""

from datetime import timedelta
from decimal import Decimal
from io import StringIO
from typing import Any

import pytest
import time_machine
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.utils import timezone, translation

from accounts.models import Membership
from core.errors import AlreadyHandled, DomainError, NotPermitted
from requests.enums import Status
from requests.models import SecondOpinion
from requests.room_of_file import ROOM
from requests.workflow import ASK_OPINION, GIVE_OPINION, RECOMMEND
from tests.factories.support_requests import Staff

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _sentences_in_english() -> Any:
    with translation.override("en"):
        yield


@pytest.fixture
def case(staff: Staff) -> Any:
    return staff.case(Status.UNDER_STUDY)


def test_it_is_asked_given_and_both_hear(staff, case):
    staff.do(ASK_OPINION, case)
    opinion = staff.do(GIVE_OPINION, case, outcome="partly_accepted", amount=Decimal(900))
    assert (opinion.text, opinion.outcome, opinion.amount) == ("It is not.", "partly_accepted", 900)
    events = list(staff.association.notices.values_list("event", flat=True))
    assert (events.count("staff_asked"), events.count("staff_answered")) == (1, 1)


def test_not_of_the_first_not_of_oneself_and_of_nobody_with_a_tie(staff, case):
    first_chair_asks = {"by": staff.chair, "of": staff.researcher}
    for asked in (first_chair_asks, {"of": staff.desk}):
        with pytest.raises(DomainError) as refusal:
            staff.do(ASK_OPINION, case, **asked)
        assert refusal.value.code == "not_offered"
    case.stepped_aside.create(association=staff.association, who=staff.second.user, at=timezone.now())
    with pytest.raises(DomainError):
        staff.do(ASK_OPINION, case)
    Membership.objects.filter(pk=staff.second.pk).update(is_active=False)
    with pytest.raises(DomainError):
        staff.do(ASK_OPINION, case)


def test_one_open_question_each(staff, case):
    staff.do(ASK_OPINION, case)
    with pytest.raises(DomainError) as refusal:
        staff.do(ASK_OPINION, case)
    assert refusal.value.code == "asked"
    staff.do(GIVE_OPINION, case)
    staff.do(ASK_OPINION, case, question="And now?")
    assert [row.number for row in case.opinions.all()] == [1, 2]


def test_only_who_was_asked_gives_it_and_once(staff, case):
    staff.do(ASK_OPINION, case)
    with pytest.raises(NotPermitted):
        staff.do(GIVE_OPINION, case, by=staff.researcher)
    staff.do(GIVE_OPINION, case)
    with pytest.raises(AlreadyHandled):
        staff.do(GIVE_OPINION, case, text="Another")
    for columns in ({"text": "Other"}, {"outcome": "refused"}, {"question": "Other"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            SecondOpinion.objects.update(**columns)


def test_an_amount_only_with_a_recommendation_to_accept(staff, case):
    staff.do(ASK_OPINION, case)
    assert staff.do(GIVE_OPINION, case, outcome="refused", amount=Decimal(5)).amount is None


def test_what_is_late_is_reminded_of_once(staff, case):
    opinion = staff.do(ASK_OPINION, case)
    with time_machine.travel(timezone.now() + timedelta(days=20), tick=False):
        call_command("run_due", stdout=StringIO())
        call_command("run_due", stdout=StringIO())
    waits = staff.association.notices.filter(event="answer_waits")
    assert waits.count() == 1
    assert opinion.asked_of == staff.second.user


def test_both_stand_before_the_body(staff, case, client_of):
    staff.do(ASK_OPINION, case)
    path = f"/twaim/requests/{case.reference}/"
    assert case.reference in client_of(staff.second).get("/twaim/requests/?queue=to_answer").content.decode()
    client = client_of(staff.second)
    form = client.get(f"{path}opinions/1/").context["form"]
    typed = {"token": form["token"].value(), "version": form["version"].value(), "text": "Half would do."}
    assert (
        client.post(f"{path}opinions/1/", {**typed, "outcome": "partly_accepted", "amount": "900"}).status_code == 302
    )
    assert client_of(staff.researcher).get(f"{path}opinions/1/").status_code == 403
    staff.do(RECOMMEND, case)
    page = client_of(staff.chair).get(f"{path}decide/").content.decode()
    assert "Half would do." in page
    assert "Visited: the need stands." in page
    assert "Half would do." not in client_of(staff.desk).get(path).content.decode()


def test_words_go_with_the_name(staff, case):
    staff.do(ASK_OPINION, case)
    staff.do(GIVE_OPINION, case)
    ROOM.forget(case.beneficiary)
    row = case.opinions.get()
    assert (row.question, row.text) == ("—", "—")
