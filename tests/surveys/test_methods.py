"""Which ways may be used is the policy's word: all but questionnaires need its line (S1–S4, B8)."""

import pytest

from core.errors import DomainError, NotPermitted
from surveys import actions, methods
from surveys.enums import ENTERED, Kind
from surveys.models import Response
from tests.conftest import loaded
from tests.factories.surveys import Measuring

SILENT = ("namudhaj", "qalam", "hajar", "namaa")


@pytest.mark.parametrize("slug", SILENT)
def test_a_policy_that_lists_no_ways_has_the_rating_and_the_campaign_only(db, slug):
    policy = loaded(slug).policy_in_force()
    assert methods.allowed(policy) == [Kind.AFTER_SERVICE, Kind.PERIODIC]
    for kind in ENTERED:
        assert policy.title in methods.refusal(policy, kind)
        assert str(kind.label) in methods.refusal(policy, kind)


def test_a_policy_that_lists_the_four_ways_has_them_all(twaim):
    assert methods.allowed(twaim.policy_in_force()) == list(Kind)


def test_a_policy_that_lists_one_way_names_it_in_the_refusal(twaim):
    policy = twaim.policy_in_force()
    policy.survey_methods = "interview"  # not saved: a version in force is unchangeable
    assert Kind.INTERVIEW in methods.allowed(policy)
    assert str(Kind.INTERVIEW.label) in methods.refusal(policy, Kind.FIELD_SURVEY)


@pytest.mark.parametrize("kind", ENTERED)
def test_an_interviewer_enters_what_the_policy_lists_and_is_refused_with_its_title_elsewhere(
    measuring, elsewhere, kind
):
    made = measuring.enter(kind, office=measuring.office)
    assert (made.method, made.entered_by, made.invitation) == (kind.value, measuring.officer.user, None)
    with pytest.raises(DomainError) as refusal:
        elsewhere.enter(kind, office=elsewhere.office)
    assert refusal.value.code == "not_in_policy"
    assert elsewhere.association.policy_in_force().title in str(refusal.value.message)
    with pytest.raises(DomainError):
        actions.new_version(elsewhere.association, by=elsewhere.officer, kind=kind, questions=[])


def test_a_visit_names_its_office(measuring):
    with pytest.raises(DomainError) as refusal:
        measuring.enter(Kind.SUPERVISORY_VISIT)
    assert refusal.value.field == "office"
    assert measuring.enter(Kind.FIELD_SURVEY).office is None


def test_a_questionnaire_is_never_entered_by_staff(measuring):
    with pytest.raises(DomainError):
        measuring.enter(Kind.PERIODIC)
    assert not Response.objects.exists()


def test_entering_without_the_overall_answer_changes_nothing(measuring):
    survey = actions.survey_in_use(measuring.association, Kind.INTERVIEW)
    with pytest.raises(DomainError):
        actions.enter(survey, by=measuring.officer, answers={})
    assert not Response.objects.exists()


@pytest.mark.parametrize("role", ["desk", "researcher", "member", "chair", "manager", "admin"])
def test_only_follow_up_and_contact_officers_measure(measuring, role):
    stranger = measuring.member(role)
    survey = actions.survey_in_use(measuring.association, Kind.INTERVIEW)
    campaign = measuring.campaign()
    answers = measuring.answers(survey)
    acts = [
        lambda: actions.enter(survey, by=stranger, answers=answers),
        lambda: actions.make_links(campaign, by=stranger, count=1),
        lambda: actions.open_campaign(
            measuring.association,
            by=stranger,
            title_ar="ع",
            title_en="T",
            opens_on=campaign.opens_on,
            closes_on=campaign.closes_on,
        ),
    ]
    for act in acts:
        with pytest.raises(NotPermitted):
            act()
    assert actions.enter(survey, by=measuring.member("followup"), answers=answers).pk


def test_every_policy_offers_the_rating_after_service(db):
    for slug in (*SILENT, "twaim"):
        measuring = Measuring(loaded(slug))
        survey = actions.survey_in_use(measuring.association, Kind.AFTER_SERVICE)
        assert survey.places.filter(question__is_overall=True).exists()
