"""At home: what is under way, what is next, what is asked; one's own alone, and nothing of what staff think."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from correspondence import pdf as paper_pdf
from correspondence.paper import paper
from requests import actions
from requests.enums import Outcome, Status
from requests.workflow import COMPLETE, DECIDE, GIVE_ANSWER, RECOMMEND, RETURN, START_STUDY
from tests.conftest import loaded
from tests.factories.support_requests import REASON, Staff

from .conftest import Visitor, pdf, photo, upload

FINDINGS = "Visited: the need stands."


@pytest.fixture
def case(staff, person):
    return staff.open(person)


def label(choice) -> str:
    with translation.override("en"):
        return str(choice.label)


def led(staff: Staff, case, *events):
    staff.prepare(case)
    for event in events:
        staff.do(event, case)
    return staff.fresh(case)


def text(visitor: Visitor, rest: str) -> str:
    answer = visitor.get(rest)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_missing_paper_is_asked_for_with_a_button_and_sent_in_two_clicks(at_home, case, staff):
    home = text(at_home, "my/")
    button = at_home.path(f"my/requests/{case.reference}/papers/1/")
    assert "We wait for a paper from you" in home
    assert f'href="{button}"' in home
    sent = at_home.post(f"my/requests/{case.reference}/papers/1/", file=upload(photo()))
    assert sent.headers["Location"] == at_home.path(f"my/requests/{case.reference}/")
    home = text(at_home, "my/")
    assert f'href="{button}"' not in home
    assert "We are checking your papers" in home
    assert staff.fresh(case).status == Status.INCOMPLETE


def test_a_returned_request_says_why_and_asks_for_the_papers_named(at_home, case, staff):
    led(staff, case, COMPLETE)
    entry = case.checklist.get(item__is_mandatory=False)
    actions.return_for_completion(staff.fresh(case), by=staff.researcher, reason=REASON, papers=[entry.pk])
    home = text(at_home, "my/")
    assert REASON in home
    assert at_home.path(f"my/requests/{case.reference}/papers/2/") in home
    assert at_home.path(f"my/requests/{case.reference}/papers/1/") not in home
    assert at_home.post(f"my/requests/{case.reference}/papers/2/", file=upload(pdf())).status_code == 302
    assert at_home.path(f"my/requests/{case.reference}/papers/2/") not in text(at_home, "my/")


def test_past_the_desk_no_paper_is_taken(at_home, case, staff):
    led(staff, case, COMPLETE)
    refused = at_home.post(f"my/requests/{case.reference}/papers/1/", file=upload(pdf()))
    assert refused.status_code == 422
    assert "needs no papers now" in refused.content.decode()
    assert not staff.fresh(case).papers.exists()


def test_when_the_answer_comes_and_how_it_was_reckoned(at_home, case, staff):
    led(staff, case, COMPLETE)
    home = text(at_home, "my/")
    assert "The answer comes no later than" in home
    assert "How was this reckoned?" in home
    assert '<ol class="why">' in home


def test_the_story_is_told_without_names_findings_or_advice(at_home, case, staff):
    led(staff, case, COMPLETE, START_STUDY, RECOMMEND, DECIDE)
    for page in ("my/", f"my/requests/{case.reference}/"):
        shown = text(at_home, page)
        for hidden in (FINDINGS, staff.researcher.user.name, staff.chair.user.name, staff.desk.user.name):
            assert hidden not in shown
        assert "The need is proven." not in shown  # decided, not answered yet
    shown = text(at_home, f"my/requests/{case.reference}/")
    assert "The study of your case began" in shown
    assert "The decision was made; its answer is on the way" in shown


def test_the_decision_and_its_letter_open_with_the_answer_and_not_before(at_home, case, staff):
    decided = led(staff, case, COMPLETE, START_STUDY, RECOMMEND, DECIDE)
    letter = decided.decision.letter
    path = f"my/letters/{letter.year}/{letter.number}/"
    assert at_home.get(path).status_code == 404
    assert label(Outcome.ACCEPTED) not in text(at_home, "my/")
    staff.do(GIVE_ANSWER, case)
    assert f"Answered: {label(Outcome.ACCEPTED)}" in text(at_home, "my/")
    shown = text(at_home, f"my/requests/{case.reference}/")
    assert label(Outcome.ACCEPTED) in shown
    assert "The need is proven." in shown
    assert FINDINGS not in shown
    assert case.reference in text(at_home, path)


@pytest.mark.pdf
@pytest.mark.skipif(not paper_pdf.is_available(), reason="pango is not installed")
def test_a_letter_and_the_policy_are_pdfs_too(at_home, case, staff):
    letter = actions.issue_receipt(case, by=staff.desk)
    for path in (f"my/letters/{letter.year}/{letter.number}/pdf/", "policy/pdf/"):
        answer = at_home.get(path)
        assert answer.headers["Content-Type"] == "application/pdf"
        assert answer.content.startswith(b"%PDF-")


def test_everything_of_another_person_does_not_exist(at_home, other, staff):
    reference = at_home.applies(pdf())
    case = staff.association.support_requests.get(reference=reference)
    letter, paper = staff.association.letters.get(), case.papers.get()
    paths = [
        f"my/requests/{reference}/",
        f"my/requests/{reference}/papers/1/",
        f"my/requests/{reference}/files/{paper.uid}/",
        f"my/requests/{reference}/withdraw/",
        f"my/letters/{letter.year}/{letter.number}/",
        f"my/letters/{letter.year}/{letter.number}/pdf/",
        f"my/sent/{reference}/",
    ]
    for path in paths:
        mine = at_home.get(path)
        assert mine.status_code in (200, 302), path
        if mine.streaming:
            b"".join(mine.streaming_content)
        assert other.get(path).status_code == 404, path
        assert other.client.post(other.path(path), {"reason": "x"}).status_code in (404, 405), path
        assert Visitor(staff.association).get(path).status_code == 302
    assert staff.fresh(case).status == Status.INCOMPLETE
    assert reference not in other.get("my/").content.decode()


def test_withdrawing_needs_a_reason_and_ends_the_request(at_home, case, staff):
    assert at_home.post(f"my/requests/{case.reference}/withdraw/", reason=" ").status_code == 422
    done = at_home.post(f"my/requests/{case.reference}/withdraw/", reason="Not needed any more", version=case.version)
    assert done.status_code == 302
    fresh = staff.fresh(case)
    assert fresh.status == Status.WITHDRAWN
    assert fresh.events.last().reason == "Not needed any more"
    assert "Not needed any more" in text(at_home, f"my/requests/{case.reference}/")
    again = at_home.post(f"my/requests/{case.reference}/withdraw/", reason="Once more", version=fresh.version)
    assert again.status_code == 422


def test_a_line_that_is_not_on_the_checklist_does_not_exist(at_home, case):
    for line in (0, 3, 99):
        assert at_home.get(f"my/requests/{case.reference}/papers/{line}/").status_code == 404


def test_the_home_costs_the_same_for_one_request_and_for_ten(at_home, case, staff, person):
    def cost() -> int:
        with CaptureQueriesContext(connection) as seen:
            at_home.get("my/")
            return len(seen.captured_queries)

    at_home.get("my/")
    one = cost()
    for _more in range(9):
        staff.open(person)
    assert cost() == one
    assert one <= 20


def test_pages_work_under_every_policy_in_both_languages(all_policies, language):
    for association in all_policies:
        somebody = Visitor(association, language)
        staff = Staff(association)
        person = staff.person(mobile="+966501234567")
        for path in ("", "policy/", "sign-in/"):
            assert somebody.get(path).status_code == 200, (association.slug, path)
        somebody.signs_in(person)
        reference = somebody.applies(pdf())
        for path in ("my/", f"my/requests/{reference}/", f"my/sent/{reference}/"):
            shown = text(somebody, path)
            assert reference in shown


def test_where_the_policy_names_no_period_nothing_is_said_to_be_reckoned(db):
    for slug, is_reckoned in (("namaa", False), ("hajar", True)):
        association = loaded(slug)
        somebody = Visitor(association)
        somebody.signs_in(Staff(association).person(mobile="+966501234567"))
        somebody.applies(pdf())
        assert ("How was this reckoned?" in text(somebody, "my/")) is is_reckoned


@pytest.fixture(params=["ar", "en"])
def language(request):
    return request.param


@pytest.fixture
def all_policies(db):
    from associations.presets import SLUGS

    return [loaded(slug) for slug in SLUGS]


def test_a_return_without_papers_asks_to_be_reached(at_home, case, staff):
    led(staff, case, COMPLETE)
    staff.do(RETURN, case)
    assert "Read what we need" in text(at_home, "my/")


def test_the_public_home_says_what_to_bring_how_long_and_why(visitor, staff):
    home = text(visitor, "")
    policy = staff.association.policy_in_force()
    for told in ("Rent", "ID card", "Quotation", policy.reviewing_body_name_en, "15 working days", "T-6"):
        assert told in home
    assert "Read the policy" in home
    assert policy.title_en in text(visitor, "policy/")


def test_staff_too_may_read_the_public_pages(visitor, staff, client_of):
    visitor.client = client_of(staff.desk)
    assert visitor.get("").status_code == 200
    assert visitor.get("my/").status_code == 302


def test_a_receipt_given_online_asks_for_nothing_that_was_sent_and_for_no_signature(at_home, staff):
    reference = at_home.applies(pdf())
    letter = staff.association.letters.get(about=reference)
    page = at_home.get(f"my/letters/{letter.year}/{letter.number}/").content.decode()
    assert "تراجع الجمعية ما قدّمتموه" in page
    assert "نرجو تقديم ما ينقص" not in page
    assert "صدر آليًّا" in page
    assert "التوقيع والختم" not in page
    letter = actions.issue_receipt(staff.open(), by=staff.desk)
    page = str(paper(letter, check_url="https://mithaq.example/check/x/"))
    assert "نرجو تقديم ما ينقص" in page
    assert "التوقيع والختم" in page
