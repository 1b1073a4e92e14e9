"""What no minutes can be: each constraint of their tables with a row that breaks it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils import timezone

from proceedings.models import Minutes, MinutesText, Seal, Section, Session, Signature

Break = Callable[[], Any]


def again(model: Any, **columns: Any) -> Break:
    """A second row like the newest, with other columns."""

    def act() -> Any:
        row = model.objects.values().latest("pk")
        given = {name: value() if callable(value) else value for name, value in columns.items()}
        return model.objects.create(**{**row, "id": None, **given})

    return act


def _uid() -> Any:
    return Signature._meta.get_field("uid").get_default()


def _code() -> Any:
    return Seal._meta.get_field("check_code").get_default()


def _first() -> Any:
    return Seal.objects.get(number=0).pk


def _other_minutes() -> Any:
    return Minutes.objects.exclude(seals__number=0).get().pk


def _other_session() -> Any:
    """One that is over and has no minutes."""
    row = Session.objects.values().latest("pk")
    return Session.objects.create(**{**row, "id": None, "reference": "SN-1448-000099"}).pk


OF_MINUTES: dict[str, list[Break]] = {
    "minutes_reference_once": [again(Minutes, session_id=_other_session)],
    "minutestext_once": [again(MinutesText)],
    "minutestext_once_each_item": [],  # tried below, on a text of an item
    "minutestext_discussion_of_an_item": [
        again(MinutesText, part="discussion"),
        again(MinutesText, part="closing", item_id=lambda: Section.objects.exclude(item=None).first().item_id),
    ],
    "seal_once": [again(Seal, check_code=_code)],
    "seal_one_first_each_body": [
        again(Seal, minutes_id=_other_minutes, number=0, previous_id=None, check_code=_code),
    ],
    "seal_one_successor": [],  # tried below: it needs three minutes
    "seal_annex_follows": [again(Seal, number=2, previous_id=None, check_code=_code)],
    "section_once": [again(Section)],
    "section_emptied_whole": [again(Section, key="other", emptied_on=timezone.localdate)],
    "signature_once": [again(Signature, uid=_uid)],
    "signature_one_refusal": [],  # tried below
    "signature_on_paper_has_its_scan": [again(Signature, uid=_uid, how="paper")],
    "signature_refused_in_words": [again(Signature, uid=_uid, how="refused")],
}
