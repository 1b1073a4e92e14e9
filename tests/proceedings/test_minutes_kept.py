"""What the database refuses of minutes, past every verb: each constraint and each rule of their tables is tried."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from proceedings import actions
from proceedings.models import Minutes, MinutesText, Seal, Section, Signature
from tests.factories.sessions import Body

from .minutes_broken import OF_MINUTES, again


@pytest.fixture
def kept(body: Body) -> Body:
    """Sealed minutes with free words, an annex and a signature under it; and a draft with free words."""
    minutes = actions.draft_of(body.closed())
    actions.write(minutes, by=body.people["secretary"], texts={"closing": "The end."}, discussions={})
    seal = actions.seal(minutes, by=body.people["chair"])
    annex = actions.correct(seal.minutes, by=body.people["chair"], text="Room 2.", reason="Misheard.")
    body.signs(annex, "first")
    draft = actions.draft_of(body.closed())
    actions.write(draft, by=body.people["secretary"], texts={"closing": "The end."}, discussions={})
    return body


@pytest.mark.parametrize(("name", "act"), [(name, act) for name, rows in OF_MINUTES.items() for act in rows])
def test_the_database_refuses_what_no_minutes_can_be(kept, name, act):
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        act()
    said = str(refusal.value)
    # a rule on the whole row may come first; SQLite names the columns of a unique constraint
    assert name in said or "UNIQUE" in said or "follows the last one" in said


def test_a_paper_has_one_successor(kept):
    first = Seal.objects.filter(number=0).get()
    second = actions.seal(Minutes.objects.latest("pk"), by=kept.people["chair"])
    third = actions.draft_of(kept.closed())
    row = Seal.objects.values().get(pk=second.pk)
    given = {"minutes_id": third.pk, "check_code": "x"}
    with pytest.raises(IntegrityError), transaction.atomic():
        Seal.objects.create(**{**row, "id": None, **given, "previous_id": first.pk})
    made = Seal.objects.create(
        **{**row, "id": None, "minutes_id": third.pk, "previous_id": second.pk, "check_code": "x"}
    )
    assert made.previous == second


def _another_body(body: Body) -> int:
    facts = {"kind": "board", "name_ar": "المجلس", "name_en": "Board"}
    return int(body.staff.association.committees.create(**facts).pk)


@pytest.mark.parametrize("wrong", ["of another body", "an annex before minutes", "an annex of other minutes"])
def test_a_paper_follows_only_what_it_may(kept, wrong):
    annex = Seal.objects.get(number=1)
    row = Seal.objects.values().get(number=0)
    given: dict[str, Any] = {"id": None, "check_code": "x", "minutes_id": Minutes.objects.latest("pk").pk}
    given |= {
        "of another body": {"committee_id": _another_body(kept)},
        "an annex before minutes": {"previous_id": annex.pk},
        "an annex of other minutes": {"number": 1, "previous_id": row["id"]},
    }[wrong]
    with pytest.raises(IntegrityError, match="follows the last one"), transaction.atomic():
        Seal.objects.create(**{**row, **given})


def test_a_member_refuses_once(kept):
    seal = Seal.objects.get(number=0)
    actions.record_refusal(seal, by=kept.people["secretary"], seat_id=kept.seat("second").pk, words="No.")
    with pytest.raises(IntegrityError), transaction.atomic():
        again(Signature, uid=Signature._meta.get_field("uid").get_default())()


def test_an_item_has_one_text(kept):
    draft = Minutes.objects.latest("pk")
    actions.write(draft, by=kept.people["secretary"], texts={}, discussions={1: "Well."})
    with pytest.raises(IntegrityError), transaction.atomic():
        again(MinutesText)()


REWRITTEN: dict[str, list[tuple[Any, dict[str, Any]]]] = {
    "sealed minutes are never rewritten": [
        (Minutes, {"reference": "MN-1448-000099"}),
        (Seal, {"head": "{}"}),
        (Seal, {"digest": "0" * 64}),
        (Seal, {"check_code": "y"}),
        (Section, {"content": "{}"}),
        (Section, {"salt": "0" * 32}),
        (Section, {"digest": "0" * 64}),
        (Section, {"key": "other"}),
        (MinutesText, {"part": "introduction"}),
    ],
    "a signature is never rewritten": [(Signature, {"signed_name": "Other"}), (Signature, {"at": timezone.now()})],
}


@pytest.mark.parametrize(
    ("words", "model", "columns"), [(words, *row) for words, rows in REWRITTEN.items() for row in rows]
)
def test_the_database_refuses_to_rewrite_minutes(kept, words, model, columns):
    with pytest.raises(IntegrityError, match=words), transaction.atomic():
        model.objects.filter(pk=model.objects.earliest("pk").pk).update(**columns)


def test_free_words_stay_as_they_were_sealed_and_a_draft_takes_others(kept):
    """proceedings_minutestext."""
    sealed, draft = MinutesText.objects.order_by("pk")
    MinutesText.objects.filter(pk=draft.pk).update(text="Other words.")
    for columns in ({"text": "Other words."}, {"text": "Other.", "written_at": timezone.now()}):
        with pytest.raises(IntegrityError, match="never rewritten"), transaction.atomic():
            MinutesText.objects.filter(pk=sealed.pk).update(**columns)
    row = MinutesText.objects.values().get(pk=sealed.pk)
    with pytest.raises(IntegrityError, match="never rewritten"), transaction.atomic():
        MinutesText.objects.create(**{**row, "id": None, "part": "introduction"})
    MinutesText.objects.filter(pk=sealed.pk).update(text="—")  # forgetting


def test_no_section_is_added_to_a_sealed_paper(kept):
    row = Section.objects.values().latest("pk")
    with pytest.raises(IntegrityError, match="stands in the head"), transaction.atomic():
        Section.objects.create(**{**row, "id": None, "key": "more", "digest": "0" * 64})


def test_a_section_is_emptied_once(kept):
    rows = Section.objects.filter(pk=Section.objects.latest("pk").pk)
    day = timezone.localdate()
    rows.update(content="—", salt="—", emptied_on=day)
    for columns in ({"emptied_on": None}, {"content": "{}"}, {"emptied_on": day.replace(year=2020)}):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**columns)


@pytest.mark.parametrize("model", [Minutes, MinutesText, Seal, Section, Signature])
def test_nothing_of_minutes_is_removed(kept, model):
    """proceedings_minutes, _minutestext, _seal, _section, _signature."""
    with pytest.raises(IntegrityError, match="never removed"), transaction.atomic():
        model.objects.filter(pk=model.objects.latest("pk").pk)._raw_delete("default")
