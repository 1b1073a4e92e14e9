"""The pages of urgent help: naming, giving, ratifying, its list, whom it awaits, and when they are told again."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from io import StringIO
from typing import Any

import pytest
import time_machine
from django.core.management import call_command
from django.db import IntegrityError
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from accounts.roles import Role
from core.errors import DomainError, NotPermitted
from core.hijri import DualDate
from requests import actions
from requests.enums import Status
from requests.models import UrgentHelp, UrgentOfficer
from requests.workflow import GIVE_URGENT, RATIFY_URGENT, REVERSE_URGENT
from tests.factories.support_requests import Staff

TODAY = timezone.localdate


@pytest.fixture(autouse=True)
def _sentences_in_english() -> Any:
    with translation.override("en"):
        yield


@pytest.fixture
def case(staff: Staff) -> Any:
    return staff.case(Status.UNDER_STUDY)


@pytest.fixture
def manager(staff: Staff) -> Any:
    return staff.member(Role.MANAGER)


def day(name: str, on: Any) -> dict[str, str]:
    """A day as the three boxes send it."""
    typed = DualDate.of(on, "gregorian").gregorian
    return {
        f"{name}_0": "gregorian",
        f"{name}_1": str(typed.day),
        f"{name}_2": str(typed.month),
        f"{name}_3": str(typed.year),
    }


def term(**facts: Any) -> dict[str, Any]:
    days = {"from_on": TODAY(), "until_on": TODAY() + timedelta(days=90), "decision_on": TODAY()}
    return {"highest": Decimal(800), "decision_number": "3/1448", **days, **facts}


class TestNaming:
    def test_by_management_or_the_administrator_and_never_oneself(self, staff, manager):
        officer = actions.name_urgent_officer(staff.association, by=manager, who=staff.desk, **term())
        assert (officer.person, officer.named_by) == (staff.desk.user, manager.user)
        with pytest.raises(NotPermitted):
            actions.name_urgent_officer(staff.association, by=manager, who=manager, **term())
        with pytest.raises(NotPermitted):
            actions.name_urgent_officer(staff.association, by=staff.chair, who=staff.researcher, **term())
        administrator = staff.member(Role.ADMINISTRATOR)
        assert actions.name_urgent_officer(staff.association, by=administrator, who=manager, **term()).pk

    @pytest.mark.parametrize(
        ("facts", "code"),
        [
            ({"highest": Decimal(0)}, "amount"),
            ({"until_on": TODAY() - timedelta(days=1), "from_on": TODAY() - timedelta(days=9)}, "past"),
            ({"until_on": TODAY() - timedelta(days=1)}, "term"),
            ({"decision_number": "  "}, "decision"),
            ({"decision_on": TODAY() + timedelta(days=1)}, "decision_on"),
        ],
    )
    def test_odd_terms_are_refused_in_words(self, staff, manager, facts, code):
        if "from_on" in facts:
            facts = {**facts, "decision_on": facts["from_on"]}
        with pytest.raises(DomainError) as refusal:
            actions.name_urgent_officer(staff.association, by=manager, who=staff.desk, **term(**facts))
        assert refusal.value.code == code

    def test_terms_do_not_overlap_unless_the_first_was_ended(self, staff, manager):
        first = actions.name_urgent_officer(staff.association, by=manager, who=staff.desk, **term())
        with pytest.raises(DomainError) as refusal:
            actions.name_urgent_officer(staff.association, by=manager, who=staff.desk, **term())
        assert refusal.value.code == "overlap"
        with pytest.raises(DomainError):
            actions.end_urgent_officer(first, by=manager, reason=" ")
        actions.end_urgent_officer(first, by=manager, reason="Left the task.")
        with pytest.raises(DomainError):
            actions.end_urgent_officer(first, by=manager, reason="Again.")
        actions.name_urgent_officer(staff.association, by=manager, who=staff.desk, **term())
        assert UrgentOfficer.objects.count() == 2

    def test_nobody_of_another_association_is_named_and_none_of_its_services(self, staff, manager, elsewhere):
        with pytest.raises(DomainError):
            actions.name_urgent_officer(staff.association, by=manager, who=elsewhere.desk, **term())
        with pytest.raises(DomainError):
            actions.name_urgent_officer(
                staff.association, by=manager, who=staff.desk, services=[elsewhere.service], **term()
            )

    def test_a_double_click_names_once(self, staff, manager, client_of):
        client = client_of(manager)
        page = client.get("/twaim/urgent/officers/name/")
        sent = {"token": page.context["form"]["token"].value(), "who": str(staff.desk.pk), "highest": "1,000"}
        sent |= {"services": "rent", "decision_number": "3/1448", **day("from_on", TODAY())}
        sent |= {**day("until_on", TODAY() + timedelta(days=30)), **day("decision_on", TODAY())}
        for _again in range(2):
            answer = client.post("/twaim/urgent/officers/name/", sent)
            assert answer.status_code == 302, answer.context["form"].errors
        officer = UrgentOfficer.objects.get()
        assert [scope.service for scope in officer.scopes.all()] == [staff.service]
        assert staff.desk.user.name in client.get("/twaim/urgent/officers/").content.decode()


class TestOnScreen:
    def test_the_officer_gives_and_the_head_reads_it_first_thing(self, staff, case, client_of):
        staff.named(staff.desk)
        desk, chair = client_of(staff.desk), client_of(staff.chair)
        address = f"/twaim/requests/{case.reference}/"
        assert "Give urgent help" in desk.get(address).content.decode()
        page = desk.get(f"{address}urgent/")
        form = page.context["form"]
        sent = {name: form[name].value() for name in ("token", "version", "received_by", "signed_name")}
        sent |= {"amount": "500", "reason": "Nothing to eat.", "method": "on_paper"}
        untied = desk.post(f"{address}urgent/", sent)
        assert "has_no_tie" in untied.context["form"].errors
        sent["has_no_tie"] = "on"
        for _again in range(2):
            assert desk.post(f"{address}urgent/", sent).status_code == 302
        assert UrgentHelp.objects.get().amount == 500
        told = desk.get(address).content.decode()
        assert "Awaits ratification" in told
        assert "Give urgent help" not in told
        assert "Ratify the urgent help" not in told
        assert "Urgent help to ratify" in chair.get("/twaim/").content.decode()
        assert "Ratify the urgent help" in chair.get(address).content.decode()
        assert "Urgent help to ratify" not in desk.get("/twaim/").content.decode()
        assert "Urgent help to ratify" in desk.get("/twaim/requests/").content.decode()

    def test_too_much_is_said_beside_the_amount_with_all_that_was_typed(self, staff, case, client_of):
        staff.named(staff.desk)
        client, address = client_of(staff.desk), f"/twaim/requests/{case.reference}/urgent/"
        form = client.get(address).context["form"]
        sent = {name: form[name].value() for name in ("token", "version", "received_by", "signed_name")}
        sent |= {"amount": "1000.01", "reason": "Nothing to eat.", "method": "on_paper", "has_no_tie": "on"}
        answer = client.post(address, sent)
        assert answer.status_code == 422
        assert "1,000.00" in str(answer.context["form"].errors["amount"])
        assert "Nothing to eat." in answer.content.decode()

    def test_the_list_says_what_awaits_whom_and_what_became_of_it(self, staff, client_of):
        cases = [staff.case(Status.UNDER_STUDY) for _each in range(3)]
        for one in cases:
            staff.do(GIVE_URGENT, one)
        staff.do(RATIFY_URGENT, cases[0])
        staff.do(REVERSE_URGENT, cases[1], afterwards="recover")
        client = client_of(staff.chair)
        for queue, shown in (("awaiting", 2), ("mine", 2), ("ratified", 0), ("reversed", 1), ("recover", 1)):
            page = client.get(f"/twaim/urgent/?queue={queue}").content.decode()
            assert [one.reference in page for one in cases].count(True) == 1
            assert cases[shown].reference in page, queue
        assert "Nothing waits here" in client.get("/twaim/urgent/?queue=late").content.decode()

    def test_as_many_questions_for_three_rows_as_for_one(self, staff, client_of):
        from django.db import connection

        client, counts = client_of(staff.chair), []
        for _each in range(2):
            staff.do(GIVE_URGENT, staff.case(Status.UNDER_STUDY))
            client.get("/twaim/urgent/")
            with CaptureQueriesContext(
                connection,
            ) as queries:
                client.get("/twaim/urgent/")
            counts.append(len(queries))
        assert counts[0] == counts[1]


class TestInTime:
    def run_due(self) -> str:
        out = StringIO()
        call_command("run_due", stdout=out)
        return out.getvalue()

    def test_the_body_is_told_again_before_and_management_too_afterwards_once_each(self, staff, case, manager):
        given = staff.do(GIVE_URGENT, case)

        def told(event: str) -> int:
            return int(staff.association.notices.filter(event=event).count())

        assert told("urgent_waits") == 1
        with time_machine.travel(timezone.now() + timedelta(days=10), tick=False):
            self.run_due()
            assert told("urgent_waits") == 1
        with time_machine.travel(timezone.now() + timedelta(days=11), tick=False):
            self.run_due()
            self.run_due()
            assert (told("urgent_waits"), told("urgent_late")) == (2, 0)
        with time_machine.travel(timezone.now() + timedelta(days=15), tick=False):
            self.run_due()
            self.run_due()
            assert told("urgent_late") == 2  # the chair and the manager
        staff.do(RATIFY_URGENT, case)
        assert UrgentHelp.objects.get(pk=given.pk).is_ratified

    def test_what_was_looked_at_is_told_of_no_more(self, staff, case):
        staff.do(GIVE_URGENT, case)
        staff.do(RATIFY_URGENT, case)
        with time_machine.travel(timezone.now() + timedelta(days=40), tick=False):
            self.run_due()
        assert not staff.association.notices.filter(event="urgent_late").exists()

    @pytest.mark.parametrize(("ratify", "warn"), [(0, 0), (91, 3), (5, 5), (3, 9)])
    def test_odd_days_are_refused(self, staff, manager, ratify, warn):
        with pytest.raises((DomainError, IntegrityError)):
            actions.set_urgent_rules(staff.association, by=manager, ratify_days=ratify, warn_days=warn)


def test_whoever_decides_reads_what_was_given_above_the_form(staff, client_of):
    case = staff.case(Status.AWAITING_DECISION)
    client, address = client_of(staff.chair), f"/twaim/requests/{case.reference}/decide/"
    assert "Urgent help" not in client.get(address).content.decode().split("<main")[1]
    staff.do(GIVE_URGENT, case)
    page = client.get(address).content.decode()
    assert "By granting the request you ratify it" in page
    staff.do(RATIFY_URGENT, case)
    assert "The amount granted includes it" in client.get(address).content.decode()
