"""Policies with a word more than the board wrote, for tests that need every move to be possible."""

from typing import Any

import pytest

from associations import presets


def name_somebody_to_refer_to(monkeypatch: pytest.MonkeyPatch) -> None:
    """Associations loaded from now on have a policy that names a higher level to refer to."""
    read = presets.read

    def with_referral(slug: str) -> dict[str, Any]:
        facts = read(slug)
        named = {"referral": "higher_level", "referral_name_ar": "المسؤول", "referral_name_en": "The officer"}
        return {**facts, "version": {**facts["version"], **named}}

    monkeypatch.setattr(presets, "read", with_referral)
