"""Where the policy asks for another pair of eyes, no way leads past them: form, verb or sheet (B2)."""

from __future__ import annotations

from typing import Any

import pytest

from accounts.roles import Role
from beneficiaries import actions
from beneficiaries.models import Beneficiary, ChangeReport
from core.errors import DomainError, StaleRecord
from core.once import new_token
from tests.conftest import loaded
from tests.factories.beneficiaries import BeneficiaryFactory

from .import_cast import entered


@pytest.fixture
def namudhaj(db: None) -> Any:
    return loaded("namudhaj")


@pytest.fixture
def people(namudhaj: Any, member_of: Any) -> Any:
    """A researcher, another one, and a manager."""
    return [member_of(namudhaj, role)[1] for role in (Role.RESEARCHER, Role.RESEARCHER, Role.MANAGER)]


@pytest.fixture
def file(namudhaj: Any, people: Any, member_of: Any) -> Beneficiary:
    """A widow in a rented home, whose health was never stated."""
    made = BeneficiaryFactory(association=namudhaj, by=member_of(namudhaj, Role.DESK)[1])
    return actions.correct(made, by=people[0], marital="widowed", housing="rented")


def fresh(file: Beneficiary) -> Beneficiary:
    return Beneficiary.objects.get(pk=file.pk)


def test_the_form_reports_what_was_stated_and_saves_what_was_not(file, people, client_of):
    browser, path = client_of(people[0]), f"/namudhaj/beneficiaries/{file.number}/edit/situation/"
    assert "someone else has looked at it" in browser.get(path).content.decode()
    sent = {"token": new_token(), "version": file.version, "marital": "married", "housing": "rented"}
    answer = browser.post(path, {**sent, "employment": "retired"}, follow=True)
    assert "reported as a change" in answer.content.decode()
    assert (fresh(file).marital, fresh(file).employment) == ("widowed", "retired")
    row = ChangeReport.objects.get()
    assert [(value.field, value.found, value.reported) for value in row.values.all()] == [
        ("marital", "widowed", "married")
    ]
    with pytest.raises(DomainError) as refusal:
        actions.apply_report(row, by=people[0], take=["marital"])
    assert refusal.value.code == "needs_another"
    actions.apply_report(row, by=people[1], take=["marital"])
    assert fresh(file).marital == "married"


def test_the_verb_refuses_and_a_stale_page_reports_nothing(file, people):
    with pytest.raises(DomainError) as refusal:
        actions.correct(file, by=people[0], housing="owned")
    assert refusal.value.code == "report"
    with pytest.raises(StaleRecord):
        actions.correct_or_report(file, by=people[0], expected_version=file.version - 1, housing="owned")
    assert not ChangeReport.objects.exists()


def test_a_fact_of_health_is_first_stated_and_then_reported(file, people):
    assert actions.correct_or_report(file, by=people[0], health="chronic", health_note="ربو") is None
    row = actions.correct_or_report(fresh(file), by=people[0], health="well", health_note="")
    assert row is not None
    assert {value.field: value.reported for value in row.values.all()} == {"health": "well", "health_note": ""}
    actions.apply_report(row, by=people[1], take=["health", "health_note"])
    assert (fresh(file).health, fresh(file).health_note) == ("well", "")


def test_a_typing_error_of_a_name_is_corrected_at_once(file, member_of):
    desk = member_of(file.association, Role.DESK)[1]
    actions.correct(file, by=desk, full_name="منيرة بنت فهد العنزي")
    assert fresh(file).full_name == "منيرة بنت فهد العنزي"


def test_a_sheet_reports_what_was_stated(file, people, settings, tmp_path):
    settings.STATE_DIR = tmp_path
    headings = "الاسم الكامل;رقم الهوية;تاريخ الميلاد;رقم الجوال;وسيلة التواصل;المدينة;الحالة الاجتماعية"
    row = f"{file.full_name};{file.national_id};1985-03-06;{file.mobile};رسالة نصية;الدمام;متزوج"
    run = entered(file.association, people[2], f"{headings}\n{row}".encode(), known_people="update")
    assert [(row.state, row.problem != "") for row in run.rows.all()] == [("updated", True)]
    assert (fresh(file).city, fresh(file).marital) == ("الدمام", "widowed")
    assert ChangeReport.objects.get().values.get().reported == "married"


def test_under_another_policy_staff_correct_what_was_stated(noura, member_of):
    researcher = member_of(noura.association, Role.RESEARCHER)[1]
    for word in ("widowed", "married"):
        noura = actions.correct(noura, by=researcher, marital=word)
    assert (fresh(noura).marital, ChangeReport.objects.count()) == ("married", 0)
