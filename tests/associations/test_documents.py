"""The association's own documents at the officer's hand (D)."""

import io
from datetime import date
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import translation
from pypdf import PdfWriter
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

from accounts.roles import Role
from associations import actions, documents
from core.errors import DomainError

pytestmark = pytest.mark.django_db


def pdf(*, script: bool = False, password: str = "") -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    if script:
        action = DictionaryObject(
            {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("app.alert(1)")}
        )
        writer._root_object[NameObject("/OpenAction")] = writer._add_object(action)
    if password:
        writer.encrypt(password)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.fixture(autouse=True)
def _files_of_this_test(settings, tmp_path):
    settings.STATE_DIR = tmp_path


def add(twaim, membership, content: bytes, *, version: str = "1", name: str = "a.pdf"):
    upload = SimpleUploadedFile(name, content, "application/pdf")
    return actions.add_document(
        twaim, by=membership, document="bylaws", version_label=version, dated_on=date(2025, 1, 1), upload=upload
    )


def test_a_document_is_served_as_a_download_that_cannot_run(twaim, member_of, client_of):
    _user, admin = member_of(twaim, Role.ADMINISTRATOR)
    row = add(twaim, admin, pdf())
    response = client_of(admin).get(reverse("associations:document", args=["twaim", row.uid]))
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response.headers["Content-Security-Policy"]
    assert b"".join(response.streaming_content) == pdf()


def test_the_latest_version_is_the_one_at_hand(twaim, member_of):
    _user, admin = member_of(twaim, Role.ADMINISTRATOR)
    add(twaim, admin, pdf(), version="1")
    latest = add(twaim, admin, pdf(), version="2")
    assert documents.at_hand(twaim, documents.DECISION) == [latest]
    assert documents.at_hand(twaim, documents.STUDY) == []


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"<html>", "Only PDF"),
        (b"%PDF-1.7 nonsense", "could not be read"),
        (pdf(script=True), "holds a script"),
        (pdf(password="x"), "locked with a password"),
    ],
)
def test_what_is_not_a_plain_pdf_is_refused_by_a_sentence(twaim, member_of, content, sentence, tmp_path):
    _user, admin = member_of(twaim, Role.ADMINISTRATOR)
    with translation.override("en"), pytest.raises(DomainError, match=sentence):
        add(twaim, admin, content)
    assert not twaim.documents_at_hand.exists()
    assert not list(Path(tmp_path).rglob("*.pdf"))


def test_another_associations_document_does_not_exist_here(twaim, member_of, client_of, outsider):
    _user, admin = member_of(twaim, Role.ADMINISTRATOR)
    row = add(twaim, admin, pdf())
    assert client_of(outsider).get(f"/qalam/documents/{row.uid}/").status_code == 404


def test_only_who_may_adds_a_document(twaim, member_of, client_of):
    _user, desk = member_of(twaim, Role.DESK)
    client = client_of(desk)
    url = reverse("associations:documents", args=["twaim"])
    assert client.get(url).status_code == 200
    upload = SimpleUploadedFile("a.pdf", pdf(), "application/pdf")
    assert client.post(url, {"document": "bylaws", "version_label": "1", "file": upload}).status_code == 403


def test_the_documents_stand_beside_the_form_they_belong_to(twaim, member_of, client_of):
    from tests.factories.beneficiaries import BeneficiaryFactory

    _user, admin = member_of(twaim, Role.ADMINISTRATOR)
    _user, desk = member_of(twaim, Role.DESK)
    upload = SimpleUploadedFile("a.pdf", pdf(), "application/pdf")
    actions.add_document(
        twaim, by=admin, document="aid_policy", version_label="7", dated_on=date(2025, 1, 1), upload=upload
    )
    number = BeneficiaryFactory(association=twaim, by=desk).number
    page = client_of(desk).get(f"/twaim/requests/new/?beneficiary={number}&absent=1").content.decode()
    assert "Aid-disbursement policy" in page


def test_what_the_policy_names_and_nobody_added_is_listed_until_it_is_there(twaim, member_of, client_of):
    _user, admin = member_of(twaim, Role.ADMINISTRATOR)
    page = client_of(admin).get(reverse("associations:documents", args=["twaim"]))
    named = [row.document for row in page.context["missing"]]
    assert "bylaws" in named
    assert f"<strong>{len(named)}</strong><span>Documents to add" in client_of(admin).get("/twaim/").content.decode()
    add(twaim, admin, pdf())
    after = documents.not_added(twaim, twaim.policy_in_force())
    assert [row.document for row in after] == [name for name in named if name != "bylaws"]
