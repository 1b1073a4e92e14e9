"""The verbs of a compensation case (M1–M4). Each is one transaction; ``by`` is the acting membership."""

from .basis import (
    approve_minutes,
    basis_of,
    correct_minutes,
    establish_basis,
    record_ruling,
    reject,
    write_minutes,
)
from .negotiating import accept, offer, withdraw
from .opening import open_case
from .settling import close, issue_settlement, pay, sign

__all__ = [
    "accept",
    "approve_minutes",
    "basis_of",
    "close",
    "correct_minutes",
    "establish_basis",
    "issue_settlement",
    "offer",
    "open_case",
    "pay",
    "record_ruling",
    "reject",
    "sign",
    "withdraw",
    "write_minutes",
]
