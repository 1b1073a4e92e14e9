"""A beneficiary of Twaim before a browser of her own, and what the association's messages say to her."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image
from pypdf import PdfWriter
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

from accounts.models import Membership
from associations.models import Association
from beneficiaries.models import Beneficiary
from core.digits import to_arabic
from tests.factories.beneficiaries import BeneficiaryFactory
from tests.factories.support_requests import Staff

MOBILE = "+966501234567"
BORN = {"born_0": "gregorian", "born_1": "6", "born_2": "3", "born_3": "1985"}


def pdf(**kinds: Any) -> bytes:
    """A plain PDF of one page; ``script`` and ``password`` make the other kinds."""
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    if kinds.get("script"):
        action = {"/S": NameObject("/JavaScript"), "/JS": TextStringObject("app.alert('x')")}
        action = DictionaryObject({NameObject(name): value for name, value in action.items()})
        writer._root_object[NameObject("/OpenAction")] = (
            action if kinds["script"] == "inside" else writer._add_object(action)
        )
    if kinds.get("password"):
        writer.encrypt("secret")
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


def photo(kind: str = "JPEG", size: tuple[int, int] = (60, 40), **saved: Any) -> bytes:
    written = io.BytesIO()
    Image.new("RGB", size, "green").save(written, kind, **saved)
    return written.getvalue()


def upload(content: bytes, name: str = "") -> SimpleUploadedFile:
    """As a browser sends it; its name says what it is unless the test says otherwise."""
    return SimpleUploadedFile(name or ("paper.pdf" if content.startswith(b"%PDF") else "photo.jpg"), content)


class Visitor:
    """Somebody on the public pages of an association, without JavaScript."""

    def __init__(self, association: Association, language: str = "en") -> None:
        self.association, self.client = association, Client()
        self.client.cookies["mithaq_language"] = language

    def path(self, rest: str = "") -> str:
        return f"/public/{self.association.slug}/{rest}"

    def get(self, rest: str = "") -> Any:
        return self.client.get(self.path(rest))

    def post(self, rest: str, **typed: Any) -> Any:
        """What a browser would send: the token of the form on the page, and what was typed."""
        return self.client.post(self.path(rest), {"token": self.token(rest), **typed})

    def token(self, rest: str) -> str:
        page = self.get(rest)
        found = re.search(rb'name="token" value="([0-9a-f]{32})"', getattr(page, "content", b""))
        return found.group(1).decode() if found else "0" * 32

    def code(self) -> str:
        """The code in the latest message."""
        message = self.association.notices.filter(event__in=["sign_in_code", "signing_code"]).order_by("-pk").first()
        assert message is not None, "no code was sent"
        return re.findall(r"[0-9]{6}", message.body)[0]

    def asks_code(self, mobile: str = "0501234567") -> Any:
        return self.post("sign-in/", mobile=mobile)

    def signs_in(self, person: Beneficiary, mobile: str = "٠٥٠١٢٣٤٥٦٧") -> Any:
        """Through the door as the first time, with Arabic digits; ends at home."""
        assert self.asks_code(mobile).headers["Location"] == self.path("sign-in/code/")
        answer = self.post("sign-in/code/", code=to_arabic(self.code()))
        if answer.headers["Location"] == self.path("sign-in/file/"):
            answer = self.post("sign-in/file/", national_id=person.national_id, **BORN)
        assert answer.status_code == 302, answer.content.decode()
        return answer

    def writes(self, need: str = "Rent of March", amount: str = "٣٠٠٠", service: str = "rent") -> None:
        """The first two pages of a request."""
        assert self.post("my/new/", service=service, accepted="on").status_code == 302
        assert self.post("my/draft/", need=need, amount_asked=amount).status_code == 302

    def signs(self) -> Any:
        """The fourth page: asks the code, and sends."""
        assert self.client.post(self.path("my/draft/code/")).status_code == 302
        return self.post("my/draft/check/", code=to_arabic(self.code()))

    def applies(self, *papers: bytes) -> str:
        """A whole request; gives its reference."""
        self.writes()
        files = {f"file_{line}": upload(content) for line, content in enumerate(papers, 1)}
        assert self.post("my/draft/papers/", **files).status_code == 302
        sent = self.signs()
        assert sent.status_code == 302, sent.content.decode()
        return str(sent.headers["Location"]).rstrip("/").rpartition("/")[2]


@pytest.fixture(autouse=True)
def _files_of_the_test(settings: Any, tmp_path: Path) -> None:
    settings.STATE_DIR = tmp_path


@pytest.fixture(autouse=True)
def _counts_begin_anew(db: None) -> None:
    from django.core.cache import cache

    cache.clear()


@pytest.fixture
def staff(twaim: Association) -> Staff:
    return Staff(twaim)


@pytest.fixture
def desk(staff: Staff) -> Membership:
    return staff.desk


@pytest.fixture
def person(staff: Staff) -> Beneficiary:
    return staff.person(mobile=MOBILE)


@pytest.fixture
def visitor(twaim: Association) -> Visitor:
    return Visitor(twaim)


@pytest.fixture
def at_home(visitor: Visitor, person: Beneficiary) -> Visitor:
    visitor.signs_in(person)
    return visitor


@pytest.fixture
def other(staff: Staff) -> Visitor:
    """Another beneficiary of the same association, signed in."""
    somebody = BeneficiaryFactory(association=staff.association, by=staff.desk, mobile="+966507654321")
    stranger = Visitor(staff.association)
    stranger.signs_in(somebody, "0507654321")
    return stranger
