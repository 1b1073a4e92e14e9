"""A service in money with its terms, and the next terms of it, written past the verbs of the catalogue."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

from django.utils import timezone

from associations.models import Association
from requests.models import ChecklistItem, Service, ServiceVersion

LONG_AGO = datetime.date(2020, 1, 1)


def service_of(association: Association) -> Service:
    """A service given as money, with one mandatory paper and one that may be left out."""
    service, made = association.services.get_or_create(code="rent", defaults={"name_ar": "إيجار", "name_en": "Rent"})
    if made:
        version = draft_of(service)
        version.checklist_items.create(name_ar="الهوية", name_en="ID card", position=0)
        version.checklist_items.create(name_ar="عرض سعر", name_en="Quotation", is_mandatory=False, position=1)
        in_force(version)
    return service


def draft_of(service: Service, **terms: Any) -> ServiceVersion:
    """The next version of a service, written past its verbs."""
    last = service.versions.order_by("-number").first()
    facts = {
        "association": service.association,
        "changed_at": timezone.now(),
        "number": last.number + 1 if last else 1,
    }
    made: ServiceVersion = service.versions.create(**{**facts, **terms})
    return made


def in_force(version: ServiceVersion, since: datetime.date = LONG_AGO) -> ServiceVersion:
    """In force since a day, as if nothing had been before."""
    ServiceVersion.objects.filter(pk=version.pk).update(in_force_from=since)
    version.refresh_from_db()
    return version


def new_lines(staff: Any, change: Callable[[ChecklistItem], Any] = lambda line: None, more: int = 0) -> ServiceVersion:
    """The next terms of the staff's service: each line with a change, and so many more; the former ended."""
    last = staff.service.version_in_force()
    ServiceVersion.objects.filter(pk=last.pk).update(in_force_until=last.in_force_from)
    version = draft_of(staff.service)
    for line in last.checklist_items.all():
        line.pk, line.version, line._state.adding = None, version, True
        change(line)
        line.save()
    for number in range(more):
        version.checklist_items.create(name_ar=f"ورقة {number}", name_en=f"Paper {number}", position=9)
    return in_force(version, last.in_force_from + datetime.timedelta(days=1))
