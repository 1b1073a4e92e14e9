"""Help asked for without an account (C, R15): received with a number, a code and what the policy promises.

The desk makes it a support request or an inquiry, which count from the day it came, or declines it with a reason.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from associations.enums import Channel
from associations.models import Association
from associations.moving import Moves
from associations.references import next_reference
from beneficiaries.models import Beneficiary, ContactMeans
from complaints import tracking
from complaints.actions import receive
from complaints.enums import Kind, Means
from complaints.models import Complaint
from core.errors import DomainError
from core.history import note
from requests.actions import open_request
from requests.models import Service, SupportRequest

from .. import notices, permissions
from ..enums import ForWhom
from ..models import HelpRequest
from ..workflow import ASK, DECLINE, HELP_WORKFLOW, TAKE_UP

SERIES = "HR"
TOLD_A_DAY = 3  # messages to one mobile: whoever sends a stranger's number again and again sends them no more
MOVES = Moves(HelpRequest, HELP_WORKFLOW, permissions.check_help, related=("association", "policy_version"))


@transaction.atomic
def ask_for_help(
    association: Association,
    *,
    for_whom: str,
    person_name: str,
    mobile: str,
    city: str,
    need: str,
    district: str = "",
    helper_name: str = "",
) -> tuple[HelpRequest, str]:
    """What was asked for waits for the desk; gives it and its tracking code, of which the hash alone is kept."""
    version = association.policy_in_force()
    if Channel.HELP_REQUEST not in {row.channel for row in version.channels.all()}:
        raise DomainError(_("The policy does not list this channel."), code="channel")
    now, code = timezone.now(), tracking.new_code()
    help_request = HelpRequest(
        association=association,
        policy_version=version,
        reference=next_reference(association, SERIES, on=timezone.localdate(now)),
        received_at=now,
        for_whom=for_whom,
        person_name=person_name,
        helper_name=helper_name if for_whom == ForWhom.OTHER else "",
        city=city,
        district=district,
        need=need,
        code_hash=tracking.code_hash(code, association_id=association.pk),
        status_since=now,
    )
    help_request.mobile = mobile
    help_request.save()
    note(help_request, "asked", by=None, at=now)
    lately = association.help_requests.by_mobile(association, mobile).filter(received_at__gt=now - timedelta(days=1))
    if lately.count() <= TOLD_A_DAY:
        notices.tell_received(help_request)
    return help_request, code


def _handled(help_request: HelpRequest, event: str, *, by: Any, at: Any, reason: str = "", **columns: Any) -> None:
    help_request.handled_by, help_request.handled_at = by, at
    for name, value in columns.items():
        setattr(help_request, name, value)
    also = ["handled_by", "handled_at", *columns]
    MOVES.finish(help_request, event, by=by, at=at, reason=reason, also=also)


@transaction.atomic
def take_up(
    help_request: HelpRequest,
    *,
    by: Any,
    beneficiary: Beneficiary,
    service: Service,
    need: str,
    expected_version: int | None = None,
) -> SupportRequest:
    """A support request for the person, which counts from the day the help was asked for."""
    help_request, now = MOVES.begin(help_request, TAKE_UP, by=by, expected_version=expected_version)
    support_request = open_request(
        help_request.association,
        by=by,
        beneficiary=beneficiary,
        service=service,
        channel=Channel.HELP_REQUEST,
        need=need,
        agreed_means=ContactMeans.SMS if beneficiary.mobile else beneficiary.agreed_means,
        brought_by=help_request.helper_name,
        received_on=timezone.localdate(help_request.received_at),
    )
    columns = {"became": support_request.reference, "beneficiary": support_request.beneficiary}
    _handled(help_request, TAKE_UP, by=by, at=now, **columns)
    notices.tell_taken_up(help_request, support_request)
    return support_request


@transaction.atomic
def make_inquiry(
    help_request: HelpRequest, *, by: Any, question: str, expected_version: int | None = None
) -> Complaint:
    """An inquiry of the person, answered as inquiries are; its own message tells them its number."""
    help_request, now = MOVES.begin(help_request, ASK, by=by, expected_version=expected_version)
    inquiry, _code = receive(
        help_request.association,
        by=by,
        kind=Kind.INQUIRY,
        channel=Channel.HELP_REQUEST,
        account=question,
        is_anonymous=False,
        person_name=help_request.helper_name or help_request.person_name,
        mobile=help_request.mobile,
        agreed_means=Means.SMS,
        received_on=timezone.localdate(help_request.received_at),
    )
    _handled(help_request, ASK, by=by, at=now, became=inquiry.reference)
    return inquiry


@transaction.atomic
def decline(help_request: HelpRequest, *, by: Any, reason: str, expected_version: int | None = None) -> HelpRequest:
    """Not taken up; the person is told why, in these words."""
    help_request, now = MOVES.begin(help_request, DECLINE, by=by, expected_version=expected_version, reason=reason)
    _handled(help_request, DECLINE, by=by, at=now, reason=reason, declined_because=reason.strip())
    notices.tell_declined(help_request)
    return help_request
