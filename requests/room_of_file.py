"""What this room answers about a file: whose case it is, its own copy, and how requests forget a name (B4)."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import Q

from beneficiaries.rooms import Room, Word, word
from core import uploads
from core.emptying import empty
from correspondence.emptying import forget_letters, forget_notices

from . import models
from .actions.field_visits import folder_of as photos_of
from .actions.online import drop_draft, folder_of
from .enums import Status
from .granting import is_told
from .notices import draft_key


def has_own_case(file: Any, by: Any) -> bool:
    """An open request of the person that this member opened or studies."""
    mine = Q(opened_by=by.user) | Q(researcher=by.user)
    return bool(file.support_requests.filter(mine, closed_at__isnull=True).exists())


def open_cases(file: Any) -> list[str]:
    """Requests that go on, and objections that nobody answered yet."""
    going_on = file.support_requests.filter(closed_at__isnull=True).values_list("reference", flat=True)
    objections = models.Objection.objects.unanswered().filter(support_request__beneficiary=file)
    return [*going_on, *objections.values_list("reference", flat=True)]


def all_cases(file: Any) -> list[str]:
    return list(file.support_requests.values_list("reference", flat=True))


def own_copy(file: Any) -> dict[str, Any]:
    """Every request with what was written, decided, answered and delivered, and its story; no name of staff."""
    rows = file.support_requests.select_related("service", "decision__refusal_reason", "answer").prefetch_related(
        "deliveries", "events", "papers__item", "declarations", "objections__ruling", "objections__revision"
    )
    return {"requests": [_request(row) for row in rows.order_by("pk")], "drafts": _drafts(file)}


def _request(row: Any) -> dict[str, Any]:
    decision, answer = (getattr(row, name, None) for name in ("decision", "answer"))
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
        }
        if decision and answer
        else None,
        "answered_at": answer.given_at if answer else None,
        "objections": [_objection(row, one) for one in row.objections.all()],
        "deliveries": [
            {"what": one.what, "amount": one.amount, "on": one.delivered_on} for one in row.deliveries.all()
        ],
        "story": [
            {"status": Word(one.to_status, Status(one.to_status).label), "at": one.at} for one in row.events.all()
        ],
    }


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
        "instead": {"outcome": word(revision, "outcome"), "amount": revision.amount, "reasons": revision.reasons}
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


def forget(file: Any) -> int:
    """Free words about the person go with the name; what was asked, decided, given and when stays."""
    association, cases = file.association, file.support_requests.all()
    references = all_cases(file)
    keys = [draft_key(draft) for draft in file.request_drafts.all()]
    for draft in file.request_drafts.filter(sent_as__isnull=True):
        drop_draft(draft)
    for paper in models.RequestPaper.objects.filter(support_request__in=cases):
        transaction.on_commit(partial(uploads.drop, folder_of(association.pk), paper.stored_as))
    rows = empty(cases, "need", "brought_by")
    rows += file.request_drafts.exclude(need="").update(need="")
    for model, texts in (
        (models.Declaration, ("signed_name",)),
        (models.Recommendation, ("findings",)),
        (models.Decision, ("reasons", "handover", "to_bring")),
        (models.Answer, ("note",)),
        (models.AnswerAttempt, ("note",)),
        (models.Revision, ("reasons",)),
        (models.Delivery, ("what", "receiver_name")),
        (models.Instalment, ("item",)),
        (models.UrgentHelp, ("item", "reason", "settled_words")),
    ):
        rows += empty(model.objects.filter(support_request__in=cases), *texts)
    deliveries = models.Delivery.objects.filter(support_request__in=cases)
    rows += empty(models.DeliveryProblem.objects.filter(delivery__in=deliveries), "words", "settled_words")
    rows += empty(models.DeliveryCheck.objects.filter(delivery__in=deliveries), "note")
    checks = models.EligibilityCheck.objects.filter(support_request__in=cases)
    rows += empty(checks, objects=("findings",))
    rows += empty(models.Reply.objects.filter(support_request__in=cases), objects=("value",))
    payments = models.PaymentRow.objects.filter(instalment__support_request__in=cases)
    rows += empty(payments, "note", sealed=("iban",))
    rows += empty(models.RequestEvent.objects.filter(case__in=cases), "reason", objects=("detail",))
    rows += _forget_objections(cases)
    rows += _forget_visits(association, cases) + _forget_studies(cases)
    rows += empty(models.RequestReferral.objects.filter(case__in=cases), "question", "answer")
    rows += empty(models.RequestMoment.objects.filter(case__in=cases), "reason")
    return rows + forget_letters(association, references) + forget_notices(association, references, keys=keys)


def _forget_objections(cases: Any) -> int:
    """Why people objected, and the reasons they were given."""
    objections = models.Objection.objects.filter(support_request__in=cases)
    rows = empty(objections, "ground")
    rows += empty(models.Ruling.objects.filter(objection__in=objections), "reasons")
    rows += empty(models.ObjectionMoment.objects.filter(case__in=objections), "reason")
    return rows + empty(models.ObjectionEvent.objects.filter(case__in=objections), "reason", objects=("detail",))


def _forget_studies(cases: Any) -> int:
    rows = int(models.StudyDraft.objects.filter(support_request__in=cases).delete()[0])
    rows += int(models.RecommendationDraft.objects.filter(support_request__in=cases).delete()[0])
    rows += empty(models.SecondOpinion.objects.filter(support_request__in=cases), "question", "text")
    studies = models.CaseStudy.objects.filter(support_request__in=cases)
    return rows + empty(studies, "need", "alternatives", sealed=("facts", "health_facts", "health_words"))


def _forget_visits(association: Any, cases: Any) -> int:
    """Photos go; of visits their days, who went and whom they met stay."""
    reports = models.VisitReport.objects.filter(visit__support_request__in=cases)
    for photo in models.VisitPhoto.objects.filter(report__in=reports):
        transaction.on_commit(partial(uploads.drop, photos_of(association.pk), photo.stored_as))
    rows = empty(models.FieldVisit.objects.filter(support_request__in=cases), "address", "note")
    texts = ("met_name", "housing", "household", "income", "education", "conclusion")
    return rows + empty(reports, *texts, sealed=("health",))


ROOM = Room("requests", has_own_case, open_cases=open_cases, all_cases=all_cases, own_copy=own_copy, forget=forget)
