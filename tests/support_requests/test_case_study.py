"""The case study (R13): from the file and not typed, frozen with the recommendation, health for those who may."""

import json
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone, translation

from accounts.roles import Role
from beneficiaries.actions import households
from core.errors import DomainError
from correspondence import pdf
from requests.enums import Status
from requests.facts_of_file import facts_of_file, figures_of, parts_of
from requests.models import CaseStudy, StudyDraft
from requests.room_of_file import ROOM
from requests.workflow import RECOMMEND, RETURN, START_STUDY, WRITE_STUDY
from tests.conftest import loaded
from tests.factories.support_requests import Staff

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _sentences_in_english() -> Any:
    with translation.override("en"):
        yield


@pytest.fixture
def namaa() -> Staff:
    return Staff(loaded("namaa"))


def with_household(staff: Staff, case: Any) -> None:
    """Two people, 5,000 coming in and 1,200 owed."""
    head = households.form_household(case.beneficiary, by=staff.researcher)
    head.incomes.create(association=staff.association, kind="salary", monthly=5000, from_on="2025-01-01")
    head.obligations.create(association=staff.association, kind="rent", monthly=1200, from_on="2025-01-01")
    head.household.members.create(
        association=staff.association,
        relation="child",
        full_name="Layan",
        occupation="Third grade",
        health="chronic",
        joined_on="2025-01-01",
        **{name: getattr(head, name) for name in ("birth_calendar", "birth_hijri_year")},
        birth_hijri_month=1,
        birth_hijri_day=1,
    )


def text_of(parts: Any) -> str:
    return "\n".join(f"{line.label}: {line.value}" for part in parts for line in part.lines)


def test_the_facts_come_from_the_file_with_their_arithmetic(namaa, django_assert_num_queries):
    case = namaa.case(Status.UNDER_STUDY)
    with_household(namaa, case)
    with django_assert_num_queries(5):
        facts, health = facts_of_file(case.beneficiary, on=timezone.localdate())
    figures = figures_of(facts)
    assert (figures.net, figures.per_head) == (Decimal(3800), Decimal(1900))
    told = text_of(parts_of(facts, health))
    for words in ("Salary or wage: 5,000.00 riyals a month", "Rent: 1,200.00", "Third grade", "Chronic illness"):
        assert words in told
    assert "Chronic" not in text_of(parts_of(facts, None))
    assert "Chronic" not in json.dumps(facts)


def test_where_the_policy_asks_for_a_study_nothing_is_recommended_without(namaa, staff):
    case = namaa.case(Status.UNDER_STUDY)
    with pytest.raises(DomainError) as refusal:
        namaa.do(RECOMMEND, case)
    assert refusal.value.code == "no_study"
    namaa.do(WRITE_STUDY, case)
    namaa.do(RECOMMEND, case)
    assert namaa.fresh(case).status == Status.AWAITING_DECISION
    elsewhere = staff.case(Status.UNDER_STUDY)  # Twaim's policy asks for none
    staff.do(RECOMMEND, elsewhere)
    assert not elsewhere.studies.exists()


def test_what_was_recommended_on_stays_as_the_file_was(namaa):
    case = namaa.case(Status.UNDER_STUDY)
    with_household(namaa, case)
    namaa.do(WRITE_STUDY, case, health_words="Dialysis thrice a week")
    namaa.do(RECOMMEND, case)
    case.beneficiary.memberships.first().incomes.update(monthly=9000)
    study = case.studies.get()
    assert figures_of(json.loads(study.facts)).income == 5000
    assert study.health_words == "Dialysis thrice a week"
    assert "Dialysis" not in study.health_words_sealed
    assert not StudyDraft.objects.exists()
    of_the_same_key = study.facts_sealed.partition(":")[0] + ":AAAA"
    for columns in ({"need": "other"}, {"facts_sealed": of_the_same_key}, {"frozen_at": timezone.now()}):
        with pytest.raises(IntegrityError), transaction.atomic():
            CaseStudy.objects.update(**columns)
    with pytest.raises(IntegrityError), transaction.atomic():
        CaseStudy.objects.all()._raw_delete("default")


def test_a_second_study_stands_beside_the_first(namaa):
    case = namaa.case(Status.AWAITING_DECISION)
    namaa.do(RETURN, case)
    namaa.prepare(namaa.fresh(case))
    namaa.do("complete", case)
    namaa.do(START_STUDY, case)
    namaa.do(WRITE_STUDY, case, need="More than we saw")
    namaa.do(RECOMMEND, case)
    assert [study.need for study in case.studies.all()] == ["More than we saw", "Three months of rent are owed."]


@pytest.mark.parametrize("field", ["need", "alternatives"])
def test_an_empty_study_is_refused(namaa, field):
    case = namaa.case(Status.UNDER_STUDY)
    with pytest.raises(DomainError) as refusal:
        namaa.do(WRITE_STUDY, case, **{field: "  "})
    assert refusal.value.field == field


def test_only_the_researcher_of_the_request_writes_it(namaa):
    case = namaa.case(Status.UNDER_STUDY)
    with pytest.raises(DomainError) as refusal:
        namaa.do(WRITE_STUDY, case, by=namaa.member(Role.RESEARCHER))
    assert refusal.value.code == "with_another"


def test_words_and_facts_go_with_the_name(namaa):
    case = namaa.case(Status.AWAITING_DECISION)
    ROOM.forget(case.beneficiary)
    study = case.studies.get()
    assert (study.need, study.facts, study.health_facts) == ("—", "", "")


class TestOnScreen:
    def test_the_form_shows_the_file_and_keeps_what_is_written(self, namaa, client_of):
        case = namaa.case(Status.UNDER_STUDY)
        with_household(namaa, case)
        client = client_of(namaa.researcher)
        path = f"/namaa/requests/{case.reference}/study/write/"
        page = client.get(path)
        assert "Layan" in page.content.decode()
        assert "Chronic illness" in page.content.decode()
        form = page.context["form"]
        assert form["need"].value() == case.need
        typed = {"token": form["token"].value(), "version": form["version"].value()}
        response = client.post(path, {**typed, "need": "Rent", "alternatives": "None", "health_words": "Dialysis"})
        assert response.status_code == 302
        assert client.get(path).context["form"]["health_words"].value() == "Dialysis"
        assert case.beneficiary.looks.filter(what="household").exists()

    def test_the_body_reads_it_without_health(self, namaa, client_of):
        case = namaa.case(Status.UNDER_STUDY)
        with_household(namaa, case)
        namaa.do(WRITE_STUDY, case, health_words="Dialysis")
        path = f"/namaa/requests/{case.reference}/study/"
        assert client_of(namaa.chair).get(path).status_code == 404
        namaa.do(RECOMMEND, case)
        page = client_of(namaa.chair).get(path).content.decode()
        assert "Three months of rent are owed." in page
        assert "1,900.00" in page
        assert "Dialysis" not in page
        assert "Chronic" not in page
        assert "Dialysis" in client_of(namaa.researcher).get(path).content.decode()
        assert client_of(namaa.desk).get(path).status_code == 403
        assert path in client_of(namaa.chair).get(f"/namaa/requests/{case.reference}/").content.decode()
        assert path in client_of(namaa.chair).get(f"/namaa/requests/{case.reference}/decide/").content.decode()

    @pytest.mark.skipif(not pdf.is_available(), reason="no PDF on this system")
    def test_it_is_printed(self, namaa, client_of):
        case = namaa.case(Status.AWAITING_DECISION)
        response = client_of(namaa.chair).get(f"/namaa/requests/{case.reference}/study/pdf/")
        assert response.content.startswith(b"%PDF")
