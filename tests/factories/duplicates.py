"""Two files of one person, and what both may hold in every room."""

from __future__ import annotations

import datetime
from typing import Any

from django.utils import timezone

from accounts import codes
from beneficiaries import actions
from beneficiaries.actions.documents import add_document
from beneficiaries.file_values import VALUES
from beneficiaries.models import (
    Beneficiary,
    DuplicatePair,
    Household,
    HouseholdMember,
    InCategory,
    Mandate,
    OnlineAccount,
)
from beneficiaries.signing_in import tie
from complaints.models import CompensationCase, Complaint
from core.hijri import DualDate
from reception.actions import arrive
from requests.models import RequestDraft, SupportRequest
from surveys.enums import ENTERED, Kind
from surveys.models import Response
from tests.factories.beneficiaries import BeneficiaryFactory
from tests.factories.compensation import Committee
from tests.factories.complaints import Handlers
from tests.factories.reception import a_row_of_help
from tests.factories.support_requests import Staff
from tests.factories.surveys import Measuring

BORN = DualDate.of(datetime.date(1985, 3, 6), "gregorian")
CAME = {"purpose": "request", "channel": "interview"}
NAME, SAME_NAME = "نورة بنت سعد السبيعي", "نوره سعد محمد السبيعي"


class Twice:
    """One association's staff and two files of one person, the older first."""

    def __init__(self, association: Any) -> None:
        self.association = association
        self.staff = Staff(association)
        self.researcher = self.staff.researcher
        self.first, self.second = self.file(NAME), self.file(SAME_NAME)

    def file(self, name: str = NAME, **facts: Any) -> Beneficiary:
        return BeneficiaryFactory(association=self.association, by=self.staff.desk, full_name=name, **facts)

    @property
    def pair(self) -> DuplicatePair:
        return self.association.duplicate_pairs.get(first=self.first, second=self.second)

    def merge(self, *, by: Any = None, **asked: Any) -> Any:
        asked = {"survivor": self.first.number, **asked}
        return actions.merge(self.pair, by=by or self.researcher, **asked)

    def undo(self, made: Any, *, by: Any = None) -> Any:
        return actions.undo_merge(made, by=by or self.researcher)

    def take(self, *names: str) -> dict[str, str]:
        """These values are taken from the second file, the others from the first."""
        return {name: (self.second if name in names else self.first).number for name in VALUES}

    def fresh(self) -> tuple[Beneficiary, Beneficiary]:
        rows = self.association.beneficiaries.select_related("association")
        return rows.get(pk=self.first.pk), rows.get(pk=self.second.pk)

    def account(self, file: Beneficiary) -> OnlineAccount:
        index = codes.mobile_index(self.association, file.mobile)
        return tie(self.association, mobile_index=index, national_id=file.national_id, born=BORN)

    def draft(self, file: Beneficiary, sent_as: Any = None) -> RequestDraft:
        now = timezone.now()
        facts = {"accepted_version": self.association.policy_in_force(), "accepted_at": now, "changed_at": now}
        facts["service_version"] = self.staff.service.version_in_force()
        return RequestDraft.objects.create(
            association=self.association, beneficiary=file, service=self.staff.service, sent_as=sent_as, **facts
        )

    def place(self, file: Beneficiary, household: Household | None = None, relation: str = "head") -> HouseholdMember:
        """The file's standing place in a household."""
        household = household or Household.objects.create(association=self.association)
        row = HouseholdMember(
            association=self.association,
            household=household,
            beneficiary=file,
            relation=relation,
            full_name=file.full_name,
            joined_on=timezone.localdate(),
        )
        row.set_birth(BORN)
        row.save()
        return row

    def mandate(self, file: Beneficiary) -> Mandate:
        row = Mandate(
            association=self.association,
            beneficiary=file,
            kind="guardian",
            holder_name="سعد",
            deed_number="471",
            scope="الاستلام",
            from_on=timezone.localdate(),
            entered_by=self.staff.desk.user,
        )
        row.holder_id = "1000000008"
        row.save()
        return row

    def category(self, file: Beneficiary, name: str = "أرامل") -> InCategory:
        category, _made = self.association.categories.get_or_create(name_ar=name)
        return file.in_categories.create(association=self.association, category=category)

    def complaint(self, file: Beneficiary) -> Complaint:
        return Handlers(self.association).named(beneficiary=file)

    def compensation(self, file: Beneficiary) -> CompensationCase:
        return Committee(self.association).open_case(beneficiary=file)

    def response(self, file: Beneficiary) -> Response:
        kind = next(kind for kind in ENTERED if kind != Kind.SUPERVISORY_VISIT)
        return Measuring(self.association).enter(kind, beneficiary=file)

    def document(self, file: Beneficiary) -> Any:
        kind = self.association.document_kinds.get(name_en="Lease")
        today = timezone.localdate()
        until = today + datetime.timedelta(days=90)
        return add_document(file, by=self.staff.desk, kind=kind, valid_until=until, sighted_on=today)

    def report(self, file: Beneficiary) -> Any:
        return actions.report_change(file, by=self.staff.desk, values={"housing": "owned"})

    def everything(self, file: Beneficiary) -> dict[str, Any]:
        """A row of every table that follows a person, by the key of the table."""
        sent: SupportRequest = self.staff.open(file)
        rows = [
            (sent, "beneficiary"),
            (self.draft(file, sent_as=sent), "beneficiary"),
            (self.account(file), "beneficiary"),
            (self.place(file), "beneficiary"),
            (self.mandate(file), "beneficiary"),
            (self.category(file), "beneficiary"),
            (self.complaint(file), "beneficiary"),
            (self.compensation(file), "beneficiary"),
            (self.response(file), "beneficiary"),
            (self.document(file), "beneficiary"),
            (self.report(file), "beneficiary"),
            (a_row_of_help(self.staff.association, beneficiary=file), "beneficiary"),
            (arrive(self.staff.association, by=self.staff.desk, **CAME, beneficiary=file), "beneficiary"),
        ]
        return {f"{row._meta.label}.{field}": row for row, field in rows}
