"""A second opinion: asked of another researcher, given once; it stands beside the recommendation (R13)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Membership
from associations.due import due, each
from associations.enums import Unit
from associations.models import Association
from associations.referring import USUAL_DAYS, Referring, answer_due
from core.errors import AlreadyHandled, DomainError, NotPermitted

from ..assigning import offered, researchers
from ..enums import Outcome
from ..models import SecondOpinion, SupportRequest
from ..notices_to_staff import tell_opinion_asked, tell_opinion_given, tell_opinion_late
from ..workflow import ASK_OPINION, GIVE_OPINION, WORKFLOW
from .moving import begin, finish, locked

PERIOD = Referring("", USUAL_DAYS, Unit.WORKING_DAYS)


def may_be_asked(support_request: SupportRequest, by: Any) -> list[Any]:
    """Researchers of whom a second opinion may be asked: neither the first, nor who asks, nor who has a tie."""
    aside = {support_request.researcher_id, by.user_id, *support_request.stepped_aside.values_list("who", flat=True)}
    people = researchers(support_request.association, on=timezone.localdate())
    return offered(support_request, people, aside=[pk for pk in aside if pk])


@transaction.atomic
def ask_opinion(
    support_request: SupportRequest,
    *,
    by: Any,
    of: Membership,
    question: str,
    expected_version: int | None = None,
) -> SecondOpinion:
    """The researcher is told, and answers within the usual days."""
    support_request, now = begin(support_request, ASK_OPINION, by=by, expected_version=expected_version)
    if of.pk not in {one.membership.pk for one in may_be_asked(support_request, by)}:
        message = _("Ask another researcher: not the first one, not yourself, nobody with a tie to the person.")
        raise DomainError(message, code="not_offered", field="of")
    if not question.strip():
        raise DomainError(_("Write the question."), code="question", field="question")
    if support_request.opinions.filter(asked_of=of.user, given_at__isnull=True).exists():
        raise DomainError(_("This researcher is asked already."), code="asked", field="of")
    opinion = support_request.opinions.create(
        association_id=support_request.association_id,
        number=support_request.opinions.count() + 1,
        asked_of=of.user,
        question=question.strip(),
        asked_by=by.user,
        asked_at=now,
        due_on=answer_due(support_request.association, PERIOD, now),
    )
    detail = {"to_ar": of.user.name_ar, "to_en": of.user.name_en or of.user.name_ar}
    finish(support_request, ASK_OPINION, by=by, at=now, detail=detail)
    tell_opinion_asked(opinion)
    return opinion


@transaction.atomic
def give_opinion(
    support_request: SupportRequest,
    *,
    by: Any,
    number: int,
    text: str,
    outcome: str = "",
    amount: Decimal | None = None,
) -> SecondOpinion:
    """By the researcher who was asked, once; with a recommendation of their own where they have one."""
    support_request, now = begin(support_request, GIVE_OPINION, by=by)
    opinion = support_request.opinions.filter(number=number).select_related("asked_by").first()
    if opinion is None or opinion.asked_of_id != by.user.pk:
        raise NotPermitted(_("This opinion was asked of somebody else."), code="not_permitted")
    if opinion.given_at is not None:
        raise AlreadyHandled(_("You gave this opinion already; it stays as it is."), code="given")
    if not text.strip():
        raise DomainError(_("Write your opinion."), code="text", field="text")
    if outcome not in (Outcome.ACCEPTED, Outcome.PARTLY_ACCEPTED):
        amount = None
    opinion.text, opinion.outcome, opinion.amount, opinion.given_at = text.strip(), outcome, amount, now
    opinion.save(update_fields=["text", "outcome", "amount", "given_at"])
    finish(support_request, GIVE_OPINION, by=by, at=now)
    tell_opinion_given(opinion)
    return opinion


@due("second opinions that wait too long")
def remind_of_opinions(association: Association) -> int:
    """How many researchers hear, once for each question, that its last day has passed."""
    rows = SecondOpinion.objects.filter(
        association=association,
        given_at__isnull=True,
        reminded_at__isnull=True,
        due_on__lt=timezone.localdate(),
        support_request__status__in=WORKFLOW.rows[GIVE_OPINION].sources,
    )
    return each(rows.select_related("support_request").order_by("pk"), _remind)


@transaction.atomic
def _remind(opinion: SecondOpinion) -> int:
    case = locked(opinion.support_request)
    opinion.refresh_from_db()
    if case.status not in WORKFLOW.rows[GIVE_OPINION].sources:
        return 0  # what cannot be given any more is not asked for
    if opinion.given_at is not None or opinion.reminded_at is not None:
        return 0
    opinion.reminded_at = timezone.now()
    opinion.save(update_fields=["reminded_at"])
    tell_opinion_late(opinion)
    return 1
