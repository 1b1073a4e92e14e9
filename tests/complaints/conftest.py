"""The people who handle complaints and inquiries in two associations."""

import pytest
from django.core.cache import cache

from associations.models import Association
from tests.conftest import loaded
from tests.factories.complaints import Handlers


@pytest.fixture(autouse=True)
def _nobody_tried_before(db: None) -> None:
    """Counts of wrong codes and sendings belong to one test."""
    cache.clear()


@pytest.fixture
def people(twaim: Association) -> Handlers:
    """Of Twaim, whose policy names a follow-up committee and contact officers."""
    return Handlers(twaim)


@pytest.fixture
def elsewhere(qalam: Association) -> Handlers:
    """Of another association, who must see nothing of Twaim; its policy names no follow-up committee."""
    return Handlers(qalam)


@pytest.fixture
def hajar(db: None) -> Handlers:
    """Of the association whose policy promises an answer to inquiries within fourteen days."""
    return Handlers(loaded("hajar"))
