"""What this room answers about a file: whose case it is, and how requests forget a name (B4)."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import Q

from beneficiaries.rooms import Room
from core import uploads
from core.emptying import empty
from correspondence.emptying import forget_letters, forget_notices

from . import models
from .actions.field_visits import folder_of as photos_of
from .actions.online import drop_draft, folder_of
from .notices import draft_key
from .own_copy import own_copy


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
    """Requests, and the objections to their decisions."""
    objections = models.Objection.objects.filter(support_request__beneficiary=file)
    references = (rows.values_list("reference", flat=True) for rows in (file.support_requests.all(), objections))
    return [reference for rows in references for reference in rows]


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
        (models.HeadAside, ("words",)),
        (models.Answer, ("note",)),
        (models.AnswerAttempt, ("note",)),
        (models.Revision, ("reasons",)),
        (models.Stipulation, ("text",)),
        (models.Delivery, ("what", "receiver_name")),
        (models.Instalment, ("item",)),
        (models.UrgentHelp, ("item", "reason", "settled_words")),
    ):
        rows += empty(model.objects.filter(support_request__in=cases), *texts)
    deliveries = models.Delivery.objects.filter(support_request__in=cases)
    rows += empty(models.DeliveryProblem.objects.filter(delivery__in=deliveries), "words", "settled_words")
    rows += empty(models.DeliveryCheck.objects.filter(delivery__in=deliveries), "note")
    rows += empty(models.StipulationFact.objects.filter(stipulation__support_request__in=cases), "words")
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
