"""A closed request is rated from my home by one press; one's own, once, and only when it is closed."""

import pytest

from requests.enums import Status
from surveys.models import Invitation
from tests.factories.support_requests import WAYS


@pytest.fixture
def closed(staff, person):
    case = staff.open(person)
    staff.prepare(case)
    for event in WAYS[Status.CLOSED]:
        staff.do(event, case)
    return staff.fresh(case)


def test_one_press_leads_to_the_questions_and_the_second_answer_is_thanked(at_home, closed):
    page = at_home.get(f"my/requests/{closed.reference}/").content.decode()
    action = at_home.path(f"survey/of/{closed.reference}/")
    assert f'action="{action}"' in page
    led = at_home.client.post(action)
    questions = at_home.client.get(led["Location"])
    assert questions.status_code == 200
    form = questions.context["form"]
    answers = {name: field.choices[-1][0] for name, field in form.fields.items() if hasattr(field, "choices")}
    assert at_home.client.post(led["Location"], {"token": form["token"].value(), **answers}).status_code == 302
    assert Invitation.objects.get(support_request=closed).response
    assert at_home.client.post(action)["Location"].endswith("/survey/thanks/")


def test_an_open_request_is_not_rated_and_nobody_elses_exists(at_home, closed, staff):
    open_one = staff.open(closed.beneficiary)
    page = at_home.get(f"my/requests/{open_one.reference}/").content.decode()
    assert "survey/of/" not in page
    led = at_home.client.post(at_home.path(f"survey/of/{open_one.reference}/"))
    assert led["Location"] == at_home.path(f"my/requests/{open_one.reference}/")
    others = staff.case(Status.CLOSED)
    assert at_home.client.post(at_home.path(f"survey/of/{others.reference}/")).status_code == 404
