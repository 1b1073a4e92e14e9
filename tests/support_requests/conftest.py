"""The people who bring a request from the desk to its closing."""

import pytest

from associations.models import Association
from tests.conftest import loaded
from tests.factories.policies import name_somebody_to_refer_to
from tests.factories.support_requests import Staff


@pytest.fixture
def staff(twaim: Association) -> Staff:
    """The people of Twaim, where a committee of its own decides."""
    return Staff(twaim)


@pytest.fixture
def referring_staff(db: None, monkeypatch: pytest.MonkeyPatch) -> Staff:
    """The people of Twaim, had its policy named somebody to refer to as well: every move is possible there."""
    name_somebody_to_refer_to(monkeypatch)
    return Staff(loaded("twaim"))


@pytest.fixture
def elsewhere(qalam: Association) -> Staff:
    """The people of another association, who must see nothing of Twaim."""
    return Staff(qalam)
