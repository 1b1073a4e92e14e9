"""Every list declared: its pages, filters, columns and orders work on the database they run on, and go by an index."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.urls import reverse

import config.urls  # noqa: F401  # the rooms' lists are known once their pages are
from accounts.roles import Role
from core.list_filters import Asker, Choice, Days
from core.lists import LISTINGS, Listing
from requests.enums import Status
from tests.factories.support_requests import Staff

NAMES = sorted(LISTINGS)
# What a list asks of every row, where its index is of such rows alone.
ALWAYS: dict[str, dict[str, Any]] = {"instalments": {"dropped_at": None}}


@pytest.fixture
def staff(twaim: Any) -> Staff:
    staff = Staff(twaim)
    staff.case(Status.CLOSED)
    return staff


def member_for(staff: Staff, listing: Listing) -> Any:
    """Somebody who may open the list and take it along."""
    for role in (Role.DESK, Role.RESEARCHER, Role.MANAGER, Role.FOLLOW_UP):
        member = staff.member(role)
        if listing.needs & member.permissions:
            return member
    raise AssertionError(f"nobody opens {listing.name}")


@pytest.mark.parametrize("name", NAMES)
def test_each_list_opens_in_each_queue_and_order_and_as_a_sheet(staff, client_of, name):
    listing = LISTINGS[name]
    client, address = client_of(member_for(staff, listing)), reverse(listing.url_name, args=["twaim"])
    for queue in listing.queues or {"": ""}:
        for sort in listing.sorts:
            page = client.get(address, {"queue": queue, "sort": sort.name})
            assert page.status_code == 200
            assert page.context["gone"] == []
    answer = client.post(f"{address}?queue={next(iter(listing.queues), '')}", {"do": "sheet"})
    if not listing.columns:
        assert answer.status_code == 403
        return
    assert b"".join(answer.streaming_content).startswith(b"PK")


@pytest.mark.parametrize("name", NAMES)
def test_each_filter_of_each_list_can_be_asked(staff, client_of, name):
    listing = LISTINGS[name]
    member = member_for(staff, listing)
    client, address = client_of(member), reverse(listing.url_name, args=["twaim"])
    asker = Asker(staff.association, member)
    for part in listing.filters:
        if isinstance(part, Choice):
            filled = {part.name: next(iter(asker.choices(part.name, part.choices)), "")}
        elif isinstance(part, Days):
            filled = {f"{part.name}_from_1": "1", f"{part.name}_from_2": "1", f"{part.name}_from_3": "1448"}
        else:
            filled = {part.name: "سلمى الحربي"}
        sent = client.post(address, filled)
        assert sent.status_code == 302, (part.name, sent.content.decode()[:300])
        page = client.get(sent.url)
        assert page.status_code == 200
        assert page.context["gone"] == []


@pytest.mark.parametrize("name", NAMES)
def test_each_order_ends_in_what_is_unique_and_runs_in_one_direction(name):
    listing = LISTINGS[name]
    for sort in listing.sorts:
        assert sort.columns[-1].removeprefix("-") == "pk"
        assert len({column.startswith("-") for column in sort.columns}) == 1


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.postgres
@pytest.mark.skipif(connection.vendor != "postgresql", reason="PostgreSQL tells which index an order goes by")
def test_each_order_goes_by_an_index_and_not_by_sorting_the_table(staff, name):
    listing = LISTINGS[name]
    asker = Asker(staff.association, member_for(staff, listing))
    model = listing.rows(asker).model
    for sort in listing.sorts:
        if (name, sort.name) == ("duplicates", "likeliest"):
            continue  # of the open pairs; the answered ones are few
        own = model.objects.filter(association=staff.association, **ALWAYS.get(name, {}))
        bare = sort.ordered(own)[:51]
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off")
        plan = bare.explain()
        assert "Index" in plan, plan
        assert "-> Sort" not in " ".join(plan.split()), (sort.name, plan)
