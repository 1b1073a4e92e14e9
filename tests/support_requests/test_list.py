"""The list of requests: what is asked stands in its address and names nobody; pages go both ways without a double."""

from __future__ import annotations

import datetime
import html
import re
import uuid
from typing import Any

import pytest
from django.utils import timezone

from core.lists import PAGE, page_of
from requests.enums import Status
from requests.lists import REQUESTS
from requests.models import SupportRequest
from requests.workflow import START_STUDY
from tests.factories.support_requests import Staff

LIST = "/twaim/requests/"


def many(case: SupportRequest, count: int, **facts: Any) -> list[SupportRequest]:
    """Copies of a request whose days meet often, so that only the last column of a key tells them apart."""
    row = SupportRequest.objects.filter(pk=case.pk).values().get()
    made = []
    for number in range(count):
        day = datetime.date(2026, 12, 1) + datetime.timedelta(number % 3)
        own = {"id": None, "uid": uuid.uuid4(), "reference": f"R-1448-{9000 + number:06d}", "queue_on": day}
        made.append(SupportRequest(**{**row, **own, **facts}))
    return SupportRequest.objects.bulk_create(made)


def asked(client: Any, **filled: Any) -> Any:
    """The list after its form of filters was sent; ``queue`` stands in the address as always."""
    queue = filled.pop("queue", "all")
    answer = client.post(f"{LIST}?queue={queue}", filled)
    assert answer.status_code == 302, answer.context["filter_form"].errors
    return client.get(answer.url)


def references(page: Any) -> set[str]:
    return {row.reference for row in page.context["rows"]}


@pytest.mark.parametrize("typed", ["سلمى الحربي", "سَلمي حرب", "file", "reference", "١٠"])
def test_a_person_is_found_as_one_types_and_the_address_does_not_say_who(staff, client_of, typed):
    person = staff.person(full_name="سلمى عبدالله الحربي")
    case, other = staff.open(person), staff.open(staff.person(full_name="هند ناصر السبيعي"))
    typed = {"file": person.number, "reference": case.reference.lower(), "١٠": person.national_id}.get(typed, typed)
    page = asked(client_of(staff.desk), who=typed)
    assert references(page) == {case.reference}
    address = page.request["QUERY_STRING"]
    assert "who=" in address
    for name in (typed, "%D8", person.number, case.reference, person.national_id):
        assert name not in address
    assert typed in html.unescape(page.content.decode())
    assert other.reference not in page.content.decode()


def test_an_id_is_looked_for_only_by_those_who_may_find_a_person(staff, client_of):
    person = staff.person()
    case = staff.open(person)
    assert references(asked(client_of(staff.desk), who=person.national_id)) == {case.reference}
    assert references(asked(client_of(staff.chair), who=person.national_id)) == set()
    assert references(asked(client_of(staff.chair), who=person.full_name)) == {case.reference}


def test_filters_narrow_together_and_each_comes_off_by_one_tap(staff, client_of):
    studied, waits = staff.case(Status.UNDER_STUDY), staff.case(Status.AWAITING_STUDY)
    client = client_of(staff.desk)
    page = client.get(f"{LIST}?queue=open")
    mark = next(value for value, name in page.context["filter_form"].fields["researcher"].choices if value)
    page = asked(client, queue="open", researcher=mark, status=[Status.UNDER_STUDY, Status.AWAITING_STUDY])
    assert references(page) == {studied.reference}
    chips = page.context["chips"]
    assert [chip.words.split(":")[0] for chip in chips] == ["Status", "Researcher"]
    assert str(staff.researcher.user_id) not in mark
    without = client.get(LIST + chips[1].url)
    assert references(without) == {studied.reference, waits.reference}
    assert "queue=open" in chips[1].url


def test_days_are_typed_in_either_calendar_and_both_ends_count(staff, client_of):
    case = staff.open()
    day = timezone.localdate(case.received_at)
    late = many(case, 1, received_at=case.received_at + datetime.timedelta(days=40))[0]
    parts = {"0": "gregorian", "1": str(day.day), "2": str(day.month), "3": str(day.year)}
    filled = {f"received_from_{part}": text for part, text in parts.items()}
    client = client_of(staff.desk)
    assert references(asked(client, **filled)) == {case.reference, late.reference}
    filled |= {f"received_to_{part}": text for part, text in parts.items()}
    page = asked(client, **filled)
    assert references(page) == {case.reference}
    assert f"received_from={day.isoformat()}" in page.request["QUERY_STRING"]
    wrong = client.post(
        f"{LIST}?queue=all", {"received_from_1": "31", "received_from_2": "2", "received_from_3": "2026"}
    )
    assert wrong.status_code == 422
    assert "received_from" in wrong.context["filter_form"].errors


def test_what_is_no_longer_there_is_said_and_left_out(staff, client_of, elsewhere):
    case, client = staff.open(), client_of(staff.desk)
    there = client_of(elsewhere.desk)
    foreign = there.post("/qalam/requests/", {"who": "سلمى"}).url
    mark = there.get("/qalam/requests/").context["filter_form"].fields["researcher"].choices[1][0]
    for query, part in (
        ("service=gone", "Service"),
        ("queue=gone", "queue"),
        ("sort=gone", "order"),
        (foreign.removeprefix("?").partition("?")[2], "Person or number"),
        (f"researcher={mark}", "Researcher"),
        ("who=x.y", "Person or number"),
    ):
        page = client.get(f"{LIST}?{query}")
        assert page.context["gone"] == [part], query
        assert "is no longer here" in page.content.decode()
        assert references(page) == {case.reference}
    assert client.get(LIST).context["gone"] == []


def test_an_empty_list_and_one_in_which_nothing_is_found_say_so_differently(staff, client_of):
    client = client_of(staff.desk)
    assert "Nothing waits here" in client.get(LIST).content.decode()
    page = asked(client, status=Status.CLOSED).content.decode()
    assert "Nothing matches what is asked for" in page
    assert "Show the whole list" in page


@pytest.mark.parametrize("sort", [sort.name for sort in REQUESTS.sorts])
@pytest.mark.parametrize("size", [1, 7, 30, 31])
def test_pages_show_each_row_once_on_the_way_there_and_back(staff, sort, size):
    many(staff.open(), 30)
    order = next(one for one in REQUESTS.sorts if one.name == sort)
    rows = staff.association.support_requests.all()
    there, query = [], {}
    while True:
        page = page_of(rows, order, query, size=size)
        there.append([row.pk for row in page.rows])
        if not page.after:
            break
        query = {"after": page.after}
    flat = [pk for keys in there for pk in keys]
    assert flat == list(order.ordered(rows).values_list("pk", flat=True))
    assert len(flat) == 31
    for before in reversed(there[:-1]):
        page = page_of(rows, order, {"before": page.before}, size=size)
        assert [row.pk for row in page.rows] == before
    assert page_of(rows, order, {}, size=size).before == ""


def test_the_page_before_is_led_to_and_rows_added_meanwhile_shift_nothing(staff, client_of):
    many(staff.open(), PAGE + 10)
    client = client_of(staff.desk)
    first = client.get(f"{LIST}?queue=all&sort=newest")
    second = client.get(LIST + first.context["next_url"])
    newer = staff.open()
    assert re.search(r'rel="prev" href="\?queue=all&amp;sort=newest&amp;before=\d+"', second.content.decode())
    back = client.get(LIST + second.context["previous_url"])
    assert newer.reference not in references(back)
    assert references(back) == references(first)
    assert not references(second) & references(first)


@pytest.mark.parametrize(
    "key", ["x", "2026-11-21", "²_1", "2026-13-01_1", f"2026-11-21_{'9' * 30}", "_", "a_b_c", "\0_1"]
)
def test_an_odd_key_is_the_first_page(staff, client_of, key):
    case = staff.case(Status.AWAITING_STUDY)
    staff.do(START_STUDY, case)
    for sort in REQUESTS.sorts:
        page = client_of(staff.desk).get(LIST, {"after": key, "sort": sort.name})
        assert references(page) == {case.reference}


def test_the_form_of_another_association_is_not_there(staff, client_of, elsewhere: Staff):
    assert client_of(elsewhere.desk).post(LIST, {}).status_code == 404
