"""What the database refuses of urgent help, past every verb: limit, term, once, own help, and what is written."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone, translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.roles import Role
from requests import actions
from requests.enums import Status
from requests.models import Decision, UrgentHelp, UrgentOfficer
from requests.workflow import (
    GIVE_URGENT,
    RATIFY_URGENT,
)
from tests.factories.support_requests import Staff

TABLES = "support_requests_urgenthelp support_requests_urgentofficer support_requests_urgentscope"
TODAY = timezone.localdate


@pytest.fixture(autouse=True)
def _sentences_in_english() -> Any:
    with translation.override("en"):
        yield


@pytest.fixture
def case(staff: Staff) -> Any:
    return staff.case(Status.UNDER_STUDY)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    limit=st.decimals("0.01", "99999.99", places=2),
    amount=st.decimals("0.01", "99999.99", places=2),
)
def test_whatever_the_figures_nothing_above_the_limit_reaches_the_database(staff, limit, amount):
    """The database's own word: the row is written past the verb."""
    with transaction.atomic():
        case = staff.open()
        person = staff.member(Role.MEMBER)
        term = staff.named(person, highest=limit)
        row = _written(staff, case, term, amount)
        assert (row is not None) == (amount <= limit)
        transaction.set_rollback(True)


def _written(staff: Staff, case: Any, term: UrgentOfficer, amount: Decimal, **columns: Any) -> UrgentHelp | None:
    facts = {"delivered_on": TODAY(), "received_by": "beneficiary", "receiver_name": "x", "method": "on_paper"}
    whose = {"association": staff.association, "support_request": case}
    delivery = case.deliveries.create(
        association=staff.association, **facts, what="x", amount=amount, by=term.person, at=timezone.now()
    )
    days = {"given_on": TODAY(), "ratify_by": TODAY(), "given_at": timezone.now()}
    row = {"officer": term, "amount": amount, "reason": "x", "delivery": delivery, "body": case.reviewing_body}
    try:
        with transaction.atomic():
            return UrgentHelp.objects.create(**{**whose, **days, **row, "given_by": term.person, **columns})
    except IntegrityError as error:
        if not columns and "within the limit" not in str(error):
            raise
        return None


class TestWhatTheDatabaseKeeps:
    def test_no_help_outside_the_term_by_another_or_settled_at_once(self, staff, case):
        term = staff.named(staff.desk, until_on=date(2021, 1, 1))
        assert _written(staff, case, term, Decimal(5), given_by=staff.desk.user) is None
        now = staff.named(staff.researcher)
        assert _written(staff, case, now, Decimal(5), given_by=staff.desk.user) is None
        whole = {"settled_as": "ratified", "settled_by": staff.chair.user, "settled_at": timezone.now()}
        assert _written(staff, case, now, Decimal(5), **whole) is None
        money = staff.named(staff.chair, named_by=staff.desk.user, allows_in_kind=False)
        assert _written(staff, case, money, Decimal(5), item="x", quantity=1) is None
        assert _written(staff, case, money, Decimal(5), given_on=date(2020, 2, 1), ratify_by=TODAY()) is not None

    def test_terms_of_one_person_do_not_overlap(self, staff):
        staff.named(staff.desk, until_on=date(2021, 1, 1))
        with pytest.raises(IntegrityError, match="do not overlap"), transaction.atomic():
            staff.named(staff.desk, from_on=date(2021, 1, 1), until_on=date(2022, 1, 1))
        staff.named(staff.desk, from_on=date(2021, 1, 2), until_on=date(2022, 1, 1))
        staff.named(staff.researcher, until_on=date(2021, 1, 1))

    def test_a_term_is_neither_changed_nor_removed_and_ends_once(self, staff):
        term = staff.named(staff.desk)
        scope = term.scopes.create(association=staff.association, service=staff.service)
        rows = UrgentOfficer.objects.filter(pk=term.pk)
        for change in ({"highest": 5}, {"until_on": date(2101, 1, 1)}, {"person": staff.chair.user}):
            with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
                rows.update(**change)
        for kept in (term.scopes.filter(pk=scope.pk), rows):
            with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
                kept._raw_delete(kept.db)
        actions.end_urgent_officer(term, by=staff.member(Role.MANAGER), reason="Over.")
        with pytest.raises(IntegrityError, match="ends once"), transaction.atomic():
            rows.update(ended_at=timezone.now())

    def test_what_was_given_and_said_of_it_stays(self, staff, case):
        staff.do(GIVE_URGENT, case)
        rows = UrgentHelp.objects.all()
        for change in (
            {"amount": 5},
            {"given_by": staff.chair.user},
            {"ratify_by": date(2101, 1, 1)},
            {"reason": "y"},
        ):
            with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
                rows.update(**change)
        with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
            rows._raw_delete(rows.db)
        staff.do(RATIFY_URGENT, case)
        for change in ({"settled_as": "reversed", "afterwards": "leave"}, {"settled_by": staff.desk.user}):
            with pytest.raises(IntegrityError, match="ratified or reversed once"), transaction.atomic():
                rows.update(**change)
        with pytest.raises(IntegrityError, match="ratified or reversed once"), transaction.atomic():
            rows.update(settled_words="other")

    def test_no_decision_while_it_awaits(self, staff):
        decided = Decision.objects.values().get(pk=staff.case(Status.DECIDED).decision.pk)
        case = staff.case(Status.AWAITING_DECISION)
        staff.do(GIVE_URGENT, case)
        letter = actions.issue_receipt(case, by=staff.desk)
        another = {**decided, "id": None, "support_request_id": case.pk, "letter_id": letter.pk}
        with pytest.raises(IntegrityError, match="before the decision"), transaction.atomic():
            Decision.objects.create(**another)
        staff.do(RATIFY_URGENT, case)
        assert Decision.objects.create(**another).pk
