"""Who sees what of a file: a reason outside one's own cases, nothing where a case is about one (B4)."""

from __future__ import annotations

from typing import Any

import pytest

from accounts.roles import Role
from beneficiaries.actions import correct, reveal
from beneficiaries.models import Beneficiary, FileLook
from beneficiaries.own_copy import looks_of
from complaints.workflow import CLEAR_SUBJECT
from core.errors import DomainError, NotPermitted
from core.once import new_token
from requests.workflow import COMPLETE, START_STUDY
from tests.factories.complaints import Handlers
from tests.factories.support_requests import Staff


@pytest.fixture
def staff(twaim: Any) -> Staff:
    return Staff(twaim)


@pytest.fixture
def file(staff: Staff) -> Beneficiary:
    file = staff.person(full_name="نورة بنت سعد السبيعي")
    correct(file, by=staff.researcher, health_note="ربو")
    return Beneficiary.objects.get(pk=file.pk)


def test_outside_ones_own_cases_a_number_needs_a_reason_and_within_them_none(staff, file):
    with pytest.raises(DomainError) as refused:
        reveal(file, by=staff.desk, what="mobile")
    assert refused.value.code == "reason_missing"
    case = staff.open(file)
    assert reveal(file, by=staff.desk, what="mobile") == file.mobile
    with pytest.raises(DomainError):
        reveal(file, by=staff.member(Role.DESK), what="mobile")
    with pytest.raises(DomainError):
        reveal(file, by=staff.researcher, what="mobile")
    staff.prepare(case)
    for event in (COMPLETE, START_STUDY):
        staff.do(event, case)
    assert reveal(file, by=staff.researcher, what="mobile") == file.mobile
    assert file.looks.filter(what="mobile", reason="").count() == 2


def test_a_closed_case_is_no_longer_ones_own(staff, file):
    case = staff.open(file)
    staff.do("withdraw", case)
    with pytest.raises(DomainError):
        reveal(file, by=staff.desk, what="mobile")


def test_the_owner_of_a_complaint_works_on_its_person(staff, file):
    people = Handlers(staff.association)
    people.named(beneficiary=file, by=people.desk)
    assert reveal(file, by=people.desk, what="mobile") == file.mobile


def test_the_health_note_opens_after_a_reason_and_is_looked_at_by_name(staff, file, client_of):
    browser = client_of(staff.researcher)
    address = f"/twaim/beneficiaries/{file.number}/edit/health/"
    asked = browser.get(address)
    assert asked.status_code == 302
    assert "what=health" in asked["Location"]
    reason = {"token": new_token(), "what": "health", "reason": "دراسة الحالة"}
    assert browser.post(asked["Location"], {**reason, "reason": ""}).status_code == 422
    assert browser.post(asked["Location"], reason)["Location"] == address
    assert "ربو" in browser.get(address).content.decode()
    assert file.looks.filter(what=FileLook.What.HEALTH, reason="دراسة الحالة").count() == 1


def test_the_desk_is_offered_no_health_note(staff, file, client_of):
    page = client_of(staff.desk).get(f"/twaim/beneficiaries/{file.number}/reveal/?what=health").content.decode()
    assert "Mobile number" in page
    assert 'value="health"' not in page
    with pytest.raises(NotPermitted):
        reveal(file, by=staff.desk, what=FileLook.What.HEALTH, reason="x")


@pytest.mark.parametrize("role", [Role.MEMBER, Role.CHAIR, Role.FOLLOW_UP, Role.ADMINISTRATOR])
def test_roles_that_see_the_case_open_no_file(staff, file, role, client_of):
    browser = client_of(staff.member(role))
    for rest in ("", "looks/", "reveal/", "copy/", "household/"):
        assert browser.get(f"/twaim/beneficiaries/{file.number}/{rest}").status_code == 403


@pytest.fixture
def subject(staff: Staff, file: Beneficiary) -> Any:
    """The researcher, named in a complaint of the person; gives (case, member)."""
    people = Handlers(staff.association)
    people.researcher = staff.researcher
    case = people.named(beneficiary=file)
    people.do("name_subject", case, member=staff.researcher)
    return people, people.fresh(case)


def test_to_a_member_whom_an_open_complaint_is_about_the_file_does_not_exist(staff, file, subject, client_of):
    hers, other = client_of(staff.researcher), client_of(staff.member(Role.RESEARCHER))
    for rest in ("", "household/", "reveal/", "looks/", "edit/situation/"):
        path = f"/twaim/beneficiaries/{file.number}/{rest}"
        assert (hers.get(path).status_code, other.get(path).status_code) == (404, 200)
    for query in ("?q=نورة", f"?file={file.number}", f"?q={file.number}"):
        assert f"/beneficiaries/{file.number}/" not in hers.get(f"/twaim/beneficiaries/{query}").content.decode()
        assert f"/beneficiaries/{file.number}/" in other.get(f"/twaim/beneficiaries/{query}").content.decode()
    sent = {"token": new_token(), "q": file.national_id}
    assert hers.post("/twaim/beneficiaries/", sent).status_code == 200, "nobody is found"


def test_once_cleared_or_closed_the_file_is_there_again(staff, file, subject, client_of):
    people, case = subject
    people.do(CLEAR_SUBJECT, case, member=staff.researcher)
    assert client_of(staff.researcher).get(f"/twaim/beneficiaries/{file.number}/").status_code == 200


def test_the_page_of_looks_goes_on_and_narrows(staff, file, client_of, django_assert_num_queries):
    browser = client_of(staff.desk)
    browser.get(f"/twaim/beneficiaries/{file.number}/looks/")
    rows = [
        FileLook(association=staff.association, beneficiary=file, what="file", by=staff.desk.user) for _n in range(120)
    ]
    FileLook.objects.bulk_create(rows)
    reveal(file, by=staff.desk, what="mobile", reason="CALLED-BACK")
    address, pages, seen = f"/twaim/beneficiaries/{file.number}/looks/", 0, 0
    query = ""
    while query is not None:
        page = browser.get(address + query)
        pages, seen = pages + 1, seen + len(page.context["rows"])
        query = page.context["next_url"] or None
    assert (pages, seen) == (3, 121)
    only = browser.get(address + "?what=mobile")
    assert len(only.context["rows"]) == 1
    assert "CALLED-BACK" in only.content.decode()
    assert browser.get(address + "?what=x&before=²").status_code == 200


def test_the_person_is_told_roles_and_days_and_no_name_of_staff(staff, file, django_assert_num_queries):
    for _time in range(3):
        reveal(file, by=staff.member(Role.DESK), what="mobile", reason="NOT-TOLD")
    assert file.association.slug  # known on every page
    with django_assert_num_queries(3):
        told = looks_of(file)
    assert {row["by"] for row in told} == {str(Role.DESK.label)}
    assert "NOT-TOLD" not in str(told)


def test_a_page_of_looks_asks_as_often_for_one_as_for_fifty(staff, file, client_of, django_assert_max_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    browser, address = client_of(staff.desk), f"/twaim/beneficiaries/{file.number}/looks/"
    browser.get(address)
    counts = []
    for more in (1, 50):
        for _n in range(more):
            reveal(file, by=staff.desk, what="mobile", reason="x")
        with CaptureQueriesContext(
            connection,
        ) as asked:
            browser.get(address)
        counts.append(len(asked))
    assert counts[0] == counts[1]
