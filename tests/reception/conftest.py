"""The people at the counters of two associations."""

import pytest
from django.core.cache import cache

from associations.models import Association
from tests.conftest import loaded
from tests.factories.reception import AtCounter


@pytest.fixture(autouse=True)
def _nobody_tried_before(db: None) -> None:
    """Counts of wrong codes and sendings belong to one test."""
    cache.clear()


@pytest.fixture
def counter(twaim: Association) -> AtCounter:
    return AtCounter(twaim)


@pytest.fixture
def elsewhere(qalam: Association) -> AtCounter:
    """Of another association, who must see nothing of Twaim."""
    return AtCounter(qalam)


@pytest.fixture
def hajar_counter(db: None) -> AtCounter:
    """Of the association whose policy promises an answer within fourteen days of receipt."""
    return AtCounter(loaded("hajar"))
