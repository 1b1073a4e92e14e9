"""What was granted, delivered and objected to, recomputed from the rows; each figure leads to them."""

from __future__ import annotations

from decimal import Decimal
from html import unescape
from typing import Any

import pytest
from django.utils import timezone

from accounts.roles import Role
from associations.objecting import objection_rules
from committees.actions import body_of_kind
from committees.models import Position
from reports import periods
from reports.figures_after import of_deliveries, of_grants, of_objections
from requests.actions import give_answer
from requests.actions.following_up import record_call
from requests.actions.objecting import decide_objection
from requests.enums import Outcome, Status
from requests.models import DeliveryCheck, Objection
from tests.factories.support_requests import SINCE, Staff


@pytest.fixture
def staff(twaim: Any) -> Staff:
    """With somebody at the head of the body that decides objections."""
    made = Staff(twaim)
    rules = objection_rules(twaim.policy_in_force())
    body = body_of_kind(twaim.pk, rules.kind, rules.body_name_ar, rules.body_name_en)
    body.seats.create(membership=made.judge, position=Position.CHAIR, from_on=SINCE)
    return made


@pytest.fixture
def year() -> periods.Period:
    return periods.named("year", today=timezone.localdate())


def decided(staff: Staff, outcome: str, **facts: Any) -> Objection:
    objection = staff.objection()
    decide_objection(objection, by=staff.judge, outcome=outcome, reasons="Looked at anew.", **facts)
    return objection


def told(staff: Staff, objection: Objection) -> Objection:
    return give_answer(Objection.objects.get(pk=objection.pk), by=staff.desk, means="phone", note="She called.")


def test_objections_are_counted_by_what_became_of_them_against_their_own_rule(staff, year):
    upheld = told(staff, decided(staff, "upheld"))
    late = told(staff, decided(staff, "changed", new_outcome="accepted", amount=Decimal(700)))
    Objection.objects.filter(pk=late.pk).update(due_on="2020-01-01")
    waiting = staff.objection()
    Objection.objects.filter(pk=waiting.pk).update(due_on="2020-01-01")
    decided(staff, "sent_back")  # not told yet: open
    found = of_objections(staff.association.objections.all(), year, today=timezone.localdate())
    assert (found.open, found.late) == (2, 1)
    assert (found.answered, found.promised, found.on_time, found.share_on_time) == (2, 2, 1, 50)
    assert (found.upheld, found.changed, found.sent_back) == (1, 1, 0)
    before = periods.Period(timezone.localdate().replace(year=2020), timezone.localdate().replace(year=2021))
    assert of_objections(staff.association.objections.all(), before, today=timezone.localdate()).answered == 0
    assert upheld.status == "answered"


def test_what_is_granted_is_what_stands_after_an_objection(staff, year):
    staff.case(Status.DECIDED)  # 2,500
    staff.case(Status.ANSWERED, outcome=Outcome.REFUSED)
    withdrawn = staff.case(Status.DECIDED)
    staff.withdraw(staff.fresh(withdrawn), by=staff.desk)
    decided(staff, "changed", new_outcome="partly_accepted", amount=Decimal(700))
    found = of_grants(staff.association.support_requests.all(), year)
    assert (found.granted, found.granted_to) == (Decimal(3200), 2)
    staff.outcome = Outcome.ACCEPTED
    case = staff.case(Status.ANSWERED)
    staff.hand_over(staff.fresh(case), by=staff.desk)
    staff.hand_over(staff.fresh(case), by=staff.desk)
    found = of_grants(staff.association.support_requests.all(), year)
    assert (found.delivered, found.delivered_to) == (Decimal(2000), 1)


def test_what_people_say_on_the_phone_and_what_is_late_is_counted(staff, year):
    officer = staff.member(Role.CONTACT_OFFICER)
    for result in ("received", "defect", "not_received", "no_answer"):
        delivery = staff.case(Status.DELIVERED).deliveries.get()
        DeliveryCheck.objects.filter(delivery=delivery).delete()
        DeliveryCheck.objects.create(
            association=staff.association, delivery=delivery, delivered_by=delivery.by, drawn_at=timezone.now()
        )
        record_call(delivery, by=officer, result=result, note="So she says.")
    found = of_deliveries(staff.desk, year)
    assert (found.confirmed, found.complained, found.problems, found.late) == (1, 2, 2, 0)


def test_each_figure_leads_to_its_rows_and_a_request_delivered_twice_stands_once(staff, client_of):
    told(staff, decided(staff, "upheld"))
    staff.objection()
    staff.outcome = Outcome.ACCEPTED
    case = staff.case(Status.ANSWERED)
    staff.hand_over(staff.fresh(case), by=staff.desk)
    staff.hand_over(staff.fresh(case), by=staff.desk)
    client = client_of(staff.member(Role.MANAGER))
    page = client.get("/twaim/figures/?period=year")
    links = [unescape(part.split('"')[0]) for part in page.content.decode().split('href="')[1:]]
    for part, count in (
        ("objections/?queue=open", 1),
        ("objections/?queue=overdue", 0),
        ("ruling=upheld", 1),
        ("ruling=changed", 0),
        ("outcome=accepted", 1),
        ("delivered_from", 1),
    ):
        url = next(link for link in links if part in link)
        assert len(client.get(url).context["rows"]) == count, url


def test_why_requests_are_late_is_asked_of_late_ones_alone(staff, client_of):
    late, other = staff.case(Status.AWAITING_DECISION), staff.case(Status.AWAITING_DECISION)
    type(late).objects.filter(pk=late.pk).update(due_on="2020-01-01")
    client = client_of(staff.member(Role.MANAGER))
    found = {
        row.pk
        for cause in ("queue", "study", "body")
        for row in client.get(f"/twaim/requests/?queue=all&cause={cause}").context["rows"]
    }
    assert found == {late.pk}
    assert other.pk not in found
