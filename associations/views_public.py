"""The policy in force for anybody to read: the same facts as staff see, in plain sentences (K5, R14)."""

from __future__ import annotations

from typing import Any

from core.views import PublicPage

from .models import Association
from .policy_words import policy_facts


class PublicPolicy(PublicPage):
    """Version, board approval, channels, periods and why, who decides, and the declaration."""

    template_name = "public/policy.html"
    association: Association

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{**kwargs, **policy_facts(self.association)})
