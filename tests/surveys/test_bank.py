"""The bank stays as it was asked: by triggers, for SQL, the admin and the shell alike; answers fit their scale."""

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone

from core.errors import DomainError, NotPermitted
from surveys import actions
from surveys.enums import Kind, Scale
from surveys.models import Answer, Invitation, InvitationLink, Question, Response, Survey, SurveyQuestion


def refused(words=None):
    return pytest.raises(DatabaseError, match=words)


def update(rows, **values):
    with transaction.atomic():
        rows.update(**values)


def delete(rows):
    with transaction.atomic():
        rows._raw_delete(rows.db)


def insert(model, **values):
    with transaction.atomic():
        return model.objects.create(**values)


@pytest.fixture
def survey(measuring):
    return actions.survey_in_use(measuring.association, Kind.PERIODIC)


def draft(survey, number=9):
    return insert(Survey, association=survey.association, kind=survey.kind, number=number)


class TestTheOverallQuestion:
    def test_it_comes_first_in_every_questionnaire(self, measuring):
        for kind in Kind:
            assert actions.survey_in_use(measuring.association, kind).places.first().question.is_overall

    def test_it_stays_whatever_is_chosen(self, measuring, survey):
        chosen = list(measuring.association.survey_questions.filter(code="waiting"))
        made = actions.new_version(measuring.association, by=measuring.officer, kind=Kind.PERIODIC, questions=chosen)
        assert [place.question.code for place in made.places.select_related("question")] == ["overall", "waiting"]

    def test_a_questionnaire_without_it_cannot_be_published(self, survey):
        empty = draft(survey)
        update(Survey.objects.filter(pk=survey.pk), retired_at=timezone.now())
        with refused("overall question"):
            update(Survey.objects.filter(pk=empty.pk), published_at=timezone.now())
        with refused("after its questions"):
            insert(Survey, association=survey.association, kind=survey.kind, number=10, published_at=timezone.now())

    def test_nobody_changes_removes_or_doubles_it(self, survey):
        overall = Question.objects.filter(is_overall=True)
        with refused("never changed"):
            update(overall, text_ar="سؤال آخر")
        with refused("never changed"):
            update(overall, is_overall=False)
        with refused():
            delete(overall)
        with refused("in use"):
            delete(SurveyQuestion.objects.filter(question__in=overall))
        with pytest.raises(IntegrityError):
            insert(
                Question,
                association=survey.association,
                code="second",
                scale=Scale.FIVE,
                is_overall=True,
                created_at=timezone.now(),
            )

    def test_no_new_version_of_it_is_written(self, measuring, survey):
        overall = Question.objects.get(is_overall=True)
        with pytest.raises(DomainError) as refusal:
            actions.add_question(
                measuring.association,
                by=measuring.officer,
                scale=Scale.FIVE,
                text_ar="س",
                text_en="Q",
                instead_of=overall,
            )
        assert refusal.value.code == "overall"


class TestWhatIsUsed:
    def test_a_used_question_and_its_options_stay(self, survey):
        means = Question.objects.filter(code="means")
        with refused("in use"):
            update(means, text_en="Another wording")
        with refused("in use"):
            update(means.get().options, text_en="Another answer")
        with refused("in use"):
            delete(means.get().options.filter(position=0))
        with refused("in use"):
            insert(
                type(means.get().options.first()),
                association=survey.association,
                question=means.get(),
                position=9,
                text_ar="x",
                text_en="x",
            )

    def test_an_unused_question_may_be_mended_and_a_used_one_gets_a_new_version(self, measuring, survey):
        own = actions.add_question(
            measuring.association, by=measuring.officer, scale=Scale.YES_NO, text_ar="هل؟", text_en="Is it?"
        )
        update(Question.objects.filter(pk=own.pk), text_en="Is it so?")
        waiting = Question.objects.get(code="waiting")
        better = actions.add_question(
            measuring.association,
            by=measuring.officer,
            scale=Scale.FIVE,
            text_ar="س",
            text_en="Q",
            instead_of=waiting,
        )
        assert (better.code, better.version) == ("waiting", 2)
        with pytest.raises(DomainError) as refusal:
            actions.new_version(
                measuring.association, by=measuring.officer, kind=Kind.PERIODIC, questions=[waiting, better]
            )
        assert refusal.value.field == "questions"

    def test_a_published_questionnaire_stays_and_can_only_be_retired_once(self, survey):
        rows = Survey.objects.filter(pk=survey.pk)
        for change in ({"kind": Kind.INTERVIEW}, {"number": 7}, {"published_at": None}, {"link_days": 9}):
            with refused("in use"):
                update(rows, **change)
        with refused("in use"):
            insert(
                SurveyQuestion,
                association=survey.association,
                survey=survey,
                question=Question.objects.get(code="place"),
                position=20,
            )
        with refused("in use"):
            delete(SurveyQuestion.objects.filter(survey=survey))
        with refused():
            delete(rows)
        update(rows, retired_at=timezone.now())
        with refused("in use"):
            update(rows, retired_at=None)

    def test_answers_of_two_versions_stay_apart(self, measuring, survey):
        measuring.rate(5)
        actions.new_version(measuring.association, by=measuring.officer, kind=Kind.PERIODIC, questions=[])
        measuring.rate(4)
        assert sorted(Response.objects.values_list("survey__number", flat=True)) == [1, 2]

    def test_a_new_version_is_for_those_who_measure(self, measuring, survey):
        with pytest.raises(NotPermitted):
            actions.new_version(
                measuring.association, by=measuring.member("manager"), kind=Kind.PERIODIC, questions=[]
            )


class TestAnswers:
    def test_answers_invitations_and_links_are_never_changed_or_removed(self, measuring):
        measuring.rate(4)
        cases = {
            Response: {"method": "interview"},
            Answer: {"number": 5},
            Invitation: {"service": None},
            InvitationLink: {"key_hash": "x"},
        }
        for model, change in cases.items():
            with refused("never changed"):
                update(model.objects.all(), **change)
            with refused():
                delete(model.objects.all())

    @pytest.mark.parametrize(
        ("code", "value"),
        [
            ("overall", {"number": 6}),
            ("overall", {"number": 0}),
            ("overall", {"text": "five"}),
            ("recommend", {"number": 11}),
            ("means", {"number": 1}),
            ("improve", {"number": 1}),
            ("improve", {}),
            ("reasons", {"number": 1}),  # not of this questionnaire
        ],
    )
    def test_the_database_refuses_an_answer_outside_its_scale_or_questionnaire(self, measuring, code, value):
        link = measuring.link(measuring.key())
        overall_only = {Question.objects.get(is_overall=True).pk: 3}
        response = actions.answer(link, answers=overall_only)
        if code == "overall":
            survey = actions.survey_in_use(measuring.association, Kind.INTERVIEW)
            response = insert(
                Response,
                association=measuring.association,
                survey=survey,
                method="interview",
                entered_by=measuring.officer.user,
                answered_at=timezone.now(),
                answered_on=timezone.localdate(),
            )
        question = Question.objects.get(code=code)
        with refused():
            insert(Answer, association=measuring.association, response=response, question=question, **value)

    def test_an_option_of_another_question_is_refused(self, measuring):
        other = actions.add_question(
            measuring.association,
            by=measuring.officer,
            scale=Scale.CHOICE,
            text_ar="س",
            text_en="Q",
            options=[("أ", "A"), ("ب", "B")],
        )
        link = measuring.link(measuring.key())
        response = actions.answer(link, answers={Question.objects.get(is_overall=True).pk: 3})
        means = Question.objects.get(code="means")
        with refused("scale"):
            insert(
                Answer,
                association=measuring.association,
                response=response,
                question=means,
                option=other.options.first(),
            )

    def test_a_response_is_of_the_method_and_the_questionnaire_it_says(self, measuring):
        link = measuring.link(measuring.key())
        facts = {
            "association": measuring.association,
            "answered_at": timezone.now(),
            "answered_on": timezone.localdate(),
        }
        after_service = actions.survey_in_use(measuring.association, Kind.AFTER_SERVICE)
        with refused("invited"):
            insert(Response, survey=after_service, invitation=link.invitation, method="questionnaire", **facts)
        with refused("method"):
            insert(
                Response,
                survey=actions.survey_in_use(measuring.association, Kind.INTERVIEW),
                method="field_survey",
                entered_by=measuring.officer.user,
                **facts,
            )
        with refused():
            insert(Response, survey=after_service, method="questionnaire", **facts)


@pytest.mark.skipif(connection.vendor != "postgresql", reason="row-level security is PostgreSQL's")
def test_the_wall_hides_another_associations_answers(measuring, elsewhere):
    from core.tenancy import within

    measuring.rate(4)
    elsewhere.rate(4, 4)
    with within(measuring.association.pk):
        assert {row.association_id for row in Response.objects.all()} == {measuring.association.pk}
        assert Answer.objects.exclude(association=measuring.association).count() == 0
    with within(""):
        assert not Question.objects.exists()
