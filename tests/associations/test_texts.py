"""Texts people agree to: written, published, and never changed after (associations_agreedtext)."""

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from accounts.roles import Role
from associations import texts
from associations.enums import TextKind
from associations.presets import load
from core.errors import DomainError, NotPermitted, StaleRecord
from tests.conftest import IN_FORCE_FROM

KIND = TextKind.DECLARATION


@pytest.fixture
def admin(twaim, member_of):
    return member_of(twaim, Role.ADMINISTRATOR)[1]


def write(twaim, by, **more):
    return texts.write_draft(twaim, by=by, kind=KIND, text_ar="أقر بصحة ما قدمت.", **more)


def test_an_association_begins_with_every_text_published_once(twaim):
    assert {row.kind for row in twaim.agreed_texts.published()} == set(TextKind.values)
    load("twaim", from_on=IN_FORCE_FROM)
    assert twaim.agreed_texts.count() == len(TextKind)


def test_a_draft_comes_into_force_only_when_it_is_published(twaim, admin):
    draft = write(twaim, admin)
    assert twaim.agreed_texts.in_force(KIND).number == 1
    texts.publish(draft, by=admin, expected_version=1)
    assert twaim.agreed_texts.in_force(KIND) == draft
    assert draft.number == 2


def test_a_published_text_is_never_changed_nor_removed(twaim, admin):
    write(twaim, admin)
    rows = twaim.agreed_texts.filter(kind=KIND)
    assert rows.filter(number=2).update(text_ar="نص آخر") == 1  # the positive control: a draft may change
    for act in (lambda: rows.filter(number=1).update(text_ar="x"), lambda: rows.filter(number=1).delete()):
        with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
            act()
    with pytest.raises(DomainError) as refusal:
        texts.publish(rows.get(number=1), by=admin)
    assert refusal.value.code == "published"


@pytest.mark.parametrize("broken", [{"number": 1}, {"number": 3}, {"number": 9, "text_ar": ""}])
def test_numbers_drafts_and_words_are_kept_by_the_database(twaim, admin, broken):
    draft = write(twaim, admin)
    facts = {"kind": KIND, "text_ar": "x", "changed_at": draft.changed_at, **broken}
    if not facts["text_ar"]:
        facts["published_at"] = draft.changed_at
    with pytest.raises(IntegrityError), transaction.atomic():
        twaim.agreed_texts.create(**facts)


def test_two_who_write_at_once_are_told(twaim, admin):
    write(twaim, admin, expected_version=0)
    with pytest.raises(StaleRecord):
        write(twaim, admin, expected_version=0)
    with pytest.raises(StaleRecord):
        texts.publish(write(twaim, admin, expected_version=1), by=admin, expected_version=1)


def test_only_those_whose_task_it_is_write(twaim, desk):
    with pytest.raises(NotPermitted):
        write(twaim, desk)


def test_the_pages_lead_from_the_words_to_the_published_version(twaim, admin, client_of):
    client = client_of(admin)
    page = client.get("/twaim/texts/declaration/")
    words = {
        "text_ar": "أقر بصحة ما قدمت.",
        "text_en": "I declare it right.",
        "version": page.context["form"]["version"].value(),
    }
    assert client.post("/twaim/texts/declaration/", words).headers["Location"] == "/twaim/texts/declaration/publish/"
    assert "I declare it right." not in client.get("/twaim/policy/").content.decode()
    assert client.post("/twaim/texts/declaration/publish/", {"version": 1}).status_code == 302
    for path in ("/twaim/texts/", "/twaim/policy/", "/public/twaim/policy/"):
        assert "I declare it right." in client.get(path).content.decode()
    assert client.get("/twaim/texts/weather/").status_code == 404
