"""The public check: enough to trust a paper, nothing about the person, and no guessing."""

from __future__ import annotations

from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from accounts.models import Membership
from correspondence import checking
from correspondence.models import Letter


@pytest.fixture(autouse=True)
def _nobody_asked_yet(db: None) -> None:
    cache.clear()


def ask(code: str, **extra: Any) -> Any:
    client = Client(**extra)
    client.cookies["mithaq_language"] = "en"
    return client.get(reverse("check:letter", args=[code]))


def test_whoever_holds_the_paper_learns_that_it_is_genuine_and_no_more(desk: Membership, issue_paper: Any) -> None:
    letter = issue_paper(desk)
    page = ask(letter.check_code).content.decode()
    for shown in (
        "This letter is in the register.",
        desk.association.name_en,
        letter.reference,
        f'datetime="{letter.issued_on.isoformat()}"',
        letter.sha256[:16],
    ):
        assert shown in page
    for hidden in ("نورة", "الدوسري", letter.facts["reference"], letter.subject, letter.sha256, "Receipt"):
        assert hidden not in page


def test_facts_that_were_changed_behind_the_register_are_told(
    desk: Membership, issue_paper: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    letter = issue_paper(desk, "decision")
    altered = Letter.objects.select_related("association").get(pk=letter.pk)
    altered.facts["amount"] = "99999.00"
    assert checking.is_unchanged(letter)
    assert not checking.is_unchanged(altered)
    monkeypatch.setattr(checking, "by_check_code", lambda code: altered)
    page = ask(letter.check_code).content.decode()
    assert "were changed after it was issued" in page
    assert "is in the register" not in page


def test_an_unknown_code_gets_the_page_everybody_gets(desk: Membership, issue_paper: Any) -> None:
    letter = issue_paper(desk)
    wrong = "A" * len(letter.check_code)
    assert ask(wrong).status_code == 404
    assert ask(f"{letter.year}-{letter.number}").status_code == 404
    assert ask(letter.check_code).status_code == 200


@time_machine.travel("2026-11-21 09:00:20 +0300", tick=False)
def test_one_address_may_check_twenty_letters_a_minute(desk: Membership, issue_paper: Any) -> None:
    letter = issue_paper(desk)
    answers = [ask(letter.check_code).status_code for _number in range(checking.ASKED_A_MINUTE)]
    assert set(answers) == {200}
    refused = ask(letter.check_code)
    assert refused.status_code == 429
    assert "Wait one minute" in refused.content.decode()
    assert refused["Retry-After"] == "60"
    assert ask(letter.check_code, REMOTE_ADDR="192.0.2.7").status_code == 200


@time_machine.travel("2026-11-21 09:00:20 +0300", tick=False)
def test_a_wrong_code_counts_as_a_check(db: None) -> None:
    answers = [ask("wrong").status_code for _number in range(checking.ASKED_A_MINUTE + 1)]
    assert answers == [404] * checking.ASKED_A_MINUTE + [429]


def test_the_letter_is_found_across_associations_by_its_code_alone(outsider: Membership, issue_paper: Any) -> None:
    letter = issue_paper(outsider)
    found = checking.by_check_code(letter.check_code)
    assert found is not None
    assert found.association == outsider.association
    assert checking.by_check_code("") is None
