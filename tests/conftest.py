"""The cast: two associations with their policies, people with roles, and somebody of the other association."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from accounts.models import Membership, User
from accounts.roles import Role
from associations.models import Association
from associations.presets import load
from tests.factories.accounts import MembershipFactory

IN_FORCE_FROM = datetime.date(2025, 1, 1)
MemberOf = Callable[..., tuple[User, Membership]]
ClientOf = Callable[[Membership], Client]


def loaded(slug: str) -> Association:
    """An association with its policy in force."""
    version, _made = load(slug, from_on=IN_FORCE_FROM)
    return version.association


@pytest.fixture
def twaim(db: None) -> Association:
    return loaded("twaim")


@pytest.fixture
def qalam(db: None) -> Association:
    return loaded("qalam")


@pytest.fixture
def member_of(db: None) -> MemberOf:
    """``member_of(association, Role.DESK)`` gives (user, membership)."""

    def make(association: Association, *roles: str, **user: Any) -> tuple[User, Membership]:
        asked = {f"user__{name}": value for name, value in user.items()}
        membership = MembershipFactory(association=association, roles=list(roles), **asked)
        return membership.user, membership

    return make


@pytest.fixture
def client_of() -> ClientOf:
    """A browser in which the member is signed in; pages are in English unless a test asks otherwise."""

    def sign_in(membership: Membership, language: str = "en") -> Client:
        client = Client()
        client.force_login(membership.user, backend="allauth.account.auth_backends.AuthenticationBackend")
        client.cookies["mithaq_language"] = language
        return client

    return sign_in


@pytest.fixture
def desk(twaim: Association, member_of: MemberOf) -> Membership:
    """The front desk of Twaim."""
    return member_of(twaim, Role.DESK)[1]


@pytest.fixture
def outsider(qalam: Association, member_of: MemberOf) -> Membership:
    """The front desk of another association, who must see nothing of Twaim."""
    return member_of(qalam, Role.DESK)[1]
