"""The catalogue on screen: written part by part, put in force from a day, read by all; nothing half-written passes."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.utils import timezone, translation

from accounts.roles import Role
from core.errors import DomainError, NotPermitted, StaleRecord
from core.once import new_token
from requests import actions
from requests.models import Service, ServiceVersion
from tests.factories.services import draft_of

DAY = datetime.timedelta(days=1)
BASE, NEW = "/twaim/services/", "draft/conditions/new/"
TERMS = {"about_ar": "x", "amount_rule": "studied"}


@pytest.fixture
def admin(staff: Any) -> Any:
    return staff.member(Role.ADMINISTRATOR)


class Writer:
    """The administrator's browser."""

    def __init__(self, client: Any, code: str = "rent") -> None:
        self.client, self.code = client, code

    def open(self, path: str = "") -> str:
        return str(self.client.get(f"{BASE}{self.code}/{path}").content.decode())

    def send(self, path: str, **data: Any) -> Any:
        sent = {"token": new_token(), "version": self.version, **data}
        return self.client.post(f"{BASE}{self.code}/{path}", sent)

    @property
    def version(self) -> Any:
        draft = ServiceVersion.objects.filter(service__code=self.code, in_force_from=None).first()
        return draft.version if draft else ""

    @property
    def draft(self) -> ServiceVersion:
        return ServiceVersion.objects.get(service__code=self.code, in_force_from=None)


@pytest.fixture
def writer(admin: Any, client_of: Any) -> Writer:
    return Writer(client_of(admin))


def day(name: str, on: datetime.date) -> dict[str, Any]:
    """A day as the form sends it."""
    return {f"{name}_{part}": value for part, value in enumerate(("gregorian", on.day, on.month, on.year))}


def test_a_service_is_written_and_put_in_force_and_then_asked_for(admin, client_of, staff):
    browser = client_of(admin)
    sent = browser.post(
        f"{BASE}new/", {"token": new_token(), "name_ar": "سقيا", "name_en": "Water", "is_in_money": "kind"}
    )
    assert sent.url == f"{BASE}water/draft/"
    writer = Writer(browser, "water")
    assert writer.send("draft/terms/", about_ar="خزان ماء", gives_ar="خزان", budget_period="").status_code == 302
    assert writer.send(f"{NEW}people/", operator="between", low=2, high=9, points=2).status_code == 302
    assert writer.send("draft/documents/new/", name_ar="سجل الأسرة", is_mandatory="on", months=6).status_code == 302
    page = writer.open("draft/")
    assert "People in the household: from 2 people to 9 people" in page
    assert "no older than 6 months" in page
    assert not staff.association.services.offered(on=timezone.localdate()).filter(code="water").exists()
    assert writer.send("draft/in-force/", **day("from_on", timezone.localdate())).url == f"{BASE}water/"
    staff.service = Service.objects.get(code="water")
    case = staff.open(amount_asked=None)
    assert (case.service_version.number, case.checklist.count(), case.eligibility_checks.count()) == (1, 1, 1)
    public = browser.get("/public/twaim/").content.decode()
    assert "People in the household: from 2 people to 9 people" in public


def test_the_next_version_begins_as_a_copy_and_differs_in_what_is_changed(writer, staff):
    before = staff.service.version_in_force()
    assert writer.send("begin/").status_code == 302
    draft = writer.draft
    assert [item.name_en for item in draft.checklist_items.all()] == ["ID card", "Quotation"]
    writer.send("draft/terms/", about_ar="إيجار", amount_rule="fixed", amount="1500", budget_period="")
    writer.send("draft/documents/2/remove/")
    page = writer.open("draft/")
    assert "No longer asked for: Quotation" in page
    assert "As the study finds before, 1,500 riyals now" in page
    case = staff.open()
    tomorrow = timezone.localdate() + DAY
    writer.send("draft/in-force/", **day("from_on", tomorrow))
    before.refresh_from_db()
    assert before.in_force_until == timezone.localdate()
    assert staff.fresh(case).service_version == before
    assert staff.service.version_in_force(tomorrow) == draft


def test_two_who_draft_at_once_make_one_draft_and_hear_whose_it_is(staff, admin, writer):
    other = staff.member(Role.ADMINISTRATOR)
    actions.catalogue.begin_terms(staff.service, by=other)
    with (
        translation.override("en"),
        pytest.raises(DomainError, match="is writing the next version already") as refusal,
    ):
        actions.catalogue.begin_terms(staff.service, by=admin)
    assert other.user.name_ar in str(refusal.value.message) or other.user.name_en in str(refusal.value.message)
    assert writer.send("begin/").url == f"{BASE}rent/draft/"
    assert staff.service.versions.filter(in_force_from=None).count() == 1


def test_of_two_who_write_one_draft_the_later_is_told_and_keeps_what_they_typed(staff, admin, writer):
    draft = actions.catalogue.begin_terms(staff.service, by=admin)
    old = draft.version
    actions.catalogue.write_row(draft, "checklist_items", by=admin, values={"name_ar": "س", "name_en": "X"})
    sent = writer.send("draft/documents/new/", version=old, name_ar="صك")
    assert sent.status_code == 422
    assert "Somebody changed this while you were writing" in sent.content.decode()
    assert "صك" in sent.content.decode()
    with pytest.raises(StaleRecord):
        actions.catalogue.remove_row(draft, "checklist_items", by=admin, place=9)


@pytest.mark.parametrize(
    ("path", "data", "words"),
    [
        (f"{NEW}income/", {"operator": "between", "low": "9", "high": "5", "points": 1}, "lower limit is above"),
        (f"{NEW}income/", {"operator": "at_most", "points": 1}, "Write this limit"),
        (f"{NEW}interval/", {"months": 0, "points": 1}, "greater than or equal to 1"),
        (f"{NEW}age/", {"operator": "at_most", "high": "x", "points": 1}, "whole number"),
        (f"{NEW}sex/", {"operator": "one_of", "choices": "robot", "points": 1}, "robot"),
        ("draft/terms/", {"about_ar": "", "amount_rule": "studied"}, "This field is required"),
        ("draft/terms/", {"about_ar": "x", "amount_rule": "fixed"}, "Write the amount"),
        ("draft/terms/", {"about_ar": "x", "amount_rule": "in_kind"}, "Select a valid choice"),
        ("draft/terms/", {"about_ar": "x", "amount_rule": "studied", "budget": "5"}, "for which time"),
        ("draft/terms/", {**TERMS, "budget": "5", "budget_period": "dates"}, "A budget has its period"),
        ("draft/documents/new/", {"name_ar": "س", "months": 121}, "less than or equal to 120"),
        ("draft/in-force/", {}, "Enter the day"),
    ],
)  # fmt: skip
def test_what_is_half_written_is_refused_with_a_sentence(staff, admin, writer, path, data, words):
    actions.catalogue.begin_terms(staff.service, by=admin)
    sent = writer.send(path, **data)
    assert sent.status_code == 422
    assert words in sent.content.decode()


def test_closing_before_opening_is_refused_beside_the_form(staff, admin, writer):
    actions.catalogue.begin_terms(staff.service, by=admin)
    today = timezone.localdate()
    dates = {**day("opens_on", today), **day("closes_on", today - DAY)}
    sent = writer.send("draft/terms/", about_ar="x", amount_rule="studied", budget_period="", **dates)
    assert sent.status_code == 422
    assert "Requests cannot be taken until a day before the first one" in sent.content.decode()


def test_a_kind_of_condition_that_is_there_is_changed_and_not_added_twice(staff, admin, writer):
    actions.catalogue.begin_terms(staff.service, by=admin)
    row = {"operator": "at_most", "high": "1500", "points": 1}
    assert writer.send(f"{NEW}income/", **row).status_code == 302
    assert "conditions/new/income/" not in writer.open(f"{NEW}")
    again = writer.send(f"{NEW}income/", **row)
    assert again.status_code == 422
    assert "written already" in again.content.decode()
    assert writer.send("draft/conditions/1/", **{**row, "high": "1,800"}).status_code == 302
    assert writer.draft.conditions.get().high == 1800


@pytest.mark.parametrize(
    ("terms", "from_in", "words"),
    [
        ({}, -1, "today or later"),
        ({"about_ar": ""}, 0, "Write first what the service is"),
        ({"closes_on": 3}, 5, "Requests are taken until"),
    ],
)
def test_terms_come_in_force_only_when_they_can(staff, admin, terms, from_in, words):
    today = timezone.localdate()
    given = {name: today + value * DAY if isinstance(value, int) else value for name, value in terms.items()}
    draft = draft_of(staff.service, **{"about_ar": "وصف", **given})
    with translation.override("en"), pytest.raises(DomainError, match=words):
        actions.catalogue.put_in_force(draft, by=admin, from_on=today + from_in * DAY)
    assert ServiceVersion.objects.get(pk=draft.pk).is_draft


def test_a_version_begins_after_the_one_before(staff, admin):
    today = timezone.localdate()
    for number in (1, 2):
        draft = draft_of(staff.service, about_ar="وصف")
        if number == 1:
            actions.catalogue.put_in_force(draft, by=admin, from_on=today + 5 * DAY)
    with translation.override("en"), pytest.raises(DomainError, match="choose a later day"):
        actions.catalogue.put_in_force(draft, by=admin, from_on=today + 5 * DAY)
    actions.catalogue.put_in_force(draft, by=admin, from_on=today + 6 * DAY)
    with pytest.raises(DomainError):
        actions.catalogue.write_row(draft, "checklist_items", by=admin, values={"name_ar": "س"})


def test_a_draft_is_deleted_and_with_it_a_service_that_never_was(staff, admin, writer):
    service = actions.catalogue.add_service(staff.association, by=admin, name_ar="مؤقتة", name_en="", is_in_money=True)
    assert service.code == "service-1"
    Writer(writer.client, service.code).send("draft/discard/")
    assert not Service.objects.filter(pk=service.pk).exists()
    actions.catalogue.begin_terms(staff.service, by=admin)
    writer.send("draft/discard/")
    assert staff.service.version_in_force().number == 1
    with pytest.raises(DomainError):
        actions.catalogue.add_service(staff.association, by=admin, name_ar="إيجار", name_en="", is_in_money=True)


@pytest.mark.parametrize("role", [Role.DESK, Role.RESEARCHER, Role.MANAGER])
def test_only_the_administrator_writes_and_everybody_reads(staff, admin, client_of, role):
    member = staff.member(role)
    with pytest.raises(NotPermitted):
        actions.catalogue.begin_terms(staff.service, by=member)
    actions.catalogue.begin_terms(staff.service, by=admin)
    browser = client_of(member)
    assert browser.get(f"{BASE}rent/").status_code == 200
    assert browser.get(f"{BASE}rent/draft/").status_code == 403
    assert "A draft is being written" not in browser.get(BASE).content.decode()


def test_the_administrator_of_another_association_writes_nothing_here(staff, outsider, qalam, member_of):
    other = member_of(qalam, Role.ADMINISTRATOR)[1]
    with pytest.raises(NotPermitted):
        actions.catalogue.begin_terms(staff.service, by=other)


def test_the_list_costs_the_same_for_one_service_as_for_many(staff, admin, client_of, django_assert_max_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from tests.factories.services import in_force

    browser = client_of(admin)
    browser.get(BASE)
    costs = []
    for number in (0, 9):
        for place in range(number):
            one = staff.association.services.create(code=f"s{place}", name_ar=f"س{place}", name_en="X")
            version = draft_of(one, budget=5, budget_period="year")
            version.conditions.create(kind="age", operator="at_most", high=60)
            in_force(version)
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(BASE).status_code == 200
        costs.append(len(queries))
    assert costs[1] <= costs[0] + 2  # the budgets' two queries
