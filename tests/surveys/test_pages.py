"""The room's pages: who sees them, what other associations see (nothing), campaigns and what interviewers enter."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.roles import Role
from surveys import actions
from surveys.enums import Kind
from surveys.models import Campaign, InvitationLink, Question, Response, Survey
from tests.factories.beneficiaries import BeneficiaryFactory

READING = ("", "results/")
RUNNING = ("bank/", "bank/new/", "questionnaires/periodic/", "enter/interview/", "campaigns/new/", "campaigns/1/")
DATES = {
    "opens_on_0": "gregorian",
    "opens_on_1": "1",
    "opens_on_2": "12",
    "opens_on_3": "2070",
    "closes_on_0": "gregorian",
    "closes_on_1": "20",
    "closes_on_2": "12",
    "closes_on_3": "2070",
}


def entry(measuring, kind, **more):
    """What a browser sends from an interviewer's page."""
    return {**measuring.form(actions.survey_in_use(measuring.association, kind)), **more}


@pytest.mark.parametrize("role", list(Role))
def test_each_role_sees_the_pages_of_its_tasks(measuring, client_of, role):
    measuring.campaign()
    client = client_of(measuring.member(role))
    reads, runs = role in ("followup", "officer", "manager"), role in ("followup", "officer")
    assert {client.get(f"/twaim/surveys/{path}").status_code for path in READING} == {200 if reads else 403}
    assert {client.get(f"/twaim/surveys/{path}").status_code for path in RUNNING} == {200 if runs else 403}
    assert ("/twaim/surveys/" in client.get("/twaim/").content.decode()) is reads


@pytest.mark.parametrize("path", [*READING, *RUNNING])
def test_to_another_association_nothing_of_this_room_exists(measuring, elsewhere, client_of, path):
    measuring.campaign()
    assert client_of(elsewhere.officer).get(f"/twaim/surveys/{path}").status_code == 404


def test_a_campaign_and_a_request_of_another_association_are_not_found(measuring, elsewhere, client_of):
    measuring.campaign()
    client = client_of(elsewhere.officer)
    assert client.get("/qalam/surveys/campaigns/1/").status_code == 404
    assert client.post("/qalam/surveys/campaigns/1/", {"count": "1"}).status_code == 404
    assert client_of(elsewhere.member(Role.DESK)).post("/qalam/surveys/rating/R-1448-000001/").status_code == 404
    assert client_of(measuring.officer).get("/twaim/surveys/enter/periodic/").status_code == 404
    assert client_of(measuring.officer).get("/twaim/surveys/enter/nothing/").status_code == 404


def test_a_way_the_policy_does_not_list_is_refused_citing_the_policy(elsewhere, client_of):
    page = client_of(elsewhere.officer).get("/qalam/surveys/enter/interview/")
    assert page.status_code == 409
    assert elsewhere.association.policy_in_force().title_en in page.content.decode()
    overview = client_of(elsewhere.officer).get("/qalam/surveys/").content.decode()
    assert overview.count("lists no ways of measuring satisfaction") == 3
    assert "/qalam/surveys/enter/" not in overview


def test_an_interviewer_enters_answers_for_a_file_of_the_association_only(measuring, elsewhere, client_of):
    ours = BeneficiaryFactory(association=measuring.association, by=measuring.member(Role.DESK))
    client = client_of(measuring.officer)
    path = "/twaim/surveys/enter/interview/"
    wrong = client.post(path, entry(measuring, Kind.INTERVIEW, beneficiary="B-1448-999999"))
    assert wrong.status_code == 422
    assert "No file here has this number." in wrong.content.decode()
    theirs = elsewhere.association.services.create(code="x", name_ar="x", name_en="X")
    assert client.post(path, entry(measuring, Kind.INTERVIEW, service=str(theirs.pk))).status_code == 422
    assert not Response.objects.exists()
    sent = client.post(path, entry(measuring, Kind.INTERVIEW, beneficiary=ours.number.lower()))
    assert sent.status_code == 302
    assert Response.objects.get().beneficiary == ours
    results = client.get("/twaim/surveys/results/").content.decode()
    assert ours.full_name not in results
    assert ours.number not in results


def test_a_visit_without_its_office_is_answered_beside_the_field(measuring, client_of):
    page = client_of(measuring.officer).post(
        "/twaim/surveys/enter/supervisory_visit/", entry(measuring, Kind.SUPERVISORY_VISIT)
    )
    assert page.status_code == 422
    assert "Choose the office that was visited." in page.content.decode()


class TestCampaigns:
    def test_a_campaign_is_opened_and_its_links_are_shown_once(self, measuring, client_of):
        client = client_of(measuring.officer)
        opened = client.post("/twaim/surveys/campaigns/new/", {"title_ar": "رأيك", **DATES})
        assert opened.headers["Location"] == "/twaim/surveys/campaigns/1/"
        campaign = Campaign.objects.get()
        shown = client.post("/twaim/surveys/campaigns/1/", {"count": "٣"}).content.decode()
        assert shown.count("http://testserver/public/twaim/survey/") == 3
        assert shown.count("data:image/svg+xml") == 3
        assert InvitationLink.objects.filter(invitation__campaign=campaign).count() == 3
        again = client.get("/twaim/surveys/campaigns/1/").content.decode()
        assert "/public/twaim/survey/" not in again

    @pytest.mark.parametrize("count", ["0", "41", "-1", "x", "", "1e9"])
    def test_too_many_links_or_none_are_refused(self, measuring, client_of, count):
        measuring.campaign()
        page = client_of(measuring.officer).post("/twaim/surveys/campaigns/1/", {"count": count})
        assert page.status_code == 422
        assert not InvitationLink.objects.exists()

    @pytest.mark.parametrize(
        ("change", "said"),
        [
            ({"closes_on_1": "1", "closes_on_2": "11"}, "closes on the day it opens, or later"),
            ({"opens_on_3": "2019", "closes_on_3": "2019"}, "has passed already"),
        ],
    )
    def test_days_the_wrong_way_round_or_long_past_are_refused(self, measuring, client_of, change, said):
        page = client_of(measuring.officer).post(
            "/twaim/surveys/campaigns/new/", {"title_ar": "رأيك", **DATES, **change}
        )
        assert page.status_code == 422
        assert said in page.content.decode()
        assert not Campaign.objects.exists()


class TestTheBank:
    def test_a_question_is_added_and_chosen_in_a_new_version(self, measuring, client_of):
        client = client_of(measuring.officer)
        sent = {
            "text_ar": "س",
            "text_en": "Which day?",
            "scale": "choice",
            "options": "الأحد | Sunday\nالاثنين | Monday",
        }
        assert client.post("/twaim/surveys/bank/new/", sent).status_code == 302
        question = Question.objects.get(text_en="Which day?")
        assert [option.text_en for option in question.options.all()] == ["Sunday", "Monday"]
        assert client.post("/twaim/surveys/questionnaires/interview/", {"questions": [question.pk]}).status_code == 302
        survey = Survey.objects.in_use().get(kind=Kind.INTERVIEW, association=measuring.association)
        assert (survey.number, survey.places.count()) == (2, 2)
        assert "Which day?" in client.get("/twaim/surveys/enter/interview/").content.decode()

    @pytest.mark.parametrize("options", ["", "الأحد | Sunday", "الأحد, Sunday\nالاثنين, Monday", " | \n | "])
    def test_a_choice_without_two_answers_in_both_languages_is_refused(self, measuring, client_of, options):
        sent = {"text_ar": "س", "text_en": "Which day?", "scale": "choice", "options": options}
        assert client_of(measuring.officer).post("/twaim/surveys/bank/new/", sent).status_code == 422
        assert not Question.objects.filter(text_en="Which day?").exists()


@pytest.mark.parametrize("path", ["", "bank/", "campaigns/1/"])
def test_a_page_takes_the_same_queries_for_one_row_and_for_fifty(measuring, client_of, path):
    client = client_of(measuring.officer)
    first = measuring.campaign()
    client.get(f"/twaim/surveys/{path}")
    with CaptureQueriesContext(connection) as few:
        client.get(f"/twaim/surveys/{path}")
    for _number in range(50):
        measuring.campaign()
        measuring.key(first)
        actions.add_question(measuring.association, by=measuring.officer, scale="yes_no", text_ar="س", text_en="Q")
    with CaptureQueriesContext(connection) as many:
        client.get(f"/twaim/surveys/{path}")
    assert len(few) == len(many)


@pytest.mark.parametrize("rest", ["thanks/", "AAAA/"])
def test_the_title_of_a_public_page_names_the_association_once(measuring, client, rest):
    page = client.get(f"/public/{measuring.association.slug}/survey/{rest}").content.decode()
    title = page.partition("<title>")[2].partition("</title>")[0]
    assert title.count(measuring.association.name_ar) == 1
