"""Two answers by one link at the same moment are one; the other is told so. With real threads."""

import pytest
from django.test import Client

from associations.presets import load
from surveys import actions
from surveys.models import Question, Response
from tests.conftest import IN_FORCE_FROM
from tests.factories.at_once import at_once
from tests.factories.surveys import Measuring

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def measuring(transactional_db):
    version, _made = load("twaim", from_on=IN_FORCE_FROM)
    return Measuring(version.association)


def test_two_answers_at_once_are_one_and_the_second_is_told(measuring):
    key = measuring.key()
    link = measuring.link(key)
    answers = measuring.answers(link.invitation.survey)
    links = [measuring.link(key) for _number in range(3)]
    outcomes = at_once(*(lambda one=one: actions.answer(one, answers=answers) for one in links))
    told = [outcome for outcome in outcomes if isinstance(outcome, Exception)]
    assert [type(error) for error in told] == [actions.AlreadyAnswered] * 2
    assert Response.objects.count() == 1
    assert Response.objects.get().answers.count() == len(answers)


def test_two_browsers_that_send_at_once_see_thanks_both(measuring):
    key = measuring.key()
    sent = measuring.form(measuring.link(key).invitation.survey)

    def send():
        client = Client()
        client.cookies["mithaq_language"] = "en"
        return client.post(f"/public/twaim/survey/{key}/", sent, follow=True)

    pages = at_once(send, send)
    assert all("We have your answer" in page.content.decode() for page in pages)
    assert Response.objects.count() == 1


def test_a_bank_asked_for_twice_at_once_is_written_once(measuring):
    surveys = at_once(*(lambda: actions.survey_in_use(measuring.association, "periodic") for _number in range(3)))
    assert len({survey.pk for survey in surveys}) == 1
    assert Question.objects.filter(is_overall=True).count() == 1
