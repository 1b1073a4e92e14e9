"""`manage.py verify_minutes` finds any altered byte, in what is sealed and in what it was sealed from."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from core import uploads
from proceedings import actions
from proceedings.models import Seal, Section, Signature
from proceedings.verifying import by_check_code
from tests.factories.minutes import a_scan
from tests.factories.sessions import Body


@pytest.fixture
def sealed(body: Body) -> Body:
    """Two sealed minutes, an annex, signatures by code and on paper, one refusal."""
    seal = body.sealed(recused="third")
    body.signs(seal, "first")
    actions.record_on_paper(seal, by=body.people["secretary"], seat_ids=[body.seat("chair").pk], upload=a_scan())
    actions.record_refusal(seal, by=body.people["secretary"], seat_id=body.seat("second").pk, words="Not so.")
    annex = actions.correct(seal.minutes, by=body.people["chair"], text="Room 2.", reason="Misheard.")
    body.signs(annex, "first")
    actions.seal(actions.draft_of(body.closed()), by=body.people["chair"])
    return body


def verified() -> tuple[bool, str]:
    """Whether the command ended well, and what it printed."""
    out = io.StringIO()
    try:
        call_command("verify_minutes", stdout=out)
    except CommandError:
        return False, out.getvalue()
    return True, out.getvalue()


def past_every_rule(table: str, column: str, value: Any, pk: int) -> None:
    """Raw SQL with the table's triggers lifted, as somebody with the database in hand would do it."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # what was written before is checked before
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        else:
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s", [table])
            for (name,) in cursor.fetchall():
                cursor.execute(f"DROP TRIGGER {name}")
        cursor.execute(f'UPDATE {table} SET "{column}" = %s WHERE id = %s', [value, pk])


def test_what_nobody_touched_is_whole(sealed):
    well, said = verified()
    assert well, said
    assert said.count(": OK") == 2
    assert "minutes: 2, altered: 0" in said


def one_byte(text: str) -> str:
    return text[:-1] + ("x" if text[-1] != "x" else "y")


SEALED_COLUMNS = [
    ("proceedings_seal", Seal, "head", one_byte),
    ("proceedings_seal", Seal, "digest", one_byte),
    ("proceedings_seal", Seal, "check_code", one_byte),
    ("proceedings_seal", Seal, "sealed_at", lambda value: value + timedelta(seconds=1)),
    ("proceedings_section", Section, "content", one_byte),
    ("proceedings_section", Section, "digest", one_byte),
    ("proceedings_section", Section, "salt", one_byte),
    ("proceedings_section", Section, "key", one_byte),
    ("proceedings_section", Section, "position", lambda value: value + 50),
    ("proceedings_signature", Signature, "signed_name", one_byte),
    ("proceedings_signature", Signature, "digest", one_byte),
    ("proceedings_signature", Signature, "at", lambda value: value + timedelta(seconds=1)),
]


@pytest.mark.parametrize(("table", "model", "column", "altered"), SEALED_COLUMNS)
@pytest.mark.parametrize("which", ["earliest", "latest"])
def test_any_altered_byte_of_what_is_sealed_shows(sealed, table, model, column, altered: Callable[..., Any], which):
    row = getattr(model.objects, which)("pk")
    past_every_rule(table, column, altered(getattr(row, column)), row.pk)
    well, said = verified()
    assert not well
    assert "ALTERED" in said


@pytest.mark.parametrize("number", [0, 1])
def test_a_paper_that_left_its_place_shows(sealed, number):
    row = Seal.objects.filter(number=number).latest("pk")
    past_every_rule("proceedings_seal", "number", number + 1, row.pk)
    assert not verified()[0]


def test_every_section_is_read(sealed):
    for row in Section.objects.all():
        past_every_rule("proceedings_section", "content", one_byte(row.content), row.pk)
        assert not verified()[0], row.key
        past_every_rule("proceedings_section", "content", row.content, row.pk)
    assert verified()[0]


RECORD = [
    ("vote", "choice", "abstain"),
    ("vote", "dissent", "Other words."),
    ("motion", "amount", 900),
    ("motion", "result", "lost"),
    ("motion", "reasons", "Other reasons."),
    ("motion", "present", 6),
    ("item", "opened_at", None),
    ("item", "notes", "Other notes."),
    ("presence", "left_at", None),
    ("recusal", "ground", "work"),
    ("recusal", "words", "Other words."),
    ("session", "place", "Elsewhere"),
    ("minutes", "reference", "MN-1448-000099"),
]


@pytest.mark.parametrize(("name", "column", "value"), RECORD)
def test_a_record_that_says_otherwise_than_the_minutes_shows(sealed, name, column, value):
    from django.apps import apps

    row = apps.get_model("proceedings", name).objects.earliest("pk")
    past_every_rule(f"proceedings_{name}", column, value if value is not None else timezone.now(), row.pk)
    well, said = verified()
    assert not well
    assert "ALTERED" in said


def test_a_scan_whose_bytes_changed_shows(sealed, monkeypatch):
    monkeypatch.setattr(uploads, "is_as_kept", lambda *_args: False)
    row = Signature.objects.exclude(stored_as="").get()
    well, said = verified()
    assert not well
    assert f"signature {row.uid}" in said


def test_names_that_change_later_are_no_alteration(sealed):
    for member in sealed.people.values():
        member.user.name_ar = "اسم آخر"
        member.user.save()
    case = sealed.cases[0]
    case.beneficiary.full_name = "Another Name"
    case.beneficiary.save(update_fields=["full_name"])
    assert verified()[0]


def test_an_emptied_section_of_a_person_who_was_not_forgotten_shows(sealed):
    rows = Section.objects.filter(key="item-1-words")
    rows.update(content="—", salt="—", emptied_on=timezone.localdate())
    well, said = verified()
    assert not well
    assert "nobody was forgotten" in said


def test_one_association_is_asked_alone_and_a_wrong_one_is_said(sealed):
    out = io.StringIO()
    call_command("verify_minutes", association=sealed.staff.association.slug, stdout=out)
    assert "minutes: 2" in out.getvalue()
    with pytest.raises(CommandError, match="no association"):
        call_command("verify_minutes", association="nobody", stdout=out)


def test_whoever_holds_the_paper_learns_whether_it_is_as_it_was_sealed(sealed):
    seal = Seal.objects.earliest("pk")
    found = by_check_code(seal.check_code)
    assert found is not None
    assert found[1]
    row = seal.sections.get(key="item-1")
    past_every_rule("proceedings_section", "content", one_byte(row.content), row.pk)
    again = by_check_code(seal.check_code)
    assert again is not None
    assert not again[1]
    assert by_check_code("nothing") is None
