"""What the address of a file's page names beyond the usual words, made as staff make it."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from accounts.roles import Role
from beneficiaries.actions import Signed, documents, give_by_signing, households, merge, report_change
from beneficiaries.actions.mandates import enter_mandate
from beneficiaries.enums import SignatureMethod
from core.hijri import DualDate
from tests.factories.beneficiaries import national_id
from tests.factories.support_requests import SINCE
from tests.project.address_makers import one_page


def a_report(place: Any) -> dict[str, str]:
    """A change reported by another researcher, with its paper."""
    beneficiary = place.case.beneficiary
    report = beneficiary.change_reports.first()
    if report is None:
        by = place.staff.member(Role.RESEARCHER)
        paper = SimpleUploadedFile("a.pdf", one_page(), "application/pdf")
        report = report_change(beneficiary, by=by, values={"city": "Al-Hofuf north"}, upload=paper)
    return {"uuid:uid": str(report.uid)}


def a_signature(place: Any) -> dict[str, str]:
    """A consent signed on paper, and the paper scanned."""
    beneficiary = place.case.beneficiary
    row = beneficiary.signatures.first()
    if row is None:
        scan = SimpleUploadedFile("a.pdf", one_page(), "application/pdf")
        signed = Signed(SignatureMethod.ON_PAPER, beneficiary.full_name, scan=scan)
        row = give_by_signing(beneficiary, by=place.staff.desk, purpose="service", signed=signed).signature
    return {"uuid:uid": str(row.uid)}


def a_pair(place: Any) -> dict[str, str]:
    """Two files that wait for an answer."""
    association = place.staff.association
    pair = association.duplicate_pairs.waiting().first()
    if pair is None:
        files = [place.staff.person(full_name="هيا سالم العتيبي") for _time in range(2)]
        pair = association.duplicate_pairs.get(first=files[0], second=files[1])
    return {"str:first": pair.first.number, "str:second": pair.second.number}


def a_merge(place: Any) -> dict[str, str]:
    """A file that was just merged into another."""
    born = DualDate.of(SINCE - timedelta(days=place.staff.association.beneficiaries.count()))
    files = [place.staff.person(full_name="منى سالم العتيبي", born=born) for _time in range(2)]
    pair = place.staff.association.duplicate_pairs.get(first=files[0], second=files[1])
    merge(pair, by=place.staff.researcher, survivor=files[0].number)
    return {"str:number": files[1].number}


def a_household(place: Any) -> dict[str, str]:
    """A member with an income in the household of the file."""
    place_of = households.form_household(place.case.beneficiary, by=place.staff.desk)
    income = place_of.incomes.first() or households.enter_income(
        place_of, by=place.staff.desk, kind="salary", monthly=Decimal(100), from_on=SINCE
    )
    if place_of.household.members.count() == 1:
        households.add_member(
            place_of.household, by=place.staff.desk, relation="child", born=DualDate.of(SINCE), full_name="سارة"
        )
    child = place_of.household.members.get(relation="child")
    return {"uuid:uid": str(child.uid), "uuid:money": str(income.uid)}


def of_the_head(place: Any) -> dict[str, str]:
    words = a_household(place)
    head = place.case.beneficiary.memberships.get()
    return {**words, "uuid:uid": str(head.uid)}


def a_mandate(place: Any) -> dict[str, str]:
    """A guardian of the person of the file."""
    file = place.case.beneficiary
    row = file.mandates.first() or enter_mandate(
        file,
        by=place.staff.desk,
        kind="guardian",
        holder_name="سعد",
        holder_id=national_id(9000),
        deed_number="1",
        scope="الاستلام",
        from_on=SINCE,
        until_on=None,
    )
    return {"uuid:uid": str(row.uid)}


def a_kind(place: Any) -> dict[str, str]:
    """A kind of document of the association."""
    return {"uuid:uid": str(place.staff.association.document_kinds.get(name_en="Lease").uid)}


def a_file_document(place: Any) -> dict[str, str]:
    """A document of the person of the file, with a copy."""
    file = place.case.beneficiary
    row = file.documents.first() or documents.add_document(
        file,
        by=place.staff.desk,
        kind=place.staff.association.document_kinds.get(name_en="Lease"),
        valid_until=timezone.localdate(),
        upload=SimpleUploadedFile("a.pdf", one_page()),
    )
    return {"uuid:uid": str(row.uid)}


def a_copy(place: Any) -> dict[str, str]:
    a_file_document(place)
    return {"uuid:uid": str(place.case.beneficiary.documents.get().copies.get().uid)}
