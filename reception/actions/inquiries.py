"""A visitor's question (R1): answered at once in two fields, or kept with its owner, its clock and its number.

Both go through the verbs of the complaints room, so both are counted in its figures.
"""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from beneficiaries.models import Beneficiary
from complaints.actions import answer_on_the_spot, receive
from complaints.enums import Kind, Means
from complaints.models import Complaint
from core.errors import DomainError

from ..enums import VisitStatus
from ..models import Visit
from .visits import MOVES, led, refuse_others


def _before_whom(visit: Visit, by: Any) -> Visit:
    """The locked visit, which this member serves now; raises otherwise."""
    fresh: Visit = MOVES.locked(visit)
    refuse_others(fresh, by)
    if fresh.status != VisitStatus.BEING_SERVED or fresh.served_by != by:
        raise DomainError(_("Begin to serve the visitor first."), code="not_served")
    return fresh


@transaction.atomic
def answer_inquiry(visit: Visit, *, by: Any, question: str, answer: str) -> Complaint:
    """Asked, answered, enough: an inquiry with its answer, closed."""
    visit = _before_whom(visit, by)
    inquiry = answer_on_the_spot(
        visit.association,
        by=by,
        channel=visit.channel,
        question=question,
        answer=answer,
        beneficiary=visit.beneficiary,
    )
    led(visit, inquiry.reference)
    return inquiry


@transaction.atomic
def keep_inquiry(visit: Visit, *, by: Any, question: str, mobile: str = "") -> tuple[Complaint, str]:
    """Nobody can answer it now: an inquiry with its owner and its clock; gives it and its tracking code."""
    visit = _before_whom(visit, by)
    inquiry, code = receive(
        visit.association,
        by=by,
        kind=Kind.INQUIRY,
        channel=visit.channel,
        account=question,
        is_anonymous=False,
        person_name=visit.who,
        beneficiary=visit.beneficiary,
        **(_reach(visit.beneficiary) if visit.beneficiary else _by_mobile(mobile)),
    )
    led(visit, inquiry.reference)
    return inquiry, code


def _reach(file: Beneficiary) -> dict[str, str]:
    """As the file says; by the tracking code where the number or address of the agreed means is not known."""
    known = {Means.SMS: file.mobile, Means.PHONE: file.mobile, Means.EMAIL: file.email}
    agreed = Means(file.agreed_means)
    means = agreed if known.get(agreed, "by hand") else Means.TRACKING
    return {"agreed_means": means, "mobile": file.mobile, "email": file.email}


def _by_mobile(mobile: str) -> dict[str, str]:
    return {"agreed_means": Means.SMS if mobile else Means.TRACKING, "mobile": mobile}
