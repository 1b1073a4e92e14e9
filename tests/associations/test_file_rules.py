"""How files are kept is part of a policy version, and shares its fate."""

import pytest
from django.db import IntegrityError, transaction

from associations.clock_rules import ClockUse, clock_use
from associations.models import ClockRules, FileRules, PolicyPauseReason, PolicyWarning
from tests.conftest import loaded

pytestmark = pytest.mark.django_db


def refused(act, words):
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        act()
    assert words in str(refusal.value)


def test_the_rules_on_files_of_a_version_in_force_are_closed(twaim):
    """Triggers of associations_filerules."""
    version = twaim.policy_in_force()
    assert version.files.has_assembly
    refused(lambda: FileRules.objects.filter(version=version).update(retention_years=1), "cannot be changed")
    refused(lambda: FileRules.objects.filter(version=version).delete(), "cannot be changed")
    draft = twaim.policy_versions.create(number=9, title_ar="أ", title_en="a", reviewing_body="department")
    rules = FileRules.objects.create(version=draft)
    refused(
        lambda: FileRules.objects.filter(pk=rules.pk).update(confirm_every_months=0), "filerules_in_sensible_bounds"
    )
    assert FileRules.objects.filter(pk=rules.pk).update(confirm_every_months=6) == 1


def test_a_version_without_a_row_keeps_files_by_the_defaults(twaim):
    draft = twaim.policy_versions.create(number=9, title_ar="أ", title_en="a", reviewing_body="department")
    assert (draft.files.confirm_every_months, draft.files.retention_years) == (12, 10)
    assert not draft.files.change_needs_another


@pytest.mark.parametrize(
    ("slug", "assembly", "another"), [("twaim", True, False), ("hajar", False, False), ("namudhaj", False, True)]
)
def test_the_presets_say_who_may_be_a_member_of_the_assembly(db, slug, assembly, another):
    files = loaded(slug).policy_in_force().files
    assert (files.has_assembly, files.change_needs_another) == (assembly, another)


@pytest.mark.parametrize("model", [ClockRules, PolicyPauseReason, PolicyWarning])
def test_the_rules_on_the_clock_of_a_version_in_force_are_closed(twaim, model):
    """Triggers of associations_clockrules, associations_policypausereason and associations_policywarning."""
    rows = model.objects.filter(version=twaim.policy_in_force())
    assert rows.exists()
    refused(rows.delete, "cannot be changed")
    row = rows.values().first()
    refused(lambda: model.objects.create(**{**row, "id": None}), "")


def test_a_version_that_says_nothing_of_the_clock_warns_by_the_defaults(twaim):
    draft = twaim.policy_versions.create(number=9, title_ar="أ", title_en="a", reviewing_body="department")
    assert clock_use(draft) == ClockUse()
    assert clock_use(draft).warnings[0] == (5, "owner")
    with pytest.raises(IntegrityError), transaction.atomic():
        ClockRules.objects.create(version=draft, longest_pause=400)
    with pytest.raises(IntegrityError), transaction.atomic():
        draft.warnings.create(days_before=61, to="owner")
    draft.warnings.create(days_before=5, to="owner")
    with pytest.raises(IntegrityError), transaction.atomic():
        draft.warnings.create(days_before=5, to="owner")
