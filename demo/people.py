"""Invented staff of the five associations: one account for each role, all with the same password."""

from __future__ import annotations

from datetime import date

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password

from accounts.models import Membership, User
from accounts.roles import Role
from associations.enums import BodyKind
from associations.models import Association
from committees.actions import body_named_by
from committees.models import Position

PASSWORD = "mithaq-demo"
ACCOUNTS: dict[str, tuple[list[str], str, str]] = {
    "desk": ([Role.DESK], "سعد", "Saad"),
    "researcher": ([Role.RESEARCHER], "هند", "Hind"),
    "researcher2": ([Role.RESEARCHER], "خالد", "Khalid"),
    "member1": ([Role.MEMBER], "بدر", "Badr"),
    "member2": ([Role.MEMBER], "ريم", "Reem"),
    "member3": ([Role.MEMBER], "ماجد", "Majid"),
    "member4": ([Role.MEMBER], "لطيفة", "Latifah"),
    "chair": ([Role.CHAIR, Role.MEMBER], "إبراهيم", "Ibrahim"),
    "followup": ([Role.FOLLOW_UP], "منيرة", "Munirah"),
    "followup2": ([Role.FOLLOW_UP], "سلمان", "Salman"),
    "officer": ([Role.CONTACT_OFFICER], "ياسر", "Yasser"),
    "manager": ([Role.MANAGER], "نوال", "Nawal"),
    "admin": ([Role.ADMINISTRATOR], "فارس", "Faris"),
}
FAMILIES = {
    "namudhaj": ("المثالي", "Al-Mithali"),
    "qalam": ("القلمي", "Al-Qalami"),
    "twaim": ("التويمي", "Al-Twaimi"),
    "hajar": ("الهجري", "Al-Hajri"),
    "namaa": ("المكي", "Al-Makki"),
}


def _person(association: Association, account: str, password: str) -> User:
    _roles, first_ar, first_en = ACCOUNTS[account]
    family_ar, family_en = FAMILIES[association.slug]
    email = f"{account}@{association.slug}.example"
    user, made = User.objects.get_or_create(
        email=email,
        defaults={"name_ar": f"{first_ar} {family_ar}", "name_en": f"{first_en} {family_en}", "password": password},
    )
    if made:
        EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    return user


def _membership(user: User, association: Association, roles: list[str]) -> Membership:
    membership, _made = Membership.objects.get_or_create(user=user, association=association)
    for role in roles:
        membership.membership_roles.get_or_create(role=role)
    return membership


def staff(association: Association, *, since: date) -> dict[str, Membership]:
    """The association's people by account name, with the seats of its reviewing body."""
    password = make_password(PASSWORD)
    members = {
        account: _membership(_person(association, account, password), association, roles)
        for account, (roles, _ar, _en) in ACCOUNTS.items()
    }
    body = body_named_by(association.policy_in_force())
    head = Position.HEAD if body.kind == BodyKind.DEPARTMENT else Position.CHAIR
    body.seats.get_or_create(membership=members["chair"], defaults={"position": head, "from_on": since})
    others = {"member1": Position.DEPUTY, "member4": Position.SECRETARY}
    for account in ("member1", "member2", "member3", "member4"):
        position = others.get(account, Position.MEMBER)
        body.seats.get_or_create(membership=members[account], defaults={"position": position, "from_on": since})
    return members


def works_for_two() -> None:
    """One manager works for two associations, so that changing between them can be tried."""
    manager = User.objects.get(email="manager@twaim.example")
    _membership(manager, Association.objects.get(slug="qalam"), [Role.MANAGER])
