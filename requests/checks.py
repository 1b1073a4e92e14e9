"""The folder's name must never meet the HTTP library of the same name (docs/decisions/0002)."""

from __future__ import annotations

from importlib.metadata import distributions
from typing import Any

from django.core.checks import Error, register


@register()
def no_library_of_the_same_name(app_configs: Any, **kwargs: Any) -> list[Error]:
    """An error where the PyPI distribution ``requests`` is installed: whichever is imported first would win."""
    if any((dist.metadata["Name"] or "").lower() == "requests" for dist in distributions()):
        return [
            Error(
                "The PyPI distribution “requests” is installed; it would hide the app in requests/.",
                hint="Remove it from the environment; use another HTTP client.",
                id="support_requests.E001",
            )
        ]
    return []
