"""A field visit: planned, reported once however often the report is sent, or cancelled with a reason (R13)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Membership
from accounts.roles import Permission
from associations.due import due
from associations.models import Association
from core import uploads
from core.errors import AlreadyHandled, DomainError, NotPermitted

from ..enums import Met, VisitStanding
from ..models import FieldVisit, SupportRequest, VisitPhoto, VisitReport
from ..notices_to_staff import tell_visit_planned
from ..workflow import CANCEL_VISIT, PLAN_VISIT, REPORT_VISIT
from .moving import begin, finish

LONGEST_AHEAD = timedelta(days=90)
MOST_PHOTOS = 8
PHOTOS = (uploads.JPEG, uploads.PNG)
ROOMS = ("housing", "household", "income", "education")
ORPHAN_AFTER = timedelta(days=1)


def folder_of(association_id: int) -> str:
    """Where the photos of visits are kept."""
    return f"visits/{association_id}"


@transaction.atomic
def plan_visit(
    support_request: SupportRequest,
    *,
    by: Any,
    visitor: Membership,
    planned_on: date,
    address: str,
    note: str = "",
    expected_version: int | None = None,
) -> FieldVisit:
    """Somebody goes there on a day from today to ninety days on."""
    support_request, now = begin(support_request, PLAN_VISIT, by=by, expected_version=expected_version)
    today = timezone.localdate(now)
    if not today <= planned_on <= today + LONGEST_AHEAD:
        message = _("Plan the visit for a day from today to %(days)s days on.")
        raise DomainError(message % {"days": LONGEST_AHEAD.days}, code="day", field="planned_on")
    works_here = visitor.association_id == support_request.association_id and visitor.is_active
    if not works_here or Permission.STUDY_REQUEST not in visitor.permissions:
        raise DomainError(_("This person makes no visits here."), code="visitor", field="visitor")
    if not address.strip():
        raise DomainError(_("Write where the visit goes to."), code="address", field="address")
    if support_request.field_visits.filter(visitor=visitor.user, standing=VisitStanding.PLANNED).exists():
        raise DomainError(_("A visit by this person is planned already."), code="planned", field="visitor")
    visit = support_request.field_visits.create(
        association_id=support_request.association_id,
        number=support_request.field_visits.count() + 1,
        visitor=visitor.user,
        planned_on=planned_on,
        address=address.strip(),
        note=note.strip(),
        planned_by=by.user,
        planned_at=now,
    )
    detail = {"to_ar": visitor.user.name_ar, "to_en": visitor.user.name_en or visitor.user.name_ar}
    finish(support_request, PLAN_VISIT, by=by, at=now, detail=detail)
    if visitor.user_id != by.user.pk:
        tell_visit_planned(visit)
    return visit


@transaction.atomic
def cancel_visit(support_request: SupportRequest, *, by: Any, number: int, reason: str) -> FieldVisit:
    """The visit does not take place."""
    support_request, now = begin(support_request, CANCEL_VISIT, by=by, reason=reason)
    visit = _planned(support_request, number)
    visit.standing = VisitStanding.CANCELLED
    visit.save(update_fields=["standing"])
    finish(support_request, CANCEL_VISIT, by=by, at=now, reason=reason)
    return visit


def report_visit(
    support_request: SupportRequest,
    *,
    by: Any,
    number: int,
    visited_on: date,
    met: str,
    conclusion: str,
    met_name: str = "",
    rooms: Mapping[str, str] | None = None,
    health: str = "",
    photos: Sequence[Any] = (),
) -> VisitReport:
    """What was found, by the visitor. Photos are checked and written anew first; one bad one refuses the report."""
    if len(photos) > MOST_PHOTOS:
        raise DomainError(_("Send at most %(number)s photos.") % {"number": MOST_PHOTOS}, code="photos", field="file")
    with ExitStack() as stack:
        folder = folder_of(support_request.association_id)
        kept = [stack.enter_context(uploads.kept(photo, folder=folder, kinds=PHOTOS)) for photo in photos]
        words = {"met": met, "met_name": met_name.strip(), "conclusion": conclusion.strip()}
        words |= {room: (rooms or {}).get(room, "").strip() for room in ROOMS}
        return _report(support_request, by, number, visited_on, words, health.strip(), kept)


@transaction.atomic
def _report(
    support_request: SupportRequest,
    by: Any,
    number: int,
    visited_on: date,
    words: dict[str, str],
    health: str,
    kept: list[uploads.Stored],
) -> VisitReport:
    support_request, now = begin(support_request, REPORT_VISIT, by=by)
    visit = _planned(support_request, number)
    if visit.visitor_id != by.user.pk:
        raise NotPermitted(_("Whoever made the visit writes its report."), code="not_permitted")
    earliest = timezone.localdate(support_request.received_at)
    if not earliest <= visited_on <= timezone.localdate(now):
        raise DomainError(_("The visit was between the day of the request and today."), code="day", field="visited_on")
    if words["met"] not in Met.values:
        raise DomainError(_("Say whom you met."), code="met", field="met")
    if not words["conclusion"]:
        raise DomainError(_("Write what follows from the visit."), code="conclusion", field="conclusion")
    report = VisitReport(
        association_id=support_request.association_id, visit=visit, visited_on=visited_on, by=by.user, at=now, **words
    )
    report.health = health
    report.save()
    VisitPhoto.objects.bulk_create(
        VisitPhoto(association_id=report.association_id, report=report, **one.facts()) for one in kept
    )
    visit.standing = VisitStanding.REPORTED
    visit.save(update_fields=["standing"])
    finish(support_request, REPORT_VISIT, by=by, at=now)
    return report


def _planned(support_request: SupportRequest, number: int) -> FieldVisit:
    """The visit, while it is planned; raises where it was reported or cancelled meanwhile."""
    visit = support_request.field_visits.filter(number=number).first()
    if visit is None:
        raise DomainError(_("No such visit is planned for this request."), code="no_visit")
    if visit.standing != VisitStanding.PLANNED:
        message = _("This visit is not open any more: “%(standing)s”.")
        raise AlreadyHandled(message % {"standing": visit.get_standing_display()}, code="not_planned")
    return visit


@due("photos of visits without a row")
def sweep_photos(association: Association) -> int:
    """How many photos were removed because no row names them."""
    named = set(VisitPhoto.objects.filter(association=association).values_list("stored_as", flat=True))
    return uploads.sweep(folder_of(association.pk), named=named, older_than=ORPHAN_AFTER)
