"""A report is read like the file itself, and it can say that something is no longer so (B2, B4)."""

from __future__ import annotations

from typing import Any

import pytest

from accounts.roles import Role
from beneficiaries import actions
from beneficiaries.actions import correct
from beneficiaries.models import Beneficiary, FileLook
from core.errors import DomainError, NotPermitted
from core.once import new_token
from tests.beneficiaries.test_changes import IBAN, report
from tests.factories.support_requests import Staff
from tests.online.conftest import MOBILE, Visitor


@pytest.fixture
def researcher(twaim: Any, member_of: Any) -> Any:
    return member_of(twaim, Role.RESEARCHER)[1]


def page_of(row: Any) -> str:
    return f"/twaim/beneficiaries/{row.beneficiary.number}/changes/{row.uid}/"


def test_a_reported_health_note_opens_after_a_reason_and_each_reading_is_logged(noura, researcher, client_of):
    row = report(noura, researcher, health_note="DIALYSIS", city="الرياض")
    browser, path = client_of(researcher), page_of(row)
    page = browser.get(path)
    assert "DIALYSIS" not in page.content.decode()
    assert "الرياض" in page.content.decode()
    assert not noura.looks.filter(what=FileLook.What.HEALTH).exists()
    assert [name for name, _label in page.context["form"].fields["take"].choices] == ["city"], "unread, not taken"
    asked = f"/twaim/beneficiaries/{noura.number}/reveal/?what=health&change={row.uid}"
    assert asked.replace("&", "&amp;") in page.content.decode()
    answer = browser.post(asked, {"token": new_token(), "what": "health", "reason": "مراجعة البلاغ"})
    assert answer["Location"] == path
    assert "DIALYSIS" in browser.get(path).content.decode()
    assert noura.looks.filter(what=FileLook.What.HEALTH).count() == 2


def test_within_ones_own_case_the_note_is_read_without_a_reason_and_logged(twaim, client_of):
    staff = Staff(twaim)
    file = staff.person()
    row = report(file, staff.researcher, health_note="DIALYSIS")
    case = staff.open(file)
    staff.prepare(case)
    for event in ("complete", "start_study"):
        staff.do(event, case)
    assert "DIALYSIS" in client_of(staff.researcher).get(page_of(row)).content.decode()
    assert file.looks.filter(what=FileLook.What.HEALTH, reason="").count() == 1


def test_the_desk_reads_and_takes_no_fact_of_health(noura, desk, researcher, client_of):
    row = report(noura, researcher, health="disability", city="الرياض")
    page = client_of(desk).get(page_of(row))
    assert "Written; for those who may read it" in page.content.decode()
    assert [name for name, _label in page.context["form"].fields["take"].choices] == ["city"]
    with pytest.raises(NotPermitted):
        actions.apply_report(row, by=desk, take=["health"])
    actions.apply_report(row, by=researcher, take=["health"])
    confirm = f"/twaim/beneficiaries/{noura.number}/confirm/"
    seen = [client_of(who).get(confirm).context["facts"] for who in (desk, researcher)]
    assert [any(fact["label"] == "Health situation" for fact in facts) for facts in seen] == [False, True]


def test_reading_the_file_with_the_person_is_a_look(noura, desk, client_of):
    client_of(desk).get(f"/twaim/beneficiaries/{noura.number}/confirm/")
    assert noura.looks.filter(what=FileLook.What.FILE, by=desk.user).count() == 1


def whole(person: Beneficiary, desk: Any) -> Beneficiary:
    facts = {"other_mobile": "+966501112222", "other_mobile_of": "أخوها", "iban": IBAN, "district": "النسيم"}
    return correct(person, by=desk, **facts)


def test_what_is_no_longer_so_is_taken_out_of_the_file(noura, desk, client_of):
    file = whole(noura, desk)
    browser, path = client_of(desk), f"/twaim/beneficiaries/{noura.number}/changes/new/"
    offered = browser.get(path).context["form"].fields["no_longer"].choices
    assert [name for name, _label in offered] == ["other_mobile", "district", "iban"], "what the file holds"
    assert IBAN not in browser.get(path).content.decode()
    both = browser.post(path, {"token": new_token(), "no_longer": ["district"], "district": "الروضة"})
    assert set(both.context["form"].errors) == {"district"}
    sent = {"token": new_token(), "no_longer": ["other_mobile", "iban"], "city": "الدمام"}
    answer = browser.post(path, sent)
    assert "No longer so" in browser.get(answer["Location"]).content.decode()
    row = file.change_reports.get()
    actions.apply_report(row, by=desk, take=["other_mobile", "iban", "city"])
    file = Beneficiary.objects.get(pk=file.pk)
    assert (file.other_mobile, file.other_mobile_of, file.iban, file.iban_index) == ("", "", "", None)
    assert (file.city, file.district) == ("الدمام", "النسيم")
    kept = file.changes.get(field="iban", became_sealed="")
    assert kept.was == IBAN


def test_what_a_file_cannot_do_without_is_not_reported_as_gone(noura, desk):
    for field in ("mobile", "city"):
        with pytest.raises(ValueError, match="may be empty"):
            report(noura, desk, **{field: ""})


def test_the_agreed_means_keeps_its_address(noura, desk):
    correct(noura, by=desk, email="noura@example.test", agreed_means="email")
    row = report(Beneficiary.objects.get(pk=noura.pk), desk, email="")
    with pytest.raises(DomainError) as refusal:
        actions.apply_report(row, by=desk, take=["email"])
    assert refusal.value.code == "means"
    correct(Beneficiary.objects.get(pk=noura.pk), by=desk, agreed_means="sms")
    actions.apply_report(row, by=desk, take=["email"])
    assert Beneficiary.objects.get(pk=noura.pk).email == ""


def test_at_home_a_person_says_that_something_is_no_longer_so(twaim, desk):
    staff = Staff(twaim)
    file = whole(staff.person(mobile=MOBILE), desk)
    visitor = Visitor(twaim)
    visitor.signs_in(file)
    path = "/public/twaim/my/facts/change/"
    assert visitor.client.post(path, {"token": new_token(), "no_longer": ["iban"]}).status_code == 302
    assert [(row.field, row.reported) for row in file.change_reports.get().values.all()] == [("iban", "")]
