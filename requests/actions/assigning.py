"""Who studies a request: given by whoever leads, given anew with a reason, given back by a researcher with a tie."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Membership
from accounts.roles import Permission
from associations.models import Association
from core.errors import DomainError, NotPermitted
from core.names import fold

from ..assigning import offered, researchers
from ..models import ResearcherArea, SupportRequest
from ..notices_to_staff import tell_assigned, tell_moved_on
from ..workflow import ASSIGN, STEP_ASIDE
from .clock import go_on
from .moving import begin, finish

MOST_AREAS = 20


@transaction.atomic
def assign(
    support_request: SupportRequest,
    *,
    by: Any,
    to: Membership,
    reason: str = "",
    expected_version: int | None = None,
) -> SupportRequest:
    """The request is this researcher's; where it was another's, the reason is written and both hear of it."""
    support_request, now = begin(support_request, ASSIGN, by=by, expected_version=expected_version)
    before = support_request.researcher
    if before is not None and before.pk == to.user_id:
        raise DomainError(_("The request is with this researcher already."), code="same", field="to")
    aside = support_request.stepped_aside.values_list("who", flat=True)
    people = researchers(support_request.association, on=timezone.localdate(now))
    if to.user_id in set(aside):
        raise DomainError(_("This researcher stepped aside from the request."), code="aside", field="to")
    if to.pk not in {one.membership.pk for one in offered(support_request, people)}:
        raise DomainError(_("This person does not study requests here any more."), code="not_a_researcher", field="to")
    if before is not None and not reason.strip():
        message = _("Write why the request goes from one researcher to another.")
        raise DomainError(message, code="reason_missing", field="reason")
    support_request.researcher = to.user
    detail = {"to_ar": to.user.name_ar, "to_en": to.user.name_en or to.user.name_ar}
    finish(support_request, ASSIGN, by=by, at=now, reason=reason, detail=detail, also=["researcher"])
    tell_assigned(support_request, to.user)
    if before is not None:
        tell_moved_on(support_request, before)
    return support_request


@transaction.atomic
def step_aside(
    support_request: SupportRequest, *, by: Any, reason: str, expected_version: int | None = None
) -> SupportRequest:
    """A tie to the person: the researcher gives the request back and is not offered it again."""
    support_request, now = begin(support_request, STEP_ASIDE, by=by, expected_version=expected_version, reason=reason)
    if support_request.researcher_id not in (None, by.user.pk):
        raise DomainError(_("The request is not with you."), code="not_theirs")
    support_request.stepped_aside.get_or_create(
        who=by.user, defaults={"association_id": support_request.association_id, "at": now}
    )
    support_request.researcher = None
    fields = go_on(support_request, by=by, at=now, now=now)
    return finish(support_request, STEP_ASIDE, by=by, at=now, reason=reason, also=["researcher", *fields])


def check_takes(support_request: SupportRequest, by: Any) -> None:
    """Raises where the request is another researcher's, or where this one stepped aside. At most two queries."""
    if support_request.stepped_aside.filter(who=by.user.pk).exists():
        raise DomainError(_("You stepped aside from this request; somebody else studies it."), code="aside")
    holder = support_request.researcher
    if holder is None or holder.pk == by.user.pk:
        return
    works_here = Membership.objects.active().filter(user=holder, association=support_request.association_id)
    if works_here.exists():
        message = _("The request is with %(person)s. Whoever assigns requests can give it to you.")
        raise DomainError(message % {"person": holder.name}, code="with_another")


@transaction.atomic
def name_areas(association: Association, *, by: Any, areas: Mapping[int, Iterable[str]]) -> None:
    """The areas of these memberships, by id, become exactly these; spellings of one name count once."""
    if by.association_id != association.pk or Permission.ASSIGN_REQUEST not in by.permissions:
        raise NotPermitted(_("Naming the areas of researchers is not among your tasks."), code="not_permitted")
    known = {one.membership.pk: one.membership for one in researchers(association, on=timezone.localdate())}
    for pk, names in areas.items():
        if pk not in known:
            raise DomainError(_("This person does not study requests here any more."), code="not_a_researcher")
        spelled: dict[str, str] = {}
        for name in names:
            spelled.setdefault(fold(name), name.strip()[:100])
        wanted = [name for folded, name in spelled.items() if folded]
        if len(wanted) > MOST_AREAS:
            raise DomainError(_("Name at most %(number)s areas.") % {"number": MOST_AREAS}, code="too_many")
        known[pk].areas.all().delete()
        ResearcherArea.objects.bulk_create(
            ResearcherArea(association=association, membership=known[pk], name=name) for name in wanted
        )
