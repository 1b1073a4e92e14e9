"""A saved request that nobody goes on with is announced, then deleted with its papers; other files are swept."""

import os
import time
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.core.management import call_command
from django.utils import timezone

from correspondence.notices.events import NoticeEvent
from requests import actions

from .conftest import pdf, upload


@pytest.fixture
def draft(at_home, twaim):
    at_home.writes()
    at_home.post("my/draft/papers/", file_1=upload(pdf()))
    return twaim.request_drafts.get()


@pytest.fixture
def tidy(capsys, django_capture_on_commit_callbacks):
    """The daily command so many days from now; gives what it printed."""

    def run(days: int = 0) -> str:
        at = timezone.now() + timedelta(days=days)
        with time_machine.travel(at, tick=False), django_capture_on_commit_callbacks(execute=True):
            call_command("run_due")
        return capsys.readouterr().out

    return run


def files(settings) -> list[Path]:
    return [path for path in (settings.STATE_DIR / "files").rglob("*") if path.is_file()]


def test_a_draft_left_alone_is_announced_once_with_the_day_on_which_it_goes(draft, tidy, twaim, settings):
    settings.PUBLIC_ADDRESS = "https://mithaq.example"
    assert "announced: 0" in tidy(13)
    assert "announced: 1" in tidy(15)
    assert "announced: 0" in tidy(16)
    notice = twaim.notices.get(event=NoticeEvent.DRAFT_WAITS)
    assert str((timezone.localdate() + timedelta(days=29)).day) in notice.body
    assert "https://mithaq.example/public/twaim/my/" in notice.body
    assert draft.need not in notice.body


def test_on_that_day_it_goes_with_its_papers_and_never_without_the_announcement(draft, tidy, twaim, settings):
    assert "deleted: 0" in tidy(40)  # the command did not run for weeks: first the announcement
    assert "deleted: 0" in tidy(53)
    assert twaim.request_drafts.exists()
    assert "deleted: 1" in tidy(54)
    assert not twaim.request_drafts.exists()
    assert not files(settings)


def test_a_draft_that_is_gone_on_with_stays_and_is_announced_anew(draft, tidy, at_home, twaim):
    tidy(15)
    with time_machine.travel(timezone.now() + timedelta(days=20), tick=False):
        draft.changed_at = timezone.now()
        draft.save(update_fields=["changed_at"])
    assert "deleted: 0" in tidy(30)
    assert "announced: 1" in tidy(35)
    assert twaim.request_drafts.exists()


def test_a_request_that_was_sent_is_left_in_peace(draft, tidy, at_home, twaim, settings):
    at_home.signs()
    assert "announced: 0, deleted: 0; files swept: 0" in tidy(100)
    assert len(files(settings)) == 1
    assert twaim.support_requests.get().papers.count() == 1


def test_a_file_that_no_row_names_is_swept_after_a_day_and_no_other(draft, tidy, twaim, settings):
    (kept,) = files(settings)
    orphan, fresh = kept.with_name("a" * 32 + ".pdf"), kept.with_name("b" * 32 + ".pdf")
    for path in (orphan, fresh):
        path.write_bytes(b"%PDF-")
    for path in (kept, orphan):
        os.utime(path, (time.time() - 90_000, time.time() - 90_000))
    assert actions.sweep_papers(twaim) == 1
    assert sorted(files(settings)) == sorted([kept, fresh])
