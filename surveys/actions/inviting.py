"""Inviting people to answer: after a closed request, and in a campaign; the key of a link is given out once (S1, B8).

The key is 192 random bits. Only its keyed hash is kept, so neither a copy of the database nor the operator can open
a link. It names nobody.
"""

from __future__ import annotations

import secrets
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from associations.models import Association
from core.errors import AlreadyHandled, DomainError
from core.sealed import blind_index, blind_indexes
from requests.enums import Status
from requests.models import SupportRequest

from .. import permissions
from ..enums import Kind
from ..models import Campaign, Invitation
from .bank import survey_in_use

KEY_BYTES = 24
LINKS_AT_ONCE = 40  # a page of links to print


def key_hash(association: Association, raw: str) -> str:
    """What is kept of a link's key."""
    return blind_index(raw, association_id=association.pk, field="survey_link")


def key_hashes(association: Association, raw: str) -> list[str]:
    """Under what a link may be kept: the index key may have changed since it was made."""
    return blind_indexes(raw, association_id=association.pk, field="survey_link")


@transaction.atomic
def after_service_invitation(support_request: SupportRequest) -> Invitation:
    """The one invitation of a closed request, made now or before."""
    if support_request.status != Status.CLOSED:
        raise DomainError(_("The rating is offered once the request is closed."), code="not_closed")
    SupportRequest.objects.select_for_update().get(pk=support_request.pk)
    found = Invitation.objects.filter(support_request=support_request).select_related("survey", "association").first()
    if found is not None:
        return found
    return Invitation.objects.create(
        association=support_request.association,
        survey=survey_in_use(support_request.association, Kind.AFTER_SERVICE),
        support_request=support_request,
        service_id=support_request.service_id,
        office_id=support_request.office_id or _main_office(support_request.association),
        made_at=timezone.now(),
    )


@transaction.atomic
def invite_after_service(support_request: SupportRequest, *, by: Any = None) -> tuple[Invitation, str]:
    """The invitation of a closed request and the key of a new link to it, for a notice or a print.

    The key is returned once and kept nowhere. Links given before stay good; the first answer uses all of them.
    Raises ``AlreadyHandled`` where the person has answered.
    """
    invitation = after_service_invitation(support_request)
    if hasattr(invitation, "response"):
        raise AlreadyHandled(_("The rating of this request reached us already."), code="answered")
    until = timezone.now() + timedelta(days=invitation.survey.link_days)
    return invitation, _new_link(invitation, until=until, by=by)


def give_rating_link(support_request: SupportRequest, *, by: Any) -> str:
    """The desk hands the person a link of their own."""
    permissions.check_gives_rating(by)
    return invite_after_service(support_request, by=by)[1]


@transaction.atomic
def open_campaign(
    association: Association, *, by: Any, title_ar: str, title_en: str, opens_on: date, closes_on: date
) -> Campaign:
    """A periodic questionnaire between two days, under the questionnaire in use today."""
    permissions.check_runs(by)
    if closes_on < opens_on:
        raise DomainError(
            _("A campaign closes on the day it opens, or later."), code="closes_early", field="closes_on"
        )
    if closes_on < timezone.localdate():
        raise DomainError(_("The last day has passed already."), code="past", field="closes_on")
    survey = survey_in_use(association, Kind.PERIODIC)
    Association.objects.select_for_update().get(pk=association.pk)
    last = association.survey_campaigns.aggregate(last=Max("number"))["last"] or 0
    return association.survey_campaigns.create(
        number=last + 1,
        survey=survey,
        title_ar=title_ar,
        title_en=title_en or title_ar,
        opens_on=opens_on,
        closes_on=closes_on,
        made_by=by.user,
        made_at=timezone.now(),
    )


@transaction.atomic
def make_links(campaign: Campaign, *, by: Any, count: int, service: Any = None, office: Any = None) -> list[str]:
    """Keys of ``count`` new links, each for one person; ``service`` and ``office`` say whom they are given to."""
    permissions.check_runs(by)
    if not 1 <= count <= LINKS_AT_ONCE:
        raise DomainError(
            _("Make from 1 to %(most)s links at once.") % {"most": LINKS_AT_ONCE}, code="count", field="count"
        )
    until = timezone.make_aware(datetime.combine(campaign.closes_on + timedelta(days=1), time.min))
    if until <= timezone.now():
        raise DomainError(_("This campaign has closed: open a new one."), code="closed")
    keys = []
    for _number in range(count):
        invitation = campaign.invitations.create(
            association_id=campaign.association_id,
            survey_id=campaign.survey_id,
            service=service,
            office=office,
            made_at=timezone.now(),
        )
        keys.append(_new_link(invitation, until=until, by=by))
    return keys


def _new_link(invitation: Invitation, *, until: datetime, by: Any) -> str:
    raw = secrets.token_urlsafe(KEY_BYTES)
    invitation.links.create(
        association_id=invitation.association_id,
        key_hash=key_hash(invitation.association, raw),
        made_at=timezone.now(),
        expires_at=until,
        made_by=by.user if by else None,
    )
    return raw


def _main_office(association: Association) -> int | None:
    return association.offices.filter(is_main=True).values_list("pk", flat=True).first()
