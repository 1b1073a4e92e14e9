"""A member's own mobile: theirs once a code that was sent to it came back, and nobody else enters it."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from core.attempts import Attempts
from correspondence.own_mobile import views

pytestmark = pytest.mark.django_db
MOBILE, OTHER = "+966501112233", "+966509998877"


@pytest.fixture
def member(twaim: Any, member_of: Any) -> Any:
    return member_of(twaim, Role.MEMBER)[1]


@pytest.fixture
def client(member: Any, client_of: Any) -> Client:
    found: Client = client_of(member)
    return found


def page(name: str = "number") -> str:
    return reverse(f"own_mobile:{name}", args=["twaim"])


def code_to(association: Any, mobile: str) -> str:
    notice = association.notices.filter(event="mobile_code").latest("pk")
    assert notice.recipient == mobile
    return str(re.findall(r"[0-9]{6}(?=\.)", notice.body)[0])


def confirmed(client: Client, association: Any, typed: str, mobile: str, query: str = "") -> Any:
    assert client.post(page() + query, {"mobile": typed}).url == page("confirm")
    return client.post(page("confirm"), {"code": code_to(association, mobile)})


@pytest.mark.parametrize("typed", ["0501112233", "٠٥٠١١١٢٢٣٣", "+966 50 111 2233", "00966501112233", "501112233"])
def test_a_number_in_any_form_is_confirmed_by_its_code_and_shown_masked(twaim, member, client, typed):
    assert confirmed(client, twaim, typed, MOBILE).url == page()
    member.user.refresh_from_db()
    assert (member.user.mobile, member.user.mobile_confirmed_at is None) == (MOBILE, False)
    shown = client.get(page()).content.decode()
    assert "•33" in shown
    assert "0501112233" not in shown
    assert client.get(page("confirm")).url == page()  # nothing waits any more


def test_until_the_right_code_comes_back_there_is_no_number(twaim, member, client):
    client.post(page(), {"mobile": "0501112233"})
    right = code_to(twaim, MOBILE)
    wrong = client.post(page("confirm"), {"code": "111111" if right != "111111" else "222222"})
    assert wrong.status_code == 422
    assert "This code is wrong" in wrong.content.decode()
    member.user.refresh_from_db()
    assert member.user.mobile is None
    assert client.post(page("confirm"), {"code": right}).status_code == 302


def test_a_code_confirms_the_number_it_was_sent_to_and_no_other(twaim, member, client):
    client.post(page(), {"mobile": "0501112233"})
    code = code_to(twaim, MOBILE)
    client.post(page(), {"mobile": "0509998877"})
    if code_to(twaim, OTHER) != code:
        assert client.post(page("confirm"), {"code": code}).status_code == 422
    assert client.post(page("confirm"), {"code": code_to(twaim, OTHER)}).status_code == 302
    member.user.refresh_from_db()
    assert member.user.mobile == OTHER


def test_the_number_before_is_told_and_the_first_time_the_email(twaim, member, client):
    confirmed(client, twaim, "0501112233", MOBILE)
    told = twaim.notices.filter(event="mobile_changed")
    assert [row.recipient for row in told] == [member.user.email]
    confirmed(client, twaim, "0509998877", OTHER)
    assert [row.recipient for row in told.order_by("pk")] == [member.user.email, MOBILE]
    assert not any(OTHER[-8:] in row.body for row in told)


def test_a_number_that_is_not_one_or_is_theirs_already_is_refused(twaim, member, client):
    assert client.post(page(), {"mobile": "0112223344"}).status_code == 422
    confirmed(client, twaim, "0501112233", MOBILE)
    same = client.post(page(), {"mobile": "0501112233"})
    assert same.status_code == 422
    assert "your number already" in same.content.decode()


def test_a_number_of_another_account_is_told_to_its_holder_alone(twaim, member, client, member_of, client_of):
    confirmed(client, twaim, "0501112233", MOBILE)
    _user, second = member_of(twaim, Role.MEMBER)
    refused = confirmed(client_of(second), twaim, "0501112233", MOBILE)  # the first page said nothing of it
    assert refused.status_code == 422
    assert "for another account" in refused.content.decode()
    second.user.refresh_from_db()
    assert second.user.mobile is None


def test_a_member_may_not_send_codes_to_many_numbers(twaim, client, monkeypatch):
    monkeypatch.setattr(views, "SENDINGS", Attempts("own-mobile-few", allowed=2, seconds=86400))
    for last in "12":
        assert client.post(page(), {"mobile": f"050111000{last}"}).status_code == 302
    third = client.post(page(), {"mobile": "0501110003"})
    assert third.status_code == 422
    assert "Many codes" in third.content.decode()
    assert twaim.notices.filter(event="mobile_code").count() == 2


def test_the_number_stands_in_no_address_and_readably_in_no_session(twaim, client):
    sent = client.post(page(), {"mobile": "0501112233"})
    assert "112233" not in sent.url
    assert "112233" not in str(dict(client.session))


def test_the_page_that_asked_for_the_number_is_come_back_to_and_no_strange_one(twaim, client):
    back = "/twaim/committees/"
    assert confirmed(client, twaim, "0501112233", MOBILE, f"?next={back}").url == back
    for strange in ("//elsewhere.example/", "https://elsewhere.example/", "/qalam/", "/twaim/../operator/"):
        client.post(page() + f"?next={strange}", {"mobile": "0509998877"})
        assert client.session[views.KEPT]["next"] in (page(), strange if strange.startswith("/twaim/") else page())


def test_a_number_that_nobody_confirmed_is_refused_by_the_database(member):
    for odd in ({"mobile": MOBILE}, {"mobile_confirmed_at": timezone.now()}):
        with pytest.raises(IntegrityError, match="user_mobile_is_confirmed"), transaction.atomic():
            User.objects.filter(pk=member.user_id).update(**odd)
    assert User.objects.filter(pk=member.user_id).update(mobile=MOBILE, mobile_confirmed_at=timezone.now()) == 1


def test_management_finds_who_has_no_number(twaim, member, client, member_of, client_of):
    _user, manager = member_of(twaim, Role.MANAGER)
    confirmed(client, twaim, "0501112233", MOBILE)
    listed = client_of(manager).get(reverse("accounts:people", args=["twaim"]) + "?queue=no_mobile")
    assert manager in listed.context["rows"]
    assert member not in listed.context["rows"]
    everybody = client_of(manager).get(reverse("accounts:people", args=["twaim"])).content.decode()
    assert 'chip-ok">Confirmed' in everybody
    assert "112233" not in everybody
