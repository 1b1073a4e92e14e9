"""The declared facts of a file, as a signature covers them: a changed fact makes another digest (R5).

The facts have versions. What was signed under an earlier version is judged by that version's facts alone, so that
declaring more makes no signature void that was given before.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any

from core.sealed import index_keys

from .models import Beneficiary, HouseholdMember, facts_of

SITUATION = ("nationality", "marital", "employment", "housing", "health")


def declared_facts(beneficiary: Beneficiary) -> dict[str, Any]:
    """What is declared today: the person, the situation, and the household with its income. One query.

    A household is told by its version, which rises with each change of members, income or obligations.
    """
    household = _household(beneficiary)
    return {
        "facts": 2,
        **facts_of(beneficiary),
        **{field: getattr(beneficiary, field) for field in SITUATION},
        "household": [str(household[0]), household[1]] if household else None,
    }


def _household(beneficiary: Beneficiary) -> tuple[Any, int] | None:
    """Its key and version. One query; none where the memberships were read before."""
    read = getattr(beneficiary, "_prefetched_objects_cache", {}).get("memberships")
    if read is not None:
        return next(((row.household.uid, row.household.version) for row in read if row.left_on is None), None)
    memberships = HouseholdMember.objects.filter(beneficiary=beneficiary, left_on__isnull=True)
    return memberships.values_list("household__uid", "household__version").first()


def digest(facts: dict[str, Any]) -> str:
    """SHA-256 over the facts in one spelling."""
    return hashlib.sha256(json.dumps(facts, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def digests_that_cover(beneficiary: Beneficiary, asked: dict[str, Any]) -> list[str]:
    """Digests of the file's facts with what is asked for: today's first, then those of earlier versions."""
    today = declared_facts(beneficiary)
    keys = ["", *(index_keys() if len(index_keys()) > 1 else ())]  # signed facts stay signed while the key changes
    earlier = [facts_of(beneficiary, index_key=key) for key in keys]
    versions = [{**today, **facts} for facts in earlier] + earlier
    return [digest({"beneficiary": facts, **asked}) for facts in versions]
