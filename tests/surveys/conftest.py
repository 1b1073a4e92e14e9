"""Those who measure satisfaction in two associations: Twaim lists its ways, Qalam's policy lists none."""

from typing import Any

import pytest

from associations.models import Association
from tests.factories.support_requests import Staff
from tests.factories.surveys import Measuring


@pytest.fixture
def measuring(twaim: Association) -> Measuring:
    return Measuring(twaim)


@pytest.fixture
def elsewhere(qalam: Association) -> Measuring:
    return Measuring(qalam)


@pytest.fixture
def staff(twaim: Association) -> Staff:
    return Staff(twaim)


@pytest.fixture
def services(twaim: Association) -> list[Any]:
    """Three services of Twaim."""
    return [
        twaim.services.create(code=code, name_ar=code, name_en=code.title()) for code in ("rent", "repair", "food")
    ]
