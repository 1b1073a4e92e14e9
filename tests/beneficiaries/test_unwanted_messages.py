"""Optional messages that wait are not sent once the person's word is no; an answer due is sent all the same (B5)."""

from __future__ import annotations

from typing import Any

import pytest

from beneficiaries import actions
from beneficiaries.models import Beneficiary
from core.errors import AlreadyHandled
from correspondence.models import Notice
from correspondence.models.notice import NoticeStatus
from correspondence.notices.actions import send_again
from correspondence.notices.events import NoticeEvent
from correspondence.notices.sender import Sender
from requests.enums import Status
from tests.factories.support_requests import Staff


@pytest.fixture(autouse=True)
def _address(settings: Any) -> None:
    settings.PUBLIC_ADDRESS = "https://mithaq.example"
    settings.NOTICES_AT_ONCE = False


@pytest.fixture
def staff(twaim: Any) -> Staff:
    return Staff(twaim)


@pytest.fixture
def person(staff: Staff) -> Beneficiary:
    """Somebody with a closed request, whose rating link waits to be sent."""
    return staff.case(Status.CLOSED).beneficiary


def statuses(person: Beneficiary) -> dict[str, str]:
    return dict(person.association.notices.values_list("event", "status"))


class Gateway:
    def __init__(self) -> None:
        self.sent: list[str] = []

    def send(self, to: str, text: str, *, correlation_id: str) -> str:
        self.sent.append(text)
        return "1"


def everything_sent() -> str:
    gateway = Gateway()
    sender = Sender(gateway)
    while sender.send_next():
        pass
    return " ".join(gateway.sent)


@pytest.mark.parametrize("word", ["refused", "withdrawn"])
def test_a_link_that_waits_is_not_sent_after_a_no(staff, person, word):
    if word == "withdrawn":
        signed = actions.Signed("on_screen", person.full_name)
        actions.give_by_signing(person, by=staff.desk, purpose="contact", signed=signed)
    waiting = statuses(person)
    assert waiting[NoticeEvent.RATING_LINK] == NoticeStatus.QUEUED
    actions.say(person, by=staff.desk, purpose="contact", state=word)
    assert statuses(person) == {**waiting, NoticeEvent.RATING_LINK: NoticeStatus.STOPPED}
    sent = everything_sent()
    assert "mithaq.example/public/twaim/survey/" not in sent
    assert person.association.notices.filter(status=NoticeStatus.SENT).exists(), "what is due is sent"
    notice = Notice.objects.get(event=NoticeEvent.RATING_LINK)
    with pytest.raises(AlreadyHandled):
        send_again(notice, by=staff.desk)
    assert notice not in Notice.objects.for_people()


def test_a_no_to_another_purpose_stops_nothing(staff, person):
    actions.say(person, by=staff.desk, purpose="publication", state="refused")
    assert statuses(person)[NoticeEvent.RATING_LINK] == NoticeStatus.QUEUED


def test_one_that_is_on_its_way_is_not_tried_again(staff, person):
    link = Notice.objects.filter(event=NoticeEvent.RATING_LINK)
    link.update(status=NoticeStatus.SENDING, lease=link.get().uid)
    actions.say(person, by=staff.desk, purpose="contact", state="refused")
    link.update(status=NoticeStatus.FAILED, lease=None)  # what its sender records
    assert "survey" not in everything_sent()
    assert link.get().last_error == "expired"


def test_messages_of_others_go_on(staff, person):
    other = staff.case(Status.CLOSED).beneficiary
    actions.say(person, by=staff.desk, purpose="contact", state="refused")
    rows = Notice.objects.filter(event=NoticeEvent.RATING_LINK).order_by("pk")
    assert [row.status for row in rows] == [NoticeStatus.STOPPED, NoticeStatus.QUEUED]
    assert other.pk != person.pk
