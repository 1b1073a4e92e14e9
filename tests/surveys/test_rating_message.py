"""A closed request sends its rating link by the agreed means, where the installation knows its address (B8)."""

import re

import pytest

from correspondence.notices.events import NoticeEvent
from requests.enums import Status
from tests.factories.support_requests import Staff


@pytest.fixture
def staff(twaim):
    return Staff(twaim)


def ratings(staff):
    return [row for row in staff.association.notices.all() if row.event == NoticeEvent.RATING_LINK]


def test_the_link_in_the_message_opens_the_rating(staff, settings, client):
    settings.PUBLIC_ADDRESS = "https://mithaq.example/"
    staff.case(Status.CLOSED)
    (notice,) = ratings(staff)
    path = re.search(r"https://mithaq\.example(/public/twaim/survey/\S+)", notice.body).group(1)
    assert client.get(path).status_code == 200


def test_without_an_address_of_its_own_the_installation_sends_no_link(staff, settings):
    settings.PUBLIC_ADDRESS = ""
    staff.case(Status.CLOSED)
    assert ratings(staff) == []
