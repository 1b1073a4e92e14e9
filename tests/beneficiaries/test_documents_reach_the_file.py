"""What was seen or handed in once serves the file: the card's last day, and papers that came in online (R2)."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from beneficiaries.actions.documents import add_document, folder_of
from beneficiaries.models import Beneficiary, FileDocument
from core.once import new_token
from requests import actions
from requests.enums import ItemState
from requests.from_the_file import offered
from tests.factories.services import new_lines
from tests.factories.support_requests import Staff
from tests.online.conftest import MOBILE, Visitor, pdf

SOON = timezone.localdate() + datetime.timedelta(days=400)


@pytest.fixture(autouse=True)
def _own_files(settings: Any, tmp_path: Path) -> None:
    settings.STATE_DIR = tmp_path


@pytest.fixture
def staff(twaim: Any) -> Staff:
    return Staff(twaim)


def kind_of(staff: Staff, name: str) -> Any:
    return staff.association.document_kinds.get(name_ar=name)


# --- the person's own card -------------------------------------------------------------------


def seen(file: Beneficiary, staff: Staff, name: str = "الهوية الوطنية", **facts: Any) -> FileDocument:
    return add_document(
        file,
        by=staff.desk,
        kind=kind_of(staff, name),
        sighted_on=timezone.localdate(),
        **{"valid_until": SOON, "is_own_card": True, **facts},
    )


def test_the_last_day_of_the_card_that_was_seen_goes_into_the_file_as_a_change(staff):
    file = staff.person()
    seen(file, staff)
    file.refresh_from_db()
    assert (file.id_expires_on, file.version) == (SOON, 2)
    change = file.changes.get()
    assert (change.field, change.before, change.after) == ("id_expires_on", "", SOON.isoformat())
    seen(file, staff)
    assert file.changes.count() == 1, "the same day changes nothing"


def test_a_card_of_somebody_else_and_a_paper_that_is_no_card_change_nothing(staff):
    file = staff.person()
    seen(file, staff, is_own_card=False)
    seen(file, staff, "عقد إيجار")
    file.refresh_from_db()
    assert (file.id_expires_on, file.version) == (None, 1)


def test_the_form_offers_it_for_cards_alone_and_takes_it_back(staff, client_of):
    file, browser = staff.person(), client_of(staff.desk)
    paths = {name: f"/twaim/beneficiaries/{file.number}/documents/new/{kind_of(staff, name).uid}/" for name in CARDS}
    boxes = [browser.get(path).context["form"].fields.get("is_own_card") for path in paths.values()]
    assert [box is not None for box in boxes] == list(CARDS.values())
    today = timezone.localdate()
    days = {f"sighted_on_{n}": v for n, v in enumerate(("gregorian", today.day, today.month, today.year))}
    days |= {f"valid_until_{n}": v for n, v in enumerate(("gregorian", SOON.day, SOON.month, SOON.year))}
    for is_own, expected in ((None, None), ("on", SOON)):
        sent = {"token": new_token(), **days, **({"is_own_card": is_own} if is_own else {})}
        assert browser.post(paths["الهوية الوطنية"], sent).status_code == 302
        file.refresh_from_db()
        assert file.id_expires_on == expected


CARDS = {"الهوية الوطنية": True, "هوية مقيم": True, "سجل الأسرة": False, "عقد إيجار": False}


# --- papers that came in online --------------------------------------------------------------


class Errand:
    """A request sent online with a paper for its first line, which names a kind of document."""

    def __init__(self, staff: Staff, kind: str) -> None:
        self.staff, self.file = staff, staff.person(mobile=MOBILE)
        self.kind = kind_of(staff, kind)
        self.visitor = Visitor(staff.association)
        self.visitor.signs_in(self.file)
        new_lines(staff, lambda line: setattr(line, "document_kind", self.kind))
        reference = self.visitor.applies(pdf())
        self.case = staff.association.support_requests.get(reference=reference)

    def finds(self, state: str = ItemState.MATCHED, until: datetime.date | None = SOON) -> None:
        entry = self.case.papers.get().item
        line = self.case.checklist.get(item=entry)
        actions.check_item(self.staff.fresh(self.case), by=self.staff.desk, findings={line.pk: (state, until)})

    @property
    def line(self) -> Any:
        return self.case.checklist.get(item=self.case.papers.get().item)


def test_a_paper_that_matches_becomes_a_document_and_is_offered_the_next_time(staff, settings):
    errand = Errand(staff, "عقد إيجار")
    errand.finds()
    document = errand.file.documents.get()
    assert (document.kind, document.valid_until, document.is_copied) == (errand.kind, SOON, True)
    assert errand.line.from_document == document
    copy, paper = document.copies.get(), errand.case.papers.get()
    assert (copy.sha256, copy.stored_as != paper.stored_as) == (paper.sha256, True)
    assert (
        Path(settings.STATE_DIR) / "files" / folder_of(staff.association.pk) / copy.stored_as
    ).read_bytes() == pdf()
    item = errand.line.item
    assert offered(errand.file, [item], on=timezone.localdate()) == {item.pk: document}


def test_looked_at_again_the_same_paper_is_not_kept_twice(staff):
    errand = Errand(staff, "عقد إيجار")
    errand.finds()
    errand.case.checklist.update(checked_at=timezone.now() - datetime.timedelta(days=1))  # as if it came in since
    errand.finds()
    assert errand.file.documents.count() == 1


@pytest.mark.parametrize(
    ("kind", "state", "until"),
    [
        ("عقد إيجار", ItemState.MISSING, None),
        ("عقد إيجار", ItemState.MATCHED, None),  # nobody said until when it is valid
        ("الهوية الوطنية", ItemState.MATCHED, SOON),  # of an ID no copy is kept without its legal basis
    ],
)
def test_what_may_not_be_kept_or_does_not_match_stays_with_the_request(staff, kind, state, until):
    errand = Errand(staff, kind)
    errand.finds(state, until)
    assert errand.line.state == state
    assert not errand.file.documents.exists()


def test_a_lasting_paper_needs_no_last_day(staff):
    errand = Errand(staff, "سجل الأسرة")
    errand.finds(until=None)
    assert errand.file.documents.get().valid_until is None
