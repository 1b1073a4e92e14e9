"""Registering: both calendars, each mistake in its own words, one file for one form and for one ID."""

import datetime
import re
from typing import Any

import pytest
import time_machine
from django.contrib.messages import get_messages
from django.db import connection

from accounts.roles import Role
from beneficiaries import actions
from beneficiaries.actions import file as file_actions
from beneficiaries.finding import find
from core.hijri import HijriDate
from tests.factories.beneficiaries import BeneficiaryFactory, national_id

from .conftest import ID, OTHER_ID, day

pytestmark = pytest.mark.django_db
NEW = "/twaim/beneficiaries/new/"


def text_of(response: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


@pytest.mark.parametrize(
    "boxes",
    [
        day("hijri", "15", "9", "1405"),
        day("hijri", "١٥", "رمضان", "١٤٠٥"),
        day("gregorian", "3", "6", "1985"),
        day("gregorian", "3", "يونيو", "1985"),
    ],
)
def test_a_person_is_registered_with_a_birth_in_either_calendar(twaim, desk, client_of, typed, boxes) -> None:
    response = client_of(desk).post(NEW, typed(**boxes))
    person = twaim.beneficiaries.get()
    assert response.status_code == 302
    assert response["Location"] == f"/twaim/beneficiaries/{person.number}/"
    assert (person.born_on, person.birth_hijri) == (datetime.date(1985, 6, 3), HijriDate(1405, 9, 15))
    assert person.birth_calendar == boxes["born_0"]
    assert (person.national_id, person.mobile) == (ID, "+966501234521")
    assert (person.registered_by, person.city) == (desk.user, "الهفوف")
    assert [str(m) for m in get_messages(response.wsgi_request)] == ["The file is saved."]


def test_a_birth_before_1343_is_kept_in_its_own_calendar(twaim, desk, client_of, typed) -> None:
    client = client_of(desk)
    response = client.post(NEW, typed(**day("hijri", "1", "7", "1340")), follow=True)
    person = twaim.beneficiaries.get()
    assert (person.born_on, person.birth_hijri) == (None, HijriDate(1340, 7, 1))
    assert "1 Rajab 1340 AH" in text_of(response)
    assert re.search(r"\b1[01][0-9] years old", text_of(response))


@pytest.mark.parametrize(
    ("boxes", "sentence"),
    [
        (day("hijri", "30", "1", "1445"), "Muharram 1445 has only 29 days."),
        (day("gregorian", "30", "2", "1985"), "Check the day"),
        (day("hijri", "1", "1", "1690"), "Check the year"),
        (day("gregorian", "1", "1", "2090"), "Check the year"),
        (day("hijri", "", "", ""), "Enter the day, month and year."),
        ({"national_id": "1012345673"}, "One of the digits is wrong."),
        ({"national_id": "101234567"}, "An ID number has 10 digits (typed: 9)."),
        ({"national_id": ""}, "Enter the ID number."),
        ({"mobile": "0112345678"}, "Enter a Saudi mobile number"),
        ({"full_name": "١٢٣"}, "Write the name in letters"),
        ({"full_name": " "}, "Enter the full name."),
        ({"agreed_means": ""}, "Choose the means agreed with the person."),
        ({"agreed_means": "email"}, "To be reached by e-mail, an address is needed."),
        ({"agreed_means": "email", "email": "noura"}, "Enter a valid email address."),
    ],
)
def test_each_mistake_has_its_sentence_and_nothing_typed_is_lost(
    twaim, desk, client_of, typed, boxes: dict[str, str], sentence: str
) -> None:
    response = client_of(desk).post(NEW, typed(city="المبرز", **boxes))
    assert response.status_code == 422
    assert sentence in text_of(response)
    assert "المبرز" in response.content.decode()
    assert not twaim.beneficiaries.exists()
    assert client_of(desk).post(NEW, typed(city="المبرز")).status_code == 302


@time_machine.travel("2026-11-21T09:00:00+03:00")
def test_a_birth_of_tomorrow_is_refused_and_of_today_taken(twaim, desk, client_of, typed) -> None:
    client = client_of(desk)
    tomorrow = client.post(NEW, typed(**day("gregorian", "22", "11", "2026")))
    assert "This day has not come yet." in text_of(tomorrow)
    assert client.post(NEW, typed(**day("gregorian", "21", "11", "2026"))).status_code == 302


def test_email_is_asked_for_only_where_it_is_the_means(twaim, desk, client_of, typed) -> None:
    client = client_of(desk)
    assert client.post(NEW, typed(agreed_means="email", email="noura@example.test")).status_code == 302
    assert client.post(NEW, typed(agreed_means="letter", national_id=OTHER_ID)).status_code == 302
    assert twaim.beneficiaries.count() == 2


def test_the_same_form_sent_twice_makes_one_file(twaim, desk, client_of, typed) -> None:
    client, form = client_of(desk), typed()
    first, second = client.post(NEW, form), client.post(NEW, form)
    assert first["Location"] == second["Location"]
    assert twaim.beneficiaries.count() == 1


def test_the_same_id_twice_is_answered_with_a_link_to_the_file(twaim, desk, client_of, typed, noura) -> None:
    response = client_of(desk).post(NEW, typed(full_name="نوره السبيعى", national_id="١٠١٢٣٤٥٦٧٢"))
    page = response.content.decode()
    assert response.status_code == 422
    assert f"This ID is registered already, in file {noura.number}." in text_of(response)
    beside = page[page.index('id="div_id_national_id"') : page.index('id="div_id_born"')]
    assert f'<a href="/twaim/beneficiaries/{noura.number}/">' in beside
    assert "نوره السبيعى" in page
    assert twaim.beneficiaries.count() == 1


def test_the_same_id_in_another_association_is_another_file(qalam, outsider, client_of, typed, noura) -> None:
    response = client_of(outsider).post("/qalam/beneficiaries/new/", typed())
    assert response.status_code == 302
    assert qalam.beneficiaries.get().national_id == noura.national_id
    assert qalam.beneficiaries.get().national_id_index != noura.national_id_index


def test_two_people_may_share_a_mobile(twaim, desk, client_of, typed, noura) -> None:
    assert client_of(desk).post(NEW, typed(national_id=OTHER_ID)).status_code == 302
    assert twaim.beneficiaries.count() == 2


def test_an_id_entered_by_another_at_the_same_moment_is_refused_in_words(twaim, desk, noura, monkeypatch) -> None:
    checked = []
    refuse = file_actions._refuse_known_id

    def too_early(*args: Any, **kwargs: Any) -> None:
        checked.append(True)
        if len(checked) > 1:
            refuse(*args, **kwargs)

    monkeypatch.setattr(file_actions, "_refuse_known_id", too_early)
    with pytest.raises(actions.AlreadyRegistered):
        BeneficiaryFactory(association=twaim, by=desk, national_id=noura.national_id)
    assert len(checked) == 2


def test_a_name_copied_with_invisible_marks_is_kept_without_them(twaim, desk, client_of, typed) -> None:
    client_of(desk).post(NEW, typed(full_name="\u200fنورة\u00a0 السبيعي\u202c"))
    assert twaim.beneficiaries.get().full_name == "نورة السبيعي"


def test_a_very_long_word_in_a_name_is_kept_and_found(twaim, desk, client_of, typed) -> None:
    long_name = "ا" * 70 + "الدين"
    assert client_of(desk).post(NEW, typed(full_name=long_name)).status_code == 302
    assert find(twaim, long_name).people == [twaim.beneficiaries.get()]


def test_id_and_mobile_are_nowhere_in_plain_in_the_database(twaim, desk, client_of, typed) -> None:
    client_of(desk).post(NEW, typed())
    person = twaim.beneficiaries.get()
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM beneficiaries_beneficiary WHERE id = %s", [person.pk])
        columns = " ".join(str(value) for value in cursor.fetchone())
    assert person.full_name in columns
    assert ID not in columns
    assert "501234521" not in columns


@pytest.mark.parametrize("role", [role for role in Role if role != Role.DESK])
def test_only_the_desk_registers(twaim, member_of, desk, client_of, typed, role: str) -> None:
    _user, other = member_of(twaim, role)
    assert client_of(other).get(NEW).status_code == 403
    assert client_of(other).post(NEW, typed()).status_code == 403
    assert not twaim.beneficiaries.exists()
    assert client_of(desk).get(NEW).status_code == 200


def test_the_page_is_not_found_for_another_association(twaim, outsider, client_of, typed) -> None:
    assert client_of(outsider).post(NEW, typed()).status_code == 404
    assert not twaim.beneficiaries.exists()


def test_factory_ids_are_right() -> None:
    assert national_id(1) != national_id(2)
    assert len(national_id(12345)) == 10
