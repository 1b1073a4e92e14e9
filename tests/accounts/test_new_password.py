"""Asking for a new password tells nobody whether somebody works here."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client

from accounts.roles import Role

RESET = "/accounts/password/reset/"


@pytest.fixture(autouse=True)
def _no_limits_left_over(db: None) -> None:
    cache.clear()


@pytest.fixture
def hind(twaim: Any, member_of: Any) -> Any:
    return member_of(twaim, Role.RESEARCHER, email="hind@twaim.example")[0]


def asked(email: str) -> tuple[int, str]:
    answer = Client().post(RESET, {"email": email})
    return answer.status_code, answer.headers.get("Location", "")


def test_a_known_an_unknown_and_a_closed_account_are_answered_alike(hind: Any) -> None:
    known = asked("hind@twaim.example")
    assert known == (302, "/accounts/password/reset/done/")
    assert asked("nobody@twaim.example") == known
    hind.is_active = False
    hind.save(update_fields=["is_active"])
    assert asked("hind@twaim.example") == known
    first, *others = mail.outbox
    assert len(others) == 2  # the time it takes tells nothing either
    assert "/accounts/password/reset/key/" in first.body
    assert all("/accounts/" not in other.body for other in others)


def test_the_address_in_the_message_chooses_a_new_password_once(hind: Any) -> None:
    asked("hind@twaim.example")
    path = re.search(r"http://testserver(/accounts/password/reset/key/\S+)", mail.outbox[0].body)
    assert path is not None
    client, words = Client(), {"password1": "an even longer one 7", "password2": "an even longer one 7"}
    form = client.get(path[1], follow=True)
    assert client.post(form.request["PATH_INFO"], words).status_code == 302
    hind.refresh_from_db()
    assert hind.check_password(words["password1"])
    again = Client().get(path[1], follow=True)
    assert 'name="password1"' not in again.content.decode()
