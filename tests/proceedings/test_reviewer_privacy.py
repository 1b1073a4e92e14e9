"""Who voted how, who presided and what was said stays with the body; others read the decision and reasons (R6–R9).

The deputy presides, so that the name of whoever closed the vote is not by chance that of the chair.
"""

from __future__ import annotations

import io
import json
from dataclasses import dataclass
from typing import Any

import pypdf
import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from accounts.roles import Permission, Role
from beneficiaries.own_copy import own_copy
from committees.enums import Choice
from correspondence import pdf
from correspondence.paper import paper
from proceedings import actions
from proceedings.models import Session
from requests.models import SupportRequest
from requests.workflow import GIVE_ANSWER
from tests.factories.sessions import Body
from tests.online.conftest import MOBILE, Visitor

REASONS = "REASONS-OF-THE-BODY"
SECRETS = ("NOTES-OF-THE-DISCUSSION", "DISSENT-OF-ONE", "MOTION-THAT-WAS-LOST")
ROLES = (Role.DESK, Role.RESEARCHER, Role.FOLLOW_UP, Role.CONTACT_OFFICER, Role.MANAGER, Role.ADMINISTRATOR)


@dataclass
class Decided:
    """A request that a body decided by vote, and told: one motion was lost before, one member dissented."""

    body: Body
    session: Session
    case: SupportRequest

    @property
    def names(self) -> list[str]:
        """Of everybody in the body, in both languages."""
        users = [one.user for name, one in self.body.people.items() if name != "secretary"]
        return [name for user in users for name in (user.name_ar, user.name_en) if name]

    def leaks(self, page: str) -> list[str]:
        return [words for words in (*SECRETS, *self.names) if words in page]


@pytest.fixture
def decided(body: Body) -> Decided:
    person = body.staff.person(mobile=MOBILE)
    case = body.staff.case("awaiting_decision")
    type(case).objects.filter(pk=case.pk).update(beneficiary=person)
    session = body.convene()
    body_people = body.people
    actions.open_session(session, by=body_people["deputy"])
    body.enter(session, "deputy", "first", "second", "third")
    actions.call(session, by=body_people["deputy"], case=case.reference)
    actions.write_notes(session, by=body_people["secretary"], notes=SECRETS[0])
    lost = body.moved(session, by="deputy", reasons=SECRETS[2])
    body.vote(session, lost, deputy=Choice.AGAINST, first=Choice.AGAINST, second=Choice.AGAINST)
    body.close(session, lost, by="deputy")
    motion = body.moved(session, by="deputy", reasons=REASONS)
    body.vote(session, motion, deputy=Choice.FOR, first=Choice.FOR, second=Choice.FOR)
    actions.vote(session, by=body_people["third"], motion=motion.uid, choice=Choice.AGAINST, dissent=SECRETS[1])
    body.close(session, motion, by="deputy")
    actions.close_session(session, by=body_people["deputy"])
    body.staff.do(GIVE_ANSWER, case)
    return Decided(body, session, body.staff.fresh(case))


def client_of(membership: Any, language: str = "en") -> Client:
    client = Client()
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    client.force_login(membership.user)
    return client


def test_the_letter_is_the_bodys_and_names_nobody_who_sat(decided):
    letter = decided.case.decision.letter
    words = str(paper(letter, check_url="https://mithaq.example/check/x/"))
    assert decided.leaks(words) == []
    assert decided.leaks(json.dumps(letter.facts, ensure_ascii=False)) == []
    assert letter.facts["signatory_office"] == decided.body.staff.body.name_ar
    assert words.count(decided.body.staff.body.name_ar) >= 2  # where it is told, and where it is signed
    assert REASONS in words


@pytest.mark.pdf
@pytest.mark.skipif(not pdf.is_available(), reason="pango is missing, so no PDF can be made")
def test_the_letter_says_so_on_paper_too(decided):
    made = pdf.letter_pdf(decided.case.decision.letter, check_url="https://mithaq.example/check/x/")
    words = "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(made)).pages)
    assert REASONS in words
    assert decided.leaks(words) == []


def test_a_decision_of_one_head_is_signed_by_name(staff):
    """As before: only a vote has no name."""
    case = staff.case("answered")
    assert case.decision.letter.facts["signatory"] == staff.chair.user.name_ar


def test_at_home_the_person_reads_the_decision_and_nothing_of_the_session(decided):
    visitor = Visitor(decided.body.staff.association)
    visitor.signs_in(decided.case.beneficiary)
    letter = decided.case.decision.letter
    pages = ["my/", f"my/requests/{decided.case.reference}/", "my/facts/", "my/looks/"]
    pages += [f"my/letters/{letter.year}/{letter.number}/"]
    found, read = {}, ""
    for page in pages:
        answer = visitor.get(page)
        if answer.status_code != 200:
            continue
        read += answer.content.decode()
        if decided.leaks(answer.content.decode()):
            found[page] = decided.leaks(answer.content.decode())
    assert REASONS in read
    assert found == {}


def test_the_persons_own_copy_has_the_decision_alone(decided):
    told = json.dumps(own_copy(decided.case.beneficiary), ensure_ascii=False, default=str)
    assert REASONS in told
    assert decided.leaks(told) == []


def test_what_the_person_was_told_by_message_names_nobody(decided):
    notices = decided.case.association.notices.filter(audience="beneficiary")
    assert decided.leaks("\n".join(f"{notice.subject} {notice.body}" for notice in notices)) == []


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("role", ROLES)
def test_staff_outside_the_body_read_the_decision_and_its_reasons_only(decided, role, language):
    association, case = decided.case.association, decided.case
    member = decided.body.staff.member(role)
    client = client_of(member, language)
    args = [association.slug, case.reference]
    file = [association.slug, case.beneficiary.number]
    letter = [association.slug, case.decision.letter.year, case.decision.letter.number]
    pages = [
        *(("support_requests:" + name, args) for name in ("detail", "study", "eligibility")),
        ("support_requests:list", args[:1]),
        ("beneficiaries:file", file),
        ("correspondence:letter", letter),
        ("today", args[:1]),
        ("correspondence:list", args[:1]),
        ("proceedings:session", [association.slug, decided.session.reference]),
        ("proceedings:list", args[:1]),
        ("proceedings:pack", [association.slug, decided.session.reference]),
    ]
    found, read = {}, ""
    for name, given in pages:
        answer = client.get(reverse(name, args=given))
        if (
            name.startswith("proceedings:") and name != "proceedings:list"
        ):  # who sits elsewhere has a list of their own
            assert answer.status_code in (403, 404), name
        if answer.status_code != 200:
            continue
        page = answer.content.decode()
        read += page
        if leaks := decided.leaks(page):
            found[name] = leaks
    assert found == {}
    if Permission.SEE_REQUESTS in member.permissions:
        assert REASONS in read


def test_the_members_read_how_it_was_voted(decided):
    """Beside the refusals: what is kept from others is theirs to read."""
    page = client_of(decided.body.people["first"]).get(
        reverse("proceedings:session", args=[decided.case.association.slug, decided.session.reference])
    )
    for words in SECRETS[1:]:
        assert words in page.content.decode()
