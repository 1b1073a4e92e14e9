"""How often one address tried something within a window; counts live in the shared cache and forget by themselves.

Addresses are kept as a hash only. ``take`` loses no try, however many come at one moment; ``count`` may lose one of
two.
"""

from __future__ import annotations

import hashlib
import time
from dataclasses import dataclass

from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest


@dataclass(frozen=True)
class Attempts:
    """At most ``allowed`` tries of ``name`` from one address in each window of ``seconds``.

    ``on`` narrows ``count`` and ``are_used_up`` to tries on one thing, a mobile for example; it too is kept hashed.
    """

    name: str
    allowed: int
    seconds: int

    def count(self, request: HttpRequest, on: str = "") -> None:
        """One try more."""
        key = self._key(request, on)
        if not cache.add(key, 1, timeout=self.seconds):
            try:
                cache.incr(key)
            except ValueError:  # the window ended between the two calls
                cache.set(key, 1, timeout=self.seconds)

    def take(self, request: HttpRequest) -> str:
        """One try before it is made: the name of its place, for ``give_back``; empty where none is left.

        Each of the ``allowed`` places is one row of the cache, which its key admits once.
        """
        key = self._key(request)
        places = (f"{key}:{number}" for number in range(self.allowed))
        return next((place for place in places if cache.add(place, 1, timeout=self.seconds)), "")

    def give_back(self, place: str) -> None:
        """The try does not count after all."""
        cache.delete(place)

    def are_used_up(self, request: HttpRequest, on: str = "") -> bool:
        """Whether no try is left; counts nothing."""
        return int(cache.get(self._key(request, on), 0)) >= self.allowed

    def _key(self, request: HttpRequest, on: str = "") -> str:
        window = int(time.time() // self.seconds)
        who = f"{address(request)} {on}" if on else address(request)
        return f"{self.name}:{window}:{hashlib.sha256(who.encode()).hexdigest()[:20]}"


def address(request: HttpRequest) -> str:
    """The network address that asks; those whose address is unknown share one count."""
    from allauth.account.adapter import get_adapter  # knows how many proxies stand before us

    try:
        return str(get_adapter().get_client_ip(request))
    except PermissionDenied:
        return "unknown"
