"""A support that ends is told once, and asked for anew with what is known (B6, R2)."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from associations.enums import TextKind
from core.errors import DomainError
from core.once import new_token
from requests import actions
from requests.actions.renewing import ending
from requests.enums import ItemState, Status
from requests.models import SupportPeriod
from requests.workflow import PLAN, WITHDRAW
from tests.factories.beneficiaries import BeneficiaryFactory
from tests.factories.documents import a_document
from tests.factories.services import new_lines
from tests.factories.support_requests import Staff

TODAY = timezone.localdate


def supported(staff: Staff, days: int = 20) -> Any:
    """An answered request whose support ends in so many days."""
    case = staff.case(Status.ANSWERED)
    staff.do(PLAN, case, supports_until=TODAY() + timedelta(days=days))
    return staff.fresh(case)


def test_the_person_is_told_once_for_a_day(staff):
    case = supported(staff)
    assert [actions.tell_ends(staff.association) for _time in range(2)] == [1, 0]
    assert staff.association.notices.filter(event="support_ends", about=case.reference).count() == 1
    staff.do(PLAN, case, reason="Longer.", supports_until=TODAY() + timedelta(days=25))
    assert actions.tell_ends(staff.association) == 1


@pytest.mark.parametrize(("days", "listed"), [(29, 1), (30, 1), (31, 0)])
def test_what_ends_within_the_associations_days_is_listed(staff, days, listed):
    supported(staff, days)
    assert ending(staff.association).count() == listed
    assert actions.tell_ends(staff.association) == listed


def test_a_period_that_was_renewed_stays_as_it_was(staff):
    """The trigger of ``support_requests_supportperiod``."""
    case = supported(staff)
    actions.renew(case, staff.open(case.beneficiary), by=staff.desk)
    with pytest.raises(DatabaseError, match="a renewed period of support is never changed"), transaction.atomic():
        SupportPeriod.objects.update(renewed_as=None)
    assert SupportPeriod.objects.get().renewed_as is not None


def test_it_does_not_end_in_the_past_and_a_withdrawn_one_is_not_told(staff):
    case = staff.case(Status.ANSWERED)
    with pytest.raises(DomainError) as refusal:
        staff.do(PLAN, case, supports_until=TODAY() - timedelta(days=1))
    assert refusal.value.field == "supports_until"
    staff.do(WITHDRAW, supported(staff))
    assert actions.tell_ends(staff.association) == 0


def test_the_new_request_stands_for_the_earlier_one_with_its_valid_papers(staff):
    case = supported(staff)
    until = TODAY() + timedelta(days=90)
    case.checklist.filter(state=ItemState.MATCHED).update(expires_on=until)
    new = staff.open(case.beneficiary)
    actions.renew(case, new, by=staff.desk)
    assert SupportPeriod.objects.get().renewed_as == new
    assert [(row.state, row.expires_on) for row in new.checklist.all()] == [("matched", until), ("missing", None)]
    assert not ending(staff.association).exists()
    assert actions.tell_ends(staff.association) == 0
    another = staff.open(case.beneficiary)
    actions.renew(case, another, by=staff.desk)
    assert SupportPeriod.objects.get().renewed_as == new


def test_a_document_of_the_file_answers_the_new_checklist_under_new_terms(staff):
    case = supported(staff)
    document = a_document(case.beneficiary, by=staff.desk)
    new_lines(staff, lambda line: setattr(line, "document_kind", document.kind if line.is_mandatory else None))
    new = staff.open(case.beneficiary)
    actions.renew(case, new, by=staff.desk)
    assert new.checklist.get(item__is_mandatory=True).from_document == document


def test_it_is_renewed_for_the_same_person_only(staff):
    with pytest.raises(DomainError):
        actions.renew(supported(staff), staff.open(), by=staff.desk)


def test_the_desk_begins_with_what_was_asked_before(staff, client_of):
    case = supported(staff)
    client = client_of(staff.desk)
    listed = client.get("/twaim/deliveries/ending/").content.decode()
    address = f"/twaim/requests/new/?beneficiary={case.beneficiary.number}&renews={case.reference}"
    assert address.replace("&", "&amp;") in listed or address in listed
    page = client.get(address + "&absent=1").content.decode()
    assert case.need in page


def test_the_responsibilities_in_between_do_not_lose_what_was_asked_before(staff, client_of):
    case, client = supported(staff), client_of(staff.desk)
    new = {"kind": TextKind.RESPONSIBILITIES, "number": 9, "text_ar": "نص جديد", "changed_at": timezone.now()}
    staff.association.agreed_texts.create(**new, published_at=timezone.now(), published_by=staff.desk.user)
    address = f"/twaim/requests/new/?beneficiary={case.beneficiary.number}&renews={case.reference}"
    told = client.get(address)
    assert told.status_code == 302
    page = client.get(told["Location"])
    absent = re.search(r'href="(/twaim/requests/new/[^"]*absent=1)"', page.content.decode())
    assert absent is not None
    assert case.need in client.get(absent[1].replace("&amp;", "&")).content.decode()
    version = page.context["form"]["version"].value()
    typed = {"token": new_token(), "version": version, "how": "read", "accepted": "on"}
    back = client.post(told["Location"], typed)
    assert case.need in client.get(back["Location"]).content.decode()
    assert case.need not in back["Location"]
    another = BeneficiaryFactory(association=staff.association, by=staff.desk)
    assert "renews" not in client.get(address.replace(case.beneficiary.number, another.number))["Location"]
