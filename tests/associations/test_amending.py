"""Objections are switched on by the policy's own screens: a draft, the board's approval, in force."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone, translation

from accounts.roles import Role
from associations import amending
from associations.actions import approve, bring_into_force
from associations.enums import PolicyStatus
from associations.models import Association, ObjectionRules, PolicyVersion
from associations.objecting import objection_rules
from core.errors import AlreadyHandled, DomainError, NotPermitted
from core.once import new_token
from requests.actions.objecting import check_open
from requests.enums import Outcome, Status
from tests.conftest import loaded
from tests.factories.support_requests import Staff

RULES = amending.Objecting(20, "working_days", "board", "مجلس الإدارة", "Board", 10, "working_days")
TYPED = {
    "days": "20",
    "unit": "working_days",
    "body": "board",
    "body_name_ar": "مجلس الإدارة",
    "answer_length": "10",
    "answer_unit": "working_days",
}
APPROVED = {"meeting_ar": "الاجتماع الثالث", "approved_on_0": "gregorian", "approved_on_1": "1", "approved_on_2": "3"}


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def silent(twaim: Association) -> Association:
    """An association whose policy in force says nothing of objections, as those loaded before them."""
    version = amending._copy(twaim)
    ObjectionRules.objects.filter(version=version).delete()
    version.response_rules.filter(case_kind="objection").delete()
    bring_into_force(approve(version), from_on=date(2025, 6, 1))
    return twaim


def rows_of(version: PolicyVersion) -> dict[str, list[dict[str, Any]]]:
    """Everything that belongs to a version, without keys."""
    found = {}
    for relation in PolicyVersion._meta.related_objects:
        model: Any = relation.related_model
        if model._meta.app_label == "associations":
            rows = model._base_manager.filter(version=version).order_by("pk").values()
            found[model.__name__] = [
                {name: value for name, value in row.items() if name not in ("id", "version_id")} for row in rows
            ]
    return found


def test_the_draft_says_all_that_is_in_force_says_but_what_was_amended(silent, member_of):
    before, admin = silent.policy_in_force(), member_of(silent, Role.ADMINISTRATOR)[1]
    was = rows_of(before)
    draft = amending.amend_objections(silent, by=admin, rules=RULES)
    now = rows_of(draft)
    assert now.pop("ObjectionRules")[0]["days"] == 20
    assert was.pop("ObjectionRules") == []
    added = [row for row in now.pop("ResponseRule") if row["case_kind"] == "objection"]
    assert [(row["bound"], row["length"], row["starts"]) for row in added] == [("at_most", 10, "receipt")]
    was.pop("ResponseRule")
    assert now == was
    assert len(now["PolicyChannel"]) > 3
    for name in ("title_ar", "reviewing_body", "needs_case_study", "asks_staff_signature"):
        assert getattr(draft, name) == getattr(before, name)
    assert (draft.status, draft.number, draft.approval_meeting_ar) == ("draft", before.number + 1, "")
    assert silent.policy_in_force() == before
    assert rows_of(before)["ObjectionRules"] == []


def test_written_again_it_is_the_same_draft_and_discarded_it_is_gone(silent, member_of):
    admin = member_of(silent, Role.ADMINISTRATOR)[1]
    first = amending.amend_objections(silent, by=admin, rules=RULES)
    other = amending.Objecting(**{**RULES.__dict__, "days": 25})
    again = amending.amend_objections(silent, by=admin, rules=other)
    assert (again.pk, objection_rules(PolicyVersion.objects.get(pk=first.pk)).days) == (first.pk, 25)
    amending.discard_amendment(silent, by=admin, number=first.number)
    assert not silent.policy_versions.filter(status=PolicyStatus.DRAFT).exists()
    with pytest.raises(AlreadyHandled):
        amending.discard_amendment(silent, by=admin, number=first.number)


def test_from_the_policys_own_screens_objections_are_switched_on(silent, member_of, client_of):
    client = client_of(member_of(silent, Role.ADMINISTRATOR)[1])
    page = client.get("/twaim/policy/").content.decode()
    assert "does not provide for objections" in page
    assert "/twaim/policy/objections/" in page
    staff = Staff(silent)
    old = staff.case(Status.ANSWERED, outcome=Outcome.REFUSED)
    wrong = client.post("/twaim/policy/objections/", {**TYPED, "days": "400", "token": new_token()})
    assert wrong.status_code == 422
    assert client.post("/twaim/policy/objections/", {**TYPED, "token": new_token()})["Location"].endswith("/next/")
    page = client.get("/twaim/policy/next/")
    assert page.status_code == 200
    version = page.context["form"].fields["version"].initial
    sent = {**APPROVED, "approved_on_3": "2026", "version": version, "token": new_token()}
    assert client.post("/twaim/policy/next/", {**sent, "meeting_ar": ""}).status_code == 422
    first, second = (client.post("/twaim/policy/next/", sent) for _n in range(2))
    assert first["Location"] == second["Location"] == "/twaim/policy/"
    now = silent.policy_in_force()
    assert (now.number, now.in_force_from, now.approved_hijri_year) == (version, timezone.localdate(), 1447)
    assert (now.approved_year, now.approved_month, now.approved_day) == (2026, 3, 1)
    page = client.get("/twaim/policy/").content.decode()
    assert "within 20 working days" in page
    # what was opened before stays as it was; what is opened now is objected to
    with pytest.raises(DomainError, match="has no objections"):
        check_open(old, now=timezone.now())
    new = staff.case(Status.ANSWERED, outcome=Outcome.REFUSED)
    assert check_open(new, now=timezone.now()).rules.days == 20


def test_only_who_may_amends_and_only_the_own_policy(silent, member_of, client_of):
    for stranger in (member_of(silent, Role.MANAGER)[1], member_of(loaded("hajar"), Role.ADMINISTRATOR)[1]):
        with pytest.raises(NotPermitted):
            amending.amend_objections(silent, by=stranger, rules=RULES)
    assert client_of(member_of(silent, Role.MANAGER)[1]).get("/twaim/policy/objections/").status_code == 403
    page = client_of(member_of(silent, Role.DESK)[1]).get("/twaim/policy/").content.decode()
    assert "/twaim/policy/objections/" not in page


def test_a_version_the_board_approved_comes_first(silent, member_of):
    admin = member_of(silent, Role.ADMINISTRATOR)[1]
    approve(amending.amend_objections(silent, by=admin, rules=RULES))
    with pytest.raises(DomainError, match="waits to come into force"):
        amending.amend_objections(silent, by=admin, rules=RULES)


def test_who_brought_a_version_into_force_stays_written(silent, member_of):
    """Trigger "names" of associations_policyversion."""
    admin, other = member_of(silent, Role.ADMINISTRATOR)[1], member_of(silent, Role.ADMINISTRATOR)[1]
    draft = amending.amend_objections(silent, by=admin, rules=RULES)
    told = {"meeting_ar": "الثالث", "approved_on": date(2026, 3, 1)}
    version = amending.bring_amendment_into_force(silent, by=admin, number=draft.number, **told)
    assert (version.written_by, version.in_force_by) == (admin.user, admin.user)
    for name in ("written_by", "in_force_by"):
        with pytest.raises(IntegrityError), transaction.atomic():
            PolicyVersion.objects.filter(pk=version.pk).update(**{name: other.user})
