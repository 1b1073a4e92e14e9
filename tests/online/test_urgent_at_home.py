"""What was given at once stands on the person's own pages in plain words, and what a reversal means for them."""

import pytest

from requests.enums import Status
from requests.workflow import COMPLETE, GIVE_URGENT, REVERSE_URGENT


@pytest.fixture
def case(staff, person):
    case = staff.open(person)
    staff.prepare(case)
    staff.do(COMPLETE, case)
    return staff.fresh(case)


def test_what_was_given_is_told_and_that_the_request_goes_on(at_home, staff, case):
    address = f"my/requests/{case.reference}/"
    assert "You received at once" not in at_home.get(address).content.decode()
    staff.do(GIVE_URGENT, case)
    page = at_home.get(address).content.decode()
    assert "You received at once:" in page
    assert "500.00" in page
    assert "You received urgent help" in page
    assert staff.urgent_officer.user.name not in page
    assert staff.fresh(case).status == Status.AWAITING_STUDY


@pytest.mark.parametrize(
    ("afterwards", "words"), [("recover", "we contact you about giving it back"), ("leave", "you give nothing back")]
)
def test_a_reversal_says_what_it_means_for_the_person(at_home, staff, case, afterwards, words):
    staff.do(GIVE_URGENT, case, item="سلة", quantity=2)
    staff.do(REVERSE_URGENT, case, afterwards=afterwards)
    page = at_home.get(f"my/requests/{case.reference}/").content.decode()
    assert words in page
    assert "سلة × 2" in page
