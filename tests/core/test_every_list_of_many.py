"""Every list at its edges: many rows cost no more questions than one, and no address breaks it.

A page that shows rows is either such a list, or named below with the reason why its rows have a bound.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver, reverse

from accounts.list_pages import ListPage
from core.lists import LISTINGS
from tests.core.test_every_list import NAMES, member_for
from tests.factories.lists import MAKERS
from tests.factories.support_requests import Staff

TEMPLATES = Path(__file__).parents[2] / "templates"
OF_A_CASE = "what belongs to one case or file"
OF_THE_POLICY = "as many as the policy or the catalogue names"
BOUNDED: dict[str, str] = {
    "accounts:saved_views": "twenty of a member, twenty shared",
    "associations:calendar": "the days of a year",
    "associations:documents": OF_THE_POLICY,
    "associations:policy": OF_THE_POLICY,
    "associations:policy_next": OF_THE_POLICY,
    "associations:texts": OF_THE_POLICY,
    "beneficiaries:change": OF_A_CASE,
    "beneficiaries:consents": OF_THE_POLICY,
    "beneficiaries:document_kinds": OF_THE_POLICY,
    "beneficiaries:household": OF_A_CASE,
    "beneficiaries:import": "the first rows of each kind; all of them are taken along as a sheet",
    "beneficiaries:pair": OF_A_CASE,
    "beneficiaries:search": "what one search finds, page by page",
    "committees:body": "who sits in it, and the last twenty who left",
    "committees:disclosures": "those who sit in a body today",
    "committees:list": OF_THE_POLICY,
    "complaints:officers": "those who are named now",
    "contact:officers": "those who are named now",
    "online:consents": OF_THE_POLICY,
    "payments:detail": "a run has at most 500 payments",
    "payments:new": "a run has at most 500 payments; the next run takes the rest",
    "proceedings:session": "a docket has at most sixty items",
    "reception:counter": "who is here now, and the last ten who left",
    "reception:visit": OF_A_CASE,
    "reports:management": "rows of figures",
    "services:draft": OF_THE_POLICY,
    "services:list": OF_THE_POLICY,
    "support_requests:batch": "a batch has at most a thousand requests; they go page by page",
    "support_requests:detail": OF_A_CASE,
    "support_requests:load": "the researchers, and the fifty nearest; the others stand in the queue of requests",
    "support_requests:refusal_reasons": OF_THE_POLICY,
    "surveys:bank": OF_THE_POLICY,
    "surveys:overview": "the five latest campaigns",
    "urgent:officers": "those who are named, term by term",
    "surveys:results": "rows of figures; who answered is no list",
}


@pytest.fixture
def staff(twaim: Any) -> Staff:
    return Staff(twaim)


def asked(client: Any, address: str, query: str = "") -> tuple[int, Any]:
    """How many questions the page asks of the database, and its context."""
    with CaptureQueriesContext(
        connection,
    ) as seen:
        answer = client.get(f"{address}{query}")
    assert answer.status_code == 200, answer.content.decode()[:300]
    return len(seen), answer.context


def test_each_list_has_a_maker_of_its_rows():
    assert set(LISTINGS) - set(MAKERS) == set()


@pytest.mark.parametrize("name", NAMES)
def test_a_list_asks_as_much_for_many_as_for_one(staff, client_of, name):
    listing = LISTINGS[name]
    member = member_for(staff, listing)
    client, address = client_of(member), reverse(listing.url_name, args=["twaim"])
    MAKERS[name](staff, member)
    client.get(address)  # what is read once for a process
    one, context = asked(client, address)
    before = len(context["rows"])
    assert before
    for _row in range(3):
        MAKERS[name](staff, member)
    many, context = asked(client, address)
    assert len(context["rows"]) > before
    assert many <= one


@pytest.mark.parametrize("name", NAMES)
def test_a_page_goes_on_and_back_and_keeps_what_was_asked(staff, client_of, name, monkeypatch):
    monkeypatch.setattr("core.lists.PAGE", 1)
    listing = LISTINGS[name]
    member = member_for(staff, listing)
    client, address = client_of(member), reverse(listing.url_name, args=["twaim"])
    for _row in range(2):
        MAKERS[name](staff, member)
    for sort in listing.sorts:
        first = client.get(f"{address}?sort={sort.name}").context
        assert len(first["rows"]) == 1
        assert f"sort={sort.name}" in first["next_url"]
        second = client.get(address + first["next_url"]).context
        assert second["rows"]
        assert pk_of(second["rows"][0]) != pk_of(first["rows"][0])
        back = client.get(address + second["previous_url"]).context
        assert pk_of(back["rows"][0]) == pk_of(first["rows"][0])
        assert back["previous_url"] == ""


def pk_of(row: Any) -> int:
    """Some pages show a row with what stands beside it."""
    row = row[0] if isinstance(row, tuple) else row
    return int(getattr(row, "notice", row).pk)


HUGE = "9" * 40
HOSTILE = (
    "?after=x&before=y",
    "?after=1&after=_&before=",
    f"?after={HUGE}&before={HUGE}",
    f"?after=2026-11-21_{HUGE}",
    "?after=9999-12-31_1",
    "?after=0001-01-01T00:00:00%2B14:00_1",
    "?before=9999-12-31T23:59:59-14:00_1",
    "?after=٢٠٢٦-١١-٢١_١",
    "?after=-1",
    "?after=1_2_3_4",
    "?queue=nothing&sort=nothing",
    "?queue=%00&sort=%00",
    f"?who=v1.{'A' * 300}&who=x",
    "?who=v1.ÿ&number=.&about=%00&title=&file=v1.AAAA",
)
BAD_DAYS = ("x", HUGE, "9999-99-99", "9999-12-31", "0001-01-01", "٢٠٢٦-١١-٢١", "2026-02-30", "%00")


@pytest.mark.parametrize("name", NAMES)
def test_no_address_breaks_a_list(staff, client_of, name):
    listing = LISTINGS[name]
    member = member_for(staff, listing)
    client, address = client_of(member), reverse(listing.url_name, args=["twaim"])
    MAKERS[name](staff, member)
    parts = [part for wanted in listing.filters for part in wanted.parts]
    filters = ["?" + "&".join(f"{part}={value}" for part in parts) for value in BAD_DAYS]
    sorts = [query.replace("?", f"?sort={sort.name}&") for sort in listing.sorts for query in HOSTILE[1:9]]
    for query in (*HOSTILE, *sorts, *filters):
        answer = client.get(address + query)
        assert answer.status_code == 200, (query, answer.content.decode()[:300])
    said = client.get(f"{address}?sort=nothing").content.decode()
    assert "no longer here and was left out" in said


@pytest.mark.parametrize("name", NAMES)
def test_what_is_typed_wrongly_is_said_or_finds_nothing(staff, client_of, name):
    listing = LISTINGS[name]
    member = member_for(staff, listing)
    client, address = client_of(member), reverse(listing.url_name, args=["twaim"])
    for typed in ("x", "99", "٣٠", HUGE, "a" * 5000, "\x00", "' OR 1=1 --", "%_\\", "\u202e\u200f"):
        data: dict[str, str] = {}
        for wanted in listing.filters:
            for part in wanted.parts:
                data |= {part: typed, f"{part}_0": "hijri", f"{part}_1": typed, f"{part}_2": typed, f"{part}_3": typed}
        answer = client.post(address, data)
        assert answer.status_code in (302, 422), (typed, answer.content.decode()[:300])
        if answer.status_code == 302:
            assert client.get(answer.url).status_code == 200
        for wanted in listing.filters:  # each by itself, past the others' refusal
            answer = client.post(address, {wanted.name: typed})
            if answer.status_code == 302:
                assert client.get(answer.url).status_code == 200, (wanted.name, typed)


def addresses(patterns: Any, namespace: str = "") -> Iterator[tuple[str, Any]]:
    for one in patterns:
        if hasattr(one, "url_patterns"):
            yield from addresses(one.url_patterns, f"{one.namespace}:" if one.namespace else namespace)
        else:
            yield namespace + (one.name or ""), getattr(one.callback, "view_class", None)


def source(name: str) -> str:
    """A template with its own parts; the frame and the components hold no rows of a page."""
    path = TEMPLATES / name
    if name.startswith(("base", "layouts/", "components/")) or not path.is_file():
        return ""
    text = path.read_text()
    return text + "".join(source(part) for part in re.findall(r'{% (?:include|extends) "([^"]+)"', text))


def rows_shown_by(view: Any) -> bool:
    text = source(getattr(view, "template_name", None) or "")
    return bool("{% for " in text and re.search(r"""class="list[ "]|{% for [^%]* in rows %}""", text))


def test_each_page_of_rows_is_a_list_or_has_its_bound():
    """Bring a new one to ``accounts.list_pages.ListPage``; name it above only where its rows have a bound."""
    pages = {
        name: view
        for name, view in addresses(get_resolver().url_patterns)
        if view is not None and view.__module__.split(".")[0] not in ("allauth", "django")
    }
    showing = {name for name, view in pages.items() if not issubclass(view, ListPage) and rows_shown_by(view)}
    assert showing - set(BOUNDED) == set()
    assert set(BOUNDED) & set(pages) <= showing
    assert {name for name, view in pages.items() if issubclass(view, ListPage)} >= {
        listing.url_name for listing in LISTINGS.values()
    }
