"""One link, one answer: unguessable, kept as a hash, and no door once used, expired, or of another association."""

import datetime

import pytest
import time_machine
from django.db import connection
from django.test import Client

from core.errors import AlreadyHandled, DomainError, NotPermitted
from requests.enums import Outcome, Status
from requests.workflow import CLOSE
from surveys import actions
from surveys.enums import LinkState
from surveys.models import Answer, Invitation, InvitationLink, Response
from tests.factories.surveys import TODAY

NOON = datetime.datetime(2026, 11, 21, 9, tzinfo=datetime.UTC)


def page(key, method="get", slug="twaim", **data):
    client = Client()
    client.cookies["mithaq_language"] = "en"
    return getattr(client, method)(f"/public/{slug}/survey/{key}/", data or None)


def body(response, key):
    """The page without what names its own address."""
    return (
        response.content.decode().replace(key, "KEY").split("csrfmiddlewaretoken")[0]
        + response.content.decode().split("<main")[1]
    )


class TestTheKey:
    def test_a_key_has_at_least_128_random_bits_and_no_two_are_the_same(self, measuring):
        keys = actions.make_links(measuring.campaign(), by=measuring.officer, count=40)
        assert len(set(keys)) == 40
        assert min(map(len, keys)) >= 22  # 22 characters of base64 are 132 bits

    def test_nothing_of_the_key_is_in_the_database(self, measuring, client_of):
        key = measuring.key()
        link = measuring.link(key)
        client_of(measuring.officer)
        page(key, "post", **measuring.form(link.invitation.survey))
        assert Response.objects.count() == 1
        with connection.cursor() as cursor:
            for table in connection.introspection.table_names():
                cursor.execute(f'SELECT * FROM "{table}"')
                assert not [row for row in cursor.fetchall() if any(key in str(value) for value in row)], table

    def test_the_address_names_nobody(self, staff):
        case = staff.case(Status.CLOSED)
        key = actions.give_rating_link(case, by=staff.desk)
        for told in (case.reference, case.beneficiary.number, case.beneficiary.full_name):
            assert told not in key
        assert case.beneficiary.full_name not in page(key).content.decode()
        assert case.reference not in page(key).content.decode()


class TestTheAnswer:
    def test_a_person_answers_and_is_thanked_at_an_address_without_the_key(self, measuring):
        key = measuring.key()
        survey = measuring.link(key).invitation.survey
        shown = page(key).content.decode()
        assert survey.places.first().question.text_en in shown
        sent = page(key, "post", **measuring.form(survey, 5))
        assert (sent.status_code, sent.headers["Location"]) == (302, "/public/twaim/survey/thanks/")
        response = Response.objects.get()
        assert response.answers.get(question__is_overall=True).number == 5
        assert response.answers.count() == survey.places.count()
        assert response.entered_by is None
        assert response.beneficiary is None

    def test_only_the_overall_question_must_be_answered(self, measuring):
        key = measuring.key()
        overall = measuring.link(key).invitation.survey.places.get(question__is_overall=True).question
        refused = page(key, "post", question_0="1")
        assert refused.status_code == 422
        assert "Choose one of the five degrees." in refused.content.decode()
        assert page(key, "post", **{f"question_{overall.pk}": "2"}).status_code == 302
        assert Answer.objects.get().number == 2

    @pytest.mark.parametrize("degree", ["0", "6", "-1", "x", "4.5"])
    def test_a_degree_outside_the_scale_is_refused(self, measuring, degree):
        key = measuring.key()
        assert page(key, "post", **measuring.form(measuring.link(key).invitation.survey, degree)).status_code == 422
        assert not Response.objects.exists()

    def test_a_link_used_twice_says_that_we_have_the_answer(self, measuring):
        key = measuring.key()
        sent = measuring.form(measuring.link(key).invitation.survey)
        page(key, "post", **sent)
        again = page(key, "post", **{**sent, "token": "a" * 32})
        assert "We have your answer" in again.content.decode()
        assert "We have your answer" in page(key).content.decode()
        assert Response.objects.count() == 1

    def test_a_form_sent_twice_is_one_answer(self, measuring):
        key = measuring.key()
        sent = {**measuring.form(measuring.link(key).invitation.survey), "token": "b" * 32}
        assert page(key, "post", **sent).status_code == 302
        assert page(key, "post", **sent).status_code == 200
        assert Response.objects.count() == 1

    def test_a_forwarded_link_answers_once_for_whoever_comes_first(self, measuring):
        key = measuring.key()
        survey = measuring.link(key).invitation.survey
        first, second = page(key), page(key)
        assert first.status_code == second.status_code == 200
        assert page(key, "post", **measuring.form(survey, 1)).status_code == 302
        late = page(key, "post", **measuring.form(survey, 5))
        assert "We have your answer" in late.content.decode()
        assert Answer.objects.get(question__is_overall=True).number == 1


class TestAClosedDoor:
    def test_unknown_expired_and_not_yet_open_links_answer_alike(self, measuring):
        with time_machine.travel(NOON, tick=False):
            open_key = measuring.key()
            later = measuring.key(measuring.campaign(opens_on=TODAY + datetime.timedelta(days=3)))
            unknown = "A" * len(open_key)
            assert page(open_key).status_code == 200
            not_yet = page(later)
            guessed = page(unknown)
        with time_machine.travel(NOON + datetime.timedelta(days=40), tick=False):
            expired = page(open_key)
            refused = page(open_key, "post", question_1="3")
        assert {not_yet.status_code, guessed.status_code, expired.status_code, refused.status_code} == {404}
        assert body(not_yet, later) == body(guessed, unknown) == body(expired, open_key) == body(refused, open_key)
        assert "This link is not open" in guessed.content.decode()
        assert not Response.objects.exists()

    def test_the_last_day_counts_and_the_next_does_not(self, measuring):
        with time_machine.travel(NOON, tick=False):
            key = measuring.key(measuring.campaign(closes_on=TODAY))
        riyadh = datetime.timezone(datetime.timedelta(hours=3))
        with time_machine.travel(datetime.datetime(2026, 11, 21, 23, 59, tzinfo=riyadh), tick=False):
            assert page(key).status_code == 200
        with time_machine.travel(datetime.datetime(2026, 11, 22, 0, 0, tzinfo=riyadh), tick=False):
            assert page(key).status_code == 404

    def test_a_link_of_another_association_does_not_open_here(self, measuring, elsewhere):
        theirs = elsewhere.key()
        assert page(theirs, slug="qalam").status_code == 200
        unknown = "A" * len(theirs)
        assert body(page(theirs), theirs) == body(page(unknown), unknown)
        assert page(theirs, slug="nowhere").status_code == 404

    def test_an_answer_begun_before_the_end_and_sent_after_it_is_not_taken(self, measuring):
        with time_machine.travel(NOON, tick=False):
            link = measuring.link(measuring.key())
            answers = measuring.answers(link.invitation.survey)
        with time_machine.travel(NOON + datetime.timedelta(days=40), tick=False), pytest.raises(actions.LinkClosed):
            actions.answer(link, answers=answers)
        assert not Response.objects.exists()


class TestAfterService:
    """B8: every closed request offers a rating, under every policy."""

    def test_closing_invites_in_the_same_transaction_once(self, staff):
        case = staff.case(Status.CLOSED)
        invitation = Invitation.objects.get(support_request=case)
        assert invitation.survey.kind == "after_service"
        assert invitation.service == case.service
        assert invitation.office.is_main
        assert actions.after_service_invitation(case) == invitation

    def test_a_closing_that_fails_leaves_no_invitation(self, staff, monkeypatch):
        case = staff.case(Status.DELIVERED)

        def broken(support_request):
            actions.inviting.after_service_invitation(support_request)
            raise RuntimeError

        monkeypatch.setattr("surveys.receivers.after_service_invitation", broken)
        with pytest.raises(RuntimeError):
            staff.do(CLOSE, case)
        assert staff.fresh(case).status == Status.DELIVERED
        assert not Invitation.objects.exists()

    def test_a_refused_request_offers_its_rating_too_and_a_withdrawn_one_does_not(self, staff):
        refused = staff.case(Status.CLOSED, outcome=Outcome.REFUSED)
        withdrawn = staff.case(Status.WITHDRAWN)
        assert Invitation.objects.filter(support_request=refused).exists()
        with pytest.raises(DomainError) as refusal:
            actions.invite_after_service(withdrawn)
        assert refusal.value.code == "not_closed"

    def test_several_links_of_one_request_take_one_answer(self, staff, measuring):
        case = staff.case(Status.CLOSED)
        _invitation, by_notice = actions.invite_after_service(case)
        by_hand = actions.give_rating_link(case, by=staff.desk)
        assert InvitationLink.objects.count() == 2
        measuring.answer(by_hand)
        assert actions.find_link(staff.association, by_notice)[0] == LinkState.USED
        with pytest.raises(AlreadyHandled):
            actions.give_rating_link(case, by=staff.desk)

    def test_only_those_who_close_requests_give_the_link(self, staff):
        case = staff.case(Status.CLOSED)
        for stranger in (staff.researcher, staff.chair):
            with pytest.raises(NotPermitted):
                actions.give_rating_link(case, by=stranger)
        assert not InvitationLink.objects.exists()

    def test_the_desk_sees_the_link_once_from_the_closed_requests_page(self, staff, client_of):
        case = staff.case(Status.CLOSED)
        client = client_of(staff.desk)
        path = f"/twaim/surveys/rating/{case.reference}/"
        assert path in client.get(f"/twaim/requests/{case.reference}/").content.decode()
        before = client.get(path).content.decode()
        assert "/public/twaim/survey/" not in before
        assert not InvitationLink.objects.exists()
        shown = client.post(path).content.decode()
        assert "http://testserver/public/twaim/survey/" in shown
        assert "data:image/svg+xml" in shown
        key = shown.split("/public/twaim/survey/")[1].split("/")[0]
        assert page(key).status_code == 200
        assert key not in client.get(path).content.decode()
        open_case = staff.open()
        assert client.post(f"/twaim/surveys/rating/{open_case.reference}/").status_code == 422
        assert "surveys/rating" not in client.get(f"/twaim/requests/{open_case.reference}/").content.decode()
