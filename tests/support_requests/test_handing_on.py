"""A delivery's problem handed on, and the history of limits and rules (B6, R12)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from accounts.roles import Role
from core.errors import DomainError, NotPermitted
from core.once import new_token
from requests import actions
from requests.enums import ProblemKind, SettledAs, Status
from requests.models import Delivery, DeliveryProblem, RulesChange
from tests.factories.support_requests import Staff

WHY = "هو من سلّم الأجهزة"


def a_problem(staff: Staff) -> Delivery:
    delivery = Delivery.objects.get(support_request=staff.case(Status.DELIVERED))
    actions.report_problem(delivery, by=staff.desk, kind=ProblemKind.DEFECT, words="لا يعمل")
    return delivery


def refused(code: str, act: Any, *args: Any, **kwargs: Any) -> None:
    with pytest.raises(DomainError) as refusal:
        act(*args, **kwargs)
    assert refusal.value.code == code


class TestHandingOn:
    def test_the_new_owner_hears_and_the_reason_stays_in_the_history(self, staff):
        delivery, officer = a_problem(staff), staff.member(Role.CONTACT_OFFICER)
        actions.hand_on(delivery, by=staff.desk, to=officer, reason=WHY, expected_owner=staff.desk.user_id)
        assert delivery.problems.get().owner == officer.user
        event = delivery.support_request.events.get(event="problem_handed_on")
        assert (event.reason, event.by) == (WHY, staff.desk.user)
        assert (event.detail["from_ar"], event.detail["to_ar"]) == (staff.desk.user.name_ar, officer.user.name_ar)
        assert staff.association.notices.get(event="problem_given").about == delivery.support_request.reference

    def test_who_takes_it_over_oneself_is_not_written_to(self, staff):
        delivery, officer = a_problem(staff), staff.member(Role.CONTACT_OFFICER)
        actions.hand_on(delivery, by=officer, to=officer, reason=WHY)
        assert not staff.association.notices.filter(event="problem_given").exists()

    def test_what_is_refused(self, staff, elsewhere):
        delivery, officer = a_problem(staff), staff.member(Role.CONTACT_OFFICER)
        refused("reason_missing", actions.hand_on, delivery, by=staff.desk, to=officer, reason=" ")
        refused("same", actions.hand_on, delivery, by=staff.desk, to=staff.desk, reason=WHY)
        refused("not_theirs", actions.hand_on, delivery, by=staff.desk, to=staff.researcher, reason=WHY)
        outsider = elsewhere.member(Role.CONTACT_OFFICER)
        refused("not_theirs", actions.hand_on, delivery, by=staff.desk, to=outsider, reason=WHY)
        for stranger in (staff.researcher, outsider):
            with pytest.raises(NotPermitted):
                actions.hand_on(delivery, by=stranger, to=officer, reason=WHY)
        assert delivery.problems.get().owner == staff.desk.user
        actions.hand_on(delivery, by=staff.desk, to=officer, reason=WHY)
        refused(
            "stale",
            actions.hand_on,
            delivery,
            by=officer,
            to=staff.desk,
            reason=WHY,
            expected_owner=staff.desk.user_id,
        )
        actions.settle_problem(delivery, by=officer, settled_as=SettledAs.EXPLAINED, words="شُرح له")
        refused("settled", actions.hand_on, delivery, by=officer, to=staff.desk, reason=WHY)

    def test_a_settled_problem_keeps_its_owner_in_the_database_too(self, staff):
        delivery = a_problem(staff)
        officer = staff.member(Role.CONTACT_OFFICER)
        actions.settle_problem(delivery, by=staff.desk, settled_as=SettledAs.EXPLAINED, words="شُرح له")
        with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
            DeliveryProblem.objects.update(owner=officer.user)

    def test_on_screen(self, staff, client_of):
        delivery, officer = a_problem(staff), staff.member(Role.CONTACT_OFFICER)
        client = client_of(staff.desk)
        case = delivery.support_request
        address = f"/twaim/requests/{case.reference}/deliveries/1/hand-on/"
        for listed in ("/twaim/deliveries/problems/", f"/twaim/requests/{case.reference}/"):
            assert address in client.get(listed).content.decode()
        page = client.get(address)
        assert officer.user.name_en in page.content.decode()
        assert staff.desk.pk not in {pk for pk, _name in page.context["form"].fields["to"].choices}
        typed = {"token": new_token(), "version": page.context["form"]["version"].value(), "to": officer.pk}
        assert client.post(address, typed).status_code == 422
        assert client.post(address, {**typed, "reason": WHY}).status_code == 302
        assert delivery.problems.get().owner == officer.user
        story = client.get(f"/twaim/requests/{case.reference}/").content.decode()
        assert WHY in story
        late = client.post(address, {**typed, "token": new_token(), "reason": WHY})
        assert late.status_code == 422


class TestChangesOfRules:
    def test_limits_keep_who_changed_them_when_and_from_what(self, staff, client_of):
        admin = staff.member(Role.ADMINISTRATOR)
        actions.set_limits(staff.association, by=admin, limits={Decimal(5000): 1})
        actions.set_limits(staff.association, by=admin, limits={Decimal(5000): 1})
        actions.set_limits(staff.association, by=admin, limits={Decimal(3000): 1, Decimal(20000): 2})
        latest, first = staff.association.rules_changes.all()
        assert (first.before, first.after) == ([], [["5000.00", 1]])
        assert (latest.before, latest.by) == ([["5000.00", 1]], admin.user)
        page = client_of(admin).get("/twaim/payments/limits/").content.decode()
        assert "above 20,000 riyals 2 people" in page.replace(".00", "")
        assert admin.user.name_en in page

    def test_rules_of_delivery_too(self, staff, client_of):
        admin = staff.member(Role.ADMINISTRATOR)
        actions.set_rules(staff.association, by=admin, check_percent=10, remind_days=3, renewal_days=30)
        assert not RulesChange.objects.exists(), "the defaults are what held before"
        actions.set_rules(staff.association, by=admin, check_percent=25, remind_days=3, renewal_days=30)
        page = client_of(admin).get("/twaim/deliveries/rules/").content.decode()
        assert "<strong>10</strong>" in page
        assert "<strong>25</strong>" in page

    def test_a_change_is_never_changed(self, staff):
        """support_requests_ruleschange."""
        actions.set_rules(staff.association, by=staff.member(Role.ADMINISTRATOR), check_percent=25)
        for act in (lambda: RulesChange.objects.update(after={}), lambda: RulesChange.objects.all().delete()):
            with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
                act()
