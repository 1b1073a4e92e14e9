"""Management's figures (K6), recomputed by hand from the rows."""

import re
from datetime import date, timedelta
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from accounts.models import Membership
from accounts.roles import Role
from associations.enums import BodyKind
from associations.models import Association
from demo.management.commands.seed_demo import Command
from reports import periods
from reports.figures import Answered
from tests.conftest import loaded


@pytest.fixture
def told(db):
    """``told(slug)`` loads an association with its invented story."""

    def tell(slug: str) -> Association:
        association = loaded(slug)
        Command.fill(association)
        return association

    return tell


def page_of(client_of, association, account, query=""):
    member = Membership.objects.get(user__email=f"{account}@{association.slug}.example", association=association)
    return client_of(member).get(reverse("reports:management", args=[association.slug]) + query)


def test_the_figures_are_those_of_the_rows(told, client_of):
    twaim, today = told("twaim"), timezone.localdate()
    found = page_of(client_of, twaim, "manager", "?period=year").context["figures"]
    rows = list(twaim.support_requests.all())
    unanswered = [row for row in rows if row.is_unanswered]
    late = [row for row in unanswered if row.due_on and row.due_on < today]
    assert (found.open, found.late) == (len(unanswered), len(late))
    assert late, "the story has late requests"
    this_year = [row for row in rows if row.answered_at and timezone.localdate(row.answered_at).year == today.year]
    assert found.answered.count == len(this_year)
    days = sorted((timezone.localdate(r.answered_at) - timezone.localdate(r.received_at)).days for r in this_year)
    assert found.answered.median_days == days[(len(days) - 1) // 2]
    on_time = [row for row in this_year if timezone.localdate(row.answered_at) <= row.due_on]
    assert found.answered.share_on_time == round(100 * len(on_time) / len(this_year))
    assert sum(group.figures.count for group in found.by_service) == len(this_year)


FIGURE = re.compile(
    r'<a (?:class="card tile" )?href="([^"]+)"(?: class="card tile")?>(?:<strong>)?(\d+)(?:</strong>|</a>)'
)


@pytest.mark.parametrize("account", ["manager", "chair"])
def test_each_figure_leads_to_as_many_cases(told, client_of, account):
    hajar = told("hajar")
    member = Membership.objects.get(user__email=f"{account}@hajar.example", association=hajar)
    client = client_of(member)
    page = client.get("/hajar/figures/?period=year").content.decode()
    led = [(unescape(url), int(figure)) for url, figure in FIGURE.findall(page)]
    assert len(led) >= (12 if account == "manager" else 8)
    for url, figure in led:
        assert len(client.get(url).context["rows"]) == figure, url
    assert any("cause=" in url for url, _figure in led)


def test_each_line_of_a_table_leads_to_its_cases(told, client_of):
    twaim = told("twaim")
    response = page_of(client_of, twaim, "manager", "?period=year")
    member = Membership.objects.get(user__email="manager@twaim.example", association=twaim)
    found = response.context["figures"]
    for name, groups in (("service", found.by_service), ("channel", found.by_channel), ("body", found.by_body)):
        for group in groups:
            url = f"/twaim/requests/{response.context['answered_query']}&{name}={group.key}"
            assert escape(url) in response.content.decode()
            assert len(client_of(member).get(url).context["rows"]) == group.figures.count


def test_causes_account_for_every_late_request(told, client_of):
    for slug in ("hajar", "twaim"):
        found = page_of(client_of, told(slug), "manager", "?period=year").context["figures"]
        assert sum(cause.open for cause in found.causes) == found.late > 0
        assert sum(cause.answered for cause in found.causes) == found.answered.late


@pytest.fixture
def typed(twaim, member_of, client_of):
    """``typed(first, last)`` sends two days as people type them to a manager's page."""
    client = client_of(member_of(twaim, Role.MANAGER)[1])

    def send(first: str, last: str):
        words = {f"first_{n}": word for n, word in enumerate(first.split())}
        return client.get("/twaim/figures/", words | {f"last_{n}": word for n, word in enumerate(last.split())})

    return send


@pytest.mark.parametrize(
    ("first", "last", "address"),
    [
        ("hijri 1 9 1447", "hijri ٣٠ رمضان ١٤٤٧", "?from=2026-02-18&to=2026-03-19&calendar=hijri"),
        ("gregorian 1 3 2026", "gregorian 31 March 2026", "?from=2026-03-01&to=2026-03-31&calendar=gregorian"),
        ("hijri 1 9 1447", "gregorian 31 3 2026", "?from=2026-02-18&to=2026-03-31&calendar=hijri"),
    ],
)
def test_a_period_is_typed_in_either_calendar_and_has_its_own_address(typed, first, last, address):
    assert typed(first, last).headers["Location"] == f"/twaim/figures/{address}"


def test_a_day_that_does_not_exist_is_refused_beside_its_field_and_the_page_still_shows(typed):
    page = typed("hijri 31 9 1447", "hijri 1 10 1447")
    assert page.status_code == 200
    assert page.context["period_form"].errors.keys() == {"first"}
    assert 'value="31"' in page.content.decode()
    assert page.context["period"].name == periods.DEFAULT


@pytest.mark.parametrize(
    "query", ["?from=9999-12-31&to=9999-12-31", "?from=0001-01-01&to=0001-01-02", "?from=2026-01-01"]
)
def test_a_period_outside_the_calendars_is_the_usual_one(twaim, member_of, client_of, query):
    page = client_of(member_of(twaim, Role.MANAGER)[1]).get(f"/twaim/figures/{query}")
    assert page.context["period"].name == periods.DEFAULT


def test_where_the_policy_promises_no_last_day_nothing_is_called_late(told, client_of):
    found = page_of(client_of, told("qalam"), "manager", "?period=year").context["figures"]
    assert found.late == 0
    assert found.answered.count > 0
    assert found.answered.share_on_time is None


def test_a_chair_sees_the_figures_of_the_body_they_head(told, client_of):
    twaim = told("twaim")
    assert page_of(client_of, twaim, "chair").context["figures"].open > 0
    twaim.committees.get(kind=BodyKind.COMPETENT_COMMITTEE).seats.filter(position="chair").update(
        until_on=date(2025, 1, 2)
    )
    assert page_of(client_of, twaim, "chair").context["figures"].open == 0


def test_the_desk_has_no_such_page(told, client_of):
    assert page_of(client_of, told("twaim"), "desk").status_code == 403


def test_the_number_of_queries_does_not_grow_with_the_rows(told, client_of):
    told("hajar")
    member = Membership.objects.get(user__email="manager@hajar.example")
    client = client_of(member)
    client.get("/hajar/figures/")
    with CaptureQueriesContext(connection) as asked:
        client.get("/hajar/figures/?period=year")
    assert len([query for query in asked if "set_config" not in query["sql"]]) <= 21


@pytest.mark.parametrize("name", list(periods.CHOICES))
def test_a_named_period_holds_or_just_precedes_today_and_is_whole(name):
    today = date(2026, 11, 21)
    period = periods.named(name, today=today)
    assert period.first <= period.last
    assert (period.last + timedelta(days=1) == period.first) is False
    assert period.last < today if name.startswith("last") else period.first <= today <= period.last


def test_two_days_in_the_wrong_order_are_put_right():
    period = periods.asked_for({"from": "2026-02-02", "to": "2026-01-01"}, today=date(2026, 3, 1))
    assert (period.first, period.last) == (date(2026, 1, 1), date(2026, 2, 2))


def test_the_median_of_an_even_number_is_the_lower_middle():
    answered = Answered()
    for days in (9, 1, 4, 2):
        answered.add(days, promised=False, on_time=False)
    assert answered.median_days == 2
    assert Answered().median_days is None


def test_the_figures_of_complaints_are_those_of_the_rows_a_manager_may_know(told, client_of):
    twaim = told("twaim")
    manager = Membership.objects.get(user__email="manager@twaim.example", association=twaim)
    known = list(twaim.complaints.visible_to(manager))
    found = page_of(client_of, twaim, "manager").context["complaints"]
    assert found.open == sum(row.status in ("received", "in_hand", "decided") for row in known)
    assert found.untouched == sum(row.status == "received" for row in known)
    assert found.reopened == sum(bool(row.reopened_count) and row.status != "closed" for row in known)
    assert found.open > 0


def test_satisfaction_of_the_year_stands_beside_the_rest_for_management(told, client_of):
    twaim = told("twaim")
    page = page_of(client_of, twaim, "manager")
    assert not page.context["satisfaction"].is_hidden
    assert str(page.context["satisfaction"].mean) in page.content.decode()
    assert page_of(client_of, twaim, "chair").context["satisfaction"] is None


def test_a_contact_officer_sees_the_figures_of_what_they_may_know(told, client_of):
    twaim = told("twaim")
    page = page_of(client_of, twaim, "officer")
    assert page.context["figures"] is None
    officer = Membership.objects.get(user__email="officer@twaim.example", association=twaim)
    known = twaim.complaints.visible_to(officer).unanswered().count()
    assert page.context["complaints"].open == known > 0
