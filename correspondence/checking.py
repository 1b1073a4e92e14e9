"""The public check of a paper: does this letter exist in the register, and do its facts still hash to its seal.

Whoever asks gets no name and no subject. The association is unknown until the letter is found, so the look-up
is the one place outside commands that reads across associations, for a code of 128 random bits.
"""

from __future__ import annotations

import hashlib
import time

from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from core.tenancy import across_associations

from .actions import digest
from .models import Letter

FINGERPRINT = 16  # hex digits shown on paper and screen: short enough to compare by eye
ASKED_A_MINUTE = 20
MINUTE = 60


def by_check_code(code: str) -> Letter | None:
    """The letter whose paper carries this code, whichever association issued it. One query."""
    with across_associations():
        return Letter.objects.select_related("association").filter(check_code=code).first()


def fingerprint(letter: Letter) -> str:
    """The beginning of the seal, as printed."""
    return letter.sha256[:FINGERPRINT]


def is_unchanged(letter: Letter) -> bool:
    """The stored facts are still the ones the paper was issued with."""
    return digest(letter.facts) == letter.sha256


def asked_too_often(request: HttpRequest) -> bool:
    """More than ``ASKED_A_MINUTE`` checks from one address within this minute; counts the present one."""
    window = int(time.time() // MINUTE)
    key = f"letter-check:{window}:{hashlib.sha256(_address(request).encode()).hexdigest()[:20]}"
    if cache.add(key, 1, timeout=MINUTE):
        return False
    try:
        return int(cache.incr(key)) > ASKED_A_MINUTE
    except ValueError:  # the minute ended between the two calls
        return False


def _address(request: HttpRequest) -> str:
    from allauth.account.adapter import get_adapter  # knows how many proxies stand before us

    try:
        return str(get_adapter().get_client_ip(request))
    except PermissionDenied:  # no address known: such askers share one count
        return "unknown"
