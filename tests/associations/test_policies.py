"""The five policies as data: facts as the boards' documents state them (P1, P2, C, D, R4–R10)."""

from datetime import date, timedelta

import pytest
from django.core.management import call_command

from associations import presets
from associations.actions import approve, bring_into_force
from associations.enums import PolicyStatus
from associations.models import Association
from core.errors import DomainError, PolicyMissing

pytestmark = pytest.mark.django_db

CHANNELS = {
    "namudhaj": "interview phone website social_media letter help_request volunteering",
    "qalam": "interview phone website social_media letter help_request volunteering",
    "twaim": "interview phone website email letter fax volunteering",
    "hajar": "interview phone website social_media letter help_request volunteering branch_delegate",
    "namaa": "interview phone website social_media letter help_request volunteering field_visit",
}
BODIES = {
    "namudhaj": ("not_named", ""),
    "qalam": ("research_committee", "officer"),
    "twaim": ("competent_committee", ""),
    "hajar": ("competent_body", "higher_level"),
    "namaa": ("department", "department"),
}
REQUEST_RULES = {
    "namudhaj": ("none", None, "", ""),
    "qalam": ("at_least", 14, "calendar_days", "receipt"),
    "twaim": ("at_most", 15, "working_days", "completeness"),
    "hajar": ("at_most", 14, "calendar_days", "receipt"),
    "namaa": ("none", None, "", ""),
}


@pytest.fixture
def policies(db):
    call_command("load_policies", "--from", "2025-01-01", verbosity=0)
    return {row.slug: row.policy_in_force() for row in Association.objects.all()}


@pytest.mark.parametrize("slug", presets.SLUGS)
def test_each_policy_offers_its_own_channels_only(policies, slug):
    assert {row.channel for row in policies[slug].channels.all()} == set(CHANNELS[slug].split())


@pytest.mark.parametrize("slug", presets.SLUGS)
def test_each_policy_names_its_body_and_where_it_refers_to(policies, slug):
    assert (policies[slug].reviewing_body, policies[slug].referral) == BODIES[slug]


@pytest.mark.parametrize("slug", presets.SLUGS)
def test_each_policy_has_its_own_rule_for_requests(policies, slug):
    rule = policies[slug].response_rules.get(case_kind="request")
    assert (rule.bound, rule.length, rule.unit, rule.starts) == REQUEST_RULES[slug]


def test_only_hajar_promises_an_answer_to_inquiries(policies):
    assert [s for s, v in policies.items() if v.response_rules.filter(case_kind="inquiry").exists()] == ["hajar"]


def test_only_a_clock_that_begins_at_completeness_stands_still_while_returned(policies):
    stopping = [s for s, v in policies.items() if v.response_rules.filter(stops_while_returned=True).exists()]
    assert stopping == ["twaim"]


def test_the_boards_approval_keeps_either_date_as_far_as_it_is_known(policies):
    assert policies["qalam"].approved_hijri.agrees_with(policies["qalam"].approved_gregorian)
    assert policies["namaa"].approved_gregorian.as_text() == "20 أكتوبر 2024م"
    hajar = policies["hajar"]
    assert (hajar.approved_year, hajar.approved_month, hajar.approved_hijri) == (2025, None, None)
    assert policies["twaim"].approved_gregorian is None


def test_loading_twice_changes_nothing(policies):
    call_command("load_policies", verbosity=0)
    assert {row.slug: row.policy_in_force() for row in Association.objects.all()} == policies


def draft_after(version, **columns):
    return version.association.policy_versions.create(
        number=version.number + 1,
        title_ar=version.title_ar,
        title_en=version.title_en,
        reviewing_body=version.reviewing_body,
        reviewing_body_name_ar=version.reviewing_body_name_ar,
        reviewing_body_name_en=version.reviewing_body_name_en,
        **columns,
    )


def test_a_new_version_in_force_supersedes_the_one_before_from_the_day_before(policies):
    first = policies["qalam"]
    second = bring_into_force(approve(draft_after(first)), from_on=date(2026, 5, 1))
    first.refresh_from_db()
    assert (first.status, first.in_force_until) == (PolicyStatus.SUPERSEDED, date(2026, 5, 1) - timedelta(days=1))
    assert first.association.policy_in_force() == second


def test_a_draft_cannot_come_into_force_before_the_board_approves_it(policies):
    with pytest.raises(DomainError) as refusal:
        bring_into_force(draft_after(policies["qalam"]), from_on=date(2026, 5, 1))
    assert refusal.value.code == "transition_not_allowed"


def test_approval_dates_that_are_different_days_are_refused(policies):
    draft = draft_after(
        policies["qalam"],
        approved_hijri_year=1445,
        approved_hijri_month=5,
        approved_hijri_day=13,
        approved_year=2023,
        approved_month=12,
        approved_day=27,
    )
    with pytest.raises(DomainError) as refusal:
        approve(draft)
    assert refusal.value.code == "dates_disagree"


def test_an_association_without_a_policy_in_force_says_so(db):
    association = Association.objects.create(slug="new", name_ar="جديدة", name_en="New")
    with pytest.raises(PolicyMissing):
        association.policy_in_force()
