"""A household in use: who joins and leaves, a new head, split and joining, money, stale pages, other associations."""

import datetime
import re
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from accounts.roles import Role
from beneficiaries.actions import correct, households
from beneficiaries.household_page import figures_for_card
from beneficiaries.models import HouseholdChange
from core.errors import DomainError, NotPermitted, StaleRecord
from core.hijri import DualDate
from core.once import new_token

from .conftest import day

pytestmark = pytest.mark.django_db
BORN = DualDate.of(datetime.date(2015, 5, 6), "gregorian")


@pytest.fixture(autouse=True)
def _sentences_in_english() -> Any:
    with translation.override("en"):
        yield


def at(person: Any, verb: str = "") -> str:
    return f"/twaim/beneficiaries/{person.number}/household/{verb}"


@pytest.fixture
def place(noura, desk) -> Any:
    """Noura heads her household."""
    return households.form_household(noura, by=desk)


@pytest.fixture
def child(place, desk) -> Any:
    return households.add_member(place.household, by=desk, relation="child", born=BORN, full_name="سارة", sex="female")


def relations(place: Any, **by_name: str) -> dict[int, str]:
    return {row.pk: by_name.get(row.full_name, row.relation) for row in place.household.members.standing()}


def test_a_member_is_added_through_the_page_and_a_household_is_made_for_it(desk, client_of, noura) -> None:
    client = client_of(desk)
    boxes = {"token": new_token(), "version": "1", "relation": "child", "full_name": "\u202bسارة محمد\u202c"}
    boxes |= {"sex": "female", "occupation": "طالبة", **day("hijri", "3", "رجب", "1436")}
    assert client.post(at(noura, "add/"), boxes)["Location"] == at(noura)
    place = noura.memberships.get()
    assert (place.relation, place.household.members.count()) == ("head", 2)
    page = client.get(at(noura)).content.decode()
    assert "سارة محمد" in page
    assert "\u202b" not in page
    assert [row.what for row in HouseholdChange.objects.all()] == ["joined", "joined"]
    assert noura.looks.filter(what="household").exists()


def test_a_member_with_a_file_is_added_by_its_number_and_shown_by_its_facts(desk, client_of, noura, known) -> None:
    son, client = known(full_name="فهد بن سعد السبيعي"), client_of(desk)
    missing = client.post(at(noura, "add/"), {"relation": "child", "number": "B-1448-000999"})
    assert missing.status_code == 422
    assert "No file here has this number." in missing.content.decode()
    assert client.post(at(noura, "add/"), {"relation": "child", "number": son.number}).status_code == 302
    correct(son, by=desk, full_name="فهد بن سعد الدوسري")
    assert "فهد بن سعد الدوسري" in client.get(at(noura)).content.decode()
    again = client.post(at(noura, "add/"), {"version": "2", "relation": "child", "number": son.number})
    assert "in this household already" in again.content.decode()


def test_without_a_file_number_the_facts_are_asked_for(desk, client_of, noura) -> None:
    refused = client_of(desk).post(at(noura, "add/"), {"relation": "child"})
    assert set(refused.context["form"].errors) == {"full_name", "sex", "born"}
    assert not noura.memberships.exists()


def test_a_person_of_another_household_is_not_taken_out_of_it_by_adding(desk, place, child, known) -> None:
    other = known(full_name="هيا")
    theirs = households.form_household(other, by=desk)
    households.add_member(theirs.household, by=desk, relation="child", born=BORN, full_name="علي", sex="male")
    with pytest.raises(DomainError, match="lives in another household"):
        households.add_beneficiary(place.household, other, by=desk, relation="sibling")
    alone = known(full_name="منى")
    households.form_household(alone, by=desk)  # alone in one of her own: she simply comes
    moved = households.add_beneficiary(place.household, alone, by=desk, relation="sibling")
    assert alone.memberships.standing().get() == moved


def test_the_head_leaves_only_when_nobody_else_is_left(desk, place, child) -> None:
    today = timezone.localdate()
    with pytest.raises(DomainError, match="another head"):
        households.leave(place, by=desk, on=today, because="died")
    households.leave(child, by=desk, on=today, because="moved")
    households.leave(place, by=desk, on=today, because="moved")
    assert not place.household.members.standing().exists()


def test_nobody_leaves_before_joining_and_their_money_ends_with_them(desk, place, child) -> None:
    today = timezone.localdate()
    before = today - datetime.timedelta(days=30)
    households.enter_income(child, by=desk, kind="salary", monthly=Decimal(900), from_on=before)
    with pytest.raises(DomainError, match="not before the day of joining"):
        households.leave(child, by=desk, on=before, because="moved")
    assert figures_for_card(place, on=today).net == 900
    households.leave(child, by=desk, on=today, because="moved")
    figures = figures_for_card(place, on=today)
    assert (figures.net, figures.people) == (0, 1)


def test_a_new_head_says_what_everybody_is_to_them(desk, place, child, noura) -> None:
    wanted = relations(place, سارة="head")
    with pytest.raises(DomainError, match="exactly one head"):
        households.change_head(place.household, by=desk, relations=wanted, reason="توفي")
    wanted = {place.pk: "parent", child.pk: "head"}
    households.change_head(place.household, by=desk, relations=wanted, reason="بلغت الرشد")
    assert relations(place) == wanted
    change = HouseholdChange.objects.first()
    assert (change.what, change.member, change.reason) == ("head", child, "بلغت الرشد")


def test_a_split_takes_members_and_their_money_to_a_household_of_their_own(desk, place, child) -> None:
    today = timezone.localdate()
    households.enter_obligation(child, by=desk, kind="rent", monthly=Decimal(700), from_on=today)
    with pytest.raises(DomainError, match="head stays"):
        households.split(place.household, by=desk, relations={place.pk: "head"}, reason="زواج")
    made = households.split(place.household, by=desk, relations={child.pk: "head"}, reason="زواج")
    head = made.members.get()
    assert (head.full_name, head.relation, head.joined_on) == ("سارة", "head", today)
    assert figures_for_card(head, on=today).owed == 700
    assert figures_for_card(place, on=today).owed == 0
    child.refresh_from_db()
    assert (child.left_on, child.left_because) == (today, "split")


def test_two_households_join_and_the_head_there_stays(desk, place, child, known) -> None:
    theirs = households.form_household(known(full_name="هيا"), by=desk)
    with pytest.raises(DomainError, match="stays the head"):
        households.join(
            place.household, theirs.household, by=desk, relations={place.pk: "head", child.pk: "child"}, reason="x"
        )
    wanted = {place.pk: "sibling", child.pk: "other_kin"}
    households.join(place.household, theirs.household, by=desk, relations=wanted, reason="انتقلوا")
    assert sorted(theirs.household.members.standing().values_list("relation", flat=True)) == [
        "head",
        "other_kin",
        "sibling",
    ]
    assert not place.household.members.standing().exists()


def test_money_ends_once_and_not_before_it_began(desk, place) -> None:
    today = timezone.localdate()
    income = households.enter_income(place, by=desk, kind="salary", monthly=Decimal(900), from_on=today)
    with pytest.raises(DomainError, match="before it began"):
        households.end_money(income, by=desk, on=today - datetime.timedelta(days=1))
    households.end_money(income, by=desk, on=today)
    assert figures_for_card(place, on=today).income == 0
    with pytest.raises(DomainError, match="ended already"):
        households.end_money(income, by=desk, on=today)


def test_a_stale_page_changes_nothing_and_says_so(desk, client_of, place, child, noura) -> None:
    client = client_of(desk)
    page = client.get(at(noura, f"{child.uid}/edit/")).content.decode()
    version = re.search(r'name="version" value="([0-9]+)"', page)[1]  # type: ignore[index]
    households.enter_income(child, by=desk, kind="salary", monthly=Decimal(1), from_on=timezone.localdate())
    boxes = {"version": version, "relation": "child", "full_name": "سمر", "sex": "female"}
    boxes |= day("gregorian", "6", "5", "2015")
    refused = client.post(at(noura, f"{child.uid}/edit/"), boxes)
    child.refresh_from_db()
    assert (refused.status_code, child.full_name) == (422, "سارة")
    assert 'value="سمر"' in refused.content.decode()
    with pytest.raises(StaleRecord):
        households.leave(child, by=desk, on=timezone.localdate(), because="moved", expected_version=1)


def test_who_has_a_file_is_corrected_there_and_relation_here(desk, place, known) -> None:
    son = known(full_name="فهد")
    member = households.add_beneficiary(place.household, son, by=desk, relation="child")
    households.correct_member(member, by=desk, born=BORN, relation="sibling", full_name="آخر", occupation="طالب")
    member.refresh_from_db()
    assert (member.full_name, member.relation, member.occupation) == ("فهد", "sibling", "طالب")
    with pytest.raises(DomainError, match="for all members at once"):
        households.correct_member(place, by=desk, born=None, relation="child")


def test_the_household_is_for_those_whose_task_it_is(twaim, member_of, client_of, noura, place) -> None:
    for role, opens in ((Role.RESEARCHER, 200), (Role.MANAGER, 403), (Role.CHAIR, 403)):
        _user, member = member_of(twaim, role)
        assert client_of(member).get(at(noura)).status_code == opens
    with pytest.raises(NotPermitted):
        households.add_member(place.household, by=member, relation="child", born=BORN, full_name="x")


def test_a_member_of_another_household_is_not_found_here(desk, client_of, place, child, known) -> None:
    other = known(full_name="هيا")
    households.form_household(other, by=desk)
    client = client_of(desk)
    assert client.get(at(other, f"{child.uid}/edit/")).status_code == 404
    assert client.get(at(known(full_name="منى"), f"{child.uid}/edit/")).status_code == 404


def test_only_who_may_read_health_sees_it_of_members(twaim, desk, member_of, client_of, noura, place, child) -> None:
    child.health = "chronic"
    child.save()
    _user, researcher = member_of(twaim, Role.RESEARCHER)
    assert "Chronic illness" in client_of(researcher).get(at(noura)).content.decode()
    assert "Chronic illness" not in client_of(desk).get(at(noura)).content.decode()
    assert "health" not in client_of(desk).get(at(noura, f"{child.uid}/edit/")).context["form"].fields


def test_the_page_costs_as_many_queries_for_two_members_as_for_twelve(desk, client_of, noura, place, child) -> None:
    client = client_of(desk)
    client.get(at(noura))

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(at(noura)).status_code == 200
        return len(queries)

    two = cost()
    for index in range(10):
        row = households.add_member(place.household, by=desk, relation="child", born=BORN, full_name="علي", sex="male")
        households.enter_income(row, by=desk, kind="salary", monthly=Decimal(index + 1), from_on=BORN.gregorian)
    assert cost() == two
