"""The pages of the catalogue of services: name, on what, and whether an empty form is refused."""

from __future__ import annotations

from typing import Any

DRAFT = "draft of a service"
SCREENS: list[tuple[str, str, str, bool]] = [
    ("services:list", "", "", False),
    ("services:service", "service", "", False),
    ("services:version", "version of a service", "", False),
    ("services:add", "", "", True),
    ("services:draft", DRAFT, "", False),
    ("services:terms", DRAFT, "", True),
    ("services:choose_condition", DRAFT, "", False),
    ("services:new_condition", "kind of condition", "", True),
    ("services:condition", "row of a draft", "", True),
    ("services:new_line", DRAFT, "", True),
    ("services:line", "row of a draft", "", True),
    ("services:new_question", DRAFT, "", True),
    ("services:question", "row of a draft", "", True),
    ("services:in_force", DRAFT, "", True),
    ("services:discard", DRAFT, "", False),
]


def places(association: Any) -> dict[str, tuple[list[Any], str]]:
    """The service of the demo whose next version is being written."""
    draft = association.service_versions.filter(in_force_from=None).select_related("service").latest("pk")
    here = [association.slug, draft.service.code]
    return {
        "service": (here, ""),
        "version of a service": ([*here, 1], ""),
        DRAFT: (here, ""),
        "row of a draft": ([*here, 1], ""),
        "kind of condition": ([*here, "people"], ""),
    }
