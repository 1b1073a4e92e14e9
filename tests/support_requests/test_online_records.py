"""What was sent online stays as it was sent: support_requests_requestpaper, support_requests_requestdraft."""

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

KEPT = {"stored_as": "a.pdf", "media_type": "application/pdf", "size": 1, "sha256": "0" * 64, "pages": 1}


def refused(act):
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        act()


def test_a_paper_that_was_sent_is_neither_changed_nor_taken_back(staff):
    case = staff.open()
    item = case.checklist.first().item
    case.papers.create(
        association=case.association, item=item, sent_at=timezone.now(), sent_by=staff.desk.user, **KEPT
    )
    refused(lambda: case.papers.update(pages=2))
    refused(lambda: case.papers.all().delete())
    assert case.papers.count() == 1


def test_a_draft_changes_until_it_is_sent_and_never_after(staff):
    case, now = staff.open(), timezone.now()
    drafts = staff.association.request_drafts
    drafts.create(
        beneficiary=case.beneficiary,
        service=staff.service,
        service_version=staff.service.version_in_force(),
        accepted_version=staff.association.policy_in_force(),
        accepted_at=now,
        changed_at=now,
    )
    assert drafts.update(need="Rent") == 1  # the positive control
    drafts.update(sent_as=case)
    refused(lambda: drafts.update(need="Something else"))
    refused(lambda: drafts.all().delete())
