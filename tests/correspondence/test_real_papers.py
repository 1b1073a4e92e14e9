"""Papers issued by the real verbs: the facts they freeze are the facts the templates read."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from associations.models import Association
from core.digits import to_arabic
from correspondence.models import Letter
from correspondence.paper import letter_day
from requests.actions.papers import issue_receipt
from requests.enums import Outcome, Status
from tests.factories.support_requests import Staff

# Facts that the template may do without: the day an answer is due or expected depends on policy and case.
MAY_BE_EMPTY = {"due_on", "answer_expected_from", "missing", "article", "refusal_reason", "amount"}


def page_of(letter: Letter, client: Any) -> str:
    address = reverse("correspondence:letter", args=[letter.association.slug, letter.year, letter.number])
    response = client.get(address)
    assert response.status_code == 200
    return str(response.content.decode())


@pytest.mark.parametrize("slug", ["twaim", "qalam"])
def test_a_receipt_of_the_desk_shows_the_stored_promise(slug: str, request: Any, client_of: Any) -> None:
    association: Association = request.getfixturevalue(slug)
    staff = Staff(association)
    case = staff.case(Status.AWAITING_STUDY)
    letter = issue_receipt(case, by=staff.desk)
    assert {name for name, fact in letter.facts.items() if not fact} <= MAY_BE_EMPTY
    page = page_of(letter, client_of(staff.desk, "ar"))
    promised = letter_day((case.due_on or case.answer_expected_from).isoformat())
    assert promised is not None
    assert f'datetime="{letter.facts["received_on"]}"' in page
    assert case.reference in page
    assert case.beneficiary.full_name in page
    assert case.beneficiary.national_id not in page
    assert ("يصلكم الرد في موعد أقصاه" in page) is (case.due_on is not None)
    assert ("ولا تحدد السياسة يومًا أخيرًا" in page) is (case.due_on is None)


def test_the_receipt_of_an_incomplete_request_lists_what_is_missing(twaim: Association, client_of: Any) -> None:
    staff = Staff(twaim)
    letter = issue_receipt(staff.case(Status.INCOMPLETE, prepared=False), by=staff.desk)
    page = page_of(letter, client_of(staff.desk, "ar"))
    assert "الطلب غير مكتمل، وينقصه" in page
    assert "<li>الهوية</li>" in page
    assert "<li>توقيع الإقرار</li>" in page
    assert "<li>عرض سعر</li>" not in page


def test_the_letter_of_a_decision_shows_what_was_decided(twaim: Association, client_of: Any) -> None:
    staff = Staff(twaim)
    granted = page_of(staff.case(Status.DECIDED).decision.letter, client_of(staff.chair, "ar"))
    assert "قبول الطلب" in granted
    assert "ألفان وخمسمئة ريال" in granted
    assert to_arabic(staff.chair.user.name_ar) in granted
    refused = page_of(
        staff.case(Status.DECIDED, outcome=Outcome.REFUSED).decision.letter, client_of(staff.chair, "ar")
    )
    assert "الاعتذار عن عدم قبول الطلب" in refused
    assert "لا غير" not in refused
