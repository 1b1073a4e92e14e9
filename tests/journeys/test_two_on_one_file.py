"""Two people correct one file at the same moment: the second is told, sees what differs, and loses nothing (R13)."""

from __future__ import annotations

import random
from typing import Any

import pytest

from associations.models import Association
from beneficiaries.models import Beneficiary
from demo.families import families

from .pages import Portal, said


@pytest.fixture
def file(db: None, portal: Portal) -> Beneficiary:
    association = Association.objects.get(slug="twaim")
    chance = random.Random(association.beneficiaries.count())
    (person,) = families(association, by=portal.member("desk", "twaim"), count=1, chance=chance)
    return person


@pytest.mark.parametrize("javascript", [True, False], ids=["with javascript", "without javascript"])
def test_the_second_is_told_what_differs_and_saves_with_one_more_press(
    visitors: Any, portal: Portal, file: Beneficiary, javascript: bool
) -> None:
    path = f"/twaim/beneficiaries/{file.number}/edit/contact/"
    first, second = (visitors(javascript=javascript, width=width) for width in (1280, 320))
    for visitor in (first, second):
        visitor.is_known_as("desk", "twaim")
        visitor.open(path)
    first.type("street", "شارع الأمير")
    second.type("district", "حي النسيم")
    first.press(said("Save"))
    assert first.path == f"/twaim/beneficiaries/{file.number}/"
    second.press(said("Save"))
    assert second.path == path
    second.sees(portal.member("desk", "twaim").user.name_ar, "شارع الأمير")
    assert second.page.locator("[name=district]").input_value() == "حي النسيم"
    second.is_accessible()
    second.type("street", "شارع الأمير")
    second.press(said("Save"))
    assert second.path == f"/twaim/beneficiaries/{file.number}/"
    kept = Beneficiary.objects.get(pk=file.pk)
    assert (kept.street, kept.district) == ("شارع الأمير", "حي النسيم")
    assert {"street", "district"} <= set(kept.changes.values_list("field", flat=True))
