"""After forgetting, nothing of the person is in any table nor on disk; what is counted is as it was (B4)."""

from __future__ import annotations

import base64
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image
from pypdf import PdfWriter
from pypdf.generic import NameObject, NumberObject

from accounts.roles import Role
from beneficiaries import actions
from beneficiaries.actions.closing import anonymise, close_file
from beneficiaries.actions.documents import add_document
from beneficiaries.enums import CopyBasis
from beneficiaries.models import (
    Acceptance,
    Beneficiary,
    ChangeReport,
    Consent,
    DocumentCopy,
    DuplicatePair,
    FileConfirmation,
    FileDocument,
    FileMerge,
    ImportRow,
    Signature,
)
from complaints.models import CompensationCase
from core.drawing import BEGINNING
from core.once import new_token
from reception.actions import arrive, leave
from reception.models import Visit
from reports import figures, periods
from requests.models import RequestDraft, RequestPaper, SupportRequest
from surveys.enums import Kind
from surveys.models import Answer
from surveys.periods import Period as SurveyPeriod
from surveys.results import overall
from tests.beneficiaries.at_rest import everything_at_rest, found
from tests.beneficiaries.import_cast import HEADINGS, csv_of, entered
from tests.beneficiaries.test_forgetting import ID, KNOWN, LATER, MOBILE, NOW, Life
from tests.factories.beneficiaries import national_id
from tests.factories.compensation import Committee
from tests.factories.surveys import Measuring
from tests.online.conftest import Visitor

TWIN_ID = national_id(40_009)
OF_SHEETS = ("غزيلة", "خنساوية")  # in the cells of rows alone
OF_FILES = ("CANARY-PDF", "CANARY-SHEET")
EVERY_WORD = (*KNOWN, *OF_SHEETS, *OF_FILES, TWIN_ID, "أم زمردة", "DRAFT-NEED", "TWIN-REASON")
STILL = timezone.localdate  # read under the frozen clock


def a_pdf() -> SimpleUploadedFile:
    """A page with a remark that a search of the disk finds."""
    writer, out = PdfWriter(), io.BytesIO()
    writer.add_blank_page(200, 200)
    writer._root_object[NameObject("/CANARY-PDF")] = NumberObject(1)
    writer.write(out)
    return SimpleUploadedFile("paper.pdf", out.getvalue())


def a_drawing() -> str:
    out = io.BytesIO()
    picture = Image.new("RGB", (300, 100), "white")
    for x in range(20, 250):
        picture.putpixel((x, 50), (0, 0, 0))
        picture.putpixel((x, 51), (0, 0, 0))
    picture.save(out, "PNG")
    return BEGINNING + base64.b64encode(out.getvalue()).decode()


class WholeLife(Life):
    """What ``Life`` leaves, and a trace in every other table of the file and of the rooms."""

    def __init__(self, association: Any, member_of: Any) -> None:
        super().__init__(association)
        self.member_of = member_of
        self.signs_and_brings()
        self.is_registered_twice()
        self.is_in_sheets()
        self.comes_to_the_desk()
        self.is_asked()
        self.is_harmed()
        self.comes_online()
        self.file = Beneficiary.objects.get(pk=self.file.pk)

    def signs_and_brings(self) -> None:
        desk, researcher, file = self.staff.desk, self.staff.researcher, self.file
        drawn = actions.Signed("drawn", file.full_name, drawing=a_drawing())
        actions.give_by_signing(file, by=desk, purpose="service", signed=drawn)
        scanned = actions.Signed("on_paper", file.full_name, scan=a_pdf())
        actions.give_by_signing(file, by=desk, purpose="contact", signed=scanned)
        lease = self.association.document_kinds.get(name_ar="عقد إيجار")
        facts = {"by": desk, "kind": lease, "valid_until": LATER.date(), "note": "بيت السرحوبي"}
        add_document(file, **facts, upload=a_pdf())
        card = self.association.document_kinds.get(name_ar="الهوية الوطنية")
        basis = {"copy_basis": CopyBasis.CONSENT, "copy_reference": "إقرار قنديلة"}
        add_document(file, **{**facts, "kind": card}, **basis, upload=a_pdf(), is_own_card=True)
        for values in ({"health_note": "CANARY-NOTE 2"}, {"district": "شارع الخزامى المخفي"}):
            report = actions.report_change(file, by=desk, values=values, words="قالت قنديلة", upload=a_pdf())
            if "district" in values:
                actions.apply_report(report, by=researcher, take=["district"])
            else:
                actions.refuse_report(report, by=researcher, reason="لم تثبت لقنديلة")
        actions.confirm(file, by=desk)
        correct_again = {"other_mobile_of": "أم زمردة", "district": "غطفانة"}
        actions.correct(file, by=desk, **correct_again)

    def is_in_sheets(self) -> None:
        """One row brings the file up to date, one of another run names the ID with a mistake beside it."""
        row = ["غزيلة شهوان السرحوبي", ID, "6/3/1985", MOBILE, "رسالة نصية", "الهفوف"]
        entered(self.association, self.manager, csv_of([row], HEADINGS), known_people="update")
        faulty = ["خنساوية شهوان", ID, "6/3/1985", "5", "رسالة نصية", "CANARY-SHEET"]
        entered(self.association, self.manager, csv_of([faulty], HEADINGS))

    def is_registered_twice(self) -> None:
        """Two more files of the same person: one merged in, one told apart."""
        for number in (TWIN_ID, national_id(40_010)):
            self.staff.person(full_name=self.file.full_name, national_id=number, mobile=MOBILE)
        pairs = list(DuplicatePair.objects.waiting().of(self.file).order_by("pk"))
        actions.merge(pairs[0], by=self.manager, survivor=self.file.number)
        rest = DuplicatePair.objects.waiting().of(self.file).first()
        assert rest is not None
        actions.tell_apart(rest, by=self.manager, why="TWIN-REASON: أختها غطفانة")
        self.told_apart = rest.second if rest.first_id == self.file.pk else rest.first

    def comes_to_the_desk(self) -> None:
        visit = arrive(
            self.association,
            by=self.staff.desk,
            purpose="request",
            channel="volunteering",
            brought_by="مكنون الطوارقي",
            beneficiary=self.file,
        )
        leave(visit, by=self.staff.desk)

    def ends(self) -> Beneficiary:
        close_file(self.told_apart, by=self.manager, reason="باسم قنديلة")  # of the same name, so it is forgotten too
        return super().ends()

    def forgotten(self) -> Any:
        with time_machine.travel(LATER, tick=False):
            return anonymise([self.file, self.told_apart], by=self.manager, reason="محضر 12")

    def is_asked(self) -> None:
        people = Measuring(self.association)
        response = people.enter(Kind.INTERVIEW, beneficiary=self.file)
        assert Answer.objects.filter(response=response).exclude(text="").exists()

    def is_harmed(self) -> None:
        people = Committee(self.association)
        case = people.open_case(beneficiary=self.file, person_name="قنديلة السرحوبي", extent="تعبت قنديلة")
        for event in ("write_minutes", "reject"):
            people.act(event, case)

    def comes_online(self) -> None:
        visitor = Visitor(self.association)
        visitor.signs_in(Beneficiary.objects.get(pk=self.file.pk), mobile="0" + MOBILE.removeprefix("+966"))
        visitor.applies(a_pdf().read())
        case = SupportRequest.objects.latest("pk")
        visitor.post(f"my/requests/{case.reference}/withdraw/", reason="تراجعت قنديلة")
        visitor.writes(need="DRAFT-NEED قنديلة")
        self.visitor = visitor


@pytest.fixture(autouse=True)
def _in_time(settings: Any, tmp_path: Path) -> Iterator[None]:
    settings.STATE_DIR = tmp_path
    with time_machine.travel(NOW, tick=True):
        yield


@pytest.fixture
def life(twaim: Any, member_of: Any) -> WholeLife:
    return WholeLife(twaim, member_of)


def on_disk(folder: Path) -> str:
    """The names and the bytes of every file under the state directory."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    return "\n".join(f"{path} {path.read_bytes().decode(errors='ignore')}" for path in files)


# the tables in which the life left something; a later table of the file that is missing here fails below
TRACES = (Acceptance, ChangeReport, Consent, DocumentCopy, DuplicatePair, FileConfirmation, FileDocument, FileMerge)
TRACES += (ImportRow, Signature, CompensationCase, Visit, RequestDraft, RequestPaper, Answer)  # type: ignore[assignment]


@pytest.mark.django_db(transaction=True)
def test_nothing_is_left_in_any_table_nor_on_disk(life, tmp_path):
    for model in TRACES:
        assert model._base_manager.exists(), f"the life left nothing in {model.__name__}"
    before = found(EVERY_WORD, everything_at_rest() + on_disk(tmp_path))
    assert {"قنديلة", "السرحوبي", "CANARY-PDF", "TWIN-REASON"} <= set(before), "the search finds what is there"
    assert ID not in before
    life.ends()
    life.forgotten()
    assert not found(EVERY_WORD, everything_at_rest())
    assert not found(EVERY_WORD, on_disk(tmp_path))
    papers = [path for path in (tmp_path / "files").rglob("*") if path.is_file()]
    assert not papers, "no paper of the only person is kept"


def test_every_table_that_names_a_file_is_tried():
    """A table that comes later and names a file has to leave a trace in the life above, or say why not."""
    others = {"BeneficiaryChange", "FileLook", "HouseholdMember", "Mandate", "SupportRequest", "Complaint"}  # ``Life``
    others |= {"OnlineAccount", "Response"}  # made in the errands above
    others |= {"Anonymisation", "InCategory", "SearchToken", "Beneficiary"}  # say nothing in words of the person
    others |= {"HelpRequest"}  # a channel that this policy does not list; its own room tries it
    naming = {
        relation.related_model.__name__
        for relation in Beneficiary._meta.related_objects
        if not relation.related_model._meta.proxy
    }
    assert naming <= {model.__name__ for model in TRACES} | others, "let the life leave a trace there"
    assert all(apps.get_models())


def counted(life: WholeLife) -> dict[str, Any]:
    """What management counts: requests, complaints, satisfaction, and people by town, sex and year of birth."""
    association = life.association
    with time_machine.travel(NOW, tick=False):
        today, now = STILL(), timezone.now()
        period = periods.asked_for({}, today=today)
        requests = figures.of_requests(association.support_requests.all(), period, now=now, labels=LABELS)
        survey_year = SurveyPeriod.this_year()
    people = association.beneficiaries.order_by("pk")
    return {
        "requests": requests,
        "complaints": figures.of_complaints(association.complaints.all(), today=today),
        "satisfaction": overall(association, survey_year).total,
        "people": list(people.values_list("city", "sex", "birth_hijri_year", "registered_at")),
        "cases": list(association.support_requests.order_by("pk").values_list("status", "service", "due_on")),
        "amounts": list(association.support_requests.order_by("pk").values_list("decision__amount", "amount_asked")),
        "harm": list(association.compensation_cases.values_list("status", "harm_kind", "occurred_on")),
    }


LABELS: dict[str, dict[str, str]] = {"service": {}, "channel": {}, "body": {}}


@pytest.mark.django_db
def test_what_is_counted_is_as_it_was(life):
    life.ends()
    before = counted(life)
    assert before["requests"].answered.count == 1
    life.forgotten()
    assert counted(life) == before


@pytest.mark.django_db
def test_her_session_opens_nothing_any_more(life):
    assert life.visitor.get("my/").status_code == 200
    life.ends()
    life.forgotten()
    assert life.visitor.get("my/").status_code == 302
    assert life.visitor.client.post(life.visitor.path("my/facts/change/"), {"token": new_token()}).status_code == 302
    assert life.member_of(life.association, Role.DESK)
