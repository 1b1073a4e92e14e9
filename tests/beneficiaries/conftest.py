"""What a desk sends to register a person, and a person with two files."""

from collections.abc import Callable
from typing import Any

import pytest

from beneficiaries.models import Beneficiary
from core.once import new_token
from tests.factories.beneficiaries import BeneficiaryFactory
from tests.factories.duplicates import Twice

ID, OTHER_ID = "1012345672", "2098765437"
Typed = dict[str, str]


def day(calendar: str, d: str, m: str, y: str) -> Typed:
    return {"born_0": calendar, "born_1": d, "born_2": m, "born_3": y}


@pytest.fixture
def typed() -> Callable[..., Typed]:
    """A whole, right form; ``typed(city="…")`` changes boxes."""

    def make(**boxes: str) -> Typed:
        right = {
            "token": new_token(),
            "full_name": "نورة بنت سعد السبيعي",
            "national_id": ID,
            "mobile": "0501234521",
            "agreed_means": "sms",
            "city": "الهفوف",
            **day("hijri", "14", "رمضان", "1405"),
        }
        return {**right, **boxes}

    return make


@pytest.fixture
def known(twaim: Any, desk: Any) -> Callable[..., Beneficiary]:
    """A person registered by Twaim's desk."""

    def make(**facts: Any) -> Beneficiary:
        return BeneficiaryFactory(**{"association": twaim, "by": desk, **facts})

    return make


@pytest.fixture
def noura(known: Callable[..., Beneficiary]) -> Beneficiary:
    return known(full_name="نورة بنت سعد السبيعي", national_id=ID, mobile="+966501234521")


@pytest.fixture
def twice(twaim: Any) -> Twice:
    """One person with two files."""
    return Twice(twaim)
