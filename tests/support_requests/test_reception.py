"""At the desk: channels, checklist, validity, declaration, completeness and receipt (C, R2, R3, R5, R8)."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from core.errors import DomainError
from requests import actions
from requests.actions.intake import current_declaration, missing_items
from requests.enums import ItemState, Status


def refused(code: str, verb, *args, **kwargs):
    with pytest.raises(DomainError) as refusal:
        verb(*args, **kwargs)
    assert refusal.value.code == code
    return refusal.value


def test_only_the_policys_channels_are_taken(staff):
    assert staff.open(channel="fax").channel == "fax"
    refused("channel", staff.open, channel="social_media")


def test_a_day_of_receipt_to_come_is_refused_and_an_earlier_one_is_kept(staff):
    today = timezone.localdate()
    assert timezone.localdate(staff.open(received_on=today - timedelta(days=9)).received_at) == today - timedelta(
        days=9
    )
    refused("future", staff.open, received_on=today + timedelta(days=1))


def test_a_paper_that_ended_yesterday_is_refused_on_the_day(staff):
    case = staff.open()
    entry = case.checklist.get(item__is_mandatory=True)
    yesterday = timezone.localdate() - timedelta(days=1)
    refusal = refused(
        "expired", actions.check_item, case, by=staff.desk, findings={entry.pk: (ItemState.MATCHED.value, yesterday)}
    )
    assert refusal.field == f"expires_{entry.pk}"


def test_a_mandatory_paper_cannot_be_called_not_needed(staff):
    case = staff.open()
    entry = case.checklist.get(item__is_mandatory=True)
    refused(
        "mandatory", actions.check_item, case, by=staff.desk, findings={entry.pk: (ItemState.NOT_NEEDED.value, None)}
    )


def test_a_paper_matched_before_but_ended_since_is_missing(staff):
    case = staff.open()
    staff.prepare(case)
    entry = case.checklist.get(item__is_mandatory=True)
    case.checklist.filter(pk=entry.pk).update(expires_on=timezone.localdate())
    assert missing_items(case, on=timezone.localdate()) == []
    assert missing_items(case, on=timezone.localdate() + timedelta(days=1)) == [entry]


def test_an_incomplete_request_is_not_taken_in(staff):
    case = staff.open()
    refused("checklist", actions.complete, case, by=staff.desk)
    found = {entry.pk: (ItemState.MATCHED.value, None) for entry in case.checklist.all()}
    actions.check_item(case, by=staff.desk, findings=found)
    refused("declaration", actions.complete, case, by=staff.desk)
    assert staff.fresh(case).due_on is None, "Twaim's clock has not begun"


def test_the_moment_of_completeness_starts_twaims_clock(staff):
    case = staff.case(Status.AWAITING_STUDY)
    assert case.complete_at is not None
    assert case.due_on is not None
    assert list(case.moments.values_list("kind", flat=True)) == ["received", "complete"]
    assert [promise.due_on for promise in case.promises.all()] == [None, case.due_on]


def test_a_changed_fact_asks_for_a_new_signature(staff):
    case = staff.open()
    staff.prepare(case)
    assert current_declaration(case) is not None
    changed = actions.correct(
        case, by=staff.desk, need="Another need", amount_asked=Decimal(1), agreed_means="sms", expected_version=None
    )
    assert current_declaration(changed) is None
    refused("declaration", actions.complete, changed, by=staff.desk)


def test_a_change_of_the_file_asks_for_a_new_signature_too(staff):
    case = staff.open()
    staff.prepare(case)
    type(case.beneficiary).objects.filter(pk=case.beneficiary_id).update(city="elsewhere")
    refused("declaration", actions.complete, case, by=staff.desk)


def test_one_button_says_that_every_mandatory_paper_is_there(staff, client_of):
    case = staff.open()
    url = f"/twaim/requests/{case.reference}/checklist/"
    states = {f"state_{entry.pk}": "missing" for entry in case.checklist.all()}
    assert client_of(staff.desk).post(url, {**states, "all_matched": "1"}).status_code == 302
    found = {entry.item.is_mandatory: entry.state for entry in case.checklist.select_related("item")}
    assert found == {True: ItemState.MATCHED, False: ItemState.MISSING}


def test_a_signature_in_another_name_is_refused_beside_its_field(staff, client_of):
    case = staff.open()
    url = f"/twaim/requests/{case.reference}/declaration/"
    page = client_of(staff.desk).post(url, {"method": "on_screen", "signed_name": "Nobody", "was_read": "on"})
    assert page.status_code == 422
    assert "signed_name" in page.context["form"].errors
    assert not case.declarations.exists()


def test_returning_names_the_papers_that_must_come_again(staff):
    case = staff.case(Status.UNDER_STUDY)
    entry = case.checklist.get(item__is_mandatory=True)
    returned = actions.return_for_completion(case, by=staff.researcher, reason="Too old", papers=[entry.pk])
    assert missing_items(returned, on=timezone.localdate()) == [entry]
    assert returned.is_paused
    refused("checklist", actions.complete, returned, by=staff.desk)


def test_the_same_receipt_is_not_registered_twice(staff):
    case = staff.case(Status.AWAITING_STUDY)
    first = actions.issue_receipt(case, by=staff.desk)
    assert actions.issue_receipt(case, by=staff.desk) == first
    assert first.facts["due_on"] == case.due_on.isoformat()
    assert first.facts["id_masked"].endswith(case.beneficiary.national_id[-3:])
    assert case.beneficiary.national_id not in str(first.facts)


def test_a_receipt_of_an_incomplete_request_says_what_is_missing(staff):
    facts = actions.issue_receipt(staff.open(), by=staff.desk).facts
    assert facts["is_complete"] is False
    assert facts["missing"] == ["الهوية"]
    assert facts["due_on"] is None


def test_another_means_than_the_agreed_one_needs_its_reason(staff):
    case = staff.case(Status.DECIDED)
    refused("means_differs", actions.give_answer, case, by=staff.desk, means="letter")
    assert actions.give_answer(case, by=staff.desk, means="letter", note="No answer by phone").means == "letter"


def test_more_than_was_granted_is_not_delivered(staff):
    case = staff.case(Status.ANSWERED)
    today = timezone.localdate()
    refused("more_than_granted", staff.deliver, case, by=staff.desk, measures={1: Decimal(2501)})
    refused("future", staff.deliver, case, by=staff.desk, delivered_on=today + timedelta(days=1))
    refused("early", staff.deliver, case, by=staff.desk, delivered_on=today - timedelta(days=1))


def test_nobody_opens_a_request_across_two_associations(staff, elsewhere):
    refused("not_permitted", staff.open, elsewhere.person())
    refused("not_permitted", actions.issue_receipt, staff.case(Status.AWAITING_STUDY), by=elsewhere.desk)
