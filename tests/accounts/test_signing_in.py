"""People sign in by e-mail, stay signed in while they work, and land where they work; everybody else stays outside."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
import time_machine
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.roles import Role

PASSWORD = "a long enough one"
LOGIN = "/accounts/login/"


@pytest.fixture(autouse=True)
def _no_limits_left_over(db: None) -> None:
    cache.clear()


@pytest.fixture
def hind(twaim: Any, member_of: Any) -> User:
    """A researcher of Twaim with a password."""
    user, _membership = member_of(twaim, Role.RESEARCHER, email="hind@twaim.example")
    user.set_password(PASSWORD)
    user.save()
    return user


def sign_in(email: str = "hind@twaim.example", password: str = PASSWORD, path: str = LOGIN, **cookies: str) -> Any:
    client = Client()
    client.cookies.load(cookies)
    return client, client.post(path, {"login": email, "password": password})


@pytest.mark.parametrize("email", ["hind@twaim.example", "Hind@Twaim.example", " HIND@TWAIM.EXAMPLE "])
def test_the_right_e_mail_in_any_case_and_password_lead_to_ones_association(hind, email):
    client, response = sign_in(email)
    assert (response.status_code, response.headers["Location"]) == (302, "/")
    assert client.get("/").headers["Location"] == "/twaim/"
    assert client.get("/twaim/").status_code == 200


@pytest.mark.parametrize(
    ("email", "password"),
    [("hind@twaim.example", "wrong"), ("nobody@twaim.example", PASSWORD), ("nobody@twaim.example", "wrong")],
)
def test_a_wrong_password_and_an_unknown_e_mail_hear_the_same_sentence(hind, email, password):
    _client, response = sign_in(email, password, mithaq_language="en")
    assert response.status_code == 200
    errors = [str(error) for error in response.context["form"].non_field_errors()]
    assert len(errors) == 1
    _client, other = sign_in("hind@twaim.example", "wrong again", mithaq_language="en")
    assert errors == [str(error) for error in other.context["form"].non_field_errors()]
    assert email in response.content.decode()


def test_many_wrong_passwords_close_the_door_for_a_while(hind):
    for _time in range(11):
        sign_in(password="wrong")
    client, response = sign_in()
    assert response.status_code in (200, 429)
    assert client.get("/twaim/").status_code == 302


def test_somebody_who_left_cannot_sign_in(hind):
    hind.is_active = False
    hind.save()
    client, _response = sign_in()
    assert client.get("/twaim/").headers["Location"].startswith(LOGIN)


def test_a_page_asked_for_before_signing_in_is_opened_after_it(hind):
    first = Client().get("/twaim/requests/?queue=all")
    assert first.status_code == 302
    assert first.headers["Location"].startswith(LOGIN + "?next=/twaim/requests/")
    _client, response = sign_in(path=first.headers["Location"])
    assert response.headers["Location"] == "/twaim/requests/?queue=all"


def test_nobody_is_led_to_another_site_after_signing_in(hind):
    _client, response = sign_in(path=LOGIN + "?next=https://elsewhere.example/")
    assert response.headers["Location"] == "/"


def test_signing_out_ends_the_session(hind):
    client, _response = sign_in()
    assert client.post("/accounts/logout/").status_code == 302
    assert client.get("/twaim/").headers["Location"].startswith(LOGIN)


def test_nobody_signs_up_by_themselves(db):
    assert Client().get("/accounts/signup/").status_code == 404
    with pytest.raises(Exception, match="signup"):
        reverse("account_signup")


class TestSecondStep:
    """SECOND_FACTOR_ROLES names the roles that set it up before anything else."""

    @pytest.fixture(autouse=True)
    def _asked_of_chairs(self, settings: Any) -> None:
        settings.SECOND_FACTOR_ROLES = ["chair"]

    def test_a_role_that_needs_it_sets_it_up_before_anything_else(self, twaim, member_of, client_of):
        _user, chair = member_of(twaim, Role.CHAIR)
        client = client_of(chair)
        for path in ("/twaim/", "/twaim/requests/", "/twaim/policy/"):
            response = client.get(path)
            assert (response.status_code, response.headers["Location"]) == (302, "/accounts/2fa/totp/activate/")
        assert client.get("/accounts/2fa/").status_code == 200

    def test_a_form_sent_before_it_is_set_up_does_nothing(self, twaim, member_of, client_of):
        _user, chair = member_of(twaim, Role.CHAIR, Role.ADMINISTRATOR)
        assert client_of(chair).post("/twaim/calendar/", {}).headers["Location"] == "/accounts/2fa/totp/activate/"

    def test_whoever_has_it_goes_on(self, twaim, member_of, client_of):
        user, chair = member_of(twaim, Role.CHAIR)
        TOTP.activate(user, generate_totp_secret())
        assert client_of(chair).get("/twaim/").status_code == 200

    def test_other_roles_are_not_asked(self, twaim, member_of, client_of):
        _user, researcher = member_of(twaim, Role.RESEARCHER)
        assert client_of(researcher).get("/twaim/").status_code == 200

    def test_the_password_alone_does_not_sign_in_whoever_has_it(self, hind):
        TOTP.activate(hind, generate_totp_secret())
        client, response = sign_in()
        assert response.headers["Location"] == "/accounts/2fa/authenticate/"
        assert client.get("/twaim/").headers["Location"].startswith(LOGIN)
        wrong = client.post("/accounts/2fa/authenticate/", {"code": "٠٠٠ ٠٠٠"})
        assert wrong.status_code == 200
        assert client.get("/twaim/").status_code == 302


class TestIdleSession:
    START = datetime.datetime(2026, 11, 22, 9, 0, tzinfo=datetime.UTC)

    def test_a_session_unused_for_half_an_hour_ends(self, desk, client_of):
        with time_machine.travel(self.START, tick=False) as clock:
            client = client_of(desk)
            assert client.get("/twaim/").status_code == 200
            clock.shift(datetime.timedelta(minutes=31))
            assert client.get("/twaim/").headers["Location"].startswith(LOGIN)
            assert client.get("/twaim/").headers["Location"].startswith(LOGIN)

    def test_a_session_in_use_goes_on(self, desk, client_of):
        with time_machine.travel(self.START, tick=False) as clock:
            client = client_of(desk)
            for _time in range(5):
                assert client.get("/twaim/").status_code == 200
                clock.shift(datetime.timedelta(minutes=25))
            assert client.get("/twaim/").status_code == 200


class TestSeveralAssociations:
    def test_whoever_works_for_two_chooses_and_changes(self, twaim, qalam, member_of, client_of):
        user, here = member_of(twaim, Role.MANAGER)
        user.memberships.create(association=qalam).membership_roles.create(role=Role.RESEARCHER)
        client = client_of(here)
        home = client.get("/")
        assert {row.association.slug for row in home.context["memberships"]} == {"twaim", "qalam"}
        assert b'href="/qalam/"' in client.get("/twaim/").content
        assert client.get("/qalam/").status_code == 200
        assert client.get("/twaim/people/").status_code == 200
        assert client.get("/qalam/people/").status_code == 403  # a role counts where it was given

    def test_whoever_works_for_one_goes_there_and_sees_no_other(self, desk, qalam, client_of):
        client = client_of(desk)
        assert client.get("/").headers["Location"] == "/twaim/"
        assert b"/qalam/" not in client.get("/twaim/").content

    def test_whoever_works_for_none_is_told_so(self, db):
        client = Client()
        user = User.objects.create_user("alone@example.test", PASSWORD, name_ar="وحيد")
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        home = client.get("/")
        assert home.status_code == 200
        assert list(home.context["memberships"]) == []


class TestLanguage:
    def test_arabic_comes_first_and_the_choice_is_kept(self, desk, client_of):
        client = client_of(desk, language="")
        del client.cookies["mithaq_language"]
        assert b'<html lang="ar" dir="rtl">' in client.get("/twaim/").content
        chosen = client.post("/language/", {"language": "en", "next": "/twaim/policy/"})
        assert chosen.headers["Location"] == "/twaim/policy/"
        for path in ("/twaim/policy/", "/twaim/", "/accounts/password/change/"):
            assert b'<html lang="en" dir="ltr">' in client.get(path).content

    def test_an_unknown_language_is_arabic_and_nobody_is_led_away(self, db):
        client = Client()
        response = client.post("/language/", {"language": "xx", "next": "https://elsewhere.example/"})
        assert response.headers["Location"] == "/"
        client.cookies["mithaq_language"] = "xx"
        assert b'<html lang="ar" dir="rtl">' in client.get(LOGIN).content

    def test_an_associations_page_asked_for_by_a_stranger_is_in_the_strangers_language(self, db):
        client = Client()
        client.cookies["mithaq_language"] = "en"
        assert b'<html lang="en"' in client.get(LOGIN).content
