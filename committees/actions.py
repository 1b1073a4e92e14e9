"""The body that a policy version names exists from the moment a case needs it (R6 to R9)."""

from __future__ import annotations

from typing import Any

from .models import Committee


def body_named_by(version: Any) -> Committee:
    """The association's body of the kind and name the policy version gives. One query, two the first time."""
    names = version.reviewing_body_name_ar, version.reviewing_body_name_en
    return body_of_kind(version.association_id, version.reviewing_body, *names)


def body_of_kind(association_id: int, kind: str, name_ar: str, name_en: str) -> Committee:
    """The association's body of this kind; the names are for the first time."""
    names = {"name_ar": name_ar, "name_en": name_en}
    return Committee.objects.get_or_create(association_id=association_id, kind=kind, defaults=names)[0]
