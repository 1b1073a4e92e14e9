"""Conditions as rows, and what they said about a file: kept at the moments that count, shown to whom it may be."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone, translation

from beneficiaries.actions import households
from beneficiaries.models import HouseholdMember
from requests.budget import budget_of, budgets, period_of
from requests.eligibility_facts import as_kept, evaluation_of, read_kept
from requests.eligibility_shown import before_opening, shown
from requests.enums import Occasion, Outcome, Status
from requests.models import Decision, EligibilityCheck, ServiceCondition, SupportRequest
from tests.factories.documents import a_document
from tests.factories.services import LONG_AGO, draft_of, in_force

DAY = datetime.timedelta(days=1)
INCOME = {"kind": "income", "operator": "at_most", "high": 1500}
KEPT = "an eligibilitycheck row is never changed"


def next_terms(staff: Any, *conditions: dict[str, Any], **terms: Any) -> Any:
    """The next terms of the staff's service with these conditions, in force in the place of the former."""
    last = staff.service.version_in_force()
    type(last).objects.filter(pk=last.pk).update(in_force_until=last.in_force_from)
    version = draft_of(staff.service, **terms)
    version.checklist_items.create(name_ar="الهوية", name_en="ID card")
    for position, condition in enumerate(conditions):
        version.conditions.create(**condition, position=position)
    return in_force(version, last.in_force_from + DAY)


def earning(staff: Any, monthly: int, **facts: Any) -> Any:
    """A person alone in a household, with this income."""
    person = staff.person(**facts)
    place = households.form_household(person, by=staff.desk)
    households.enter_income(place, by=staff.desk, kind="salary", monthly=Decimal(monthly), from_on=LONG_AGO)
    return person


BREAKS: list[tuple[str, dict[str, Any]]] = [
    ("servicecondition_value_fits_its_kind", {"kind": "income", "operator": "at_most"}),
    ("servicecondition_value_fits_its_kind", {"kind": "income", "operator": "between", "low": 5, "high": 4}),
    ("servicecondition_value_fits_its_kind", {"kind": "income", "operator": "at_most", "low": 1, "high": 4}),
    ("servicecondition_value_fits_its_kind", {"kind": "age", "operator": "one_of", "choices": "5"}),
    ("servicecondition_value_fits_its_kind", {"kind": "city", "operator": "one_of"}),
    ("servicecondition_value_fits_its_kind", {"kind": "city", "operator": "at_most", "high": 3}),
    ("servicecondition_value_fits_its_kind", {"kind": "document", "operator": "holds"}),
    ("servicecondition_value_fits_its_kind", {"kind": "membership", "operator": "holds", "low": 1}),
    ("servicecondition_value_fits_its_kind", {"kind": "interval", "operator": "at_least", "low": 0}),
    ("servicecondition_value_fits_its_kind", {"kind": "interval", "operator": "at_most", "high": 9}),
    ("servicecondition_value_fits_its_kind", {"kind": "category", "operator": "one_of", "choices": "1"}),
    ("servicecondition_limits_are_not_negative", {"kind": "income", "operator": "at_most", "high": -1}),
    ("servicecondition_points_are_few", {**INCOME, "points": 101}),
]


@pytest.mark.parametrize(("name", "columns"), BREAKS)
def test_a_condition_whose_value_does_not_fit_is_refused_by_the_database(staff, name, columns):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        draft_of(staff.service).conditions.create(**columns)


def test_a_kind_is_asked_once_and_so_is_a_document(staff):
    """servicecondition_kind_once, servicecondition_document_once"""
    draft, kind = draft_of(staff.service), staff.association.document_kinds.first()
    document = {"kind": "document", "operator": "holds", "document_kind": kind}
    for columns in (INCOME, document):
        draft.conditions.create(**columns)
        with pytest.raises(IntegrityError), transaction.atomic():
            draft.conditions.create(**columns)


def test_conditions_in_force_are_never_changed(staff):
    """support_requests_servicecondition"""
    version = next_terms(staff, INCOME)
    for act in (
        lambda: version.conditions.update(high=9),
        lambda: version.conditions.all()._raw_delete("default"),
        lambda: version.conditions.create(kind="age", operator="at_most", high=9),
    ):
        with pytest.raises(IntegrityError, match="terms of a service in force"), transaction.atomic():
            act()
    assert ServiceCondition.objects.get(version=version).high == 1500


@pytest.fixture
def decided(staff: Any) -> SupportRequest:
    next_terms(staff, {**INCOME, "points": 3}, {"kind": "interval", "operator": "at_least", "low": 12})
    case = staff.open(earning(staff, 1250))
    staff.prepare(case)
    for event in ("complete", "start_study", "recommend", "decide"):
        staff.do(event, case)
    return staff.fresh(case)


def test_what_the_conditions_said_is_kept_at_opening_completion_and_decision(decided):
    checks = list(decided.eligibility_checks.order_by("pk"))
    assert [check.occasion for check in checks] == [Occasion.OPENED, Occasion.COMPLETE, Occasion.DECIDED]
    assert {(check.met, check.score, check.out_of) for check in checks} == {(2, 4, 4)}
    assert read_kept(checks[0]).findings[0].fact == Decimal(1250)


def test_a_kept_row_stays_and_is_emptied_only(decided):
    """support_requests_eligibilitycheck, eligibilitycheck_decided_once, eligibilitycheck_score_within"""
    rows = EligibilityCheck.objects.filter(support_request=decided)
    row = rows.values().first()
    for columns in ({"score": 1}, {"findings": {"rows": []}}, {"at": timezone.now()}):
        with pytest.raises(IntegrityError, match=KEPT), transaction.atomic():
            rows.update(**columns)
    with pytest.raises(IntegrityError, match=KEPT), transaction.atomic():
        rows._raw_delete(rows.db)
    for columns, name in (({}, "UNIQUE|decided_once"), ({"occasion": "opened", "score": 9}, "score_within")):
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            EligibilityCheck.objects.create(**{**row, "id": None, **columns})
    rows.update(findings={})
    assert shown(rows.first(), by=None) is None


def test_the_file_changed_afterwards_changes_nothing_that_was_kept(decided, staff):
    place = HouseholdMember.objects.get(beneficiary=decided.beneficiary)
    households.enter_income(place, by=staff.desk, kind="rent", monthly=Decimal(5000), from_on=LONG_AGO)
    assert evaluation_of(decided).met == 1
    assert read_kept(decided.eligibility_checks.first()).met == 2


def test_kept_findings_read_as_they_were_written(decided):
    evaluation = evaluation_of(decided)
    check = EligibilityCheck(findings=as_kept(evaluation))
    assert as_kept(read_kept(check)) == as_kept(evaluation)


def test_the_page_shows_figures_to_those_who_may_see_the_situation(decided, staff, client_of):
    path = f"/twaim/requests/{decided.reference}/"
    for member, sees in ((staff.researcher, True), (staff.desk, True), (staff.chair, False)):
        for page in (path, f"{path}conditions/"):
            text = client_of(member).get(page).content.decode()
            assert "2 of 2 conditions met" in text
            assert ("Net income per head is 1,250 riyals, and the upper limit is 1,500 riyals" in text) is sees


def test_a_household_that_everybody_left_is_no_error(staff, client_of):
    next_terms(staff, INCOME)
    person = earning(staff, 900)
    HouseholdMember.objects.filter(beneficiary=person).update(left_on=timezone.localdate(), left_because="moved")
    case = staff.open(person)
    text = client_of(staff.desk).get(f"/twaim/requests/{case.reference}/").content.decode()
    assert "The household in the file has no members left" in text
    assert case.eligibility_checks.get().met == 0


def test_once_in_so_many_months_counts_what_was_granted_by_the_service(decided, staff):
    again = staff.open(decided.beneficiary)
    finding = evaluation_of(again).findings[1]
    assert (finding.verdict, finding.fact) == ("not_met", timezone.localdate())
    assert evaluation_of(decided).findings[1].verdict == "met"  # what it grants itself is no former time


@pytest.mark.parametrize("outcome", [Outcome.REFUSED])
def test_a_refusal_is_no_former_time(staff, outcome):
    next_terms(staff, {"kind": "interval", "operator": "at_least", "low": 12})
    case = staff.case(Status.DECIDED, outcome=outcome)
    assert evaluation_of(staff.open(case.beneficiary)).met == 1


def test_a_document_and_a_category_and_the_membership_are_looked_for_in_the_file(staff):
    kind = staff.association.document_kinds.get(name_en="Medical report")
    widows = staff.association.categories.create(name_ar="أرامل", name_en="Widows")
    last = staff.service.version_in_force()
    type(last).objects.filter(pk=last.pk).update(in_force_until=last.in_force_from)
    version = draft_of(staff.service)
    version.served.create(category=widows)
    version.conditions.create(kind="document", operator="holds", document_kind=kind)
    version.conditions.create(kind="membership", operator="holds")
    in_force(version, LONG_AGO + DAY)
    person = staff.person()
    assert [one.verdict for one in evaluation_of(staff.open(person)).findings] == ["unknown", "not_met", "not_met"]
    person.in_categories.create(association=staff.association, category=widows)
    a_document(person, by=staff.desk, kind="Medical report", issued_on=timezone.localdate())
    type(person).objects.filter(pk=person.pk).update(assembly_number="7")
    person.refresh_from_db()
    assert evaluation_of(staff.open(person)).met == 3


def test_the_desk_sees_them_before_opening_and_opens_all_the_same(staff, client_of):
    next_terms(staff, INCOME)
    person = earning(staff, 9000)
    [(service, seen)] = before_opening(person, by=staff.desk)
    assert (service, seen.met, seen.count) == (staff.service, 0, 1)
    page = client_of(staff.desk).get(f"/twaim/requests/new/?absent=1&beneficiary={person.number}").content.decode()
    assert "Net income per head is 9,000 riyals" in page
    assert staff.open(person).status == Status.INCOMPLETE


class TestBudget:
    YEAR = {"budget": 6000, "budget_period": "year"}

    def test_what_is_granted_in_the_period_is_committed(self, staff):
        version = next_terms(staff, **self.YEAR)
        for status, outcome in (("decided", "accepted"), ("closed", "accepted"), ("decided", "refused")):
            staff.case(status, outcome=outcome)
        staff.do("withdraw", staff.case(Status.DECIDED))
        today = timezone.localdate()
        found = budget_of(version, on=today)
        assert (found.committed, found.left, found.is_exceeded) == (Decimal(5000), Decimal(1000), False)
        assert found.would_exceed(Decimal(1001))
        assert budget_of(version, on=today.replace(year=today.year + 1)).committed == 0

    def test_a_hijri_year_and_dates_are_periods_too(self, staff):
        on = datetime.date(2026, 11, 21)
        version = draft_of(staff.service, budget=1, budget_period="hijri_year")
        assert period_of(version, on) == (datetime.date(2026, 6, 16), datetime.date(2027, 6, 5))
        version.budget_period, version.budget_from, version.budget_until = "dates", on, on + DAY
        assert period_of(version, on) == (on, on + DAY)
        version.budget = None
        assert budgets([version], on=on) == {}

    def test_the_deciding_body_is_warned_and_decides_all_the_same(self, staff, client_of):
        next_terms(staff, budget=2000, budget_period="year")
        staff.case(Status.DECIDED)
        case = staff.case(Status.AWAITING_DECISION)
        page = client_of(staff.chair).get(f"/twaim/requests/{case.reference}/decide/").content.decode()
        assert "More is committed than the budget of the period" in page
        assert "2,500.00" in page
        staff.do("decide", case)
        assert Decision.objects.count() == 2

    def test_many_services_cost_two_queries(self, staff, django_assert_num_queries):
        version = next_terms(staff, **self.YEAR)
        others = [staff.association.services.create(code=f"s{n}", name_ar=f"س{n}", name_en="X") for n in range(5)]
        versions = [version, *(in_force(draft_of(one, **self.YEAR)) for one in others)]
        with django_assert_num_queries(2):  # what was decided, and urgent help beside it
            assert len(budgets(versions, on=timezone.localdate())) == 6


def test_the_applicant_reads_them_before_writing_and_is_not_kept_from_it(staff):
    from requests.eligibility_shown import before_applying

    next_terms(staff, INCOME)
    person = earning(staff, 9000)
    with translation.override("en"):
        [(_service, seen)] = before_applying(person)
        assert seen.rows[0].verdict == "It does not fit what your file says"
