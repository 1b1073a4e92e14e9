"""Tries from one address: each takes a place of its own, also when many come at the same moment."""

import threading

import pytest
from django.core.cache import cache
from django.db import connections
from django.test import RequestFactory

from core.attempts import Attempts

TRIES = Attempts("of-this-test", allowed=3, seconds=3600)


@pytest.fixture(autouse=True)
def _nobody_tried_before(db):
    cache.clear()


def asks(address="192.0.2.1"):
    return RequestFactory().get("/", REMOTE_ADDR=address)


def test_after_the_last_place_no_try_is_left_but_another_address_has_its_own():
    assert [bool(TRIES.take(asks())) for _try in range(5)] == [True, True, True, False, False]
    assert TRIES.take(asks("198.51.100.7"))


def test_a_try_given_back_does_not_count():
    for _try in range(10):
        TRIES.give_back(TRIES.take(asks()))
    assert [bool(TRIES.take(asks())) for _try in range(4)] == [True, True, True, False]


@pytest.mark.django_db(transaction=True)
def test_tries_at_the_same_moment_are_all_counted():
    """With real threads, each on its own connection."""
    taken, gate = [], threading.Barrier(8)

    def run():
        gate.wait(timeout=20)
        try:
            taken.append(TRIES.take(asks()))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run) for _thread in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    places = [place for place in taken if place]
    assert len(taken) == 8
    assert len(places) == len(set(places)) == TRIES.allowed
