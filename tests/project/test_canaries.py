"""Each field of a file holds a word of its own; every page and paper of every role is searched for it (B4).

What a role may read of a person is the table ``READS`` and nothing more, also on a page that is added later: the
addresses are those of ``address_table``. What is shown for a reason, or after a code, has tests of its own.
"""

from __future__ import annotations

import datetime
import io
from typing import Any

import pytest
from django.test import Client
from pypdf import PdfReader

from beneficiaries.actions import correct
from beneficiaries.actions.households import add_member, enter_obligation, form_household
from beneficiaries.actions.mandates import enter_mandate
from beneficiaries.models import Beneficiary
from core.hijri import DualDate
from requests.workflow import COMPLETE
from tests.factories.beneficiaries import national_id
from tests.factories.support_requests import Staff
from tests.project.address_table import OURS, ROLES
from tests.project.test_address_matrix import Place

ID, CHILD_ID, HOLDER_ID = national_id(71_001), national_id(71_002), national_id(71_003)
CANARIES = {
    "name": "Canaryname",
    "id": ID,
    "mobile": "598112233",
    "other_mobile": "598112244",
    "iban": "0380000000608010167519",
    "email": "canary-mail",
    "street": "Canarystreet",
    "assembly": "CANARY-77",
    "health": "Canaryhealth",
    "earlier_mobile": "598112255",
    "earlier_street": "Canarylane",
    "child": "Canarychild",
    "child_id": CHILD_ID,
    "creditor": "Canarybank",
    "holder": "Canaryholder",
    "holder_id": HOLDER_ID,
    "holder_mobile": "598112266",
    "deed": "CANARY-88",
    "need": "Canaryneed",
    "brought_by": "Canarycarrier",
}
CASE = {"name", "need", "brought_by"}
FILE = {"name", "email", "holder", "deed"}
SITUATION = {"street", "earlier_street", "assembly", "child", "creditor"}
# what each role reads without giving a reason; numbers in full and the health note are in no row
READS: dict[str, set[str]] = {
    "D": CASE | FILE | SITUATION,
    "R": CASE | FILE | SITUATION,
    "M": CASE,
    "C": CASE,
    "F": set(),
    "O": CASE | FILE,
    "G": CASE | FILE,
    "A": set(),
}


@pytest.fixture
def place(twaim: Any) -> Place:
    """A person with a word in every field, a household, somebody who acts for them, and a request under way."""
    staff = Staff(twaim)
    place = Place(staff)
    born = DualDate.of(datetime.date(1985, 3, 6), "gregorian")
    file = place.case.beneficiary
    correct(file, by=staff.desk, mobile="+966598112255", street="Canarylane")
    correct(
        file,
        by=staff.desk,
        full_name="Canaryname Saad",
        national_id=ID,
        mobile="+966598112233",
        other_mobile="+966598112244",
        iban="SA0380000000608010167519",
        email="canary-mail@example.test",
        street="Canarystreet",
    )
    correct(file, by=staff.researcher, health_note="Canaryhealth", assembly_number="CANARY-77")
    household = form_household(file, by=staff.desk).household
    child = add_member(
        household, by=staff.desk, relation="child", born=born, full_name="Canarychild", national_id=CHILD_ID
    )
    owed = {"kind": "loan", "monthly": 100, "from_on": born.gregorian, "creditor": "Canarybank"}
    enter_obligation(child, by=staff.desk, **owed)
    deed = {"holder_name": "Canaryholder", "holder_id": HOLDER_ID, "holder_mobile": "+966598112266"}
    days = {"from_on": datetime.date(2026, 1, 1), "until_on": None}
    enter_mandate(file, by=staff.desk, kind="guardian", deed_number="CANARY-88", scope="all", **deed, **days)
    case = staff.open(Beneficiary.objects.get(pk=file.pk), need="Canaryneed", brought_by="Canarycarrier")
    staff.prepare(case)
    staff.do(COMPLETE, case)
    place.case = staff.fresh(case)
    return place


def words_of(client: Client, path: str) -> str:
    """The page with its headers as text; of a paper the text that can be selected in it."""
    response = client.get(path, follow=True)
    body = b"".join(response.streaming_content) if response.streaming else response.content
    if body.startswith(b"%PDF"):
        return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(body)).pages)
    return f"{response.headers} {body.decode(errors='replace')}"


@pytest.mark.parametrize("letter", ROLES)
def test_a_role_reads_of_a_person_what_its_row_says_and_no_more(letter, place, client_of):
    staff = place.staff
    member = staff.chair if letter == "C" else staff.member(ROLES[letter])
    strays: dict[str, list[str]] = {}
    read: set[str] = set()
    queries = ["/twaim/beneficiaries/?q=Canary"]  # a beginning finds the person, and is no canary itself
    for path in [*(place.fill(name) for name in OURS if name != "accounts:sign_policy"), *queries]:
        text = words_of(client_of(member), path)
        seen = {name for name, canary in CANARIES.items() if canary in text}
        read |= seen
        if seen - READS[letter]:
            strays[path] = sorted(seen - READS[letter])
    assert not strays
    assert read == READS[letter], "the table names what is really read"
