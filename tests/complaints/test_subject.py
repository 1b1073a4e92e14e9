"""Whoever a complaint is about finds no trace of it: lists, figures, pages, addresses, letters (K1)."""

import re

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import get_resolver
from django.utils import timezone

from accounts.models import Membership
from accounts.roles import Role
from complaints import actions
from complaints.enums import Body, Kind, Status
from complaints.models import Complaint, ComplaintSubject
from complaints.presenting import today_queues
from complaints.workflow import ASSIGN, NAME_SUBJECT, TAKE, WORKFLOW
from core.errors import DomainError, NotPermitted

SECRET = "They asked me for a gift before they took my papers."
QUEUES = ("open", "mine", "untouched", "overdue", "soon", "answered", "reopened", "all")


def addresses(case: Complaint) -> list[str]:
    """Every address of the room that names a case."""
    slug, patterns = (
        case.association.slug,
        next(row for row in get_resolver().url_patterns if getattr(row, "namespace", "") == "complaints"),
    )
    routes = [str(row.pattern) for row in patterns.url_patterns]
    return [
        f"/{slug}/complaints/{route.replace('<str:reference>', case.reference)}" for route in routes if "<" in route
    ]


def hunt(client: Client, case: Complaint, member: Membership) -> None:
    """Look everywhere; fails on any trace."""
    slug = case.association.slug
    pages = [f"/{slug}/complaints/?queue={queue}" for queue in QUEUES]
    pages += [
        f"/{slug}/",
        f"/{slug}/complaints/receipt/",
        f"/{slug}/people/",
        f"/{slug}/letters/",
        f"/{slug}/requests/",
    ]
    for page in pages:
        body = client.get(page, follow=True).content.decode()
        assert case.reference not in body, page
        assert SECRET[:20] not in body, page
    nobodys = re.sub(r"\d{6}$", "999999", case.reference)
    for address in addresses(case):
        for method in ("get", "post"):
            found = getattr(client, method)(address)
            unknown = getattr(client, method)(address.replace(case.reference, nobodys))
            assert found.status_code == unknown.status_code == 404, (method, address)
            strip = re.compile(r'(csrfmiddlewaretoken" value|nonce)="[^"]*"')
            same = strip.sub("", found.content.decode()).replace(case.reference, nobodys)
            assert same == strip.sub("", unknown.content.decode())
    rows = case.association.complaints.visible_to(member)
    assert not rows.filter(pk=case.pk).exists()
    for queue in today_queues(member, case.association, timezone.localdate()):
        assert case.pk not in {row.pk for row in queue["rows"]}


ROLES = [Role.MANAGER, Role.FOLLOW_UP, Role.DESK, Role.CONTACT_OFFICER]


@pytest.mark.parametrize("role", [*([role] for role in ROLES), ROLES], ids="+".join)
@pytest.mark.parametrize("status", [Status.RECEIVED, Status.ANSWERED, Status.CLOSED])
def test_its_subject_finds_no_trace_whatever_the_role(people, client_of, role, status):
    subject = people.member(*role)
    case = people.case(status, account=SECRET, subjects=[subject])
    hunt(client_of(subject), case, subject)
    page = client_of(people.manager).get(f"/twaim/complaints/{case.reference}/")
    assert SECRET in page.content.decode()  # the positive control


@pytest.mark.parametrize("event", list(WORKFLOW.rows))
def test_its_subject_may_do_nothing_even_by_the_verbs(people, event):
    subject = people.member(*ROLES)
    status = next(status for status in Status if status in WORKFLOW.rows[event].sources)
    case = people.case(status, subjects=[subject])
    with pytest.raises(NotPermitted):
        people.do(event, case, by=subject)


@pytest.mark.parametrize("line", ["الأخ نوال", "Nawal", "السيدة/ نَوَال التويمي من الإدارة"])
def test_a_name_in_the_text_keeps_its_bearer_away_before_anybody_reads_it(people, line):
    bearer = people.member(Role.MANAGER, name_ar="نوال التويمي", name_en="Nawal Al-Twaimi")
    case = people.receive(about_whom=line)
    assert not people.association.complaints.visible_to(bearer).exists()
    assert case.subjects.get().membership == bearer
    other = people.receive(account="زرت المكتب وقابلت نوال التويمي ولم تسمعني")
    assert not people.association.complaints.visible_to(bearer).filter(pk=other.pk).exists()
    people.do("clear_subject", case, by=people.manager, member=bearer)
    assert people.association.complaints.visible_to(bearer).get() == case


def test_whoever_had_it_loses_it_when_named(people, client_of):
    case = people.case(Status.IN_HAND)
    people.do(NAME_SUBJECT, case, member=people.followup)
    case = people.fresh(case)
    assert (case.status, case.owner) == (Status.RECEIVED, None)
    hunt(client_of(people.followup), case, people.followup)
    people.do(TAKE, case, by=people.second)


def test_it_is_not_assigned_to_its_subject(people):
    case = people.case(Status.RECEIVED, subjects=[people.second])
    with pytest.raises(DomainError) as refusal:
        people.do(ASSIGN, case, to=people.second)
    assert refusal.value.code == "owner"
    assert people.do(ASSIGN, case, to=people.followup).owner == people.followup


def test_the_database_refuses_a_subject_as_owner_from_either_side(people):
    case = people.case(Status.IN_HAND)
    with pytest.raises(IntegrityError), transaction.atomic():
        ComplaintSubject.objects.create(
            association=case.association, complaint=case, membership=people.followup, source="named"
        )
    ComplaintSubject.objects.create(
        association=case.association, complaint=case, membership=people.second, source="named"
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        Complaint.objects.filter(pk=case.pk).update(owner=people.second)


class TestToWhomAComplaintGoes:
    def test_against_one_of_the_committee_the_others_handle_it(self, people):
        case = people.receive(subjects=[people.followup])
        assert case.body == Body.FOLLOW_UP
        people.do(TAKE, case, by=people.second)

    def test_against_the_whole_committee_management_handles_it(self, people):
        case = people.receive(subjects=[people.followup, people.second])
        assert case.body == Body.MANAGEMENT
        people.do(TAKE, case, by=people.manager)

    def test_where_the_policy_names_no_committee_management_handles_it(self, elsewhere):
        case = elsewhere.receive()
        assert case.body == Body.MANAGEMENT
        with pytest.raises(NotPermitted):
            elsewhere.do(TAKE, case)
        elsewhere.do(TAKE, case, by=elsewhere.manager)

    def test_against_the_only_manager_there_the_follow_up_members_handle_it(self, elsewhere):
        case = elsewhere.receive(subjects=[elsewhere.manager])
        assert case.body == Body.FOLLOW_UP
        elsewhere.do(TAKE, case)

    def test_an_inquiry_never_goes_to_the_officer_it_became_a_complaint_about(self, people):
        actions.appoint(people.association, by=people.manager, member=people.officer)
        case = people.receive(Kind.INQUIRY, account="متى تفتحون؟")
        assert case.owner == people.officer
        people.do(NAME_SUBJECT, case, by=people.manager, member=people.officer)
        assert people.fresh(case).owner is None


def test_a_name_written_later_by_the_person_keeps_its_bearer_away_too(people):
    bearer = people.member(Role.MANAGER, name_ar="نوال التويمي", name_en="Nawal Al-Twaimi")
    visible = people.association.complaints.visible_to
    case = people.case(Status.IN_HAND)
    assert visible(bearer).exists()
    actions.write(people.fresh(case), by=people.followup, text="هل استقبلتك نوال التويمي؟")
    assert visible(bearer).exists()  # only the person's own words count
    actions.write(people.fresh(case), by=None, text="نعم، كانت نوال التويمي.")
    assert not visible(bearer).exists()
    people.do("clear_subject", case, by=people.manager, member=bearer)
    actions.write(people.fresh(case), by=None, text="قلت لكم: نوال التويمي.")
    assert visible(bearer).exists()  # somebody said that it is not about her
    other = people.case(Status.ANSWERED)
    actions.reopen(people.fresh(other), by=None, reason="لم تسمعني نوال التويمي ثانية.")
    assert not visible(bearer).filter(pk=other.pk).exists()


def test_whoever_has_it_in_hand_is_not_put_out_by_being_addressed(people):
    owner = people.member(Role.FOLLOW_UP, name_ar="سلمان التويمي", name_en="Salman Al-Twaimi")
    case = people.receive()
    actions.take(people.fresh(case), by=owner)
    actions.write(people.fresh(case), by=None, text="شكرا للأخ سلمان التويمي.")
    assert people.fresh(case).owner == owner


def test_the_outbox_and_the_figures_tell_its_subject_nothing_of_it(people, client_of):
    subject = people.member(Role.MANAGER)
    case = people.named(subjects=[subject], agreed_means="sms")
    assert case.reference in client_of(people.manager).get("/twaim/notices/").content.decode()
    for page in ("/twaim/notices/", "/twaim/figures/", "/twaim/compensation/"):
        response = client_of(subject).get(page)
        assert response.status_code == 200, page
        assert case.reference not in response.content.decode(), page
    counted = [
        client_of(member).get("/twaim/figures/").context["complaints"].open for member in (people.manager, subject)
    ]
    assert counted == [1, 0]
