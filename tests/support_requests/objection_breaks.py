"""What no objection can be: each named constraint of its tables, tried past every verb."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils import timezone

from accounts.roles import Role
from requests.actions import send_answer
from requests.actions.objecting import decide_objection
from requests.models import AnswerAttempt, Objection, ObjectionMoment, Revision, Ruling
from tests.factories.support_requests import Staff

Break = Callable[[Staff], Any]


def another(**columns: Any) -> Break:
    """A second objection like the first, with other columns."""

    def attempt(staff: Staff) -> Any:
        row = Objection.objects.values().get(pk=staff.objection().pk)
        given = {**row, "id": None, "uid": staff.open().uid, "reference": "O-1448-000099", **columns}
        return lambda: Objection.objects.create(**given)

    return attempt


def answered_without_a_moment(staff: Staff) -> Any:
    objection = staff.objection()
    return lambda: Objection.objects.filter(pk=objection.pk).update(status="answered")


def ruled(model: Any, **columns: Any) -> Break:
    """A second row beside a decided objection's, of another objection, with other columns."""

    def attempt(staff: Staff) -> Any:
        first, manager = staff.objection(), staff.member(Role.MANAGER)
        changed = {"outcome": "changed", "new_outcome": "accepted", "amount": 5}
        decide_objection(first, by=manager, reasons="Seen.", **changed)
        row, letter = model.objects.values().get(), Ruling.objects.values().get()["letter_id"]
        other = staff.objection()
        facts = staff.association.letters.values().exclude(pk=letter).first()
        given = {**row, "id": None, "objection_id": other.pk, "letter_id": facts["id"]}
        given |= {name: value(staff) if callable(value) else value for name, value in columns.items()}
        return lambda: model.objects.create(**given)

    return attempt


def odd_moment(**columns: Any) -> Break:
    def attempt(staff: Staff) -> Any:
        objection = staff.objection()
        given = {"association": staff.association, "case": objection, "at": timezone.now(), "kind": "received"}
        return lambda: ObjectionMoment.objects.create(**{**given, **columns})

    return attempt


def on_its_way_twice(staff: Staff) -> Any:
    objection = staff.objection()
    decide_objection(objection, by=staff.member(Role.MANAGER), outcome="upheld", reasons="Seen.")
    sent = send_answer(Objection.objects.for_pages().get(pk=objection.pk), by=staff.desk)
    row = AnswerAttempt.objects.values().get(pk=sent.pk)
    return lambda: AnswerAttempt.objects.create(**{**row, "id": None, "number": row["number"] + 1})


BREAKS: dict[str, list[Break]] = {
    "answerattempt_of_objection_waits_once": [on_its_way_twice],
    "objection_reference_once": [another(reference="O-1448-000001", status="withdrawn")],
    "objection_one_open_each_decision": [another()],
    "objection_answered_has_a_moment": [answered_without_a_moment],
    "objectionmoment_only_an_extension_has_days": [odd_moment(days=3), odd_moment(kind="extended")],
    "ruling_by_somebody_else": [
        ruled(Ruling, first_decider_id=lambda staff: Ruling.objects.get().decided_by_id),
        ruled(Ruling, first_researcher_id=lambda staff: Ruling.objects.get().decided_by_id),
    ],
    "ruling_is_reasoned": [ruled(Ruling, reasons="")],
    "revision_refusal_has_its_reason": [ruled(Revision, outcome="refused", amount=None)],
}
