"""What requests hold of a person, for that person's own copy (B4): no name of staff, nothing that others said of them.

What was found and thought about the person is theirs to read once the answer was given, as on their own pages: the
study's need and figures, the reports of visits, the recommendation. Left out, and said so by ``LEFT_OUT``: who was met
and the health of the household, which are other people's too, and what staff and bodies asked, advised and voted among
themselves on the way to a decision.
"""

from __future__ import annotations

import json
from typing import Any

from django.utils.translation import gettext_lazy

from beneficiaries.rooms import Word, word

from .eligibility_facts import read_kept
from .eligibility_words import told_to_applicant
from .enums import Status, VisitStanding
from .facts_of_file import figures_of
from .granting import is_told
from .questions import in_words

LEFT_OUT = (
    gettext_lazy("Photos of visits are shown to you at the office; the copy says how many there are."),
    gettext_lazy("Whom a visitor met and what was written on health are left out: they are of other people too."),
    gettext_lazy("What staff and bodies asked and advised among themselves before a decision is left out."),
)
READ = (
    "deliveries__problems",
    "deliveries__check_call",
    "events",
    "papers__item",
    "declarations",
    "replies__question",
    "eligibility_checks",
    "instalments",
    "studies__recommendation",
    "recommendations",
    "stipulations",
    "field_visits__report__photos",
    "objections__ruling",
    "objections__revision",
)


def own_copy(file: Any) -> dict[str, Any]:
    """Every request with what was written, found, decided, answered and delivered, and its story."""
    rows = file.support_requests.select_related("service", "decision__refusal_reason", "answer", "support_period")
    requests = list(rows.prefetch_related(*READ).order_by("pk"))
    return {
        "requests": [_request(row) for row in requests],
        "drafts": _drafts(file),
        "left_out": [str(sentence) for sentence in LEFT_OUT] if requests else [],
    }


def _request(row: Any) -> dict[str, Any]:
    decision, answer = (getattr(row, name, None) for name in ("decision", "answer"))
    told = _told_with_the_answer(row) if answer else {}
    return {
        "reference": row.reference,
        "service": row.service.name_ar,
        "received_at": row.received_at,
        "channel": word(row, "channel"),
        "brought_by": row.brought_by,
        "need": row.need,
        "amount_asked": row.amount_asked,
        "status": word(row, "status"),
        "declarations": [
            {"signed_at": one.signed_at, "method": word(one, "method")} for one in row.declarations.all()
        ],
        "papers": [{"for": one.item.name_ar, "sent_at": one.sent_at} for one in row.papers.all()],
        # reasons and findings of the study are told once the answer was given, as on the person's own pages
        "decision": {
            "outcome": word(decision, "outcome"),
            "amount": decision.amount,
            "reason": decision.refusal_reason.text_ar if decision.refusal_reason else "",
            "reasons": decision.reasons,
            "stipulations": _stipulations(row, None),
        }
        if decision and answer
        else None,
        "answered_at": answer.given_at if answer else None,
        "objections": [_objection(row, one) for one in row.objections.all()],
        "replies": _replies(row),
        "conditions": [_conditions(one) for one in row.eligibility_checks.all() if one.findings],
        **told,
        **_given(row),
        "story": [
            {"status": Word(one.to_status, Status(one.to_status).label), "at": one.at} for one in row.events.all()
        ],
    }


def _stipulations(row: Any, revision: Any) -> list[dict[str, Any]]:
    """What was asked of the person by the first decision, or by a revision of it."""
    set_by = revision.pk if revision else None
    return [
        {"text": one.text, "when": word(one, "needed"), "until": one.last_on}
        for one in row.stipulations.all()
        if one.revision_id == set_by
    ]


def _replies(row: Any) -> list[dict[str, Any]]:
    """What was answered to the service's own questions."""
    return [
        {"question": one.question.text_ar, "reply": in_words(one.question, one.value["is"])}
        for one in row.replies.all()
        if one.value
    ]


def _given(row: Any) -> dict[str, Any]:
    """What is planned and what was handed over."""
    return {
        "supports_until": row.support_period.ends_on if hasattr(row, "support_period") else None,
        "instalments": [
            {"due_on": one.due_on, "amount": one.amount, "item": one.item, "quantity": one.quantity}
            for one in row.instalments.all()
            if one.dropped_at is None
        ],
        "deliveries": [
            {
                "what": one.what,
                "amount": one.amount,
                "on": one.delivered_on,
                "problems": [_problem(problem) for problem in one.problems.all()],
                "call": _call(one),
            }
            for one in row.deliveries.all()
        ],
    }


def _told_with_the_answer(row: Any) -> dict[str, Any]:
    """What the study found and advised, and what visitors wrote down."""
    advice = next(iter(row.recommendations.all()), None)
    visits = [one for one in row.field_visits.all() if one.standing == VisitStanding.REPORTED]
    return {
        "studies": [_study(one) for one in row.studies.all()],
        "recommendation": {"outcome": word(advice, "outcome"), "amount": advice.amount, "text": advice.findings}
        if advice
        else None,
        "field_visits": [_visit(one) for one in visits],
    }


def _study(study: Any) -> dict[str, Any]:
    """The need as it was understood, and the figures of the file at that time."""
    facts = json.loads(study.facts) if study.facts else None
    told = {"need": study.need, "alternatives": study.alternatives, "at": study.frozen_at}
    if facts is None:
        return told
    figures = figures_of(facts)
    return {**told, "income": figures.income, "owed": figures.owed, "heads": figures.people}


def _visit(visit: Any) -> dict[str, Any]:
    report = visit.report
    seen = {"home": report.housing, "living": report.household, "means_of_living": report.income}
    return {
        "visited_on": report.visited_on,
        "address": visit.address,
        **seen,
        "education": report.education,
        "conclusion": report.conclusion,
        "photos": len(report.photos.all()),
    }


def _conditions(check: Any) -> dict[str, Any]:
    """What the service's conditions said of the file, as the person is told."""
    evaluation = read_kept(check)
    rows = told_to_applicant(evaluation) if evaluation else []
    return {
        "at": check.at,
        "findings": [{"condition": one.said, "finding": one.verdict, "reason": one.reason} for one in rows],
    }


def _problem(problem: Any) -> dict[str, Any]:
    return {
        "kind": word(problem, "kind"),
        "text": problem.words,
        "at": problem.reported_at,
        "settled": problem.settled_words,
        "settled_at": problem.settled_at,
    }


def _call(delivery: Any) -> dict[str, Any] | None:
    """What was said on the phone about the delivery, where somebody called."""
    call = getattr(delivery, "check_call", None)
    return {"at": call.called_at, "text": call.note} if call and call.called_at else None


def _objection(case: Any, row: Any) -> dict[str, Any]:
    """What became of it is told once its answer was given; what is decided anew, with the answer to that."""
    ruling, revision = (getattr(row, name, None) for name in ("ruling", "revision"))
    return {
        "reference": row.reference,
        "received_at": row.received_at,
        "ground": row.ground,
        "status": word(row, "status"),
        "decision": {"outcome": word(ruling, "outcome"), "reasons": ruling.reasons}
        if ruling and row.answered_at
        else None,
        "instead": {
            "outcome": word(revision, "outcome"),
            "amount": revision.amount,
            "reasons": revision.reasons,
            "stipulations": _stipulations(case, revision),
        }
        if revision and row.answered_at and is_told(case)
        else None,
    }


def _drafts(file: Any) -> list[dict[str, Any]]:
    waiting = file.request_drafts.filter(sent_as__isnull=True).select_related("service")
    return [
        {
            "service": row.service.name_ar,
            "need": row.need,
            "amount_asked": row.amount_asked,
            "saved_at": row.changed_at,
        }
        for row in waiting
    ]
