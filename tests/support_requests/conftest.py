"""The people who bring a request from the desk to its closing."""

import pytest

from associations.models import Association
from tests.factories.support_requests import Staff


@pytest.fixture
def staff(twaim: Association) -> Staff:
    """The people of Twaim, where a committee of its own decides."""
    return Staff(twaim)


@pytest.fixture
def elsewhere(qalam: Association) -> Staff:
    """The people of another association, who must see nothing of Twaim."""
    return Staff(qalam)
