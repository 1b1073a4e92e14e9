"""Issuing a letter: the number is taken, the facts are frozen and hashed, all in the caller's transaction (P5)."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from django.utils import timezone

from associations.models import Association
from associations.references import next_number

from .models import Letter

REGISTER = "L"


def digest(facts: dict[str, Any]) -> str:
    """SHA-256 over the facts in one canonical spelling."""
    text = json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def issue(
    association: Association,
    *,
    kind: str,
    about: str,
    subject: str,
    recipient: str,
    facts: dict[str, Any],
    by: Any,
    attachments: int = 0,
) -> Letter:
    """A new row of the register. Only inside a transaction."""
    now = timezone.now()
    today = timezone.localdate(now)
    year, number = next_number(association, REGISTER, on=today)
    return association.letters.create(
        year=year,
        number=number,
        kind=kind,
        about=about,
        subject=subject,
        recipient=recipient,
        attachments=attachments,
        issued_on=today,
        issued_at=now,
        issued_by=by,
        facts=facts,
        sha256=digest(facts),
    )
