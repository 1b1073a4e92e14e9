"""The declaration at the desk: its one text, its proof, and which facts a signature covers (R5, B1, B3)."""

from __future__ import annotations

from typing import Any

import pytest

from associations import texts
from beneficiaries.actions import Signed, apply_report, report_change
from beneficiaries.declared import digest
from beneficiaries.enums import SignatureMethod
from beneficiaries.models import Household, HouseholdMember, facts_of
from core.errors import StaleRecord
from requests import actions
from requests.actions.intake import current_declaration
from requests.enums import Status
from tests.factories.support_requests import Staff


@pytest.fixture
def staff(twaim: Any) -> Staff:
    return Staff(twaim)


def first_digest(case: Any) -> str:
    """What a signature covered before the situation and the household were declared."""
    asked = {"service": case.service_id, "need": case.need, "amount": f"{case.amount_asked:.2f}"}
    return digest({"beneficiary": facts_of(case.beneficiary), **asked})


def test_the_text_signed_is_the_one_in_force_and_is_kept_with_its_version(staff):
    case = staff.open()
    staff.prepare(case)
    first = case.declarations.get()
    admin = staff.member("admin")
    texts.publish(texts.write_draft(staff.association, by=admin, kind="declaration", text_ar="نص جديد"), by=admin)
    assert current_declaration(staff.fresh(case)) == first  # what was signed stays signed
    other = staff.open()
    staff.prepare(other)
    signed = other.declarations.get()
    assert (signed.text, signed.agreed_text.number) == ("نص جديد", 2)
    assert (first.text, first.agreed_text.number) == (first.agreed_text.text_ar, 1)
    with pytest.raises(StaleRecord):
        actions.sign_declaration(other, by=staff.desk, signed=Signed(SignatureMethod.ON_SCREEN, "x"), expected_text=1)


def test_who_signs_has_been_told_of_the_responsibilities(staff):
    case = staff.open()
    assert not case.beneficiary.acceptances.exists()
    staff.prepare(case)
    assert case.beneficiary.acceptances.get().text.kind == "responsibilities"


@pytest.mark.parametrize("change", ["situation", "household"])
def test_a_changed_situation_or_household_asks_for_a_new_signature(staff, change):
    case = staff.open()
    person = case.beneficiary
    household = Household.objects.create(association=staff.association)
    row = HouseholdMember(
        association=staff.association,
        household=household,
        beneficiary=person,
        relation="head",
        full_name=person.full_name,
        joined_on=case.received_at.date(),
    )
    row.birth_calendar, row.birth_hijri_year, row.birth_hijri_month, row.birth_hijri_day = "hijri", 1405, 9, 14
    row.save()
    staff.prepare(case)
    assert current_declaration(staff.fresh(case))
    if change == "household":
        Household.objects.filter(pk=household.pk).update(version=2)
    else:
        report = report_change(person, by=staff.desk, values={"marital": "widowed"})
        apply_report(report, by=staff.researcher, take=["marital"])
    assert current_declaration(staff.fresh(case)) is None


def test_a_signature_from_before_covers_the_facts_of_its_time_alone(staff):
    case = staff.open()
    case.declarations.create(
        association=staff.association,
        text="نص قديم",
        digest=first_digest(case),
        method=SignatureMethod.ON_PAPER,
        signed_name=case.beneficiary.full_name,
        signed_at=case.received_at,
        witnessed_by=staff.desk.user,
    )
    report = report_change(case.beneficiary, by=staff.desk, values={"marital": "widowed"})
    apply_report(report, by=staff.researcher, take=["marital"])
    assert current_declaration(staff.fresh(case))  # the situation was not declared then
    actions.correct(case, by=staff.desk, need="Rent of April", amount_asked=case.amount_asked, agreed_means="sms")
    assert current_declaration(staff.fresh(case)) is None


def test_a_drawn_signature_is_kept_and_seen_on_the_request(staff, client_of):
    from tests.beneficiaries.test_consent import drawing

    case = staff.case(Status.INCOMPLETE, prepared=False)
    client = client_of(staff.desk)
    path = f"/twaim/requests/{case.reference}/declaration/"
    form = client.get(path).context["form"]
    typed = {name: form[name].value() for name in ("token", "version", "reading")}
    words = {"method": "drawn", "signed_name": case.beneficiary.full_name, "was_read": "on"}
    assert client.post(path, {**typed, **words, "drawing": drawing()}).status_code == 302
    signature = case.declarations.get().signature
    assert signature.drawing
    page = client.get(path).content.decode()
    assert f"/signatures/{signature.uid}/" in page
