"""Saved views: kept under a name, one's own or shared, the list's first sight; what is gone is said."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts import list_actions as actions
from accounts.models import DefaultView, SavedView
from accounts.roles import Role
from core.errors import DomainError, NotPermitted
from tests.factories.support_requests import Staff

LIST, VIEWS = "/twaim/requests/", "/twaim/lists/requests/"
QUERY = "queue=all&status=closed"


@pytest.fixture
def staff(twaim: Any) -> Staff:
    return Staff(twaim)


def kept(by: Any, name: str = "Closed ones", query: str = QUERY, **how: bool) -> SavedView:
    return actions.save_view(
        by, list_name="requests", query=query, name=name, **{"is_shared": False, "is_default": False, **how}
    )


def test_what_is_asked_is_kept_under_a_name_and_opened_by_one_tap(staff, client_of):
    client = client_of(staff.desk)
    page = client.get(f"{LIST}?{QUERY}&after=12").content.decode()
    assert f'href="{VIEWS}save/?queue=all&amp;status=closed"' in page
    asked = client.get(f"{VIEWS}save/?{QUERY}").content.decode()
    assert "Status: Closed" in asked
    assert "is_shared" not in asked, "sharing is offered only to those who may share"
    answer = client.post(f"{VIEWS}save/?{QUERY}", {"name": "Closed ones"})
    assert (answer.status_code, answer.url) == (302, f"{LIST}?{QUERY}")
    page = client.get(answer.url)
    assert [(view.name, here) for view, here in page.context["views"]] == [("Closed ones", True)]
    assert [here for _view, here in client.get(f"{LIST}?queue=open").context["views"]] == [False]


def test_the_default_opens_the_list_and_any_queue_leads_out_of_it(staff, client_of):
    client, case = client_of(staff.desk), staff.open()
    view = kept(staff.desk, is_default=True)
    assert client.get(LIST).url == f"{LIST}?{QUERY}"
    assert client.get(f"{LIST}?queue=open").context["rows"] == [case]
    assert client_of(staff.researcher).get(LIST).status_code == 200
    other = kept(staff.desk, "Others", is_default=True)
    assert DefaultView.objects.get().view == other
    assert client.post(f"{VIEWS}{other.uid}/open/").status_code == 302
    assert not DefaultView.objects.exists()
    client.post(f"{VIEWS}{view.uid}/open/")
    client.post(f"{VIEWS}{view.uid}/delete/")
    assert client.get(LIST).status_code == 200


def test_the_whole_list_is_shown_past_the_default_view(staff, client_of):
    client, case = client_of(staff.desk), staff.open()
    kept(staff.desk, query="status=closed", is_default=True)
    page = client.get(client.get(LIST).url)
    assert page.context["rows"] == []
    for url in (page.context["all_url"], page.context["chips"][0].url, client.post(LIST, {}).url.removeprefix(LIST)):
        answer = client.get(LIST + url)
        assert answer.status_code == 200, (url, answer.url)
        assert answer.context["rows"] == [case]


def test_a_view_whose_value_is_gone_says_so(staff, client_of):
    client, case = client_of(staff.desk), staff.open()
    query = "queue=all&service=dropped&channel=none"
    view = kept(staff.desk, query=query, is_default=True)
    page = client.get(client.get(LIST).url)
    assert page.context["rows"] == [case]
    for address in (f"{LIST}?{query}", VIEWS, f"{VIEWS}{view.uid}/"):
        text = client.get(address).content.decode()
        assert "no longer here" in text
        assert "Service · Channel" in text


def test_sharing_is_for_those_who_may_and_others_use_it_without_changing_it(staff, client_of):
    with pytest.raises(NotPermitted):
        kept(staff.desk, is_shared=True)
    view = kept(staff.chair, is_shared=True)
    desk = client_of(staff.desk)
    assert [row["view"] for row in desk.get(VIEWS).context["rows"]] == [view]
    assert desk.post(f"{VIEWS}{view.uid}/open/").status_code == 302
    assert desk.get(LIST).status_code == 302
    for verb in ("", "delete/"):
        assert desk.get(f"{VIEWS}{view.uid}/{verb}").status_code == 403
        assert desk.post(f"{VIEWS}{view.uid}/{verb}", {"name": "Mine now"}).status_code == 403
    manager = client_of(staff.member(Role.MANAGER))
    manager.post(f"{VIEWS}{view.uid}/", {"name": "For all", "is_shared": "on"})
    assert SavedView.objects.get().name == "For all"
    client_of(staff.chair).post(f"{VIEWS}{view.uid}/", {"name": "For me"})
    assert desk.get(LIST).status_code == 200, "no longer shared: nobody else's list opens with it"
    assert desk.get(f"{VIEWS}{view.uid}/").status_code == 404


def test_what_a_view_names_and_is_gone_is_said_where_it_is_listed_and_where_it_is_opened(staff, client_of):
    view = kept(staff.desk, query="queue=all&service=rent&status=incomplete")
    case, client = staff.open(), client_of(staff.desk)
    staff.association.services.filter(code="rent").update(code="renamed")
    assert client.get(VIEWS).context["rows"][0]["gone"] == ["Service"]
    page = client.get(f"{LIST}?{view.query}")
    assert page.context["gone"] == ["Service"]
    assert page.context["rows"] == [case]
    assert client.get("/twaim/lists/nothing/").status_code == 404


def test_names_are_once_and_views_are_few(staff, monkeypatch):
    kept(staff.desk)
    with pytest.raises(DomainError) as refusal:
        kept(staff.desk)
    assert refusal.value.code == "name"
    kept(staff.chair)  # another's may be called so too
    monkeypatch.setattr(actions, "MOST_VIEWS", 2)
    kept(staff.desk, "Second")
    with pytest.raises(DomainError) as refusal:
        kept(staff.desk, "Third")
    assert refusal.value.code == "many"
    monkeypatch.setattr(actions, "MOST_SHARED", 1)
    kept(staff.chair, "Shared", is_shared=True)
    with pytest.raises(DomainError) as refusal:
        actions.change_view(
            SavedView.objects.get(name="Closed ones", membership=staff.chair),
            by=staff.chair,
            name="Closed ones",
            is_shared=True,
            is_default=False,
        )
    assert (refusal.value.code, refusal.value.field) == ("many", "is_shared")


def test_another_associations_views_do_not_exist(staff, qalam, client_of):
    there = Staff(qalam)
    view = kept(staff.chair, is_shared=True)
    client = client_of(there.chair)
    assert client.get("/qalam/lists/requests/").context["rows"] == []
    assert client.get(f"/qalam/lists/requests/{view.uid}/").status_code == 404
    assert client.get(VIEWS).status_code == 404


def test_views_of_a_list_are_for_those_who_see_the_list(staff, client_of):
    administrator = client_of(staff.member(Role.ADMINISTRATOR))
    for path in (VIEWS, f"{VIEWS}save/"):
        assert administrator.get(path).status_code == 403


def test_the_list_asks_as_much_for_ten_views_as_for_one(staff, client_of):
    client = client_of(staff.desk)

    def asked() -> int:
        client.get(f"{LIST}?{QUERY}")
        with CaptureQueriesContext(connection) as queries:
            client.get(f"{LIST}?{QUERY}")
        return len(queries)

    kept(staff.desk)
    one = asked()
    for number in range(9):
        kept(staff.desk, f"View {number}")
    assert asked() == one
