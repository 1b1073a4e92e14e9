"""Reads of services and of the versions of their terms."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Prefetch, Q

PARTS = (
    "checklist_items__asked_if__question",
    "conditions__document_kind",
    "questions__depends_on",
    "served__category",
)  # what a page shows of a version


class VersionQuerySet(models.QuerySet[Any]):
    """Versions, reached through ``service.versions`` or ``association.service_versions``."""

    def in_force(self, *, on: date) -> VersionQuerySet:
        """Those whose time the day lies in: one of a service at most."""
        return self.filter(Q(in_force_until__isnull=True) | Q(in_force_until__gte=on), in_force_from__lte=on)

    def taking(self, *, on: date) -> VersionQuerySet:
        """In force, and the day lies within the opening and closing dates."""
        return self.in_force(on=on).filter(
            Q(opens_on__isnull=True) | Q(opens_on__lte=on), Q(closes_on__isnull=True) | Q(closes_on__gte=on)
        )

    def with_parts(self) -> VersionQuerySet:
        """With what a page shows of a version: one query, and one for each part."""
        return self.prefetch_related(*PARTS)


class ServiceQuerySet(models.QuerySet[Any]):
    """Services, reached through ``association.services``."""

    def offered(self, *, on: date) -> ServiceQuerySet:
        """Open for requests on the day, with terms in force."""
        return self.filter(Exists(_versions().taking(on=on).filter(service=OuterRef("pk"))), is_open=True)

    def with_terms(self, *, on: date) -> ServiceQuerySet:
        """Each with its terms of the day as ``current``. One query, and one for each part of them."""
        rows = _versions().in_force(on=on).prefetch_related(*PARTS)
        return self.prefetch_related(Prefetch("versions", queryset=rows, to_attr="in_force_rows"))

    def with_drafts(self) -> ServiceQuerySet:
        """Each says whether a next version is being written. No query."""
        drafts = _versions().filter(service=OuterRef("pk"), in_force_from__isnull=True)
        return self.annotate(has_draft=Exists(drafts))


def _versions() -> VersionQuerySet:
    from .models import ServiceVersion

    rows: VersionQuerySet = ServiceVersion.objects.all()
    return rows
