"""Telling the owner of a file, by the means and in the language agreed: optional ones stop at a no (B5)."""

from __future__ import annotations

from collections.abc import Mapping

from correspondence.models import Notice
from correspondence.notices.actions import Person, notify, stop_optional
from correspondence.notices.events import OPTIONAL

from .enums import ConsentPurpose
from .models import Beneficiary, Consent
from .rooms import all_cases


def wants(beneficiary: Beneficiary, event: str) -> bool:
    """Whether this event may be sent: an answer due always, an invitation not against the person's word."""
    return event not in OPTIONAL or not Consent.objects.of_person(beneficiary).stands_against(ConsentPurpose.CONTACT)


def stop_unwanted(beneficiary: Beneficiary) -> int:
    """Optional messages that wait to be sent go out no more where the person's latest word is no; how many."""
    if not Consent.objects.of_person(beneficiary).stands_against(ConsentPurpose.CONTACT):
        return 0
    return stop_optional(beneficiary.association, about=[beneficiary.number, *all_cases(beneficiary)])


def person_of(beneficiary: Beneficiary) -> Person:
    return Person(
        means=beneficiary.agreed_means,
        mobile=beneficiary.mobile,
        email=beneficiary.email,
        name=beneficiary.full_name,
        language=beneficiary.language,
    )


def tell(beneficiary: Beneficiary, event: str, *, key: str, values: Mapping[str, str] | None = None) -> Notice | None:
    """One notice about the file, in the caller's transaction; None where the person wants none of its kind."""
    if not wants(beneficiary, event):
        return None
    return notify(
        beneficiary.association,
        to=person_of(beneficiary),
        event=event,
        key=key,
        values={"file": beneficiary.number, **(values or {})},
        about=beneficiary.number,
    )
