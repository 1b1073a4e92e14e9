"""The people who bring a request from the desk to its closing."""

from typing import Any

import pytest

from associations import presets
from associations.models import Association
from tests.conftest import loaded
from tests.factories.support_requests import Staff


@pytest.fixture
def staff(twaim: Association) -> Staff:
    """The people of Twaim, where a committee of its own decides."""
    return Staff(twaim)


@pytest.fixture
def referring_staff(db: None, monkeypatch: pytest.MonkeyPatch) -> Staff:
    """The people of Twaim, had its policy named somebody to refer to as well: every move is possible there."""
    read = presets.read

    def with_referral(slug: str) -> dict[str, Any]:
        facts = read(slug)
        named = {"referral": "higher_level", "referral_name_ar": "المسؤول", "referral_name_en": "The officer"}
        return {**facts, "version": {**facts["version"], **named}}

    monkeypatch.setattr(presets, "read", with_referral)
    return Staff(loaded("twaim"))


@pytest.fixture
def elsewhere(qalam: Association) -> Staff:
    """The people of another association, who must see nothing of Twaim."""
    return Staff(qalam)
