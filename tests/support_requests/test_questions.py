"""A service's own questions: asked after the answer they depend on, needed before completion, kept with history."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone, translation

from accounts.roles import Role
from core.errors import DomainError
from core.once import new_token
from requests import actions
from requests.models import AskedIf, DraftReply, Reply, RequestDraft, ServiceQuestion
from requests.questions import asked, kept, unanswered
from tests.factories.services import LONG_AGO, draft_of, in_force

KINDS = "شقة | Flat\nدور | Floor"
UNCHANGEABLE = "terms of a service in force cannot be changed"


def asking(staff: Any, *, required: bool = True, conditions: bool = False) -> dict[str, ServiceQuestion]:
    """The next terms ask whether there is a judgment, of which day, of which kind, and for its copy."""
    last = staff.service.version_in_force()
    type(last).objects.filter(pk=last.pk).update(in_force_until=last.in_force_from)
    version = draft_of(staff.service)
    made = version.questions.create
    yes = made(kind="yes_no", text_ar="هل صدر حكم؟", text_en="Is there a judgment?", position=0, is_required=required)
    day = made(kind="date", text_ar="تاريخه", text_en="Its day", depends_on=yes, depends_value="yes", position=1)
    months = made(kind="number", text_ar="الأشهر", text_en="Months", low=1, high=12, is_required=False, position=2)
    kind = made(
        kind="several",
        text_ar="النوع",
        text_en="Kinds",
        choices="شقة | Flat\nدور | Floor",
        is_required=False,
        position=3,
    )
    version.checklist_items.create(name_ar="الهوية", name_en="ID card")
    copy = version.checklist_items.create(name_ar="صورة الحكم", name_en="Copy of the judgment", position=1)
    AskedIf.objects.create(item=copy, question=yes, answer="yes")
    lease = version.checklist_items.create(name_ar="عقد", name_en="Lease", position=2)
    AskedIf.objects.create(item=lease, kind="housing", choices="rented")
    if conditions:
        version.conditions.create(kind="income", operator="at_most", high=3000)
        version.conditions.create(kind="age", operator="at_least", low=18, position=1)
    in_force(version, last.in_force_from + datetime.timedelta(days=1))
    return {"yes": yes, "day": day, "months": months, "kind": kind}


def names(case: Any) -> set[str]:
    return set(case.checklist.values_list("item__name_en", flat=True))


def test_a_question_is_asked_only_after_the_answer_it_depends_on(staff):
    questions = asking(staff)
    rows, yes, day = list(questions.values()), questions["yes"].pk, questions["day"].pk
    assert questions["day"] not in asked(rows, {yes: "no"})
    assert unanswered(rows, {}) == [questions["yes"]]
    assert unanswered(rows, {yes: "yes"}) == [questions["day"]]
    assert unanswered(rows, {yes: "no"}) == []
    assert kept(rows, {yes: "no", day: "2026-01-01"}) == {yes: "no"}


def test_the_desk_answers_and_the_checklist_follows_the_answers(staff, client_of):
    questions = asking(staff)
    case = staff.open()
    assert names(case) == {"ID card", "Lease"}  # the file does not say how the person lives: it is asked for
    path = f"/twaim/requests/{case.reference}/questions/"
    client = client_of(staff.desk)
    day = {f"question_2_{part}": value for part, value in enumerate(("gregorian", 3, 2, 2026))}
    sent = {"token": new_token(), "version": case.version, "question_1": "yes", **day, "question_4": ["دور"]}
    assert client.post(path, sent).status_code == 302
    assert names(case) == {"ID card", "Lease", "Copy of the judgment"}
    page = client.get(f"/twaim/requests/{case.reference}/").content.decode()
    assert "Is there a judgment?" in page
    assert "Floor" in page
    assert "3 February 2026" in page
    actions.answer_questions(staff.fresh(case), by=staff.desk, replies={questions["yes"].pk: "no"})
    assert names(case) == {"ID card", "Lease"}
    assert {row.question_id for row in case.replies.all()} == {questions["yes"].pk}
    last = case.events.order_by("pk").last()
    assert (last.event, last.detail["answers"][0]["ar"]) == ("questions_answered", "هل صدر حكم؟")
    text = client.get(f"/twaim/requests/{case.reference}/").content.decode()
    assert "Is there a judgment?: " in text


@pytest.mark.parametrize(("typed", "words"), [("0", "At least 1"), ("13", "At most 12"), ("x", "amount")])
def test_a_number_outside_its_limits_is_refused_beside_it(staff, client_of, typed, words):
    asking(staff)
    case = staff.open()
    sent = {"token": new_token(), "version": case.version, "question_3": typed}
    answer = client_of(staff.desk).post(f"/twaim/requests/{case.reference}/questions/", sent)
    assert answer.status_code == 422
    assert words in answer.content.decode()


def test_what_needs_an_answer_is_answered_before_the_request_is_complete(staff):
    questions = asking(staff)
    case = staff.open()
    staff.prepare(case)
    with translation.override("en"), pytest.raises(DomainError, match="Is there a judgment"):
        actions.complete(staff.fresh(case), by=staff.desk)
    actions.answer_questions(staff.fresh(case), by=staff.desk, replies={questions["yes"].pk: "no"})
    with pytest.raises(DomainError) as refusal:
        actions.complete(staff.fresh(case), by=staff.desk)
    assert refusal.value.code == "declaration"  # what is signed changed
    staff.prepare(case)
    assert actions.complete(staff.fresh(case), by=staff.desk).complete_at
    with pytest.raises(DomainError):
        actions.answer_questions(staff.fresh(case), by=staff.desk, replies={})


def test_a_line_that_the_file_rules_out_is_not_asked_for(staff):
    asking(staff, required=False)
    person = staff.person()
    type(person).objects.filter(pk=person.pk).update(housing="owned")
    person.refresh_from_db()
    assert names(staff.open(person)) == {"ID card"}


def test_questions_in_force_are_never_changed_and_depend_on_earlier_ones(staff):
    """support_requests_servicequestion, support_requests_askedif"""
    questions = asking(staff)
    version = questions["yes"].version
    only = AskedIf.objects.filter(item__version=version)
    for act in (
        lambda: version.questions.update(text_ar="س"),
        lambda: version.questions.filter(pk=questions["kind"].pk)._raw_delete("default"),
        lambda: version.questions.create(kind="text", text_ar="س"),
        lambda: only.filter(kind="housing").update(choices="owned"),
        lambda: only._raw_delete("default"),
        lambda: AskedIf.objects.create(item=version.checklist_items.first(), kind="housing", choices="owned"),
    ):
        with pytest.raises(IntegrityError, match=UNCHANGEABLE), transaction.atomic():
            act()
    draft = draft_of(staff.service)
    later = draft.questions.create(kind="yes_no", text_ar="لاحق", position=5)
    for columns in ({"depends_on": later, "position": 5}, {"depends_on": questions["yes"], "position": 9}):
        with pytest.raises(IntegrityError, match="depends on an earlier one"), transaction.atomic():
            draft.questions.create(kind="text", text_ar="س", depends_value="yes", **columns)


BREAKS: list[tuple[str, dict[str, Any]]] = [
    ("servicequestion_choices_fit_its_kind", {"kind": "choice"}),
    ("servicequestion_choices_fit_its_kind", {"kind": "text", "choices": "a"}),
    ("servicequestion_limits_are_of_numbers", {"kind": "text", "low": 1}),
    ("servicequestion_limits_agree", {"kind": "number", "low": 5, "high": 4}),
    ("servicequestion_depends_on_an_answer", {"kind": "text", "depends_value": "yes"}),
]


@pytest.mark.parametrize(("name", "columns"), BREAKS)
def test_a_half_written_question_is_refused_by_the_database(staff, name, columns):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        draft_of(staff.service).questions.create(text_ar="س", **columns)


def test_one_reply_to_a_question_and_one_reason_for_a_line(staff):
    """reply_once, draftreply_once, askedif_one_reason"""
    questions = asking(staff)
    case = staff.open()
    actions.answer_questions(case, by=staff.desk, replies={questions["yes"].pk: "no"})
    row = Reply.objects.values().get()
    with pytest.raises(IntegrityError), transaction.atomic():
        Reply.objects.create(**{**row, "id": None})
    now, policy = timezone.now(), staff.association.policy_in_force()
    of = {"association": staff.association, "beneficiary": case.beneficiary, "service": staff.service}
    waiting = RequestDraft.objects.create(
        **of, service_version=case.service_version, accepted_version=policy, accepted_at=now, changed_at=now
    )
    said = {"association": staff.association, "draft": waiting, "question": questions["yes"]}
    DraftReply.objects.create(**said, value={"text": "no"})
    with pytest.raises(IntegrityError), transaction.atomic():
        DraftReply.objects.create(**said, value={"text": "yes"})
    other = next(row for key, row in questions.items() if key != "yes")
    DraftReply.objects.create(**{**said, "question": other})
    draft = draft_of(staff.service)
    item = draft.checklist_items.create(name_ar="س", name_en="X")
    for columns in ({}, {"kind": "housing"}, {"answer": "yes"}):
        with pytest.raises(IntegrityError, match="askedif_one_reason"), transaction.atomic():
            AskedIf.objects.create(item=item, **columns)


class TestWriting:
    @pytest.fixture
    def admin(self, staff: Any) -> Any:
        return staff.member(Role.ADMINISTRATOR)

    @pytest.fixture
    def send(self, staff: Any, admin: Any, client_of: Any) -> Any:
        browser, service = client_of(admin), staff.service

        def send(path: str, **data: Any) -> Any:
            draft = service.versions.filter(in_force_from=None).first()
            sent = {"token": new_token(), "version": draft.version, **data}
            return browser.post(f"/twaim/services/{service.code}/draft/{path}", sent)

        return send

    def test_questions_and_what_depends_on_them_are_written_without_code(self, staff, admin, send):
        draft = actions.catalogue.begin_terms(staff.service, by=admin)
        assert send("questions/new/", text_ar="هل أنت مستأجر؟", kind="yes_no", is_required="on").status_code == 302
        assert send("questions/new/", text_ar="الإيجار", kind="number", low="1", depends="1:yes").status_code == 302
        assert send("documents/new/", name_ar="عقد", only_if="1:yes", is_mandatory="on").status_code == 302
        assert draft.questions.get(position=1).depends_on.text_ar == "هل أنت مستأجر؟"
        assert draft.checklist_items.get(name_ar="عقد").asked_if.answer == "yes"
        assert send("questions/1/remove/").status_code == 302  # refused: two depend on it
        assert draft.questions.count() == 2
        again = send("questions/1/", text_ar="كم؟", kind="number")
        assert again.status_code == 422
        assert "is asked for only after this question" in again.content.decode()

    @pytest.mark.parametrize(
        ("data", "words"),
        [
            ({"kind": "choice", "choices": "واحد"}, "two choices or more"),
            ({"kind": "choice", "choices": "أ\nأ"}, "written twice"),
            ({"kind": "number", "low": "5", "high": "4"}, "lower limit is above"),
            ({"kind": "text", "depends": "7:yes"}, "Select a valid choice"),
        ],
    )
    def test_a_question_that_cannot_be_is_refused_with_a_sentence(self, staff, admin, send, data, words):
        actions.catalogue.begin_terms(staff.service, by=admin)
        sent = send("questions/new/", text_ar="س", **data)
        assert sent.status_code == 422
        assert words in sent.content.decode()

    def test_a_question_never_depends_on_a_later_one(self, staff, admin):
        draft = actions.catalogue.begin_terms(staff.service, by=admin)
        values = {"text_ar": "س", "kind": "yes_no", "choices": ""}
        _first, second = (actions.catalogue.write_question(draft, by=admin, values=values) for _place in (1, 2))
        after = {**values, "depends_on": second, "depends_value": "yes"}
        with translation.override("en"), pytest.raises(DomainError, match="depends on an earlier one"):
            actions.catalogue.write_question(draft, by=admin, values=after, place=1)

    def test_the_next_version_copies_questions_with_what_depends_on_them(self, staff, admin):
        asking(staff)
        draft = actions.catalogue.begin_terms(staff.service, by=admin)
        day = draft.questions.get(text_en="Its day")
        assert (day.depends_on.version, day.depends_on.text_en) == (draft, "Is there a judgment?")
        assert draft.checklist_items.get(name_en="Copy of the judgment").asked_if.question.version == draft
        assert draft.checklist_items.get(name_en="Lease").asked_if.choices == "rented"
        actions.catalogue.discard_terms(draft, by=admin)
        assert staff.service.version_in_force().questions.count() == 4
        assert staff.service.version_in_force(LONG_AGO).questions.count() == 0
