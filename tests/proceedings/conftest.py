"""A body of Twaim that decides by vote."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.utils import translation

from tests.factories.sessions import Body
from tests.factories.support_requests import Staff


@pytest.fixture
def staff(twaim: Any) -> Staff:
    return Staff(twaim)


@pytest.fixture
def body(staff: Staff) -> Body:
    return Body(staff)


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """Sentences of refusals are compared as they are written."""
    with translation.override("en"):
        yield
