"""The public check of a paper: does this letter exist in the register, and do its facts still hash to its seal.

Whoever asks gets no name and no subject. The association is unknown until the letter is found, so the look-up
is the one place outside commands that reads across associations, for a code of 128 random bits.
"""

from __future__ import annotations

from django.http import HttpRequest

from core.attempts import Attempts
from core.tenancy import across_associations

from .actions import digest
from .models import Letter

FINGERPRINT = 16  # hex digits shown on paper and screen: short enough to compare by eye
ASKED_A_MINUTE = 20
MINUTE = 60
ASKED = Attempts("letter-check", allowed=ASKED_A_MINUTE, seconds=MINUTE)


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
    if ASKED.are_used_up(request):
        return True
    ASKED.count(request)
    return False
