"""A lost tracking code: a verified, named person gets a new one, the earlier one opens nothing more (K1)."""

import pytest
from django.db import IntegrityError, transaction

from complaints import actions, tracking
from complaints.enums import Status
from complaints.models import Complaint
from complaints.presenting import next_steps
from complaints.workflow import REISSUE_CODE
from core.errors import DomainError, NotPermitted
from tests.complaints.test_public import browser, code_in, enter, url


def address(case, verb=""):
    return f"/twaim/complaints/{case.reference}/{verb}"


@pytest.mark.parametrize("status", [Status.RECEIVED, Status.ANSWERED, Status.CLOSED])
def test_the_new_code_opens_the_case_and_the_earlier_one_and_its_pages_end(people, client_of, status):
    case = people.case(status, is_anonymous=False, person_name="منيرة الشمري", agreed_means="tracking")
    earlier, visitor = people.code, browser()
    enter(visitor, people, earlier)
    assert visitor.get(url(people, "track/case/")).status_code == 200
    response = client_of(people.followup).post(address(case, "code/"), {"verified": "id_shown"}, follow=True)
    code = code_in(response)
    assert code != earlier
    assert tracking.find(people.association, code) == case
    assert tracking.find(people.association, earlier) is None
    assert visitor.get(url(people, "track/case/")).status_code == 302
    assert code not in client_of(people.followup).get("/twaim/complaints/receipt/").content.decode()
    told = people.fresh(case).events.order_by("-pk").first()
    assert (told.event, told.by, told.detail) == (REISSUE_CODE, people.followup.user, {"verified": "id_shown"})
    assert code not in str(Complaint.objects.values().get()) + str(told.detail)
    page = client_of(people.followup).get(address(case)).content.decode()
    assert "showed their ID" in page


def test_management_sees_the_receipt_of_the_code_it_gave(people, client_of):
    case = people.named()
    client = client_of(people.manager)
    assert code_in(client.post(address(case, "code/"), {"verified": "called_back"}, follow=True))


def test_without_a_name_nobody_can_be_verified(people, client_of):
    case = people.case(Status.IN_HAND)
    assert REISSUE_CODE not in {step.url.rstrip("/").rsplit("/", 1)[-1] for step in next_steps(people.followup, case)}
    refused = client_of(people.followup).post(address(case, "code/"), {"verified": "id_shown"})
    assert refused.status_code == 422
    assert "nobody can be verified" in refused.content.decode()
    with pytest.raises(IntegrityError), transaction.atomic():
        Complaint.objects.filter(pk=case.pk).update(code_hash="0" * 32)
    assert tracking.find(people.association, people.code) == case


def test_it_says_how_the_person_was_verified(people):
    case = people.receive(is_anonymous=False, person_name="منيرة الشمري", agreed_means="tracking")
    for verified, code in (("", "verified"), ("trusted", "verified"), ("called_back", "no_number")):
        with pytest.raises(DomainError) as refusal:
            actions.reissue_code(case, by=people.followup, verified=verified)
        assert (refusal.value.code, refusal.value.field) == (code, "verified")
    assert tracking.find(people.association, people.code) == case


def test_its_subject_and_the_person_give_no_code(people):
    case = people.named(subjects=[people.second])
    for member in (people.second, people.desk, None):
        with pytest.raises(NotPermitted):
            actions.reissue_code(case, by=member, verified="id_shown")


def test_whoever_took_it_in_at_the_desk_may(people, client_of):
    case = people.named(by=people.desk)
    assert code_in(client_of(people.desk).post(address(case, "code/"), {"verified": "id_shown"}, follow=True))


def test_the_step_is_offered_for_a_named_person(people, client_of):
    named, unnamed = people.named(), people.receive()
    client = client_of(people.followup)
    assert address(named, "code/") in client.get(address(named)).content.decode()
    assert address(unnamed, "code/") not in client.get(address(unnamed)).content.decode()
