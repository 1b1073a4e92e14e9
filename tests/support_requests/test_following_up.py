"""After a delivery: calls drawn by chance, problems until they are settled, and what is due told once (R12, B6)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from accounts.roles import Role
from core.errors import DomainError, NotPermitted
from requests import actions
from requests.actions.following_up import warn_of_instalments
from requests.enums import CallResult, ProblemKind, SettledAs, Status
from requests.models import Delivery, DeliveryCheck, DeliveryRules, InstalmentWarning
from requests.workflow import PLAN
from tests.factories.support_requests import Staff

TODAY = timezone.localdate
TABLES = (
    "support_requests_deliveryproblem",
    "support_requests_deliverycheck",
    "support_requests_instalmentwarning",
)


def rules(staff: Staff, **numbers: int) -> None:
    given = {"check_percent": 100, "remind_days": 3, "renewal_days": 30, **numbers}
    actions.set_rules(staff.association, by=staff.member(Role.ADMINISTRATOR), **given)


def delivered(staff: Staff) -> Delivery:
    rules(staff)
    return Delivery.objects.get(support_request=staff.case(Status.DELIVERED))


def refused(code: str, act: Any, *args: Any, **kwargs: Any) -> None:
    with pytest.raises(DomainError) as refusal:
        act(*args, **kwargs)
    assert refusal.value.code == code


class TestTheCall:
    @pytest.mark.parametrize(("percent", "drawn"), [(0, 0), (100, 1)])
    def test_as_many_are_drawn_as_the_association_wants(self, staff, percent, drawn):
        rules(staff, check_percent=percent)
        staff.case(Status.DELIVERED)
        assert DeliveryCheck.objects.count() == drawn

    def test_somebody_else_calls_and_no_answer_is_tried_again(self, staff):
        delivery, officer = delivered(staff), staff.member(Role.CONTACT_OFFICER)
        refused("own_delivery", actions.record_call, delivery, by=staff.desk, result=CallResult.RECEIVED)
        actions.record_call(delivery, by=officer, result=CallResult.NO_ANSWER)
        check = actions.record_call(delivery, by=officer, result=CallResult.RECEIVED, note="كل شيء تام")
        assert (check.tries, check.result) == (2, CallResult.RECEIVED)
        refused("called", actions.record_call, delivery, by=officer, result=CallResult.DEFECT, note="x")

    def test_a_bad_answer_opens_a_problem_that_the_caller_owns(self, staff):
        delivery, officer = delivered(staff), staff.member(Role.CONTACT_OFFICER)
        refused("note", actions.record_call, delivery, by=officer, result=CallResult.DEFECT)
        actions.record_call(delivery, by=officer, result=CallResult.DEFECT, note="لا يعمل")
        problem = delivery.problems.get()
        assert (problem.kind, problem.owner, problem.words) == (ProblemKind.DEFECT, officer.user, "لا يعمل")

    def test_only_those_whose_task_it_is(self, staff, elsewhere):
        delivery = delivered(staff)
        for stranger in (staff.researcher, staff.chair, elsewhere.member(Role.MANAGER)):
            with pytest.raises(NotPermitted):
                actions.report_problem(delivery, by=stranger, kind=ProblemKind.LESS, words="x")


class TestTheProblem:
    def test_it_is_open_once_and_settled_in_words(self, staff):
        delivery = delivered(staff)
        actions.report_problem(delivery, by=staff.desk, kind=ProblemKind.LESS, words="ناقص كرسي")
        refused("open", actions.report_problem, delivery, by=staff.desk, kind=ProblemKind.LESS, words="x")
        settle = {"by": staff.desk, "settled_as": SettledAs.GIVEN_AGAIN}
        refused("words", actions.settle_problem, delivery, words=" ", **settle)
        actions.settle_problem(delivery, words="سُلّم الكرسي", **settle)
        refused("settled", actions.settle_problem, delivery, words="x", **settle)
        actions.report_problem(delivery, by=staff.desk, kind=ProblemKind.DEFECT, words="مكسور")

    def test_what_was_said_is_not_rewritten(self, staff):
        delivery, officer = delivered(staff), staff.member(Role.CONTACT_OFFICER)
        actions.record_call(delivery, by=officer, result=CallResult.DEFECT, note="لا يعمل")
        actions.settle_problem(delivery, by=officer, settled_as=SettledAs.EXPLAINED, words="شُرح له")
        InstalmentWarning.objects.create(
            association=staff.association,
            due_on=TODAY(),
            is_late=False,
            count=1,
            to=officer.user,
            given_at=timezone.now(),
        )
        columns = (("kind", "words", "settled_as", "settled_words"), ("result", "note", "delivery_id"), ("count",))
        with connection.cursor() as cursor:
            for table, names in zip(TABLES, columns, strict=True):
                for name in names:
                    value = "'x'" if name in ("words", "settled_words", "note") else name
                    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
                        cursor.execute(f"UPDATE {table} SET {name} = {value}")
                with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
                    cursor.execute(f"DELETE FROM {table}")


class TestWhatIsDue:
    def test_the_desk_hears_before_the_day_and_the_manager_once_it_passed_each_once(self, staff):
        manager = staff.member(Role.MANAGER)
        case = staff.case(Status.ANSWERED)
        day = TODAY() + timedelta(days=2)
        staff.do(PLAN, case, parts=[actions.Part(day, amount=case.instalments.get().amount)])
        assert warn_of_instalments(staff.association) == 1
        assert warn_of_instalments(staff.association) == 0
        told = InstalmentWarning.objects.get()
        assert (told.to, told.due_on, told.is_late, told.count) == (staff.desk.user, day, False, 1)
        import time_machine

        with time_machine.travel(timezone.now() + timedelta(days=3)):
            assert warn_of_instalments(staff.association) == 2
            assert warn_of_instalments(staff.association) == 0
        assert set(InstalmentWarning.objects.filter(is_late=True).values_list("to", flat=True)) == {
            staff.desk.user_id,
            manager.user_id,
        }
        assert staff.association.notices.filter(event="instalments_due").count() == 3

    def test_what_was_delivered_or_withdrawn_is_not_told(self, staff):
        staff.case(Status.DELIVERED)
        staff.do("withdraw", staff.case(Status.ANSWERED))
        assert warn_of_instalments(staff.association) == 0


def test_the_numbers_are_the_administrators(staff):
    with pytest.raises(NotPermitted):
        actions.set_rules(staff.association, by=staff.desk, check_percent=0)
    rules(staff, check_percent=20)
    assert DeliveryRules.objects.get().check_percent == 20


class TestOnScreen:
    def test_a_problem_is_reported_and_settled_on_screen(self, staff, client_of):
        delivery = delivered(staff)
        client, base = client_of(staff.desk), f"/twaim/requests/{delivery.support_request.reference}/"
        at = base + "deliveries/1/"
        assert client.post(at + "problem/", {"kind": "less", "words": "ناقص"}).status_code == 302
        assert "ناقص" in client.get(base).content.decode()
        assert "ناقص" in client.get("/twaim/deliveries/problems/").content.decode()
        assert client.post(at + "settle/", {"settled_as": "explained", "words": "شُرح"}).status_code == 302
        assert client.get(base + "deliveries/2/problem/").status_code == 404
        officer = client_of(staff.member(Role.CONTACT_OFFICER))
        assert officer.post(at + "call/", {"result": "received"}).status_code == 302
