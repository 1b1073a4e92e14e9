"""Each role's first page: what must I do now, and nothing twice."""

import pytest
from django.utils import translation

from accounts.roles import Role
from requests.enums import Status
from requests.workflow import START_STUDY
from tests.factories.support_requests import Staff


@pytest.fixture
def staff(twaim) -> Staff:
    return Staff(twaim)


def queues_of(client, slug: str = "twaim") -> dict[str, list[str]]:
    """References by the heading of the queue they stand in."""
    page = client.get(f"/{slug}/")
    return {queue["label"]: [row.reference for row in queue["rows"]] for queue in page.context["queues"]}


def test_a_study_in_ones_own_hands_is_not_listed_again_among_those_that_wait(staff, client_of):
    mine, free = staff.case(Status.UNDER_STUDY), staff.case(Status.AWAITING_STUDY)
    colleague = staff.member(Role.RESEARCHER)
    theirs = staff.case(Status.AWAITING_STUDY)
    staff.do(START_STUDY, theirs, by=colleague)
    found = queues_of(client_of(staff.researcher))
    assert found["My studies"] == [mine.reference]
    assert set(found["Waiting for the study"]) == {free.reference, theirs.reference}


def test_a_request_that_came_back_to_its_researcher_waits_for_them_by_name(staff, client_of):
    case = staff.case(Status.UNDER_STUDY)
    staff.do("return_for_completion", case)
    staff.prepare(staff.fresh(case))
    staff.do("complete", case)
    page = client_of(staff.desk).get("/twaim/requests/?queue=researcher").content.decode()
    with translation.override("en"):
        assert f'data-label="Waiting for">{staff.researcher.user.name}<' in page


def test_a_request_with_everything_in_place_waits_for_the_desk(staff, client_of):
    ready, lacking = staff.case(Status.INCOMPLETE), staff.case(Status.INCOMPLETE, prepared=False)
    client = client_of(staff.desk)
    for case, whom in ((ready, "the front desk"), (lacking, "the applicant")):
        page = client.get(f"/twaim/requests/{case.reference}/").content.decode()
        assert f"Waiting for: <strong>{whom}</strong>" in page
