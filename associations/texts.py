"""The texts people agree to: a draft is written, then published and never changed again (B3, R5, B5).

Nothing signed or given before becomes void by a new version: each names the version it was made under.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.errors import DomainError, NotPermitted, StaleRecord

from .enums import TextKind
from .models import AgreedText, Association


@dataclass(frozen=True)
class KindOfText:
    """One text of the association with what is in force and what is being written."""

    kind: TextKind
    in_force: AgreedText | None
    draft: AgreedText | None


def texts_of(association: Association) -> list[KindOfText]:
    """Every kind of text, in the order of its kinds. One query."""
    rows: dict[tuple[str, bool], AgreedText] = {}
    for row in association.agreed_texts.all():  # the latest version of each kind first
        rows.setdefault((row.kind, row.published_at is not None), row)
    return [KindOfText(kind, rows.get((kind, True)), rows.get((kind, False))) for kind in TextKind]


def _require(by: Any) -> None:
    if "manage_texts" not in by.permissions:
        raise NotPermitted(_("The texts people agree to are not among your tasks."), code="not_permitted")


@transaction.atomic
def write_draft(
    association: Association,
    *,
    by: Any,
    kind: str,
    text_ar: str,
    text_en: str = "",
    expected_version: int | None = None,
) -> AgreedText:
    """The next version of a text, saved and not published; ``expected_version`` 0 says that there was no draft."""
    _require(by)
    Association.objects.select_for_update().get(pk=association.pk)
    draft = association.agreed_texts.filter(kind=TextKind(kind), published_at__isnull=True).first()
    if expected_version is not None and expected_version != (draft.version if draft else 0):
        raise StaleRecord
    now = timezone.now()
    if draft is None:
        last = association.agreed_texts.filter(kind=kind).aggregate(last=Max("number"))["last"] or 0
        draft = AgreedText(association=association, kind=kind, number=last + 1, version=0)
    draft.text_ar, draft.text_en = text_ar.strip(), text_en.strip()
    draft.version += 1
    draft.changed_by, draft.changed_at = by.user, now
    draft.save()
    return draft


@transaction.atomic
def publish(draft: AgreedText, *, by: Any, expected_version: int | None = None) -> AgreedText:
    """From now on people agree to this version; it cannot be changed any more."""
    _require(by)
    draft = AgreedText.objects.select_for_update().get(pk=draft.pk, association_id=by.association_id)
    if draft.published_at is not None:
        raise DomainError(_("This version is published already."), code="published")
    if expected_version is not None and draft.version != expected_version:
        raise StaleRecord
    draft.published_at, draft.published_by = timezone.now(), by.user
    draft.save(update_fields=["published_at", "published_by"])
    return draft
