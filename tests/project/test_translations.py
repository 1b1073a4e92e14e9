"""No sentence of ours reaches an Arabic page untranslated or broken; the check itself is tried on broken ones."""

from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError

from core.management.commands import check_translations
from core.management.commands.check_translations import Said, fault_of, faults, placeholders, said_in, sentences

ROOT = Path(settings.ROOT)
SIX = ("لا خطابات", "خطاب", "خطابان", "%(n)s خطابات", "%(n)s خطابًا", "%(n)s خطاب")
LETTERS = ("%(n)s letter", "%(n)s letters")


def arabic(*strings: str, **flags: list[str]) -> Catalog:
    catalogue = Catalog(locale="ar")
    catalogue.add(
        LETTERS if len(strings) > 1 else "Letter %(n)s", strings if len(strings) > 1 else strings[0], **flags
    )
    return catalogue


def test_every_sentence_has_its_arabic():
    with (ROOT / "locale" / "ar" / "LC_MESSAGES" / "django.po").open("rb") as stream:
        catalogue = read_po(stream, locale="ar")
    assert catalogue.num_plurals == 6
    assert faults(list(sentences(ROOT)), catalogue) == []


def test_sentences_are_found_in_code_and_in_templates():
    code = 'x = _("One")\ny = ngettext("%(n)s letter", "%(n)s letters", 3)\nz = pgettext_lazy("month", "May")\n'
    assert list(said_in(code, name="a.py")) == [
        Said("a.py:1", None, ("One",)),
        Said("a.py:2", None, LETTERS),
        Said("a.py:3", "month", ("May",)),
    ]
    page = '<p>{% translate "Two" %}</p>\n{% blocktranslate trimmed %}\n  Three {{ x }}\n{% endblocktranslate %}'
    assert [said.forms for said in said_in(page, name="a.html")] == [("Two",), ("Three %(x)s",)]
    assert len(list(sentences(ROOT))) > 500


@pytest.mark.parametrize(
    ("catalogue", "fault"),
    [
        (Catalog(locale="ar"), "not in the catalogue"),
        (arabic(" "), "not translated"),
        (arabic("خطاب %(n)s", flags=["fuzzy"]), "fuzzy"),
        (arabic("خطاب %(m)s"), "other placeholders"),
        (arabic("خطاب"), "other placeholders"),
        (arabic("خطاب %(n)s"), ""),
    ],
)
def test_a_sentence_without_its_right_arabic_is_named(catalogue, fault):
    said = Said("a.py:7", None, ("Letter %(n)s",))
    assert fault_of(said, catalogue.get("Letter %(n)s"), plurals=6) == fault
    assert faults([said], catalogue) == ([f"a.py:7: {fault}: 'Letter %(n)s'"] if fault else [])


@pytest.mark.parametrize(
    ("strings", "fault"),
    [
        (SIX, ""),
        (SIX[:5], "5 of 6 plural forms"),
        ((*SIX[:5], ""), "not translated"),
        ((*SIX[:5], "خطاب"), "strange placeholders"),
        (("%(m)s", *SIX[1:]), "strange placeholders"),
    ],
)
def test_all_six_plural_forms_are_asked_for(strings, fault):
    assert fault_of(Said("a.py:7", None, LETTERS), arabic(*strings).get(LETTERS[0]), plurals=6) == fault


def test_placeholders_of_both_kinds_are_read():
    assert placeholders("%(n)s of {total} – 100%% {{kept}}") == {"n", "{total}"}


def test_the_command_ends_with_an_error_and_the_place(monkeypatch, capsys):
    missing = Said("core/views.py:1", None, ("Nobody would say this",))
    monkeypatch.setattr(check_translations, "sentences", lambda root: [missing])
    with pytest.raises(CommandError) as refusal:
        call_command("check_translations")
    assert refusal.value.returncode == 1
    assert "core/views.py:1: not in the catalogue: 'Nobody would say this'" in capsys.readouterr().out
