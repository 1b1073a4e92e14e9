"""What this room answers about a file: from whom a case keeps it, its own copy, how complaints forget a name (B4)."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from beneficiaries.rooms import Room, Word, word
from core.emptying import empty
from correspondence.emptying import forget_letters, forget_notices

from . import models
from .compensation_workflow import OF_COMMITTEE, OF_MANAGEMENT
from .enums import Status

UNDER_WAY = (*OF_COMMITTEE, *OF_MANAGEMENT)
OF_COMPLAINT: tuple[tuple[Any, tuple[str, ...]], ...] = (
    (models.Message, ("text",)),
    (models.Resolution, ("reasons", "apology", "putting_right", "service_change")),
    (models.Reply, ("note",)),
    (models.ContactAttempt, ("note",)),
    (models.Confirmation, ("note",)),
)
OF_HARM: tuple[tuple[Any, tuple[str, ...]], ...] = (
    (models.InvestigationMinutes, ("harm", "extent", "causes")),
    (models.Ruling, ("authority", "number", "note")),
    (models.CompensationOffer, ("remedy", "conditions")),
    (models.CompensationPayment, ("received_by", "note")),
)


def has_own_case(file: Any, by: Any) -> bool:
    """An open case of the person that this member owns or took in."""
    mine = file.complaints.exclude(status=Status.CLOSED).filter(Q(owner_id=by.pk) | Q(received_by_id=by.pk))
    return bool(by.pk) and bool(mine.exclude_subject(by).exists())


def hidden_from(by: Any) -> Any:
    """Files of persons who have an open case that is, or may be, about this member."""
    about = models.ComplaintSubject.objects.filter(membership_id=by.pk, cleared_at__isnull=True)
    return (
        about.exclude(complaint__status=Status.CLOSED)
        .filter(complaint__beneficiary__isnull=False)
        .values("complaint__beneficiary_id")
    )


def _cases_of_harm(file: Any) -> Any:
    return models.CompensationCase.objects.filter(Q(beneficiary=file) | Q(complaint__beneficiary=file))


def open_cases(file: Any) -> list[str]:
    complaints = file.complaints.exclude(status=Status.CLOSED).values_list("reference", flat=True)
    return [*complaints, *_cases_of_harm(file).filter(status__in=UNDER_WAY).values_list("reference", flat=True)]


def all_cases(file: Any) -> list[str]:
    harm = _cases_of_harm(file).values_list("reference", flat=True)
    return [*file.complaints.values_list("reference", flat=True), *harm]


def own_copy(file: Any) -> dict[str, Any]:
    """The person's complaints and inquiries with the talk and the answers; whom they were about is theirs to read."""
    rows = file.complaints.prefetch_related("messages", "resolutions", "replies").order_by("pk")
    return {
        "complaints": [_complaint(row) for row in rows],
        "compensation": [
            {
                "reference": row.reference,
                "opened_on": row.opened_on,
                "claimed": row.claimed,
                "status": word(row, "status"),
            }
            for row in _cases_of_harm(file).order_by("pk")
        ],
    }


def _complaint(row: Any) -> dict[str, Any]:
    answered = {reply.round for reply in row.replies.all()}
    return {
        "reference": row.reference,
        "kind": word(row, "kind"),
        "received_at": row.received_at,
        "account": row.account,
        "wish": row.wish,
        "about_whom": row.about_whom,
        "status": word(row, "status"),
        "talk": [
            {
                "from": Word("association", _("the association")) if one.by_id else Word("person", _("the person")),
                "text": one.text,
                "at": one.at,
            }
            for one in row.messages.all()
        ],
        "answers": [
            {"finding": word(one, "finding"), "reasons": one.reasons, "apology": one.apology, "money": one.money}
            for one in row.resolutions.all()
            if one.round in answered
        ],
    }


def forget(file: Any) -> int:
    """What was said goes with the name; kind, days, finding, remedy in money and outcome stay."""
    association, cases, harm = file.association, file.complaints.all(), _cases_of_harm(file)
    references = all_cases(file)
    rows = 0
    for model, texts in OF_COMPLAINT:
        rows += empty(model.objects.filter(complaint__in=cases), *texts)
    rows += empty(models.ComplaintEvent.objects.filter(case__in=cases), "reason", objects=("detail",))
    rows += empty(models.ComplaintReferral.objects.filter(case__in=cases), "question", "answer")
    rows += empty(models.ComplaintMoment.objects.filter(case__in=cases), "reason")
    for model, texts in OF_HARM:
        rows += empty(model.objects.filter(case__in=harm), *texts)
    rows += empty(models.SettlementSignature.objects.filter(settlement__case__in=harm), "signed_name")
    rows += empty(models.CompensationEvent.objects.filter(case__in=harm), "reason", objects=("detail",))
    rows += empty(harm, "person_name", "extent", "causes", "evidence")
    rows += _nameless(cases)
    return rows + forget_letters(association, references) + forget_notices(association, references)


def _nameless(cases: Any) -> int:
    """Without a way to reach the person no means is agreed but the tracking code, which nobody holds any more."""
    found = list(cases.values_list("pk", flat=True))
    rows = models.Complaint.objects.filter(pk__in=found)
    empty(rows, "account", "wish", "about_whom", "person_name")
    rows.update(mobile_sealed="", email="", agreed_means=models.complaint.Means.TRACKING)
    return len(found)


ROOM = Room("complaints", has_own_case, hidden_from, open_cases, all_cases, own_copy, forget)
