"""A body of Twaim that decides by vote."""

from typing import Any

import pytest

from tests.factories.sessions import Body
from tests.factories.support_requests import Staff


@pytest.fixture
def staff(twaim: Any) -> Staff:
    return Staff(twaim)


@pytest.fixture
def body(staff: Staff) -> Body:
    return Body(staff)
