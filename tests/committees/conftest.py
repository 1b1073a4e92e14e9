"""Bodies are told in English here."""

from collections.abc import Iterator

import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """Sentences of refusals are compared as they are written."""
    with translation.override("en"):
        yield
