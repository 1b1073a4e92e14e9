"""The body that a policy version names exists from the moment a case needs it (R6 to R9)."""

from __future__ import annotations

from typing import Any

from .models import Committee


def body_named_by(version: Any) -> Committee:
    """The association's body of the kind and name the policy version gives. One query, two the first time."""
    body, _made = Committee.objects.get_or_create(
        association_id=version.association_id,
        kind=version.reviewing_body,
        defaults={"name_ar": version.reviewing_body_name_ar, "name_en": version.reviewing_body_name_en},
    )
    return body
