"""Minutes in the browser: who reads what, what a recused member does not, signing, extracts, the public check."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from accounts.roles import Role
from proceedings import actions
from proceedings.models import Seal, Section, Signature
from tests.factories.minutes import a_scan


@pytest.fixture
def client_of() -> Any:
    def make(membership: Any) -> Client:
        client = Client()
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
        client.force_login(membership.user)
        return client

    return make


def page(seal: Seal, name: str = "minutes", *more: Any) -> str:
    session = seal.minutes.session
    return reverse(f"proceedings:{name}", args=[session.association.slug, session.reference, *more])


def text(response: Any) -> str:
    return str(response.content.decode())


def test_members_read_the_minutes_and_others_do_not_know_of_them(body, client_of):
    seal = body.sealed()
    case = body.cases[0]
    for name in ("chair", "first", "third", "secretary"):
        assert case.beneficiary.full_name in text(client_of(body.people[name]).get(page(seal)))
        assert seal.minutes.reference in text(client_of(body.people[name]).get(_list(seal)))
    for other in (body.staff.member(Role.MEMBER), body.manager):
        for name in ("minutes", "minutes_pdf", "minutes_write", "minutes_seal"):
            assert client_of(other).get(page(seal, name)).status_code == 404
    assert seal.minutes.reference not in text(client_of(body.staff.member(Role.MEMBER)).get(_list(seal)))


def _list(seal: Seal) -> str:
    return reverse("proceedings:minutes_list", args=[seal.minutes.association.slug])


def test_an_open_session_has_no_minutes_yet(body, client_of):
    session = body.opened("chair", "first", "second")
    url = reverse("proceedings:minutes", args=[session.association.slug, session.reference])
    assert client_of(body.people["chair"]).get(url).status_code == 404


def test_a_recused_member_signs_a_copy_without_the_item(body, client_of):
    """Not on the page, nor in what may be written or corrected, nor in the annex about it; the scan shows all."""
    seal = body.sealed("chair", "first", "second", "third", "secretary", recused="third")
    item = seal.minutes.session.items.get(position=1)
    actions.correct(seal.minutes, by=body.people["chair"], text="SECRET-TEXT", reason="SECRET-WHY", item=item)
    client, case = client_of(body.people["third"]), body.cases[0]
    shown = text(client.get(page(seal)))
    for secret in (case.reference, case.beneficiary.full_name, "As the study finds.", "SECRET-TEXT", "SECRET-WHY"):
        assert secret not in shown
    assert "لا يظهر هذا البند للعضو المتنحي عنه" in shown
    assert "Sign the minutes" in shown
    pdf = client.get(page(seal, "annex_pdf", 1))
    assert b"SECRET" not in pdf.content
    assert body.signs(seal, "third").how == "code"


@pytest.mark.pdf
def test_the_pdf_of_a_recused_member_lacks_the_item(body, client_of):
    import io

    from pypdf import PdfReader

    seal = body.sealed("chair", "first", "second", "third", recused="third")

    def read(name: str) -> str:
        content = client_of(body.people[name]).get(page(seal, "minutes_pdf")).content
        return " ".join(one.extract_text() for one in PdfReader(io.BytesIO(content)).pages)

    number = body.at(seal.minutes.session, 1)
    assert number in read("first")
    assert number not in read("third")


def test_the_scan_is_for_who_keeps_the_minutes(body, client_of):
    seal = body.sealed(recused="third")
    seats = [body.seat("chair").pk]
    row = actions.record_on_paper(seal, by=body.people["secretary"], seat_ids=seats, upload=a_scan())[0]
    url = page(seal, "minutes_scan", 0, row.uid)
    answer = client_of(body.people["secretary"]).get(url)
    assert answer.status_code == 200
    assert b"".join(answer.streaming_content).startswith(b"%PDF")
    assert client_of(body.people["first"]).get(url).status_code == 404
    assert client_of(body.people["third"]).get(url).status_code == 404


def test_a_draft_is_written_sealed_and_signed_on_its_pages(body, client_of):
    minutes = actions.draft_of(body.closed())
    session = minutes.session

    def at(name: str, *more: Any) -> str:
        return reverse(f"proceedings:{name}", args=[session.association.slug, session.reference, *more])

    writer, chair = client_of(body.people["secretary"]), client_of(body.people["chair"])
    form = writer.get(at("minutes_write")).context["form"]
    assert form.initial["discussion-1"] == "Rent was asked about."
    given = {"introduction": "Opened.", "recommendations": "", "closing": "", "discussion-1": "Said.", "version": "1"}
    assert writer.post(at("minutes_write"), given).status_code == 302
    assert writer.get(at("minutes_seal")).status_code == 403
    stale = chair.post(at("minutes_seal"), {"version": "1"})
    assert stale.status_code == 422
    assert chair.post(at("minutes_seal"), {"version": "2"}).status_code == 302
    assert writer.get(at("minutes_write")).status_code == 302  # it is sealed

    member = body.people["first"]
    body.has_mobile("first")
    client = client_of(member)
    assert client.post(at("minutes_sign", 0), {"send_code": "1"}).status_code == 302
    wrong = client.post(at("minutes_sign", 0), {"code": "000000"})
    assert "This code is wrong" in text(wrong)
    body_of = session.association.notices.filter(event="minutes_code").latest("pk").body
    code = re.findall(r"[0-9]{6}(?=\.)", body_of)[-1]
    assert client.post(at("minutes_sign", 0), {"code": code}).status_code == 302
    assert Signature.objects.get().seat == body.seat("first")
    assert client.get(at("minutes_sign", 0)).status_code == 302  # signed already
    assert client_of(body.people["third"]).get(at("minutes_sign", 0)).status_code == 403  # was not there


def test_after_five_wrong_codes_the_right_one_is_refused_too(body, client_of):
    seal = body.sealed()
    member = body.people["first"]
    body.has_mobile("first")
    client, url = client_of(member), page(seal, "minutes_sign", 0)
    client.post(url, {"send_code": "1"})
    said = seal.minutes.association.notices.filter(event="minutes_code").latest("pk").body
    code = re.findall(r"[0-9]{6}(?=\.)", said)[-1]
    wrong = "111111" if code != "111111" else "222222"
    for _turn in range(5):
        client.post(url, {"code": wrong})
    assert client.post(url, {"code": code}).status_code == 422
    assert not Signature.objects.exists()


def test_staff_outside_the_body_read_decision_and_reasons_and_no_vote(body, client_of):
    """The extract for the request's file: its own item alone (8)."""
    from proceedings.minutes_paper import extract_sheet

    seal = body.sealed()
    first, second = (body.at(seal.minutes.session, place) for place in (1, 2))
    client = client_of(body.staff.researcher)
    detail = reverse("support_requests:detail", args=["twaim", first])
    url = reverse("proceedings:extract", args=["twaim", seal.minutes.reference, first, first])
    assert url in text(client.get(detail))
    assert client.get(url).status_code in (200, 302)
    wrong = reverse("proceedings:extract", args=["twaim", seal.minutes.reference, second, second])
    assert client.get(wrong).status_code == 404  # it was deferred
    item = seal.minutes.session.items.get(position=1)
    sheet = extract_sheet(seal.minutes, seal, item=item.pk, check_url="https://x.example/")
    assert "As the study finds." in sheet
    assert first in sheet
    for secret in (
        second,
        "The lease is not proven.",
        "ممتنع",
        "معارض",
        "مؤيد ٢،",
        body.people["second"].user.name_ar,
    ):
        assert secret not in sheet


def test_an_extract_is_not_for_whom_the_request_is_hidden_from(body, client_of):
    seal = body.sealed("chair", "first", "second", "third", recused="third")
    case = body.at(seal.minutes.session, 1)
    url = reverse("proceedings:extract", args=["twaim", seal.minutes.reference, case, case])
    assert client_of(body.people["first"]).get(url).status_code in (200, 302)
    assert client_of(body.people["third"]).get(url).status_code == 404


def test_a_draft_has_no_extract(body, client_of):
    minutes = actions.draft_of(body.closed())
    case = body.at(minutes.session, 1)
    url = reverse("proceedings:extract", args=["twaim", minutes.reference, case, case])
    assert client_of(body.staff.researcher).get(url).status_code == 404


def test_whoever_holds_the_paper_sees_that_it_is_whole_and_names_nobody(body):
    seal = body.sealed()
    url = reverse("check_minutes", args=[seal.check_code])
    shown = text(Client().get(url, headers={"Accept-Language": "en"}))
    for words in (seal.minutes.reference, seal.digest[:16]):
        assert words in shown
    for secret in (body.cases[0].beneficiary.full_name, body.people["chair"].user.name_ar, body.cases[0].reference):
        assert secret not in shown
    assert Client().get(reverse("check_minutes", args=["nothing"])).status_code == 404


def test_forgetting_a_person_empties_their_words_and_leaves_the_minutes_whole(body):
    from django.core.management import call_command
    from django.utils import timezone

    from beneficiaries.forgetting import forget

    minutes = actions.draft_of(body.closed())
    case = body.cases[0]
    name, other = case.beneficiary.full_name, body.cases[1].beneficiary.full_name
    texts = {"recommendations": f"Visit {name} again.", "closing": "The end."}
    actions.write(minutes, by=body.people["secretary"], texts=texts, discussions={1: "CANARY"})
    seal = actions.seal(minutes, by=body.people["chair"])
    item = minutes.session.items.get(reference=case.reference)
    actions.correct(minutes, by=body.people["chair"], text="CANARY", reason="CANARY", item=item)
    file = case.beneficiary
    file.closed_on = file.keep_until = timezone.localdate()
    file.closed_because = "x"
    file.save()
    forget(file, at=timezone.now())
    kept = {(row.seal_id, row.key): row.content for row in Section.objects.all()}
    assert not any(name in content or "CANARY" in content for content in kept.values())
    assert other in kept[seal.pk, "item-2-words"]
    assert "The end." in kept[seal.pk, "closing"]
    assert '"choice":"against"' in kept[seal.pk, "item-1"]
    call_command("verify_minutes")
    for text_row in minutes.texts.all():
        assert name not in text_row.text
        assert "CANARY" not in text_row.text
