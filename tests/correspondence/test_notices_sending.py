"""The sender against real servers on loopback: what they take is sent once, what they refuse waits, rests or ends."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from associations.models import Association
from correspondence.models import Notice, NoticeStatus
from correspondence.notices import sender
from correspondence.notices.actions import send_again
from correspondence.notices.events import NoticeEvent
from correspondence.sms import NotSent, gateway_in_use
from correspondence.sms.console import ConsoleGateway
from correspondence.sms.unifonic import Unifonic
from tests.correspondence.local_providers import Gateway, MailServer
from tests.correspondence.notices_cast import BY_EMAIL, BY_PHONE, EMAIL, MOBILE, told


@pytest.fixture
def gateway(settings: Any) -> Iterator[Gateway]:
    """A local Unifonic that the settings name."""
    server = Gateway()
    settings.SMS = {"gateway": "unifonic", "app_sid": "sid-of-tests", "sender": "Twaim", "url": server.url}
    yield server
    server.stop()


@pytest.fixture
def mail_server(settings: Any) -> Iterator[MailServer]:
    """A local mail server that the settings name."""
    server = MailServer()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
    settings.EMAIL_TIMEOUT = 0.5
    settings.DEFAULT_FROM_EMAIL = "Twaim <notices@twaim.example>"
    yield server
    server.stop()


@pytest.fixture
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Unifonic.__init__, "__kwdefaults__", {**Unifonic.__init__.__kwdefaults__, "timeout": 0.5})


def run_once() -> None:
    call_command("send_notices", "--once", verbosity=0)


def now_due(notice: Notice) -> Notice:
    """Its pause, or its lease, is over."""
    Notice.objects.filter(pk=notice.pk).update(next_attempt_at=timezone.now())
    return fresh(notice)


def fresh(notice: Notice) -> Notice:
    return Notice.objects.get(pk=notice.pk)


def test_a_text_message_reaches_the_gateway_as_its_protocol_asks(twaim: Association, gateway: Gateway) -> None:
    notice = told(twaim)
    run_once()
    (taken,) = gateway.took
    assert taken == {
        "AppSid": "sid-of-tests",
        "SenderID": "Twaim",
        "Recipient": MOBILE.removeprefix("+"),
        "Body": notice.body,
        "responseType": "JSON",
        "CorrelationID": str(notice.uid),
        "path": "/rest/SMS/messages",
    }
    sent = fresh(notice)
    assert (sent.status, sent.provider_id, sent.attempts, sent.lease) == (NoticeStatus.SENT, "1", 1, None)
    run_once()
    assert len(gateway.took) == 1


def test_an_email_reaches_the_mail_server_with_one_message_id(twaim: Association, mail_server: MailServer) -> None:
    notice = told(twaim, BY_EMAIL)
    run_once()
    ((to, message),) = mail_server.took
    assert EMAIL in to
    assert message["Subject"].strip() == notice.subject
    assert message["Message-ID"] == f"<{notice.uid}@twaim.example>"
    assert message["From"] == "Twaim <notices@twaim.example>"
    assert message.get_content().replace("\r\n", "\n").strip() == notice.body.strip()
    assert fresh(notice).status == NoticeStatus.SENT


def test_what_people_do_by_hand_no_machine_sends(twaim: Association, gateway: Gateway) -> None:
    notice = told(twaim, BY_PHONE)
    run_once()
    assert not gateway.took
    assert fresh(notice).status == NoticeStatus.BY_HAND


@pytest.mark.usefixtures("_impatient")
@pytest.mark.parametrize(
    ("behave", "error"),
    [
        ("500", "http_500"),
        ("401", "http_401"),
        ("nonsense", "nonsense"),
        ("half", "nonsense"),
        ("refuse", "refused_ER-07"),
        ("elsewhere", "http_302"),
        ("silence", "timeout"),
        ("accept and say nothing", "timeout"),
    ],
)
def test_a_gateway_that_misbehaves_is_tried_again_later_under_the_same_id(
    twaim: Association, gateway: Gateway, behave: str, error: str
) -> None:
    notice = told(twaim)
    gateway.behave = behave
    run_once()
    waiting = fresh(notice)
    assert (waiting.status, waiting.last_error, waiting.lease) == (NoticeStatus.FAILED, error, None)
    assert waiting.next_attempt_at > timezone.now() + timedelta(seconds=10)
    run_once()
    assert gateway.asked == 1
    gateway.behave = "well"
    now_due(notice)
    run_once()
    assert fresh(notice).status == NoticeStatus.SENT
    doubled = behave == "accept and say nothing"
    assert [taken["CorrelationID"] for taken in gateway.took] == [str(notice.uid)] * (1 + doubled)


def test_a_gateway_that_is_down_is_tried_again_later(twaim: Association, gateway: Gateway) -> None:
    notice = told(twaim)
    gateway.stop()
    run_once()
    assert (fresh(notice).status, fresh(notice).last_error) == (NoticeStatus.FAILED, "connection")


def test_an_answer_that_never_ends_is_cut_at_the_deadline(
    twaim: Association, gateway: Gateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sender, "DEADLINE", 0.7)
    notice = told(twaim)
    gateway.behave = "drip"
    began = time.monotonic()
    run_once()
    assert time.monotonic() - began < 4
    assert fresh(notice).last_error == "timeout"
    assert sender.LEASE.total_seconds() > 20  # the deadline of the installation


@pytest.mark.parametrize(
    ("behave", "status", "error"),
    [
        ("no such", NoticeStatus.GAVE_UP, "smtp_550"),
        ("busy", NoticeStatus.FAILED, "smtp_451"),
        ("silence", NoticeStatus.FAILED, "connection"),
        ("accept and say nothing", NoticeStatus.FAILED, "connection"),
    ],
)
def test_a_mail_server_that_misbehaves_is_tried_again_unless_the_mailbox_is_none(
    twaim: Association, mail_server: MailServer, behave: str, status: str, error: str
) -> None:
    notice = told(twaim, BY_EMAIL)
    mail_server.behave = behave
    run_once()
    assert (fresh(notice).status, fresh(notice).last_error) == (status, error)


def test_pauses_grow_and_the_last_try_leaves_the_notice_to_people(
    twaim: Association, gateway: Gateway, outsider: Any, desk: Any
) -> None:
    notice = told(twaim)
    gateway.behave = "500"
    pauses = []
    for _try in range(sender.TRIES):
        now = timezone.now()
        sender.Sender().send_next()
        pauses.append(round((fresh(notice).next_attempt_at - now).total_seconds()))
        now_due(notice)
    assert pauses == sorted(pauses)
    assert pauses[0] < 30
    assert 10 * 3600 < pauses[-1] < 13 * 3600
    assert fresh(notice).status == NoticeStatus.GAVE_UP
    run_once()
    assert gateway.asked == sender.TRIES
    gateway.behave = "well"
    again = send_again(fresh(notice), by=desk)
    run_once()
    assert (fresh(again).status, fresh(again).handled_by) == (NoticeStatus.SENT, desk.user)


def test_a_provider_that_fails_again_and_again_rests_and_costs_the_others_no_try(
    twaim: Association, gateway: Gateway
) -> None:
    notices = [told(twaim, key=str(number)) for number in range(sender.REST_AFTER + 4)]
    email = told(twaim, BY_EMAIL, key="email")
    gateway.behave = "500"
    run_once()
    assert gateway.asked == sender.REST_AFTER
    assert [fresh(notice).attempts for notice in notices].count(0) == 4
    assert fresh(email).status == NoticeStatus.SENT


def test_a_code_goes_first_and_is_never_sent_when_it_is_no_use(twaim: Association, gateway: Gateway) -> None:
    told(twaim)
    code = told(twaim, event=NoticeEvent.SIGN_IN_CODE, key="code", values={"code": "482913"})
    run_once()
    assert [taken["CorrelationID"] == str(code.uid) for taken in gateway.took] == [True, False]
    late = told(twaim, event=NoticeEvent.SIGN_IN_CODE, key="late", values={"code": "117342"})
    Notice.objects.filter(pk=late.pk).update(expires_at=timezone.now())
    run_once()
    assert len(gateway.took) == 2
    assert (fresh(late).status, fresh(late).last_error) == (NoticeStatus.GAVE_UP, "expired")


def test_a_sender_whose_lease_ended_does_not_overwrite_what_another_recorded(
    twaim: Association, gateway: Gateway
) -> None:
    notice = told(twaim)
    slow = sender.claim(means=("sms",))
    assert slow is not None
    assert sender.claim(means=("sms",)) is None
    now_due(notice)
    sender.Sender().send_next()
    assert fresh(notice).status == NoticeStatus.SENT
    assert not sender.record(slow, status=NoticeStatus.FAILED)
    assert fresh(notice).status == NoticeStatus.SENT


def test_a_row_that_ends_every_sender_is_left_to_people(twaim: Association, gateway: Gateway) -> None:
    notice = told(twaim)
    for _try in range(sender.TRIES):
        assert sender.claim(means=("sms",)) is not None
        now_due(notice)
    run_once()
    assert not gateway.took
    assert (fresh(notice).status, fresh(notice).last_error) == (NoticeStatus.GAVE_UP, "interrupted")


def test_logs_hold_ids_and_codes_of_errors_only(
    twaim: Association, gateway: Gateway, mail_server: MailServer, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    for behave in ("well", "refuse", "500"):
        gateway.behave = mail_server.behave = behave
        told(twaim, event=NoticeEvent.SIGN_IN_CODE, key=f"code {behave}", values={"code": "482913"})
        told(twaim, BY_EMAIL, key=f"mail {behave}")
        run_once()
    assert "not sent at try 1: refused_ER-07" in caplog.text
    for secret in ("482913", MOBILE[-9:], EMAIL, "sid-of-tests", "رمز"):
        assert secret not in caplog.text


class Recording:
    """A gateway that takes a moment and remembers."""

    def __init__(self) -> None:
        self.took: list[str] = []

    def send(self, to: str, text: str, *, correlation_id: str) -> str:
        time.sleep(0.002)
        self.took.append(correlation_id)
        return correlation_id


def _send_side_by_side(recording: Recording, senders: int = 4) -> None:
    def work() -> None:
        try:
            mine = sender.Sender(sms=recording)
            while mine.send_next() is not None:
                pass
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _sender in range(senders)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


@pytest.mark.django_db(transaction=True)
def test_senders_at_work_together_never_send_the_same_notice(twaim: Association) -> None:
    for number in range(40):
        told(twaim, key=str(number))
    recording = Recording()
    _send_side_by_side(recording)
    assert len(recording.took) == 40
    assert len(set(recording.took)) == 40


@pytest.mark.django_db(transaction=True)
def test_without_the_claim_the_same_senders_would_double(twaim: Association, monkeypatch: pytest.MonkeyPatch) -> None:
    """The positive control of the test above."""
    told(twaim)
    together = threading.Barrier(4)

    def careless(**_asked: Any) -> Notice | None:
        notice = Notice.objects.filter(status=NoticeStatus.QUEUED).first()
        together.wait(10)
        return notice

    monkeypatch.setattr(sender, "claim", careless)
    monkeypatch.setattr(sender, "record", lambda *_a, **_k: together.wait(10))
    recording = Recording()

    def work() -> None:
        sender.Sender(sms=recording).send_next()
        connection.close()

    threads = [threading.Thread(target=work) for _sender in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(recording.took) == 4


def test_the_gateway_is_named_by_the_settings_and_refused_in_words(settings: Any) -> None:
    settings.SMS = {"gateway": "console", "app_sid": "", "sender": "", "url": ""}
    assert isinstance(gateway_in_use(), ConsoleGateway)
    settings.SMS["gateway"] = "none"
    with pytest.raises(NotSent, match="no_gateway"):
        gateway_in_use().send(MOBILE, "x", correlation_id="1")
    settings.SMS["gateway"] = "pigeon"
    with pytest.raises(ImproperlyConfigured, match="pigeon"):
        gateway_in_use()
    settings.SMS["gateway"] = "unifonic"
    with pytest.raises(ImproperlyConfigured, match="MITHAQ_SMS_APP_SID"):
        gateway_in_use()
    settings.SMS |= {"app_sid": "a", "sender": "b", "url": "http://sms.example/rest"}
    with pytest.raises(ImproperlyConfigured, match="https"):
        gateway_in_use()


def test_the_demo_hands_a_notice_over_when_its_transaction_is_done_and_never_to_a_real_gateway(
    twaim: Association, gateway: Gateway, settings: Any, django_capture_on_commit_callbacks: Any
) -> None:
    settings.NOTICES_AT_ONCE = True
    with django_capture_on_commit_callbacks(execute=True):
        outside = told(twaim, key="outside")
    assert not gateway.took
    assert fresh(outside).status == NoticeStatus.QUEUED
    settings.SMS["gateway"] = "console"
    with django_capture_on_commit_callbacks(execute=True):
        notice = told(twaim, key="inside")
        assert fresh(notice).status == NoticeStatus.QUEUED
    assert fresh(notice).status == NoticeStatus.SENT
