"""A disclosure of interests: given by the member, renewed each year, kept as it was, read by few and on record."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from committees import disclosing
from committees.disclosing import Relative, disclose
from committees.models import DisclosedEmployer, DisclosedRelative, Disclosure, DisclosureLook
from core.errors import NotPermitted
from tests.factories.beneficiaries import national_id
from tests.factories.sessions import Body
from tests.factories.support_requests import Staff

OWN, SON = national_id(80_001), national_id(80_002)


@pytest.fixture
def body(twaim: Any) -> Body:
    return Body(Staff(twaim))


def given(body: Body, who: str = "first", **facts: Any) -> Disclosure:
    kin = [Relative("سالم أحمد المري", "child", SON), Relative("نورة المري", "sibling")]
    told = {"national_id": OWN, "city": "Al-Hofuf", "employers": ["Gulf Cement"], "relatives": kin, **facts}
    return disclose(body.people[who], **told)


def page(body: Body, name: str, *args: Any) -> str:
    return reverse(f"committees:{name}", args=[body.staff.association.slug, *args])


def form(**facts: Any) -> dict[str, Any]:
    return {"national_id": OWN, "city": "Al-Hofuf", "district": "", "employers": "", **facts}


def test_a_member_discloses_on_screen_and_renews_without_typing_numbers_again(body, client_of):
    client = client_of(body.people["first"])
    assert "not disclosed your interests yet" in client.get(page(body, "my_disclosure")).content.decode()
    sent = form(employers="Gulf Cement\n\nA shop", name_0="سالم", relation_0="child", id_0=SON)
    assert client.post(page(body, "disclose"), sent).url == page(body, "my_disclosure")
    row = Disclosure.objects.get()
    assert (row.national_id, row.until_on) == (OWN, disclosing.a_year_after(timezone.localdate()))
    assert [one.name for one in row.employers.all()] == ["Gulf Cement", "A shop"]
    shown = client.get(page(body, "disclose")).content.decode()
    assert "سالم" in shown
    assert OWN not in shown
    assert SON not in shown
    renewed = form(national_id="", name_0="سالم", relation_0="child", name_1="هند", relation_1="spouse")
    assert client.post(page(body, "disclose"), renewed).status_code == 302
    again = Disclosure.objects.first()
    assert again.pk != row.pk
    assert again.national_id == OWN
    assert [(one.name, one.national_id) for one in again.relatives.all()] == [("سالم", SON), ("هند", "")]


def test_a_number_goes_with_its_person_when_another_takes_the_row(body, client_of):
    given(body, relatives=[Relative("سالم", "child", SON)])
    client_of(body.people["first"]).post(page(body, "disclose"), form(name_0="هند", relation_0="child"))
    assert Disclosure.objects.first().relatives.get().national_id == ""


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"national_id": ""}, "national_id"),
        ({"national_id": "1234567890"}, "national_id"),
        ({"city": ""}, "city"),
        ({"name_0": "سالم"}, "relation_0"),
        ({"relation_0": "child"}, "name_0"),
        ({"id_0": SON}, "name_0"),
        ({"name_0": "سالم", "relation_0": "friend"}, "relation_0"),
        ({"employers": "\n".join("abcdefghijk")}, "employers"),
        ({"employers": "x" * 121}, "employers"),
    ],
)
def test_what_is_told_wrongly_stands_beside_its_field(body, client_of, wrong, field):
    answer = client_of(body.people["first"]).post(page(body, "disclose"), form(**wrong))
    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert not Disclosure.objects.exists()


def test_only_whoever_manages_bodies_reads_it_masked_and_the_look_is_the_members_to_see(body, client_of):
    row = given(body)
    path = page(body, "disclosure", row.uid)
    for who in ("chair", "secretary", "second", "first"):
        assert client_of(body.people[who]).get(path).status_code == 403
        assert client_of(body.people[who]).get(page(body, "disclosures")).status_code == 403
    assert not row.looks.exists()
    shown = client_of(body.manager).get(path).content.decode()
    assert "Gulf Cement" in shown
    assert OWN[-3:] in shown
    assert OWN not in shown
    assert SON not in shown
    assert row.looks.get().by == body.manager.user
    mine = client_of(body.people["first"]).get(page(body, "my_disclosure")).content.decode()
    assert body.manager.user.name in mine
    assert row.looks.count() == 1
    with pytest.raises(NotPermitted):
        disclosing.look_at(row, by=body.people["chair"])


def test_another_associations_disclosure_does_not_exist(body, client_of, qalam):
    row = given(Body(Staff(qalam)))
    assert client_of(body.manager).get(page(body, "disclosure", row.uid)).status_code == 404


def test_whoever_sits_in_no_session_discloses_nothing(body, client_of):
    desk = body.staff.desk
    assert client_of(desk).get(page(body, "my_disclosure")).status_code == 403
    assert client_of(desk).post(page(body, "disclose"), form()).status_code == 403
    with pytest.raises(NotPermitted):
        disclose(desk, national_id=OWN, city="Al-Hofuf")


def test_who_has_not_disclosed_this_year_is_listed(body, client_of):
    given(body)
    shown = client_of(body.manager).get(page(body, "disclosures"))
    assert shown.context["missing"] == len(body.people) - 1
    member = body.people["first"]
    assert disclosing.has_disclosed(member)
    assert member not in disclosing.undisclosed_in(body.staff.body)
    assert body.people["second"] in disclosing.undisclosed_in(body.staff.body)
    with time_machine.travel(timezone.now() + timedelta(days=367)):
        assert not disclosing.has_disclosed(member)
        assert member in disclosing.undisclosed_in(body.staff.body)
        given(body)
        assert disclosing.has_disclosed(member)


def test_the_list_asks_the_same_number_of_questions_for_one_and_for_many(
    body, client_of, django_assert_max_num_queries, django_assert_num_queries
):
    given(body)
    client = client_of(body.staff.member(Role.ADMINISTRATOR))
    client.get(page(body, "disclosures"))
    with django_assert_max_num_queries(15) as few:
        client.get(page(body, "disclosures"))
    for who in ("chair", "second", "third", "secretary"):
        given(body, who)
    with django_assert_num_queries(len(few.captured_queries)):
        client.get(page(body, "disclosures"))


def test_a_leap_day_is_followed_by_a_year():
    from datetime import date

    assert disclosing.a_year_after(date(2028, 2, 29)) == date(2029, 2, 28)


@pytest.mark.parametrize(
    ("model", "columns"),
    [
        (Disclosure, {"city": "Riyadh"}),
        (Disclosure, {"given_on": timezone.localdate() - timedelta(days=9)}),
        (Disclosure, {"until_on": timezone.localdate() - timedelta(days=9)}),
        (DisclosedEmployer, {"name": "Other"}),
        (DisclosedRelative, {"relation": "other"}),
        (DisclosedRelative, {"name": "Other"}),
        (DisclosureLook, {"at": timezone.now()}),
    ],
)
def test_a_disclosure_is_never_rewritten_nor_removed(body, model, columns):
    """committees_disclosure, committees_disclosedemployer, committees_disclosedrelative, committees_disclosurelook."""
    row = given(body)
    disclosing.look_at(row, by=body.manager)
    before = model.objects.values().first()
    for act in (lambda: model.objects.update(**columns), lambda: model.objects.all()._raw_delete(model.objects.db)):
        with pytest.raises(IntegrityError), transaction.atomic():
            act()
    assert model.objects.values().first() == before


def test_a_number_may_be_sealed_anew_and_not_rewritten(body):
    row = given(body)
    kin, key = row.relatives.first(), row.national_id_sealed.partition(":")[0]
    for one in (row, kin):
        rows = type(one).objects.filter(pk=one.pk)
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(national_id_sealed=f"{key}:other")
        assert rows.update(national_id_sealed="next:other") == 1


def test_it_holds_for_a_time(body):
    today = timezone.localdate()
    days = {"given_on": today, "until_on": today, "national_id_sealed": "x", "city": "x"}
    row = Disclosure(association=body.staff.association, membership=body.people["first"], **days)
    with pytest.raises(IntegrityError, match="disclosure_ends_after_it_is_given"), transaction.atomic():
        row.save()
