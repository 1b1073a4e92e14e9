"""The applicant objects from the answered request, within the days, and sees where the objection stands."""

import pytest

from core.errors import NotPermitted
from requests.actions.objecting import object_to
from requests.enums import Outcome, Status
from requests.models import Objection
from requests.workflow import COMPLETE, DECIDE, GIVE_ANSWER, RECOMMEND, START_STUDY


@pytest.fixture
def case(staff, person):
    """A refusal that was told."""
    case = staff.open(person)
    staff.prepare(case)
    staff.outcome = Outcome.REFUSED
    for event in (COMPLETE, START_STUDY, RECOMMEND, DECIDE, GIVE_ANSWER):
        staff.do(event, case)
    return staff.fresh(case)


def test_from_the_answered_request_to_where_it_stands(at_home, case):
    assert "Object to the decision" in at_home.get(f"my/requests/{case.reference}/").content.decode()
    page = at_home.get(f"my/requests/{case.reference}/object/")
    assert "An objection is possible until" in page.content.decode()
    sent = {"token": page.context["form"]["token"].value(), "ground": "لم يُحتسب الإيجار"}
    for _again in range(2):
        assert at_home.client.post(at_home.path(f"my/requests/{case.reference}/object/"), sent).status_code == 302
    objection = Objection.objects.get()
    assert (objection.channel, objection.support_request_id) == ("website", case.pk)
    for page in (f"my/requests/{case.reference}/", "my/"):
        assert objection.reference in at_home.get(page).content.decode()


def test_nobody_objects_for_another_or_before_the_answer(at_home, staff, case):
    other = staff.case(Status.ANSWERED, outcome=Outcome.REFUSED)
    assert at_home.get(f"my/requests/{other.reference}/object/").status_code == 404
    with pytest.raises(NotPermitted):
        object_to(case, by=staff.researcher, ground="x", channel="phone")
    assert "Object to the decision" not in at_home.get("my/").content.decode()


def test_the_public_page_of_objections_leads_there(visitor, twaim):
    page = visitor.get("contact/objection/")
    page = page if page.status_code == 200 else visitor.client.get(f"/public/{twaim.slug}/objection/")
    assert "Object from my request" in page.content.decode()
