"""Every address × every role × GET and POST answers as written here; an address missing from the tables fails.

Letters stand for roles: Desk, Researcher, Member, Chair (with the seat), Follow-up, contact Officer, manaGer, Admin.
To a member of another association, and to people without one, nothing of Twaim exists.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client
from django.urls import URLResolver, get_resolver

from accounts.models import Membership
from accounts.roles import Role
from associations.enums import OverrideKind
from requests import actions
from tests.factories.accounts import UserFactory
from tests.factories.support_requests import SINCE, Staff

ROLES = {
    "D": Role.DESK,
    "R": Role.RESEARCHER,
    "M": Role.MEMBER,
    "C": Role.CHAIR,
    "F": Role.FOLLOW_UP,
    "O": Role.CONTACT_OFFICER,
    "G": Role.MANAGER,
    "A": Role.ADMINISTRATOR,
}
ALL, REQUESTS, FILES = "DRMCFOGA", "DRMCOG", "DROG"


@dataclass(frozen=True)
class Row:
    """Who may open the page and who may send its form; ``sent`` answers an empty form, 405 where there is none."""

    get: str
    post: str = ""
    sent: int = 405
    shown: tuple[int, ...] = (200,)

    def expected(self, letter: str, method: str) -> tuple[int, ...]:
        if method == "get":
            return self.shown if letter in self.get else (403,)
        if self.sent == 405:
            return (405,) if letter in self.get else (403,)
        return (self.sent,) if letter in self.post else (403,)


OURS = {
    "today": Row(ALL),
    "associations:policy": Row(ALL),
    "associations:calendar": Row(ALL, "A", 422),
    "associations:restore_day": Row("A", "A", 302, shown=(405,)),
    "accounts:people": Row("GA"),
    "beneficiaries:search": Row(FILES, FILES, 302),
    "beneficiaries:register": Row("D", "D", 422),
    "beneficiaries:file": Row(FILES),
    "beneficiaries:correct": Row("D", "D", 422),
    "beneficiaries:reveal": Row("DR", "DR", 422),
    "support_requests:list": Row(REQUESTS),
    "support_requests:create": Row("D", "D", 422),
    "support_requests:detail": Row(REQUESTS),
    "support_requests:correct": Row("D", "D", 422),
    "support_requests:checklist": Row("D", "D", 422),
    "support_requests:missing": Row(REQUESTS),
    "support_requests:declaration": Row("D", "D", 422),
    "support_requests:complete": Row("D", "D", 422),
    "support_requests:receipt": Row("D", "D", 302),
    "support_requests:start_study": Row("R", "R", 422),
    "support_requests:recommend": Row("R", "R", 422),
    "support_requests:return_for_completion": Row("RC", "RC", 422),
    "support_requests:decide": Row("C", "C", 422),
    "support_requests:give_answer": Row("D", "D", 422),
    "support_requests:deliver": Row("D", "D", 422),
    "support_requests:close": Row("D", "D", 422),
    "support_requests:withdraw": Row("D", "D", 422),
    "correspondence:list": Row("DCG"),
    "correspondence:letter": Row(REQUESTS),
    "correspondence:pdf": Row(REQUESTS, shown=(200, 302)),  # 302 to the print view where no PDF can be made
}
# addresses outside any association: codes of (GET, POST) for somebody not signed in, then for any member
OPEN = {
    "home": ((302, 302), (302, 405)),
    "gallery": ((200, 200), (200, 200)),
    "healthz": ((200, 200), (200, 200)),
    "set_language": ((302, 302), (302, 302)),
    "check:letter": ((200, 405), (200, 405)),
    "account_login": ((200, 200), (302, 302)),
    "account_logout": ((302, 302), (200, 302)),
    "account_inactive": ((200, 405), (200, 405)),
    "account_reset_password": ((200, 200), (200, 200)),
    "account_reset_password_done": ((200, 405), (200, 405)),
    "account_reset_password_from_key": ((200, 200), (200, 200)),
    "account_reset_password_from_key_done": ((200, 405), (200, 405)),
    "account_confirm_login_code": ((302, 302), (302, 302)),
    "account_reauthenticate": ((302, 302), (200, 200)),
    "account_change_password": ((302, 302), (200, 200)),
    "account_set_password": ((302, 302), (302, 302)),
    "mfa_index": ((302, 302), (200, 405)),
    "mfa_authenticate": ((302, 302), (302, 302)),
    "mfa_reauthenticate": ((302, 302), (302, 302)),
    "mfa_activate_totp": ((302, 302), (302, 302)),
    "mfa_deactivate_totp": ((302, 302), (404, 404)),
    "mfa_view_recovery_codes": ((302, 302), (404, 405)),
    "mfa_generate_recovery_codes": ((302, 302), (302, 302)),
    "mfa_download_recovery_codes": ((302, 302), (404, 404)),
    "usersessions_list": ((302, 302), (200, 302)),
}
METHODS = ("get", "post")
LEADS_ELSEWHERE = {"set_language", "account_logout", "account_confirm_login_code", "mfa_authenticate"}


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
        self.slug = staff.association.slug
        self.case = staff.open()
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
            **other,
        }
        route = re.sub(r"\^password/reset/key/.*", "password/reset/key/1-set-password/", ROUTES[name])
        path = "/" + re.sub(r"<([^>]+)>", lambda match: words[match.group(1)], route)
        asked = words.get("asked", self.case.beneficiary.number)
        return f"{path}?beneficiary={asked}" if name == "support_requests:create" else path


@pytest.fixture
def staff(twaim: Any) -> Staff:
    return Staff(twaim)


@pytest.fixture
def place(staff: Staff) -> Place:
    return Place(staff)


def answer(client: Client, method: str, path: str) -> int:
    return int(getattr(client, method)(path).status_code)


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
        for method in METHODS:
            code = answer(client_of(member), method, place.fill(name))
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
    for person in (None, staff.member(*Role), staff.chair):
        client = Client(enforce_csrf_checks=True)
        if person:
            client.force_login(person.user, backend="allauth.account.auth_backends.AuthenticationBackend")
        assert answer(client, "post", place.fill(name)) == 403


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
    "int:number": "99999",
    "int:day": "1",
    "asked": "B-1448-999999",
}
NAMING_A_ROW = [
    name for name in OURS if re.search("reference|number|day", ROUTES[name]) or name == "support_requests:create"
]


@pytest.mark.parametrize("name", NAMING_A_ROW)
def test_a_row_of_another_association_answers_byte_for_byte_like_one_that_does_not_exist(
    name, staff, qalam, client_of
):
    theirs = Staff(qalam)
    Place(theirs)
    theirs.association.calendar_overrides.all().delete()
    other = Place(theirs)  # its second: Twaim's own first has the same numbers as their first
    everything: Membership = staff.member(*Role)
    staff.seat(everything, "member")
    client = client_of(everything)
    asked = other.fill(name, **{"slug:association": "twaim"})
    nobodys = other.fill(name, **{"slug:association": "twaim", **NOBODYS})
    for method in METHODS:
        found = picture(client, method, asked)
        assert found[0] == (405 if (name, method) == ("associations:restore_day", "get") else 404)
        assert found == picture(client, method, nobodys)


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
