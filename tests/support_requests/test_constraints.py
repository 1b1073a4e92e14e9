"""Truths about a request that the database keeps when code forgets them: each named constraint is tried once."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.utils import timezone

from requests.enums import Outcome, Status
from requests.models import (
    Answer,
    AnswerAttempt,
    ChecklistEntry,
    Decision,
    HeadAside,
    RequestMoment,
    Service,
    SupportRequest,
    VisitReport,
)
from requests.workflow import SEND_ANSWER, STAND_ASIDE
from tests.factories.documents import a_document
from tests.factories.services import LONG_AGO
from tests.factories.support_requests import Staff
from tests.support_requests import batch_breaks, delivery_breaks, objection_breaks, stipulation_breaks, urgent_breaks

DAY = datetime.timedelta(days=1)
Break = Callable[[Staff], Any]


def change(of: str, **columns: Any) -> Break:
    """A case in the status ``of`` whose columns are written past every verb."""

    def attempt(staff: Staff) -> Any:
        case = staff.case(of)
        given = {name: value(case) if callable(value) else value for name, value in columns.items()}
        return lambda: SupportRequest.objects.filter(pk=case.pk).update(**given)

    return attempt


def again(model: Any, status: str, **columns: Any) -> Break:
    """A second row like the first of its case, with other columns."""

    def attempt(staff: Staff) -> Any:
        staff.case(status)
        row = model.objects.values().first()
        return lambda: model.objects.create(**{**row, "id": None, **columns})

    return attempt


def first_decision(**columns: Any) -> Break:
    """The first decision of a case, written past its verb."""

    def attempt(staff: Staff) -> Any:
        staff.case(Status.DECIDED)
        row = Decision.objects.values().get()
        case = staff.case(Status.AWAITING_DECISION)
        letter = staff.association.letters.exclude(pk=row["letter_id"]).values().first()
        if letter is None:
            made = staff.association.letters.values().get()
            letter = {**made, "id": None, "number": 999, "check_code": "another", "uid": case.uid}
            letter["id"] = staff.association.letters.create(**letter).pk
        given = {**row, "id": None, "support_request_id": case.pk, "letter_id": letter["id"], **columns}
        if given.pop("refused_for", ""):
            given["refusal_reason_id"] = staff.association.refusal_reasons.get(code="income").pk
        return lambda: Decision.objects.create(**given)

    return attempt


def same_reference(staff: Staff) -> Any:
    first, second = staff.open(), staff.open()
    return lambda: SupportRequest.objects.filter(pk=second.pk).update(reference=first.reference)


def ticked_by_nobody(staff: Staff) -> Any:
    case = staff.case(Status.INCOMPLETE)
    return lambda: case.checklist.update(state="matched", checked_at=None)


def unmatched_from_the_file(staff: Staff) -> Any:
    """A line that names a document of the file, and yet says that the paper is missing."""
    case = staff.case(Status.INCOMPLETE)
    document = a_document(case.beneficiary, by=staff.desk)
    case.checklist.update(state="matched", checked_by=staff.desk.user, checked_at=timezone.now())
    case.checklist.update(from_document=document)  # the positive control
    return lambda: case.checklist.update(state="missing")


def same_warning(staff: Staff) -> Any:
    case = staff.case(Status.UNDER_STUDY)
    facts = {"due_on": case.due_on, "days_before": 5, "who": "owner", "to": staff.researcher.user}
    given = {"association": staff.association, "given_at": timezone.now(), **facts}
    case.warnings.create(**given)
    return lambda: case.warnings.create(**given)


def second_draft(staff: Staff) -> Any:
    """Two requests of one person that both wait to be sent."""
    person, version = staff.person(), staff.association.policy_in_force()
    now = timezone.now()
    terms = staff.service.version_in_force()
    facts = {"service": staff.service, "service_version": terms, "accepted_version": version}
    facts |= {"accepted_at": now, "changed_at": now}
    staff.association.request_drafts.create(beneficiary=person, **facts)
    return lambda: staff.association.request_drafts.create(beneficiary=person, **facts)


def a_reason(**columns: Any) -> Break:
    """A reason of refusal, written past its verb."""

    def attempt(staff: Staff) -> Any:
        reasons = staff.association.refusal_reasons
        words = {"text_ar": "سبب", "text_en": "Reason"}
        reasons.create(code="first", **words)  # the positive control
        return lambda: reasons.create(**{"code": "second", **words, **columns})

    return attempt


def second_question(staff: Staff) -> Any:
    """Two open questions about one request."""
    given = {"kind": "officer", "role": "manager", "question": "?", "asked_by": staff.desk.user}
    case = staff.case(Status.UNDER_STUDY)
    given |= {"association": staff.association, "asked_at": timezone.now(), "due_on": timezone.localdate()}
    case.referrals.create(**given, how="recalled", ended_by=staff.desk.user, ended_at=timezone.now())
    case.referrals.create(**given)
    return lambda: case.referrals.create(**given)


def question_ended(**columns: Any) -> Break:
    """A question that is neither open nor ended by somebody."""

    def attempt(staff: Staff) -> Any:
        case, now = staff.case(Status.UNDER_STUDY), timezone.now()
        given = {"kind": "officer", "role": "manager", "question": "?", "asked_by": staff.desk.user}
        whole = {**given, "association": staff.association, "asked_at": now, "due_on": timezone.localdate()}
        return lambda: case.referrals.create(**whole, **columns)

    return attempt


def an_attempt(**columns: Any) -> Break:
    """A second attempt beside one that waits, written past its verb."""

    def attempt(staff: Staff) -> Any:
        case = staff.case(Status.DECIDED)
        row = AnswerAttempt.objects.values().get(pk=staff.do(SEND_ANSWER, case).pk)
        failed = {"id": None, "number": 2, "state": "failed", "not_reached": "other", "settled_at": timezone.now()}
        AnswerAttempt.objects.create(**{**row, **failed})  # the positive control
        return lambda: AnswerAttempt.objects.create(**{**row, **failed, "number": 3, **columns})

    return attempt


def an_area(*names: str) -> Break:
    """Areas of one researcher, the last of which cannot be."""

    def attempt(staff: Staff) -> Any:
        for name in names[:-1]:
            staff.researcher.areas.create(association=staff.association, name=name)
        return lambda: staff.researcher.areas.create(association=staff.association, name=names[-1])

    return attempt


def steps_aside_twice(staff: Staff) -> Any:
    case = staff.case(Status.AWAITING_STUDY)
    given = {"association": staff.association, "who": staff.researcher.user, "at": timezone.now()}
    case.stepped_aside.create(**given)
    return lambda: case.stepped_aside.create(**given)


def a_visit(staff: Staff, case: Any, **columns: Any) -> Any:
    now, by = timezone.now(), staff.researcher.user
    given = {"association": staff.association, "number": 1, "visitor": by, "planned_by": by, "planned_at": now}
    return case.field_visits.create(**{**given, "planned_on": now.date(), "address": "Twaim", **columns})


def second_visit(**columns: Any) -> Break:
    """A planned visit and another of the same request."""

    def attempt(staff: Staff) -> Any:
        case = staff.case(Status.UNDER_STUDY)
        a_visit(staff, case)
        return lambda: a_visit(staff, case, **columns)

    return attempt


def report_without_end(staff: Staff) -> Any:
    visit = a_visit(staff, staff.case(Status.UNDER_STUDY))
    given = {"association": staff.association, "visit": visit, "met": "nobody", "by": staff.researcher.user}
    whole = {**given, "visited_on": timezone.localdate(), "at": timezone.now()}
    return lambda: VisitReport.objects.create(**whole, conclusion="")


def opinion(*others: dict[str, Any], **columns: Any) -> Break:
    """Opinions of one request, the last of which cannot be."""

    def attempt(staff: Staff) -> Any:
        case, now = staff.case(Status.UNDER_STUDY), timezone.now()
        given = {"association": staff.association, "number": 1, "asked_of": staff.second.user, "question": "?"}
        given |= {"asked_by": staff.researcher.user, "asked_at": now, "due_on": now.date()}
        for other in others:
            case.opinions.create(**{**given, **other})
        return lambda: case.opinions.create(**{**given, **columns})

    return attempt


def dated_line(**days: Any) -> Break:
    def attempt(staff: Staff) -> Any:
        lines = staff.open().checklist.all()
        return lambda: lines.update(**days)

    return attempt


def head_aside(**columns: Any) -> Break:
    """Whoever decides alone took no part; a second row like it, with other columns."""

    def attempt(staff: Staff) -> Any:
        staff.do(STAND_ASIDE, staff.case(Status.UNDER_STUDY))
        row = HeadAside.objects.values().get()
        return lambda: HeadAside.objects.create(**{**row, "id": None, **columns})

    return attempt


def no_words_of_a_head(staff: Staff) -> Any:
    seat, case = staff.body.seats.get(membership=staff.chair), staff.case(Status.UNDER_STUDY)
    row = {"association": staff.association, "support_request": case, "seat": seat, "is_declared": True}
    return lambda: HeadAside.objects.create(**row, words="", at=timezone.now())


BREAKS: dict[str, list[Break]] = {
    "headaside_once": [head_aside()],
    "headaside_is_reasoned": [no_words_of_a_head],
    "supportrequest_brought_by_somebody": [change(Status.INCOMPLETE, channel="volunteering")],
    **batch_breaks.BREAKS,
    **delivery_breaks.BREAKS,
    **objection_breaks.BREAKS,
    **stipulation_breaks.BREAKS,
    **urgent_breaks.BREAKS,
    "supportrequest_reference_once": [same_reference],
    "supportrequest_answered_has_a_moment": [
        change(Status.DECIDED, status=Status.ANSWERED),
        change(Status.ANSWERED, answered_at=None),
    ],
    "supportrequest_closed_has_a_moment": [
        change(Status.CLOSED, closed_at=None),
        change(Status.UNDER_STUDY, closed_at=lambda case: timezone.now()),
        change(Status.INCOMPLETE, status=Status.WITHDRAWN),
    ],
    "supportrequest_studied_only_when_complete": [
        change(Status.INCOMPLETE, status=Status.AWAITING_STUDY),
        change(Status.UNDER_STUDY, complete_at=None),
    ],
    "supportrequest_complete_after_received": [
        change(Status.AWAITING_STUDY, complete_at=lambda case: case.received_at - DAY),
    ],
    "checklistentry_once": [again(ChecklistEntry, Status.INCOMPLETE)],
    "checklistentry_checked_by_somebody": [ticked_by_nobody],
    "checklistentry_dated_in_a_calendar": [
        dated_line(issued_on=LONG_AGO),
        dated_line(issued_in="hijri"),
        dated_line(issued_on=LONG_AGO, issued_in="lunar"),
    ],
    "checklistentry_valid_after_its_date": [
        dated_line(issued_on=LONG_AGO, issued_in="hijri", expires_on=LONG_AGO - datetime.timedelta(days=1)),
    ],
    "checklistentry_from_the_file_matches": [unmatched_from_the_file],
    "decision_refusal_has_its_reason": [
        first_decision(outcome=Outcome.REFUSED, amount=None),
        first_decision(outcome=Outcome.REFUSED, refused_for="income", amount=5),
        first_decision(outcome=Outcome.ACCEPTED, refused_for="income"),
    ],
    "decision_is_reasoned": [first_decision(reasons="")],
    "refusalreason_code_once": [a_reason(code="first")],
    "refusalreason_in_both_languages": [a_reason(text_ar=""), a_reason(text_en="")],
    "answerattempt_number_once": [an_attempt(number=2)],
    "answerattempt_waits_once": [an_attempt(state="waiting", not_reached="", settled_at=None)],
    "answerattempt_settled_has_a_moment": [an_attempt(settled_at=None)],
    "answerattempt_failed_says_why": [an_attempt(not_reached=""), an_attempt(state="given")],
    "requestmoment_only_an_extension_has_days": [
        again(RequestMoment, Status.INCOMPLETE, days=3),
        again(RequestMoment, Status.INCOMPLETE, kind="extended", days=None),
        again(RequestMoment, Status.INCOMPLETE, kind="extended", days=0),
    ],
    "requestdraft_waits_once": [second_draft],
    "requestreferral_one_open_once": [second_question],
    "requestreferral_open_or_ended": [
        question_ended(how="answered"),
        question_ended(answer="Yes"),
        question_ended(ended_at=timezone.now()),
    ],
    "researcherarea_once": [an_area("Huraymila", "Huraymila")],
    "researcherarea_has_a_name": [an_area("")],
    "steppedaside_once": [steps_aside_twice],
    "fieldvisit_number_once": [second_visit(standing="cancelled")],
    "fieldvisit_planned_once": [second_visit(number=2)],
    "visitreport_concludes": [report_without_end],
    "secondopinion_number_once": [opinion({"text": "No", "given_at": timezone.now()})],
    "secondopinion_open_once": [opinion({}, number=2)],
    "secondopinion_open_or_given": [
        opinion(text="Yes"),
        opinion(given_at=timezone.now()),
        opinion(outcome="accepted"),
    ],
    "secondopinion_amount_is_recommended": [
        opinion(text="No", given_at=timezone.now(), outcome="refused", amount=5),
    ],
    "duewarning_once": [same_warning],
    "service_code_once": [again(Service, Status.INCOMPLETE)],
}
CASES = [(name, attempt) for name, attempts in BREAKS.items() for attempt in attempts]


def test_every_constraint_of_the_room_is_tried_here():
    room = apps.get_app_config("support_requests")
    rules = {rule.name for model in room.get_models() for rule in model._meta.constraints}
    elsewhere = "".join(
        Path(__file__).with_name(name).read_text(encoding="utf-8")
        for name in ("test_service_versions.py", "test_conditions.py", "test_questions.py")
    )
    terms = {name for name in rules if name in elsewhere}
    assert rules - terms == set(BREAKS)


@pytest.mark.parametrize(("name", "attempt"), CASES)
def test_the_database_refuses_what_no_request_can_be(staff, name, attempt):
    act = attempt(staff)
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        act()
    if not name.endswith(
        ("_once", "_one_open_each_decision")
    ):  # SQLite names the columns of a unique constraint, not the constraint
        assert name in str(refusal.value)


def test_a_whole_first_decision_is_accepted(staff):
    """The positive control of the decisions above."""
    made = first_decision()(staff)()
    assert made.pk
    assert Decision.objects.count() == 2


@pytest.mark.parametrize("model", [Decision, Answer])
def test_one_decision_and_one_answer_each(staff, model):
    staff.case(Status.DELIVERED)
    row = model.objects.values().get()
    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.create(**{**row, "id": None})


def test_every_constraint_a_person_can_meet_has_its_words():
    room = apps.get_app_config("support_requests")
    checks = [rule for model in room.get_models() for rule in model._meta.constraints]
    silent = {
        rule.name
        for rule in checks
        if isinstance(rule, models.CheckConstraint)
        and rule.violation_error_message == models.CheckConstraint.default_violation_error_message
    }
    assert silent == {
        "requestmoment_only_an_extension_has_days",
        "objectionmoment_only_an_extension_has_days",
    }  # rows that only verbs write
