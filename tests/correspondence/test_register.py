"""The register: numbers without a gap or a double, rows that nobody can change, facts under their seal."""

from __future__ import annotations

from typing import Any

import pytest
import time_machine
from django.db import DatabaseError, IntegrityError, transaction

from accounts.models import Membership
from correspondence.actions import digest, issue
from correspondence.models import Letter


def test_a_number_taken_by_work_that_failed_is_given_again(desk: Membership, issue_paper: Any) -> None:
    def fail() -> None:
        with transaction.atomic():
            issue_paper(desk)
            raise RuntimeError("the work after the number was taken")

    first = issue_paper(desk)
    with pytest.raises(RuntimeError, match="after the number"):
        fail()
    second = issue_paper(desk)
    assert [letter.number for letter in (first, second)] == [first.number, first.number + 1]


def test_each_association_counts_for_itself(desk: Membership, outsider: Membership, issue_paper: Any) -> None:
    assert [issue_paper(desk).number, issue_paper(outsider).number, issue_paper(desk).number] == [1, 1, 2]


def test_numbers_begin_anew_with_the_hijri_year(desk: Membership, issue_paper: Any) -> None:
    with time_machine.travel("2026-06-15 09:00 +0300"):
        last = issue_paper(desk)
    with time_machine.travel("2026-06-17 09:00 +0300"):
        first = issue_paper(desk)
    assert [last.reference, first.reference] == ["1447/00001", "1448/00001"]


def test_a_letter_is_issued_inside_a_transaction_only(desk: Membership, transactional_db: None) -> None:
    with pytest.raises(transaction.TransactionManagementError):
        issue(desk.association, kind="receipt", about="R", subject="S", recipient="N", facts={}, by=desk.user)


def test_the_database_refuses_a_second_letter_of_the_same_number(desk: Membership, issue_paper: Any) -> None:
    letter = issue_paper(desk)
    copy = {name: getattr(letter, name) for name in ("association", "year", "number", "issued_by")}
    rest = {"issued_on": letter.issued_on, "issued_at": letter.issued_at, "facts": {}, "kind": "receipt"}
    with pytest.raises(IntegrityError), transaction.atomic():
        Letter.objects.create(**copy, **rest)
    copy["number"] += 1
    assert Letter.objects.create(**copy, **rest).pk


def test_the_database_refuses_to_change_or_remove_a_letter(desk: Membership, issue_paper: Any) -> None:
    letter = issue_paper(desk)
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        Letter.objects.filter(pk=letter.pk).update(subject="x")
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        Letter.objects.filter(pk=letter.pk).delete()
    letter.refresh_from_db()
    assert letter.subject != "x"


def test_the_seal_is_the_same_after_the_facts_were_stored(desk: Membership, issue_paper: Any) -> None:
    letter = issue_paper(desk, "decision")
    letter.refresh_from_db()
    assert digest(letter.facts) == letter.sha256
    assert digest({**letter.facts, "amount": "12250.51"}) != letter.sha256
