"""The way in: one code, once, for five minutes and five guesses; and whether a number is known shows nowhere."""

import re
from datetime import timedelta
from unittest import mock

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts import codes
from accounts.models import SignInCode, User
from core.digits import to_arabic
from requests.views.online import at_home as sessions

from .conftest import BORN, MOBILE, Visitor

UNKNOWN = "0509999999"


def later(**by):
    return mock.patch.object(timezone, "now", return_value=timezone.now() + timedelta(**by))


def body(response):
    return re.sub(rb'(csrfmiddlewaretoken|token)" value="[^"]*"|nonce="[^"]*"', b"", response.content)


def test_a_code_in_arabic_digits_and_the_file_open_the_home(visitor, person):
    assert visitor.signs_in(person).headers["Location"] == visitor.path("my/")
    assert person.full_name in visitor.get("my/").content.decode()


def test_the_second_time_two_pages_and_two_fields_are_enough(visitor, person, twaim):
    visitor.signs_in(person)
    again = Visitor(twaim)
    again.asks_code()
    assert again.post("sign-in/code/", code=again.code()).headers["Location"] == again.path("my/")


def test_the_code_may_be_filled_in_by_the_phone(visitor, person):
    visitor.asks_code()
    assert 'autocomplete="one-time-code"' in visitor.get("sign-in/code/").content.decode()


def test_a_birth_date_in_hijri_ties_the_file_as_well(visitor, person):
    visitor.asks_code()
    visitor.post("sign-in/code/", code=visitor.code())
    born = person.birth_hijri
    typed = {
        "born_0": "hijri",
        "born_1": to_arabic(str(born.day)),
        "born_2": str(born.month),
        "born_3": str(born.year),
    }
    answer = visitor.post("sign-in/file/", national_id=to_arabic(person.national_id), **typed)
    assert answer.headers["Location"] == visitor.path("my/")


def test_a_known_and_an_unknown_number_are_answered_alike_at_the_same_cost(visitor, person, twaim):
    answers, statements = [], []
    visitor.asks_code("0508888888")  # the network's own count is begun
    for number in ("0501234567", UNKNOWN):
        asker = Visitor(twaim)
        token = asker.token("sign-in/")
        with CaptureQueriesContext(
            connection,
        ) as seen:
            answer = asker.client.post(asker.path("sign-in/"), {"token": token, "mobile": number})
        statements.append([row["sql"].split()[:3] for row in seen if "SAVEPOINT" not in row["sql"]])
        page = asker.get("sign-in/code/")
        wrong = asker.post("sign-in/code/", code="000000")
        answers.append((answer.status_code, answer.headers["Location"], body(answer), body(page), body(wrong)))
    assert answers[0] == answers[1]
    assert statements[0] == statements[1]
    assert len(statements[0]) > 3


def test_to_an_unknown_number_nothing_is_sent(visitor, person, twaim):
    visitor.asks_code(UNKNOWN)
    assert not twaim.notices.exists()
    visitor.asks_code()
    assert twaim.notices.count() == 1


def test_a_wrong_code_is_refused_and_the_right_one_still_opens(visitor, person):
    visitor.asks_code()
    right = visitor.code()
    wrong = f"{(int(right) + 1) % 10**6:06d}"
    refused = visitor.post("sign-in/code/", code=wrong)
    assert refused.status_code == 422
    assert "This code is wrong" in refused.content.decode()
    assert visitor.post("sign-in/code/", code=right).status_code == 302


def test_the_sixth_guess_is_refused_even_when_it_is_right(visitor, person):
    visitor.asks_code()
    right = visitor.code()
    wrong = f"{(int(right) + 1) % 10**6:06d}"
    for _guess in range(5):
        assert visitor.post("sign-in/code/", code=wrong).status_code == 422
    assert visitor.post("sign-in/code/", code=right).status_code == 422


def test_the_fifth_guess_may_be_right(visitor, person):
    visitor.asks_code()
    right = visitor.code()
    for _guess in range(4):
        visitor.post("sign-in/code/", code=f"{(int(right) + 1) % 10**6:06d}")
    assert visitor.post("sign-in/code/", code=right).status_code == 302


def test_a_code_older_than_five_minutes_is_refused(visitor, person):
    visitor.asks_code()
    code = visitor.code()
    with later(minutes=5, seconds=1):
        assert visitor.post("sign-in/code/", code=code).status_code == 422


def test_a_code_opens_once(visitor, person, twaim):
    visitor.signs_in(person)
    used = twaim.sign_in_codes.get()
    assert used.used_at
    thief = Visitor(twaim)
    thief.asks_code()
    kept = thief.client.session["sign_in_code"]
    session = thief.client.session
    session["sign_in_code"] = {**kept, "uid": str(used.uid)}
    session.save()
    assert thief.post("sign-in/code/", code=visitor.code()).status_code == 422


def test_after_five_codes_the_next_waits_for_any_number_and_never_for_the_day(visitor, person):
    for number in ("0501234567", UNKNOWN):
        for _time in range(5):
            assert visitor.asks_code(number).status_code == 302
        refused = visitor.asks_code(number)
        assert refused.status_code == 422
        assert "ask again in 1 minute." in refused.content.decode()
    with later(minutes=1, seconds=1):
        assert visitor.asks_code().status_code == 302
        assert "ask again in 2 minutes." in visitor.asks_code().content.decode()


def test_a_code_that_was_sent_stays_good_while_no_other_is(visitor, person):
    for _time in range(5):
        visitor.asks_code()
    code = visitor.code()
    assert visitor.asks_code().status_code == 422
    assert visitor.post("sign-in/code/", code=code).status_code == 302


def test_whoever_asks_with_a_strangers_number_stops_and_the_person_comes_in(twaim, visitor, person):
    stranger = Visitor(twaim)
    stranger.client.defaults["REMOTE_ADDR"] = "203.0.113.9"
    answers = []
    for step in range(12):
        with later(minutes=20 * step):
            answers.append(stranger.asks_code())
    assert [answer.status_code for answer in answers] == [302] * 8 + [422] * 4
    assert "from here today" in answers[-1].content.decode()
    with later(minutes=20 * 12):
        assert visitor.asks_code().status_code == 302, "from another network, the same number"


def test_the_longest_wait_is_a_quarter_of_an_hour(twaim):
    for step in range(30):
        with later(minutes=15 * step, seconds=step):
            codes.issue(twaim, mobile=MOBILE, purpose=codes.CodePurpose.SIGN_IN)
    assert SignInCode.objects.count() == 30


def test_one_network_cannot_ask_without_end(visitor, person):
    answers = [visitor.asks_code(f"05{number:08d}").status_code for number in range(31)]
    assert answers == [302] * 30 + [422]


@pytest.mark.parametrize("wrong", ["national_id", "born", "mobile"])
def test_another_persons_facts_do_not_open_the_file(wrong, visitor, person, staff):
    neighbour = staff.person(mobile="+966507654321")
    visitor.asks_code()
    visitor.post("sign-in/code/", code=visitor.code())
    typed = {"national_id": person.national_id, **BORN}
    if wrong == "national_id":
        typed["national_id"] = "1000000008"
    if wrong == "born":
        typed["born_1"] = "7"
    if wrong == "mobile":
        typed["national_id"] = neighbour.national_id
    refused = visitor.post("sign-in/file/", **typed)
    assert refused.status_code == 422
    assert "not those of one file" in refused.content.decode()
    assert visitor.get("my/").status_code == 302
    typed = {"national_id": person.national_id, **BORN}
    assert visitor.post("sign-in/file/", **typed).status_code == 302


def test_after_five_wrong_files_the_mobile_is_proved_anew(visitor, person):
    visitor.asks_code()
    visitor.post("sign-in/code/", code=visitor.code())
    for _try in range(5):
        assert visitor.post("sign-in/file/", national_id="1000000008", **BORN).status_code == 422
    answer = visitor.post("sign-in/file/", national_id=person.national_id, **BORN)
    assert answer.headers["Location"] == visitor.path("sign-in/")
    assert "ask for a new code and then try again" in visitor.get("sign-in/").content.decode()
    assert "ask for a new code and then try again" not in visitor.get("sign-in/").content.decode()


def test_a_mobile_of_two_files_is_asked_each_time_whose_it_is(visitor, person, staff, twaim):
    sister = staff.person(mobile=MOBILE)
    visitor.signs_in(person)
    again = Visitor(twaim)
    again.signs_in(sister)
    assert sister.full_name in again.get("my/").content.decode()


def test_a_mobile_corrected_at_the_desk_no_longer_opens_the_file(visitor, person, twaim):
    visitor.signs_in(person)
    person.mobile = "+966500000001"
    person.save()
    sent = twaim.notices.count()
    Visitor(twaim).asks_code()
    assert twaim.notices.count() == sent


def test_the_session_gets_a_new_key_and_ends_unused_and_in_any_case(visitor, person):
    visitor.asks_code()
    before = visitor.client.session.session_key
    visitor.post("sign-in/code/", code=visitor.code())
    visitor.post("sign-in/file/", national_id=person.national_id, **BORN)
    assert visitor.client.session.session_key != before
    assert visitor.get("my/").status_code == 200
    with later(seconds=sessions.IDLE_SECONDS + 1):
        assert visitor.get("my/").status_code == 302


def test_a_page_asked_for_before_signing_in_is_opened_after_it(visitor, person):
    assert visitor.get("my/new/").headers["Location"] == visitor.path("sign-in/")
    assert visitor.signs_in(person).headers["Location"] == visitor.path("my/new/")


def test_signing_out_closes_the_home(at_home):
    assert at_home.client.post(at_home.path("sign-out/")).status_code == 302
    assert at_home.get("my/").status_code == 302


def test_a_closed_account_opens_nothing(at_home, twaim):
    twaim.online_accounts.update(is_active=False)
    assert at_home.get("my/").status_code == 302


@pytest.mark.parametrize("path", ["", "requests/", "beneficiaries/", "letters/", "policy/", "people/"])
def test_pages_of_the_staff_stay_closed_to_beneficiaries(path, at_home):
    answer = at_home.client.get(f"/twaim/{path}")
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/accounts/login/")


def test_an_account_of_one_association_opens_nothing_of_another(at_home, qalam):
    at_home.association = qalam
    assert at_home.get("my/").headers["Location"] == "/public/qalam/sign-in/"


def test_signing_in_with_a_code_leaves_the_staffs_session(person, desk, client_of, visitor):
    visitor.client = client_of(desk)
    visitor.signs_in(person)
    assert visitor.client.get("/twaim/").status_code == 302
    assert visitor.get("my/").status_code == 200


def test_neither_code_nor_number_is_kept_readable(visitor, person, twaim):
    visitor.signs_in(person)
    row = twaim.sign_in_codes.get()
    code = visitor.code()
    assert code not in "".join(map(str, SignInCode.objects.values_list()))
    assert not User.objects.filter(mobile__isnull=False).exists()
    assert codes.mobile_index(twaim, MOBILE) == row.mobile_index
    user = person.online_account.user if hasattr(person, "online_account") else User.objects.get(is_applicant=True)
    assert person.full_name not in (user.name_ar, user.name_en)
    assert not user.has_usable_password()


def test_no_association_no_door():
    assert Client().get("/public/nowhere/sign-in/").status_code == 404


def test_leaving_everywhere_closes_the_home_on_the_other_phone_and_a_new_sign_in_opens_it(at_home, person, twaim):
    lost = Visitor(twaim)
    lost.signs_in(person)
    with later(seconds=2):
        at_home.client.post(at_home.path("sign-out/"))
        assert lost.get("my/").status_code == 200  # leaving on one phone alone leaves the other
        at_home.signs_in(person)
        at_home.client.post(at_home.path("sign-out/"), {"everywhere": "1"})
    with later(seconds=4):
        assert lost.get("my/").status_code == 302
        lost.signs_in(person)
        assert lost.get("my/").status_code == 200
