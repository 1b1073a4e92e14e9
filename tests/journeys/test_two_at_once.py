"""Two people before one case, and one form sent twice: nothing is doubled, nobody's words are lost."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import pytest

from associations.models import Association
from beneficiaries.models import Beneficiary
from demo.families import families
from demo.story import Teller
from requests.enums import Outcome, Status
from requests.models import Decision, SupportRequest

from .pages import Portal, label, said

MINE, THEIRS = "ثبتت الحاجة بالزيارة.", "الدخل يكفي لهذه الخدمة."
TellsOf = Callable[[str], SupportRequest]


@pytest.fixture
def teller(db: None, portal: Portal) -> tuple[Teller, Beneficiary]:
    association = Association.objects.get(slug="twaim")
    members = {account: portal.member(account, "twaim") for account in ("desk", "researcher", "chair")}
    chance = random.Random(association.beneficiaries.count())
    (person,) = families(association, by=members["desk"], count=1, chance=chance)
    return Teller(association, members, chance), person


@pytest.mark.parametrize("javascript", [True, False], ids=["with javascript", "without javascript"])
def test_of_two_decisions_on_one_case_the_second_is_told_and_keeps_its_words(
    visitors: Any, teller: tuple[Teller, Beneficiary], javascript: bool
) -> None:
    tell, person = teller
    case = tell.tell(person, 0, "open complete study recommend")
    first, second = (visitors(javascript=javascript) for _ in range(2))
    for chair in (first, second):
        chair.is_known_as("chair", "twaim")
        chair.open(f"/twaim/requests/{case.reference}/decide/")
    first.type("amount", "1000")
    first.type("reasons", MINE)
    second.choose("outcome", Outcome.REFUSED)
    second.choose("refusal_reason", "income")
    second.type("reasons", THEIRS)

    first.press(said("Record the decision"))
    assert first.path == f"/twaim/requests/{case.reference}/"
    second.press(said("Record the decision"))
    assert second.path.endswith("/decide/")
    told = said("%(person)s recorded the decision a moment ago: %(outcome)s. Yours was not saved.")
    chair_name = Decision.objects.get(support_request=case).decided_by.name_ar
    second.sees(told % {"person": chair_name, "outcome": label(Outcome.ACCEPTED.label)})
    assert second.page.locator("[name=reasons]").input_value() == THEIRS
    second.is_accessible()

    decision = Decision.objects.get(support_request=case)
    assert (decision.outcome, decision.reasons) == (Outcome.ACCEPTED, MINE)
    assert Association.objects.get(slug="twaim").letters.filter(about=case.reference, kind="decision").count() == 1


def test_the_same_form_sent_again_after_going_back_opens_one_request(
    visitors: Any, teller: tuple[Teller, Beneficiary]
) -> None:
    _tell, person = teller
    desk = visitors()
    desk.is_known_as("desk", "twaim")
    desk.open(f"/twaim/requests/new/?beneficiary={person.number}")
    token = desk.page.locator("[name=token]").input_value()
    service = Association.objects.get(slug="twaim").services.get(code="appliances")
    desk.choose("service", str(service.pk))
    desk.type("need", MINE)
    desk.press(said("Save and go to the checklist"))
    where = desk.path
    desk.page.go_back()
    desk.page.wait_for_load_state()
    # A page that may not be stored comes fresh, with a token of its own; a stored one, or an impatient second press,
    # sends the first token again. That is the case here.
    desk.choose("service", str(service.pk))
    desk.type("need", MINE)
    desk.page.locator("[name=token]").evaluate("(field, token) => { field.value = token; }", token)
    desk.press(said("Save and go to the checklist"))
    assert desk.path == where, "the second sending is led to the first one's outcome"
    assert person.support_requests.count() == 1


def test_a_form_pressed_twice_in_impatience_opens_one_request(
    visitors: Any, teller: tuple[Teller, Beneficiary]
) -> None:
    _tell, person = teller
    desk = visitors()
    desk.is_known_as("desk", "twaim")
    desk.open(f"/twaim/requests/new/?beneficiary={person.number}")
    service = Association.objects.get(slug="twaim").services.get(code="appliances")
    desk.choose("service", str(service.pk))
    desk.type("need", MINE)
    desk.page.get_by_role("button", name=said("Save and go to the checklist"), exact=True).dblclick()
    desk.page.wait_for_url("**/checklist/")
    assert [row.status for row in person.support_requests.all()] == [Status.INCOMPLETE]
