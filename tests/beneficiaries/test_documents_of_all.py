"""Documents across files: who must be asked for a newer one, and the kinds that an association takes."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.roles import Role
from beneficiaries.actions import documents as actions
from beneficiaries.models import Beneficiary
from beneficiaries.usual_documents import USUAL
from core.once import new_token
from tests.factories.anonymous import anonymous

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)
ALL, KINDS = "/twaim/beneficiaries/documents/", "/twaim/beneficiaries/documents/kinds/"


def lease(person: Any, by: Any, days: int, **facts: Any) -> Any:
    """A lease that ends so many days from today, seen a year ago."""
    until = timezone.localdate() + days * DAY
    with time_machine.travel(timezone.now() - 400 * DAY):
        kind = person.association.document_kinds.get(name_en="Lease")
        day = timezone.localdate()
        return actions.add_document(person, by=by, kind=kind, sighted_on=day, valid_until=until, **facts)


def shown(client: Any, query: str = "") -> list[int]:
    """Days from today until each row's end, in the order of the page."""
    rows = client.get(ALL + query).context["rows"]
    return [(row.valid_until - timezone.localdate()).days for row in rows]


def test_what_ends_soon_and_what_has_ended_are_listed_nearest_first(desk, client_of, noura, known) -> None:
    other = known()
    for days in (61, 60, 5, 0, -1, -365, -366):
        lease(other if days % 2 else noura, desk, days)
    client = client_of(desk)
    assert shown(client) == [0, 5, 60]
    assert shown(client, "?queue=ended") == [-365, -1]
    page = client.get(ALL).content.decode()
    assert "AH" in page
    assert noura.number in page


def test_what_was_replaced_or_removed_is_no_longer_asked_for(desk, client_of, noura) -> None:
    old, gone = lease(noura, desk, 5), lease(noura, desk, 6)
    lease(noura, desk, 300, replaces=old)
    actions.remove_document(gone, by=desk, reason="خطأ")
    assert shown(client_of(desk)) == []


@pytest.mark.parametrize("state", ["closed", "merged", "anonymous"])
def test_nobody_is_asked_whose_file_is_no_longer_alive(desk, client_of, noura, known, state) -> None:
    lease(noura, desk, 5)
    today = timezone.localdate()
    change = {
        "closed": {"closed_on": today, "closed_because": "انتقل", "keep_until": today},
        "merged": {"merged_into": known()},
        "anonymous": anonymous(),
    }[state]
    assert shown(client_of(desk)) == [5]
    Beneficiary.objects.filter(pk=noura.pk).update(**change)
    assert shown(client_of(desk)) == []


def test_pages_follow_each_other_and_cost_the_same(desk, client_of, noura, monkeypatch) -> None:
    monkeypatch.setattr("core.lists.PAGE", 2)
    for days in (3, 3, 3, 7, 9):
        lease(noura, desk, days)
    client = client_of(desk)
    first = client.get(ALL)
    second = client.get(ALL + first.context["next_url"])
    third = client.get(ALL + second.context["next_url"])
    seen = [row.pk for page in (first, second, third) for row in page.context["rows"]]
    assert sorted(seen) == sorted(noura.documents.values_list("pk", flat=True))
    assert not third.context["next_url"]
    assert shown(client, "?after=x.y") == [3, 3]

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get(ALL)
        return len(queries)

    few = cost()
    monkeypatch.setattr("core.lists.PAGE", 50)
    assert cost() == few


def test_other_roles_and_other_associations_see_none(twaim, desk, outsider, member_of, client_of, noura) -> None:
    lease(noura, desk, 5)
    assert client_of(member_of(twaim, Role.MANAGER)[1]).get(ALL).status_code == 403
    assert not client_of(outsider).get("/qalam/beneficiaries/documents/").context["rows"]


def test_each_association_begins_with_the_usual_kinds(twaim, qalam) -> None:
    for association in (twaim, qalam):
        kinds = association.document_kinds.all()
        assert [kind.name_ar for kind in kinds] == [row[1] for row in USUAL]
        assert {kind.copy_needs_basis for kind in kinds if kind.category == "identity"} == {True}


def kind_of(**changes: str) -> dict[str, str]:
    """A whole form of a kind."""
    return {
        "token": new_token(),
        "name_ar": "بطاقة التأمين",
        "category": "health",
        "validity": "months",
        "months": "24",
        "is_active": "on",
        **changes,
    }


def test_the_administrator_adds_and_changes_a_kind(twaim, member_of, client_of) -> None:
    client = client_of(member_of(twaim, Role.ADMINISTRATOR)[1])
    assert client.post(KINDS, kind_of())["Location"] == KINDS
    kind = twaim.document_kinds.get(name_ar="بطاقة التأمين")
    assert (kind.months, kind.copy_needs_basis, kind.name) == (24, False, "بطاقة التأمين")
    changed = kind_of(validity="written", category="identity", is_active="")
    assert client.post(f"{KINDS}{kind.uid}/", changed)["Location"] == KINDS
    kind.refresh_from_db()
    assert (kind.months, kind.copy_needs_basis, kind.is_active) == (None, True, False)


@pytest.mark.parametrize(
    "changes", [{"name_ar": "عقد إيجار"}, {"months": ""}, {"months": "0"}, {"months": "999"}, {"validity": "x"}]
)
def test_a_kind_of_a_known_name_or_without_its_months_is_refused(twaim, member_of, client_of, changes) -> None:
    client = client_of(member_of(twaim, Role.ADMINISTRATOR)[1])
    assert client.post(KINDS, kind_of(**changes)).status_code == 422
    assert twaim.document_kinds.count() == len(USUAL)


def test_a_kind_no_longer_offered_is_no_longer_chosen(twaim, desk, client_of, noura) -> None:
    twaim.document_kinds.filter(name_en="Lease").update(is_active=False)
    kind, client = twaim.document_kinds.get(name_en="Lease"), client_of(desk)
    choose = f"/twaim/beneficiaries/{noura.number}/documents/new/"
    assert str(kind.uid) not in client.get(choose).content.decode()
    assert client.get(f"{choose}{kind.uid}/").status_code == 404
