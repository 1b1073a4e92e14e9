"""Saved incomplete it says so and starts no clock that begins at completeness; papers are judged on the day (R2, R3).

Under each of the five policies: what the screen says, what the clock does, and by whom completeness was recorded.
"""

from __future__ import annotations

import datetime

import pytest
import time_machine
from django.utils import timezone

from associations.enums import BROUGHT_BY_ANOTHER, CaseKind, Starts
from associations.promises import rule_row
from beneficiaries.actions import Signed
from core.errors import DomainError
from requests import actions
from requests.actions.intake import missing_items
from requests.enums import ItemState, SignatureMethod, Status
from requests.from_the_file import offered
from tests.conftest import loaded
from tests.factories.documents import a_document
from tests.factories.services import new_lines
from tests.factories.support_requests import Staff
from tests.reception.test_visits import FIVE

DAY = datetime.timedelta(days=1)


@pytest.fixture(params=FIVE)
def staff(request, db):
    return Staff(loaded(request.param))


def test_saved_incomplete_it_says_so_and_starts_no_clock_of_completeness(staff, client_of):
    case = staff.open()
    row = rule_row(staff.association.policy_in_force(), CaseKind.REQUEST)
    waits = row is None or row.starts != Starts.RECEIPT
    assert case.status == Status.INCOMPLETE
    assert case.complete_at is None
    assert (case.due_on is None and case.answer_expected_from is None) == waits
    assert (
        "غير مكتمل"
        in client_of(staff.desk, "ar").get(f"/{staff.association.slug}/requests/{case.reference}/").content.decode()
    )
    staff.prepare(case)
    assert staff.fresh(case).complete_at is None, "papers and signature alone complete nothing"


def test_the_moment_it_became_complete_is_recorded_by_whom(staff, client_of):
    case, second = staff.open(), staff.member("desk")
    staff.prepare(case)
    before = timezone.now()
    actions.complete(case, by=second)
    done = staff.fresh(case)
    moment = done.moments.get(kind="complete")
    assert (moment.by, moment.at) == (second.user, done.complete_at)
    assert before <= done.complete_at <= timezone.now()
    row = rule_row(staff.association.policy_in_force(), CaseKind.REQUEST)
    if row and row.starts == Starts.COMPLETENESS:
        assert done.due_on is not None
    page = client_of(staff.desk, "ar").get(f"/{staff.association.slug}/requests/{case.reference}/").content.decode()
    assert second.user.name_ar in page


def test_what_comes_by_a_carrying_channel_names_who_brought_it(staff, client_of):
    for channel in {row.channel for row in staff.association.policy_in_force().channels.all()}:
        if channel not in BROUGHT_BY_ANOTHER:
            assert staff.open(channel=channel).brought_by == ""
            continue
        with pytest.raises(DomainError) as refusal:
            staff.open(channel=channel)
        assert refusal.value.field == "brought_by"
        case = staff.open(channel=channel, brought_by="خالد العنزي")
        page = client_of(staff.desk, "ar").get(f"/{staff.association.slug}/requests/{case.reference}/")
        assert "خالد العنزي" in page.content.decode()


class TestDocumentsOfTheFile:
    @pytest.fixture
    def case(self, twaim):
        staff = Staff(twaim)
        kind = twaim.document_kinds.get(name_en="National ID")
        new_lines(staff, lambda line: setattr(line, "document_kind", kind if line.is_mandatory else None))
        self.staff = staff
        return staff.open()

    def line(self, case):
        return case.checklist.select_related("item").get(item__is_mandatory=True)

    @pytest.mark.parametrize(("later", "is_offered"), [(0, True), (3, True), (4, False)])
    def test_a_document_is_offered_through_its_last_day_and_not_a_day_longer(self, case, later, is_offered):
        last_day, entry = timezone.localdate() + 3 * DAY, self.line(case)
        a_document(case.beneficiary, by=self.staff.desk, kind="National ID", valid_until=last_day)
        with time_machine.travel(timezone.now() + later * DAY, tick=False):
            assert bool(offered(case.beneficiary, [entry.item], on=timezone.localdate())) == is_offered
            if is_offered:
                actions.check_item(case, by=self.staff.desk, findings={}, from_file=[entry.pk])
                assert self.line(case).state == ItemState.MATCHED
                return
            with pytest.raises(DomainError) as refusal:
                actions.check_item(case, by=self.staff.desk, findings={}, from_file=[entry.pk])
        assert refusal.value.code == "not_in_file"

    def test_a_document_that_ends_between_receipt_and_completeness_is_missing_on_that_day(self, case):
        today, staff, entry = timezone.localdate(), self.staff, self.line(case)
        a_document(case.beneficiary, by=staff.desk, kind="National ID", valid_until=today + 3 * DAY)
        actions.check_item(case, by=staff.desk, findings={}, from_file=[entry.pk])
        signed = Signed(SignatureMethod.ON_PAPER, case.beneficiary.full_name)
        actions.sign_declaration(case, by=staff.desk, signed=signed)
        assert missing_items(case, on=today + 3 * DAY) == []
        with time_machine.travel(timezone.now() + 4 * DAY, tick=False):
            assert [one.pk for one in missing_items(case, on=timezone.localdate())] == [entry.pk]
            with pytest.raises(DomainError) as refusal:
                actions.complete(staff.fresh(case), by=staff.desk)
        assert refusal.value.code == "checklist"
        assert actions.complete(staff.fresh(case), by=staff.desk).status == Status.AWAITING_STUDY
