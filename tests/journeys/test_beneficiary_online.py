"""A beneficiary with a small phone and no JavaScript: from the public home to a request sent, and a paper after it."""

from __future__ import annotations

import datetime
import io
import os
import re
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from associations.models import Association
from beneficiaries.actions import register
from beneficiaries.models import Beneficiary
from core.digits import to_arabic
from core.hijri import DualDate
from tests.factories.beneficiaries import national_id

from .pages import Portal, Visitor

PICTURES = os.environ.get("MITHAQ_PICTURES", "")
MOBILES = iter(range(501000000, 501009999))
IDS = iter(range(70_000, 79_999))


@pytest.fixture
def person(portal: Portal) -> Any:
    """``person()`` is somebody with a file at Twaim."""
    desk = portal.member("desk", "twaim")

    def make() -> Beneficiary:
        return register(
            desk.association,
            by=desk,
            full_name="نورة بنت فهد السبيعي",
            national_id=national_id(next(IDS)),
            born=DualDate.of(datetime.date(1985, 3, 6), "gregorian"),
            mobile=f"+966{next(MOBILES)}",
            agreed_means="sms",
            city="التويم",
        )

    return make


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    written = io.BytesIO()
    Image.new("RGB", (1200, 900), "#bcd").save(written, "JPEG")
    path = tmp_path / "photo.jpg"
    path.write_bytes(written.getvalue())
    return path


def looks(visitor: Visitor, name: str) -> None:
    """Both passes are clean; keeps a picture where one is asked for."""
    if PICTURES:
        Path(PICTURES).mkdir(parents=True, exist_ok=True)
        visitor.page.screenshot(path=f"{PICTURES}/{name}.png", full_page=True)
    visitor.is_accessible()


def code() -> str:
    """What the latest message says, as a phone shows it in Arabic digits."""
    message = (
        Association.objects.get(slug="twaim")
        .notices.filter(event__in=["sign_in_code", "signing_code"])
        .order_by("-pk")[0]
    )
    return to_arabic(re.findall(r"[0-9]{6}", message.body)[0])


def sign_in(visitor: Visitor, file: Beneficiary, name: str = "") -> None:
    visitor.open("/public/twaim/sign-in/")
    visitor.type("mobile", to_arabic("0" + file.mobile.removeprefix("+966")))
    if name:
        looks(visitor, f"{name}-02-mobile")
    visitor.press(visitor.words("Send the code"))
    visitor.type("code", code())
    if name:
        looks(visitor, f"{name}-03-code")
    visitor.press(visitor.words("Continue"))


def tie(visitor: Visitor, file: Beneficiary, name: str) -> None:
    visitor.type("national_id", to_arabic(file.national_id))
    visitor.type_date("born", "gregorian", "6", "3", "1985")
    looks(visitor, f"{name}-04-file")
    visitor.press(visitor.words("Continue"))


def goes_in(visitor: Visitor, file: Beneficiary, name: str) -> None:
    """The public home, the policy, and the door for the first time."""
    visitor.open("/public/twaim/")
    looks(visitor, f"{name}-01-home")
    visitor.open("/public/twaim/policy/")
    looks(visitor, f"{name}-01-policy")
    sign_in(visitor, file, name)
    tie(visitor, file, name)
    looks(visitor, f"{name}-05-my-home-empty")


def begins(visitor: Visitor, name: str) -> None:
    """The first page, refused once because nothing was chosen."""
    visitor.follow(visitor.words("Ask for a service"))
    looks(visitor, f"{name}-06-begin")
    visitor.press(visitor.words("Continue"))
    looks(visitor, f"{name}-07-begin-refused")


def asks(visitor: Visitor, photo: Path, name: str) -> None:
    """From the service chosen to the receipt."""
    visitor.choose("service", "electric-bill")
    visitor.page.get_by_role("checkbox").check()
    visitor.press(visitor.words("Continue"))
    visitor.type("need", "انقطع الدخل منذ ثلاثة أشهر، والفاتورة متأخرة.")
    visitor.type("amount_asked", "٨٥٠")
    looks(visitor, f"{name}-08-write")
    visitor.press(visitor.words("Save and continue"))
    looks(visitor, f"{name}-09-papers")
    visitor.page.locator("input[type=file]").first.set_input_files(photo)
    visitor.press(visitor.words("Save and continue"))
    looks(visitor, f"{name}-10-check")
    visitor.press(visitor.words("Send the code"))
    visitor.type("code", code())
    looks(visitor, f"{name}-11-sign")
    visitor.press(visitor.words("Sign and send"))
    looks(visitor, f"{name}-12-sent")


def sends_a_paper(visitor: Visitor, photo: Path, name: str) -> None:
    """From home: one button, the file, and send."""
    visitor.open("/public/twaim/my/")
    looks(visitor, f"{name}-13-my-home")
    visitor.count_anew()
    visitor.click(visitor.page.locator("main .btn.whole").first)
    looks(visitor, f"{name}-14-send-paper")
    visitor.page.locator("input[type=file]").set_input_files(photo)
    visitor.press(visitor.words("Send this paper"))
    looks(visitor, f"{name}-15-my-request")


@pytest.mark.parametrize(("language", "width"), [("ar", 320), ("en", 320), ("ar", 1280)])
def test_from_the_public_home_to_a_request_sent_without_javascript(visitors, person, photo, language, width):
    file, name = person(), f"{language}{width}"
    visitor = visitors(javascript=False, width=width, language=language)
    goes_in(visitor, file, name)
    begins(visitor, name)
    visitor.count_anew()
    asks(visitor, photo, name)
    assert re.fullmatch(r"/public/twaim/my/sent/R-\d{4}-\d{6}/", visitor.path.partition("#")[0])
    assert visitor.fields + 1 == 5, "service, acceptance, need, amount, code"
    assert visitor.pages == 5, "need, papers, check, check with the code's box, receipt; the first was counted before"
    sends_a_paper(visitor, photo, name)
    assert visitor.clicks == 2
    visitor.click(visitor.page.locator("main a[href*='/my/letters/']").first)
    looks(visitor, f"{name}-16-receipt")


def test_the_second_sign_in_is_two_pages_and_two_fields(visitors, person):
    file = person()
    first = visitors(javascript=False, width=320)
    sign_in(first, file)
    tie(first, file, "again")
    second = visitors(javascript=False, width=320)
    second.open("/public/twaim/")
    second.count_anew()
    sign_in(second, file)
    assert second.path == "/public/twaim/my/"
    assert (second.fields, second.pages) == (2, 3)  # two pages of the door, and the home
