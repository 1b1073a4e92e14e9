"""What a person signs, accepts and agrees to, at the desk (R5, B3, B5)."""

from __future__ import annotations

import base64
import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from PIL import Image, ImageDraw

from associations import texts
from beneficiaries import actions
from beneficiaries.enums import ConsentPurpose, ConsentState, SignatureMethod
from beneficiaries.models import Consent
from core.drawing import BEGINNING
from core.errors import DomainError, NotPermitted, StaleRecord

KEPT = ("beneficiaries_acceptance", "beneficiaries_consent", "beneficiaries_signature")
CONTACT, GIVEN, REFUSED, WITHDRAWN = ConsentPurpose.CONTACT, *ConsentState


@pytest.fixture(autouse=True)
def _files_of_the_test(settings: Any, tmp_path: Any) -> None:
    settings.STATE_DIR = tmp_path


def drawing() -> str:
    picture = Image.new("RGB", (300, 100), "white")
    ImageDraw.Draw(picture).line([(20, 20), (250, 80)], fill="black", width=4)
    out = io.BytesIO()
    picture.save(out, "PNG")
    return BEGINNING + base64.b64encode(out.getvalue()).decode()


def signed(person: Any, method: str = SignatureMethod.DRAWN, **proof: Any) -> actions.Signed:
    if method == SignatureMethod.DRAWN:
        proof.setdefault("drawing", drawing())
    return actions.Signed(method, person.full_name, **proof)


def give(person: Any, desk: Any, purpose: str = CONTACT, **more: Any) -> Consent:
    return actions.give_by_signing(person, by=desk, purpose=purpose, **{"signed": signed(person), **more})


def test_a_consent_is_given_by_drawing_and_the_drawing_is_sealed(noura, desk):
    consent = give(noura, desk)
    assert (consent.state, consent.text.number, consent.text.kind) == (GIVEN, 1, "consent_contact")
    row = consent.signature
    assert base64.b64decode(row.drawing).startswith(b"\x89PNG")
    assert row.drawing not in row.drawing_sealed


def test_withdrawing_takes_one_press_and_a_letter_says_so(noura, desk, client_of):
    give(noura, desk)
    client = client_of(desk)
    path = f"/twaim/beneficiaries/{noura.number}/consents/contact/"
    client.post(f"{path}no/", {"withdraw": "1"})
    assert [row.state for row in noura.consents.all()] == [WITHDRAWN, GIVEN]
    letter = client.get(client.post(f"{path}letter/").headers["Location"]).content.decode()
    assert "سُحبت" in letter
    assert noura.consents.last().text.text_ar.splitlines()[0][:20] in letter
    assert noura.association.letters.get().kind == "consent"


def test_only_what_was_given_is_withdrawn_and_the_same_word_is_kept_once(noura, desk):
    with pytest.raises(DomainError) as refusal:
        actions.say(noura, by=desk, purpose=CONTACT, state=WITHDRAWN)
    assert refusal.value.code == "nothing_given"
    for _time in range(2):
        actions.say(noura, by=desk, purpose=CONTACT, state=REFUSED)
    assert noura.consents.count() == 1
    with pytest.raises(DomainError) as refusal:
        actions.say(noura, by=desk, purpose=CONTACT, state=GIVEN)
    assert refusal.value.code == "sign"


def test_each_purpose_stands_by_itself(noura, desk):
    give(noura, desk)
    actions.say(noura, by=desk, purpose=ConsentPurpose.PUBLICATION, state=REFUSED)
    states = {purpose: row.state for purpose, row in noura.consents.current().items()}
    assert states == {"contact": GIVEN, "publication": REFUSED}
    assert noura.consents.stands_against("publication")
    assert not noura.consents.stands_against("contact")
    assert not noura.consents.stands_against("service")  # not asked yet is no refusal


def test_a_notice_published_while_it_was_read_is_read_again(noura, desk, member_of):
    admin = member_of(noura.association, "admin")[1]
    draft = texts.write_draft(noura.association, by=admin, kind="consent_contact", text_ar="نص جديد")
    texts.publish(draft, by=admin)
    with pytest.raises(StaleRecord):
        give(noura, desk, expected_number=1)
    assert give(noura, desk, expected_number=2).text == draft
    assert noura.signatures.count() == 1


def test_a_code_at_the_desk_signs_exactly_what_it_was_sent_for(noura, desk, client_of):
    client = client_of(desk)
    path = f"/twaim/beneficiaries/{noura.number}/consents/contact/"
    words = {"method": "code", "signed_name": noura.full_name, "was_read": "on"}
    sent = client.post(path, {**words, "send_code": "1"})
    assert sent.status_code == 200
    assert sent.context["form"]["signed_name"].value() == noura.full_name
    notice = noura.association.notices.get(event="signing_code")
    code = "".join(c for c in notice.body.split(".")[0] if c.isdigit())
    assert client.post(path, {**words, "code": "000000"}).status_code == 422
    other = path.replace("contact", "publication")
    assert client.post(other, {**words, "code": code}).status_code == 422
    assert not noura.consents.exists()
    assert client.post(path, {**words, "code": code, "version": 1}).status_code == 302
    assert noura.consents.get().signature.method == SignatureMethod.ONE_TIME_CODE


def test_a_scanned_paper_is_kept_and_a_refused_one_leaves_nothing(noura, desk, client_of, tmp_path):
    def paper(content: bytes, name: str) -> actions.Signed:
        return signed(noura, SignatureMethod.ON_PAPER, scan=SimpleUploadedFile(name, content))

    with pytest.raises(DomainError):
        give(noura, desk, signed=paper(b"<html>", "paper.pdf"))
    photo = io.BytesIO()
    Image.new("RGB", (60, 40), "green").save(photo, "JPEG")
    with pytest.raises(StaleRecord):
        give(noura, desk, signed=paper(photo.getvalue(), "p.jpg"), expected_number=9)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
    row = give(noura, desk, signed=paper(photo.getvalue(), "p.jpg")).signature
    answer = client_of(desk).get(f"/twaim/beneficiaries/{noura.number}/signatures/{row.uid}/")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert b"".join(answer.streaming_content).startswith(b"\xff\xd8")
    assert noura.looks.first().what == "paper"


def test_nothing_drawn_is_said_beside_the_pad_and_all_that_was_typed_is_kept(noura, desk, client_of):
    path = f"/twaim/beneficiaries/{noura.number}/consents/contact/"
    words = {"method": "drawn", "drawing": "", "signed_name": noura.full_name, "was_read": "on"}
    answer = client_of(desk).post(path, words)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Nothing was drawn" in page
    assert noura.full_name in page


def test_only_the_desk_of_the_association_records(noura, outsider, member_of):
    for other in (outsider, member_of(noura.association, "researcher")[1]):
        with pytest.raises(NotPermitted):
            actions.say(noura, by=other, purpose=CONTACT, state=REFUSED)


def test_the_database_keeps_what_was_said_and_signed(noura, desk):
    actions.accept_responsibilities(noura, by=desk, how="read")
    consent = give(noura, desk)
    signatures = noura.signatures.all()
    assert signatures.update(drawing_sealed="") == 1  # the positive control: it may be emptied or sealed anew
    broken = [
        lambda: noura.consents.update(state=REFUSED),
        lambda: noura.consents.all().delete(),
        lambda: noura.acceptances.update(how="online"),
        lambda: noura.acceptances.all().delete(),
        lambda: noura.acceptances.create(
            association=noura.association, text=noura.acceptances.get().text, how="read", at=consent.at, by=desk.user
        ),
        lambda: signatures.update(digest="0" * 64),
        lambda: signatures.all().delete(),
        lambda: noura.signatures.create(
            association=noura.association,
            method="drawn",
            signed_name="x",
            digest="x",
            signed_at=consent.at,
            witnessed_by=desk.user,
        ),
        lambda: noura.consents.create(
            association=noura.association,
            purpose=CONTACT,
            state=GIVEN,
            how="told",
            text=consent.text,
            at=consent.at,
            by=desk.user,
        ),
    ]
    for act in broken:
        with pytest.raises(DatabaseError), transaction.atomic():
            act()
