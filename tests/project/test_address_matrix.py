"""Every address × every role × GET and POST answers as written in its table; an address missing there fails.

To a member of another association, and to people without one, nothing of Twaim exists.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client
from django.urls import URLResolver, get_resolver

from accounts.models import Membership
from accounts.roles import Role
from associations.enums import OverrideKind
from beneficiaries.actions import accept_responsibilities
from beneficiaries.enums import GivenHow
from requests import actions
from tests.factories.accounts import UserFactory
from tests.factories.support_requests import SINCE, Staff
from tests.project.address_table import OURS, ROLES
from tests.project.address_table_open import AT_HOME, OPEN
from tests.project.address_words import MAKERS

METHODS = ("get", "post")
NO_UID = "00000000-0000-4000-8000-000000000000"
LEADS_ELSEWHERE = {"set_language", "survey:mine", "account_logout", "account_confirm_login_code", "mfa_authenticate"}
LEADS_ELSEWHERE |= {f"contact:{name}" for name in ("receipt", "case", "message", "confirm", "reopen", "leave")}

LEADS_ELSEWHERE |= {f"online:{name}" for name in (*AT_HOME, "policy_pdf", "code", "identify", "sign_out")}


def addresses(patterns: Any, before: str = "", space: str = "") -> Iterator[tuple[str, str]]:
    """(name with its namespace, route) of every address of the resolver."""
    for row in patterns:
        if isinstance(row, URLResolver):
            inner = space + (f"{row.namespace}:" if row.namespace else "")
            yield from addresses(row.url_patterns, before + str(row.pattern), inner)
        else:
            yield space + str(row.name), before + str(row.pattern)


EVERY = list(addresses(get_resolver().url_patterns))
OPERATORS = [(name, route) for name, route in EVERY if route.startswith("operator/")]
ROUTES = {name: route for name, route in EVERY if not route.startswith("operator/")}
OF_ASSOCIATION = [name for name, route in ROUTES.items() if route.startswith("<slug:association>/")]


class Place:
    """An association with one of everything an address can name."""

    def __init__(self, staff: Staff) -> None:
        self.staff = staff
        self.slug = staff.association.slug
        self.case = staff.open()
        accept_responsibilities(self.case.beneficiary, by=staff.desk, how=GivenHow.READ)
        self.letter = actions.issue_receipt(self.case, by=staff.desk)
        self.day = staff.association.calendar_overrides.create(day=SINCE, kind=OverrideKind.DAY_OFF, reason="Move").day

    def fill(self, name: str, **other: str) -> str:
        words = {
            "slug:association": self.slug,
            "str:reference": self.case.reference,
            "str:number": self.case.beneficiary.number,
            "int:year": str(self.letter.year),
            "int:number": str(self.letter.number),
            "int:day": str(self.day.toordinal()),
            "str:code": self.letter.check_code,
            "str:kind": "interview",  # a way of measuring that Twaim's policy lists
            "str:token": "A" * 32,  # a guessed key
            "str:purpose": "service",
            "int:line": "1",
            "uuid:uid": NO_UID,
            **(MAKERS[name](self) if name in MAKERS else {}),
            **other,
        }
        route = re.sub(r"\^password/reset/key/.*", "password/reset/key/1-set-password/", ROUTES[name])
        path = "/" + re.sub(r"<([^>]+)>", lambda match: words[match.group(1)], route)
        asked = words.get("asked", self.case.beneficiary.number)
        return f"{path}?beneficiary={asked}" if name in ("support_requests:create", "support_requests:told") else path


@pytest.fixture
def staff(twaim: Any) -> Staff:
    return Staff(twaim)


@pytest.fixture
def place(staff: Staff) -> Place:
    return Place(staff)


def answer(client: Client, method: str, path: str) -> int:
    response = getattr(client, method)(path)
    if response.streaming:
        b"".join(response.streaming_content)  # a file that is sent is closed at its end
    return int(response.status_code)


def test_every_address_is_in_exactly_one_table():
    assert set(ROUTES) == set(OURS) | set(OPEN)
    assert set(OF_ASSOCIATION) == set(OURS)
    assert len(EVERY) == len(ROUTES) + len(OPERATORS)
    assert all(name.startswith("admin:") or name == "None" for name, _route in OPERATORS)
    assert set(ROLES.values()) == set(Role)


@pytest.mark.parametrize("name", OURS)
def test_an_address_answers_each_role_as_written(name, staff, place, client_of):
    wrong = []
    for letter, role in ROLES.items():
        member = staff.chair if letter == "C" else staff.member(role)
        path = place.fill(name)  # anew for each: a member before may have changed what it names
        for method in METHODS:
            code = answer(client_of(member), method, path)
            if code not in OURS[name].expected(letter, method):
                wrong.append(f"{role} {method} {code}, not {OURS[name].expected(letter, method)}")
    assert not wrong


@pytest.mark.parametrize("name", OURS)
def test_to_everyone_else_an_address_does_not_exist_or_asks_to_sign_in(name, staff, place, client_of, outsider):
    path = place.fill(name)
    left = staff.member(*Role)
    left.is_active = False
    left.save()
    nowhere = Client()
    nowhere.force_login(UserFactory(), backend="allauth.account.auth_backends.AuthenticationBackend")
    for method in METHODS:
        assert answer(client_of(outsider), method, path) == 404
        assert answer(client_of(left), method, path) == 404
        assert answer(nowhere, method, path) == 404
        stranger = getattr(Client(), method)(path)
        assert stranger.status_code == 302
        assert stranger.headers["Location"].startswith("/accounts/login/?next=/twaim/")


@pytest.mark.parametrize("name", OPEN)
def test_an_address_outside_associations_answers_as_written(name, staff, place, client_of):
    strangers, members = OPEN[name]
    for method, code in zip(METHODS, strangers, strict=True):
        response = getattr(Client(), method)(place.fill(name))
        assert (method, response.status_code) == (method, code)
        if code == 302 and name not in LEADS_ELSEWHERE:
            assert response.headers["Location"].startswith("/accounts/login/?next=")
    for method, code in zip(METHODS, members, strict=True):
        assert (method, answer(client_of(staff.desk), method, place.fill(name))) == (method, code)


@pytest.mark.parametrize("name", [*OURS, *OPEN])
def test_a_form_that_came_from_another_site_is_refused(name, staff, place):
    path = place.fill(name)
    for person in (None, staff.member(*Role), staff.chair):
        client = Client(enforce_csrf_checks=True)
        if person:
            client.force_login(person.user, backend="allauth.account.auth_backends.AuthenticationBackend")
        assert answer(client, "post", path) == 403


def picture(client: Client, method: str, path: str) -> tuple[int, list[tuple[str, str]], bytes]:
    """The answer without what differs from one sending to the next: tokens, nonces, and the address itself."""
    response = getattr(client, method)(path)
    body = re.sub(rb'(csrfmiddlewaretoken" value|nonce)="[^"]*"', b"", response.content)
    for spelling in (path, quote(path, safe="/"), quote(path, safe=""), path.split("?")[0]):
        body = body.replace(spelling.encode(), b"PATH")
    headers = [(name, re.sub(r"nonce-[^']*", "", value)) for name, value in response.headers.items()]
    return response.status_code, sorted(pair for pair in headers if pair[0] != "Content-Length"), body


NOBODYS = {
    "str:reference": "R-1448-999999",
    "str:number": "B-1448-999999",
    "str:objection": "O-1448-999999",
    "int:number": "99999",
    "int:day": "1",
    "uuid:uid": NO_UID,
    "uuid:notice": NO_UID,
    "slug:code": "nobodys",
    "asked": "B-1448-999999",
}
NO_ROW = {"<str:kind>", "<slug:name>"}  # a kind and a list are no rows; tests/accounts tries saved views
NAMING_A_ROW = [
    name
    for name in OURS
    if (ROUTES[name].count("<") > 1 and not NO_ROW & set(re.findall("<[^>]+>", ROUTES[name])))
    or name in ("support_requests:create", "support_requests:told")
]


@pytest.mark.parametrize("name", NAMING_A_ROW)
def test_a_row_of_another_association_answers_byte_for_byte_like_one_that_does_not_exist(
    name, staff, qalam, client_of
):
    theirs = Staff(qalam)
    theirs.service.code = "theirs"  # a code is the association's own choice, and both have one service
    theirs.service.save(update_fields=["code"])
    Place(theirs)
    theirs.association.calendar_overrides.all().delete()
    other = Place(theirs)  # its second: Twaim's own first has the same numbers as their first
    everything: Membership = staff.member(*Role)
    staff.seat(everything, "member")
    client = client_of(everything)
    asked = other.fill(name, **{"slug:association": "twaim"})
    nobodys = other.fill(name, **{"slug:association": "twaim", **NOBODYS})
    codes = set()
    for method in METHODS:
        found = picture(client, method, asked)
        assert found[0] in (404, 405)
        codes.add(found[0])
        assert found == picture(client, method, nobodys)
    assert 404 in codes


@pytest.mark.parametrize("name", OURS)
def test_another_association_answers_byte_for_byte_like_one_that_does_not_exist(name, place, client_of, outsider):
    client = client_of(outsider)
    for method in METHODS:
        nobodys = place.fill(name, **{"slug:association": "nowhere"})
        assert picture(client, method, place.fill(name)) == picture(client, method, nobodys)


def test_the_right_row_is_found_by_the_same_address(staff, place, client_of):
    """The positive control of the two tests above."""
    assert answer(client_of(staff.desk), "get", place.fill("support_requests:detail")) == 200


def test_the_operators_desk_is_closed_to_everybody_of_an_association(staff, client_of):
    everything = client_of(staff.member(*Role))
    operator = Client()
    operator.force_login(
        UserFactory(is_staff=True, is_superuser=True),
        backend="allauth.account.auth_backends.AuthenticationBackend",
    )
    opened = []
    for _name, route in OPERATORS:
        path = "/" + re.sub(r"<[^>]+>", "1", re.sub(r"\(\?P<[^>]+>[^)]*\)\$?", "nothing", route)).replace("^", "")
        for method in METHODS:
            for client in (Client(), everything):
                code = answer(client, method, path)
                assert code in (302, 403, 404), (path, method, code)
        if "autocomplete" not in path:  # without its question it is a refusal whose page Django does not draw
            opened.append(answer(operator, "get", path) == 200)
    assert sum(opened) > 10
