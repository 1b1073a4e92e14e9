"""Identifiers at rest open only where they were sealed, and are found by equality without being opened."""

from __future__ import annotations

import base64
from typing import Any

import pytest
from cryptography.exceptions import InvalidTag

from beneficiaries.models import Beneficiary
from core.sealed import blind_index, seal, unseal
from tests.factories.beneficiaries import national_id
from tests.factories.support_requests import Staff

ID = "1012345672"


def test_what_is_sealed_opens_with_its_context_only():
    sealed = seal(ID, context="1|beneficiary.national_id|a")
    assert ID not in sealed
    assert unseal(sealed, context="1|beneficiary.national_id|a") == ID
    for other in ("2|beneficiary.national_id|a", "1|beneficiary.mobile|a", "1|beneficiary.national_id|b", ""):
        with pytest.raises(InvalidTag):
            unseal(sealed, context=other)


def test_an_altered_box_does_not_open():
    name, _colon, body = seal(ID, context="x").partition(":")
    raw = bytearray(base64.b64decode(body))
    raw[-1] ^= 1
    with pytest.raises(InvalidTag):
        unseal(f"{name}:{base64.b64encode(raw).decode()}", context="x")


def test_the_same_value_is_never_sealed_twice_alike():
    assert seal(ID, context="x") != seal(ID, context="x")


def test_a_new_key_seals_while_the_old_one_still_opens(settings):
    before = seal(ID, context="x")
    index = blind_index(ID, association_id=1, field="national_id")
    settings.FIELD_KEYS = {**settings.FIELD_KEYS, "k2": base64.b64encode(b"2" * 32).decode()}
    settings.FIELD_KEY_IN_USE = "k2"
    assert seal(ID, context="x").startswith("k2:")
    assert unseal(before, context="x") == ID
    assert blind_index(ID, association_id=1, field="national_id") == index


def test_the_index_depends_on_association_and_field():
    index = blind_index(ID, association_id=1, field="national_id")
    assert len(index) == 32
    assert index == blind_index(ID, association_id=1, field="national_id")
    assert index != blind_index(ID, association_id=2, field="national_id")
    assert index != blind_index(ID, association_id=1, field="mobile")
    assert ID not in index


def test_a_file_at_rest_holds_no_identifier_and_gives_it_back(twaim):
    number = national_id(77)
    person = Staff(twaim).person(national_id=number, mobile="+966501234521")
    stored: dict[str, Any] = Beneficiary.objects.filter(pk=person.pk).values().get()
    assert not [column for column, value in stored.items() if number in str(value) or "501234521" in str(value)]
    again = Beneficiary.objects.get(pk=person.pk)
    assert (again.national_id, again.mobile) == (number, "+966501234521")


def test_a_box_carried_to_another_file_does_not_open(twaim):
    staff = Staff(twaim)
    one, other = staff.person(), staff.person()
    Beneficiary.objects.filter(pk=other.pk).update(national_id_sealed=one.national_id_sealed)
    with pytest.raises(InvalidTag):
        _ = Beneficiary.objects.get(pk=other.pk).national_id
