"""What other rooms know of a request before it is opened: each later room enters itself, as this one imports none."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from beneficiaries.models import Beneficiary

Knows = Callable[[Beneficiary, Any], dict[str, Any]]
KNOWN: list[Knows] = []


def known_before(beneficiary: Beneficiary, by: Any) -> dict[str, Any]:
    """Fields of the opening form and their values, for this member; the desk may change them."""
    return {name: value for knows in KNOWN for name, value in knows(beneficiary, by).items()}
