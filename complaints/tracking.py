"""The tracking code: the only key of a person without an account, of 79 random bits, kept as a keyed hash alone.

It is shown once and read in any case, digits, spaces and dashes. Wrong codes are counted for each address, and
every wrong code is answered alike.
"""

from __future__ import annotations

import secrets
from typing import Any

from associations.models import Association
from core.attempts import Attempts
from core.digits import to_ascii
from core.sealed import blind_index, blind_indexes

LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # without 0, 1, I and O, which are misread
LENGTH, GROUP = 16, 4
WRONG_CODES = Attempts("tracking-code", allowed=10, seconds=15 * 60)
SENDINGS = Attempts("contact-sending", allowed=20, seconds=60 * 60)


def new_code() -> str:
    """For example ``K7QM-3XPA-9TRD-2WVE``."""
    letters = "".join(secrets.choice(LETTERS) for _place in range(LENGTH))
    return "-".join(letters[start : start + GROUP] for start in range(0, LENGTH, GROUP))


def code_hash(code: str, *, association_id: int) -> str:
    """Equal for every spelling of one code; tells nothing about the code without the key."""
    return blind_index(_plain(code), association_id=association_id, field="tracking_code")


def _plain(code: str) -> str:
    return "".join(letter for letter in to_ascii(code).upper() if letter.isalnum())


def code_hashes(code: str, *, association_id: int) -> list[str]:
    """Under what a typed code may stand while the index key changes."""
    return blind_indexes(_plain(code[:100]), association_id=association_id, field="tracking_code")


def find(association: Association, code: str) -> Any:
    """The case behind the code, or None. One query."""
    wanted = code_hashes(code, association_id=association.pk)
    return association.complaints.for_pages().filter(code_hash__in=wanted).first()
