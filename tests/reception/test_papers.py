"""What the visitor takes along on one page: what is missing, and the service's criteria (R3), under five policies."""

from __future__ import annotations

import pytest

from requests.enums import Status
from tests.conftest import loaded
from tests.factories.support_requests import Staff
from tests.reception.test_visits import FIVE


@pytest.fixture(params=FIVE)
def staff(request, db):
    return Staff(loaded(request.param))


@pytest.fixture
def page(staff, client_of):
    return lambda path: client_of(staff.desk, "ar").get(f"/{staff.association.slug}{path}")


def test_the_paper_says_what_is_missing_and_the_promise(staff, page):
    case = staff.open()
    text = page(f"/requests/{case.reference}/missing/").content.decode()
    assert "الهوية" in text.split("شروط الخدمة")[0]
    assert "ما لا يزال ناقصًا" in text
    assert case.reference in text
    assert "عرض سعر" in text.split("إن كان ينطبق عليكم")[1]
    staff.prepare(case)
    text = page(f"/requests/{case.reference}/missing/").content.decode()
    assert "لا ينقص الطلب شيء" in text
    assert "ما قُدّم واطُّلع عليه" in text


def test_without_a_request_the_paper_says_what_to_bring_and_how_long_an_answer_takes(staff, page):
    answer = page("/reception/bring/rent/")
    assert answer.status_code == 200
    text = answer.content.decode()
    assert "الهوية" in text
    assert answer.context["rule"] in text
    assert page("/reception/bring/nothing/").status_code == 404


def test_a_service_that_takes_no_requests_has_no_such_paper(staff, page):
    staff.association.services.update(is_open=False)
    assert page("/reception/bring/rent/").status_code == 404


def test_the_signature_is_named_where_the_policy_asks_for_it(staff, page):
    case = staff.open()
    text = page(f"/requests/{case.reference}/missing/").content.decode()
    assert ("توقيعكم على الإقرار" in text) == staff.association.policy_in_force().needs_declaration
    done = staff.case(Status.AWAITING_STUDY)
    assert "توقيعكم على الإقرار" not in page(f"/requests/{done.reference}/missing/").content.decode()
