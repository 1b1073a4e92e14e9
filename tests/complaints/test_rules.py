"""Promises, closing, kinds, routing, and what the database refuses by itself (K1, K2, K4, K6, R1, R7)."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from associations.enums import CaseKind
from complaints import actions
from complaints.enums import FINDINGS, RIGHT, ClosedBecause, Finding, Kind, Means, Status
from complaints.models import Complaint, ContactOfficer, Message
from complaints.workflow import (
    ANSWER_NOW,
    CHANGE_KIND,
    CLOSE_UNREACHED,
    CONFIRM,
    DECIDE,
    GIVE_ANSWER,
    RECORD_ATTEMPT,
    REOPEN,
    TAKE,
)
from core.errors import DomainError, NotPermitted
from demo.story import clock_at


def days_ago(days: int):
    return clock_at(timezone.now() - timedelta(days=days))


class TestThePromise:
    def test_hajar_answers_an_inquiry_within_fourteen_days_and_promises_nothing_for_a_complaint(self, hajar):
        inquiry = hajar.receive(Kind.INQUIRY)
        assert inquiry.due_on == timezone.localdate() + timedelta(days=14)
        assert inquiry.CASE_KIND == CaseKind.INQUIRY
        for kind in (Kind.COMPLAINT, Kind.HELP, Kind.SUGGESTION):
            assert hajar.receive(kind).due_on is None

    @pytest.mark.parametrize("kind", list(Kind))
    def test_where_the_policy_is_silent_nothing_is_promised(self, people, kind):
        case = people.receive(kind)
        assert (case.due_on, case.answer_expected_from) == (None, None)

    def test_changing_the_kind_keeps_the_day_of_receipt_the_number_the_talk_and_the_history(self, hajar):
        with days_ago(5):
            case = hajar.receive(Kind.COMPLAINT)
            actions.write(case, by=None, text="One thing more.")
        hajar.do(CHANGE_KIND, case, by=hajar.manager, kind=Kind.INQUIRY)
        after = hajar.fresh(case)
        assert (after.kind, after.reference, after.received_at) == (Kind.INQUIRY, case.reference, case.received_at)
        assert after.due_on == timezone.localdate(case.received_at) + timedelta(days=14)
        assert after.messages.count() == 1
        assert [row.event for row in after.events.all()] == ["opened", "write", CHANGE_KIND]
        assert [row.due_on for row in after.promises.all()] == [None, after.due_on]

    def test_the_rest_of_the_period_runs_on_after_reopening(self, hajar):
        with days_ago(20):
            case = hajar.receive(Kind.INQUIRY)
        with days_ago(16):
            hajar.do(ANSWER_NOW, case)
        hajar.do(REOPEN, case, by=None)
        after = hajar.fresh(case)
        assert after.due_on == timezone.localdate() + timedelta(days=10)
        assert after.received_at == case.received_at

    def test_a_late_one_stands_in_the_queue_of_the_late(self, hajar):
        with days_ago(15):
            late = hajar.receive(Kind.INQUIRY)
        hajar.receive(Kind.INQUIRY)
        assert list(hajar.association.complaints.overdue(on=timezone.localdate())) == [late]


class TestClosing:
    def test_two_attempts_are_not_enough_and_three_are(self, people):
        case = people.case(Status.ANSWERED)
        for _number in range(2):
            people.do(RECORD_ATTEMPT, case)
        with pytest.raises(DomainError) as refusal:
            people.do(CLOSE_UNREACHED, case)
        assert refusal.value.code == "attempts"
        assert people.fresh(case).status == Status.ANSWERED
        people.do(RECORD_ATTEMPT, case)
        assert people.do(CLOSE_UNREACHED, case).closed_because == ClosedBecause.UNREACHED

    def test_attempts_before_the_reopening_do_not_count_again(self, people):
        case = people.case(Status.ANSWERED)
        for _number in range(3):
            people.do(RECORD_ATTEMPT, case)
        people.do(REOPEN, case, by=None)
        for event in (TAKE, DECIDE, GIVE_ANSWER):
            people.do(event, case)
        with pytest.raises(DomainError) as refusal:
            people.do(CLOSE_UNREACHED, case)
        assert refusal.value.code == "attempts"

    @pytest.mark.parametrize("ground", list(ClosedBecause))
    def test_the_database_refuses_closing_without_its_ground(self, people, ground):
        case = people.case(Status.ANSWERED)
        for _number in range(2):
            people.do(RECORD_ATTEMPT, case)
        with pytest.raises(IntegrityError), transaction.atomic():
            Complaint.objects.filter(pk=case.pk).update(
                status=Status.CLOSED, closed_at=timezone.now(), closed_because=ground
            )
        people.do(RECORD_ATTEMPT, case)
        people.do(CONFIRM if ground == ClosedBecause.CONFIRMED else CLOSE_UNREACHED, case)
        assert people.fresh(case).status == Status.CLOSED

    def test_it_is_reopened_once_and_the_database_knows(self, people):
        case = people.case(Status.CLOSED)
        people.do(REOPEN, case, by=None)
        for event in (TAKE, DECIDE, GIVE_ANSWER, CONFIRM):
            people.do(event, case)
        with pytest.raises(DomainError) as refusal:
            people.do(REOPEN, case, by=None)
        assert refusal.value.code == "reopened_once"
        with pytest.raises(IntegrityError), transaction.atomic():
            Complaint.objects.filter(pk=case.pk).update(reopened_count=2)


class TestTheDatabaseRefuses:
    @pytest.mark.parametrize(
        "change",
        [
            {"received_at": timezone.now() - timedelta(days=9)},
            {"reference": "C-1448-000009"},
            {"account": "Nothing happened."},
            {"code_hash": "0" * 32},
            {"is_anonymous": False, "person_name": "X"},
            {"person_name": "Nora"},
            {"email": "nora@example.test"},
            {"agreed_means": Means.SMS},
            {"status": Status.IN_HAND},
            {"status": Status.CLOSED},
            {"answered_at": timezone.now()},
        ],
        ids=lambda change: "-".join(change),
    )
    def test_a_change_of_what_is_fixed(self, people, change):
        case = people.receive()
        with pytest.raises(IntegrityError), transaction.atomic():
            Complaint.objects.filter(pk=case.pk).update(**change)
        Complaint.objects.filter(pk=case.pk).update(version=7)

    def test_a_deleted_case_and_changed_or_deleted_rows_of_its_record(self, people):
        case = people.case(Status.CLOSED)
        actions.write(people.case(Status.IN_HAND), by=None, text="Last Tuesday.")
        people.do(RECORD_ATTEMPT, people.case(Status.ANSWERED))
        rows = [Message.objects.all(), case.resolutions, case.replies, case.confirmations, case.events, case.moments]
        for row in [*rows, case.promises, Complaint.objects.filter(pk=case.pk)]:
            with pytest.raises(IntegrityError), transaction.atomic():
                row.all()._raw_delete(using="default")
        for row, change in ((Message.objects, {"text": "No."}), (case.resolutions, {"reasons": "No."})):
            with pytest.raises(IntegrityError), transaction.atomic():
                row.update(**change)

    def test_a_finding_that_is_upheld_without_remedy_or_the_reverse(self, people):
        case = people.case(Status.IN_HAND)
        known = {"association": case.association, "round": 0, "reasons": "So.", "at": timezone.now()}
        for wrong in ({"finding": Finding.UPHELD}, {"finding": Finding.NOT_UPHELD, "apology": "Sorry."}):
            with pytest.raises(IntegrityError), transaction.atomic():
                case.resolutions.create(**known, **wrong)

    def test_two_open_terms_for_one_category_and_field(self, people):
        given = {"association": people.association, "from_on": timezone.localdate()}
        ContactOfficer.objects.create(membership=people.officer, **given)
        with pytest.raises(IntegrityError), transaction.atomic():
            ContactOfficer.objects.create(membership=people.desk, **given)


class TestFindings:
    @pytest.mark.parametrize("finding", list(Finding))
    def test_a_complaint_takes_only_its_own_findings(self, people, finding):
        case = people.case(Status.IN_HAND)
        if finding in FINDINGS[Kind.COMPLAINT]:
            made = people.do(DECIDE, case, finding=finding)
            assert bool(made.apology) == (finding in RIGHT)
            return
        with pytest.raises(DomainError) as refusal:
            people.do(DECIDE, case, finding=finding)
        assert refusal.value.field == "finding"

    def test_money_alone_is_a_remedy_and_nothing_is_none(self, people):
        case = people.case(Status.IN_HAND)
        with pytest.raises(DomainError) as refusal:
            people.do(DECIDE, case, apology="")
        assert refusal.value.code == "remedy"
        people.do(DECIDE, case, apology="", money=Decimal("120.50"))

    def test_a_complaint_is_not_answered_in_one_step(self, people):
        case = people.case(Status.IN_HAND)
        with pytest.raises(NotPermitted):
            people.do(ANSWER_NOW, case, by=people.followup)

    def test_another_means_than_the_agreed_one_is_explained(self, people):
        case = people.named(Kind.INQUIRY)
        with pytest.raises(DomainError) as refusal:
            people.do(ANSWER_NOW, case, means=Means.EMAIL)
        assert refusal.value.field == "note"
        people.do(ANSWER_NOW, case, means=Means.EMAIL, note="The mobile is switched off.")


class TestWhoAnswers:
    def test_the_officer_whose_category_and_field_fit_best_owns_it_from_the_start(self, people):
        association = people.association
        housing = association.fields_of_work.create(name_ar="إسكان", name_en="Housing")
        members = association.beneficiary_categories.create(name_ar="أعضاء", name_en="Members")
        second, third = (people.member("officer") for _number in range(2))
        for officer, where in ((people.officer, {}), (second, {"field": housing}), (third, {"category": members})):
            actions.appoint(association, by=people.manager, member=officer, **where)
        asked = [{}, {"field": housing}, {"category": members}, {"field": housing, "category": members}]
        owners = [people.receive(Kind.INQUIRY, **where).owner for where in asked]
        assert owners == [people.officer, second, third, second]
        assert people.receive(Kind.COMPLAINT, field=housing).owner is None

    def test_a_term_that_ended_routes_nothing_any_more(self, people):
        officer = actions.appoint(people.association, by=people.manager, member=people.officer)
        with days_ago(1):
            pass
        ContactOfficer.objects.filter(pk=officer.pk).update(
            from_on=timezone.localdate() - timedelta(days=9), until_on=timezone.localdate() - timedelta(days=1)
        )
        assert people.receive(Kind.INQUIRY).owner is None

    def test_what_the_desk_takes_in_without_an_officer_stays_with_the_desk(self, people):
        assert people.receive(Kind.INQUIRY, by=people.desk, channel="phone").owner == people.desk

    def test_only_management_appoints_and_nobody_twice(self, people):
        with pytest.raises(NotPermitted):
            actions.appoint(people.association, by=people.desk, member=people.officer)
        actions.appoint(people.association, by=people.manager, member=people.officer)
        with pytest.raises(DomainError) as refusal:
            actions.appoint(people.association, by=people.manager, member=people.desk)
        assert refusal.value.code == "twice"

    def test_an_inquiry_answered_on_the_spot_is_one_closed_row(self, people):
        case = actions.answer_on_the_spot(
            people.association, by=people.desk, channel="interview", question="متى تفتحون؟", answer="من الثامنة."
        )
        assert (case.status, case.kind, case.owner) == (Status.CLOSED, Kind.INQUIRY, people.desk)
        assert case.resolutions.get().reasons == "من الثامنة."
