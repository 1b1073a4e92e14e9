"""A document of the file that is still valid answers a line of the checklist by one press; nobody is asked twice."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from beneficiaries.actions.documents import remove_document
from core.errors import DomainError
from core.once import new_token
from requests import actions
from requests.actions.intake import missing_items
from requests.enums import ItemState
from tests.factories.documents import a_document
from tests.factories.services import new_lines

DAY = datetime.timedelta(days=1)


@pytest.fixture
def case(staff: Any) -> Any:
    """A request whose mandatory line asks for an ID."""
    kind = staff.association.document_kinds.get(name_en="National ID")
    new_lines(staff, lambda line: setattr(line, "document_kind", kind if line.is_mandatory else None))
    return staff.open()


@pytest.fixture
def card(case: Any, staff: Any) -> Any:
    return a_document(case.beneficiary, by=staff.desk, kind="National ID", valid_until=timezone.localdate() + 90 * DAY)


def line(case: Any) -> Any:
    return case.checklist.get(item__is_mandatory=True)


def address(case: Any, verb: str = "checklist/") -> str:
    return f"/twaim/requests/{case.reference}/{verb}"


def form_of(case: Any, **changes: str) -> dict[str, str]:
    """The page of the checklist as it stands, nothing found yet."""
    states = {f"state_{entry.pk}": entry.state for entry in case.checklist.all()}
    return {"token": new_token(), **states, **changes}


def test_one_press_uses_the_document_and_keeps_which(case, card, staff, client_of) -> None:
    client, entry = client_of(staff.desk), line(case)
    page = client.get(address(case)).content.decode()
    assert "In the file:" in page
    assert f'name="from_file" value="{entry.pk}"' in page
    other = case.checklist.exclude(pk=entry.pk).get()
    typed = form_of(case, from_file=str(entry.pk), **{f"state_{other.pk}": "not_needed"})
    assert client.post(address(case), typed)["Location"] == address(case)
    entry, other = line(case), case.checklist.get(pk=other.pk)
    assert (entry.state, entry.expires_on, entry.from_document) == (ItemState.MATCHED, card.valid_until, card)
    assert (entry.checked_by, other.state) == (staff.desk.user, ItemState.NOT_NEEDED)
    assert not missing_items(case, on=timezone.localdate())
    assert "From the file" in client.get(address(case)).content.decode()
    detail = client.get(address(case, "")).content.decode()
    assert "A document of the file was used" in detail


def test_what_is_found_by_hand_later_no_longer_names_the_document(case, card, staff) -> None:
    entry = line(case)
    actions.check_item(case, by=staff.desk, findings={}, from_file={entry.pk})
    actions.check_item(case, by=staff.desk, findings={entry.pk: (ItemState.MATCHED.value, card.valid_until)})
    assert line(case).from_document == card
    actions.check_item(case, by=staff.desk, findings={entry.pk: (ItemState.MISSING.value, None)})
    assert (line(case).from_document, line(case).state) == (None, ItemState.MISSING)


def test_a_line_asked_for_again_no_longer_names_the_document(case, card, staff) -> None:
    staff.prepare(case)
    actions.check_item(case, by=staff.desk, findings={}, from_file=[line(case).pk])
    actions.complete(case, by=staff.desk)
    actions.return_for_completion(case, by=staff.researcher, reason="An older card", papers=[line(case).pk])
    assert (line(case).state, line(case).from_document) == (ItemState.MISSING, None)


def test_a_line_found_by_hand_before_can_be_put_to_the_document(case, card, staff) -> None:
    entry = line(case)
    actions.check_item(case, by=staff.desk, findings={entry.pk: (ItemState.MATCHED.value, card.valid_until)})
    actions.check_item(case, by=staff.desk, findings={}, from_file={entry.pk})
    assert line(case).from_document == card


def removed(card: Any, staff: Any) -> None:
    remove_document(card, by=staff.desk, reason="خطأ")


def of_another_person(card: Any, staff: Any) -> None:
    type(card).objects.filter(pk=card.pk).update(beneficiary=staff.person())


def asks_for(kind: Any, card: Any, staff: Any) -> None:
    """The case's line asks for another kind, as if its terms had."""
    version = new_lines(staff, lambda line: setattr(line, "document_kind", kind))
    case = card.beneficiary.support_requests.get()
    for entry in case.checklist.select_related("item"):
        case.checklist.filter(pk=entry.pk).update(item=version.checklist_items.get(name_en=entry.item.name_en))


def of_another_kind(card: Any, staff: Any) -> None:
    asks_for(staff.association.document_kinds.get(name_en="Passport"), card, staff)


def of_no_kind(card: Any, staff: Any) -> None:
    asks_for(None, card, staff)


@pytest.mark.parametrize("spoil", [removed, of_another_person, of_another_kind, of_no_kind])
def test_only_a_standing_document_of_the_person_and_kind_is_offered(case, card, staff, client_of, spoil) -> None:
    client, entry = client_of(staff.desk), line(case)
    assert "In the file:" in client.get(address(case)).content.decode()
    spoil(card, staff)
    assert "In the file:" not in client.get(address(case)).content.decode()
    with translation.override("en"), pytest.raises(DomainError, match="no valid document") as refused:
        actions.check_item(case, by=staff.desk, findings={}, from_file={entry.pk})
    assert refused.value.field == f"state_{entry.pk}"
    assert client.post(address(case), form_of(case, from_file=str(entry.pk))).status_code == 422
    assert (line(case).state, line(case).from_document) == (ItemState.MISSING, None)


def test_a_document_that_has_ended_is_not_offered(case, card, staff, client_of) -> None:
    entry = line(case)
    with time_machine.travel(timezone.now() + 91 * DAY):
        assert "In the file:" not in client_of(staff.desk).get(address(case)).content.decode()
        with pytest.raises(DomainError):
            actions.check_item(case, by=staff.desk, findings={}, from_file={entry.pk})


def test_of_two_documents_the_one_that_lasts_longest_is_offered(case, card, staff) -> None:
    longest = a_document(
        case.beneficiary, by=staff.desk, kind="National ID", valid_until=card.valid_until + 300 * DAY, replaces=card
    )
    soon = timezone.localdate() + DAY
    a_document(case.beneficiary, by=staff.desk, kind="National ID", valid_until=soon)
    actions.check_item(case, by=staff.desk, findings={}, from_file={line(case).pk})
    assert line(case).from_document == longest


@pytest.mark.parametrize("pressed", ["999999", "x", "", "1 OR 1=1"])
def test_a_press_on_no_line_of_this_request_uses_nothing(case, card, staff, client_of, pressed) -> None:
    client_of(staff.desk).post(address(case), form_of(case, from_file=pressed))
    assert line(case).from_document is None


def test_the_page_costs_the_same_with_one_document_as_with_many(case, card, staff, client_of) -> None:
    client = client_of(staff.desk)
    client.get(address(case))

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address(case)).status_code == 200
        return len(queries)

    one = cost()
    for _document in range(10):
        a_document(case.beneficiary, by=staff.desk, kind="National ID", valid_until=card.valid_until)
    assert cost() == one
