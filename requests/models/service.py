"""What an association offers (R14): a service keeps its name and address; its terms live in versions."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from associations.models import Association
from core.errors import DomainError

from ..service_querysets import ServiceQuerySet, VersionQuerySet
from .service_version import ServiceVersion


class Service(models.Model):
    association = models.ForeignKey(Association, on_delete=models.PROTECT, related_name="services")
    code = models.SlugField(_("code"), max_length=40)
    name_ar = models.CharField(_("Arabic name"), max_length=120)
    name_en = models.CharField(_("English name"), max_length=120)
    is_in_money = models.BooleanField(_("given as money"), default=True)
    is_open = models.BooleanField(_("open for requests"), default=True)

    objects = ServiceQuerySet.as_manager()

    class Meta:
        verbose_name = _("service")
        verbose_name_plural = _("services")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["association", "code"], name="service_code_once")]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return (self.name_en if get_language() == "en" else "") or self.name_ar

    def version_in_force(self, on: date | None = None) -> ServiceVersion:
        """The terms of the day, today unless said otherwise; raises where none are in force. One query."""
        versions: VersionQuerySet = self.versions.all()
        version = versions.in_force(on=on or timezone.localdate()).first()
        if version is None:
            raise DomainError(_("This service is not open for requests now."), code="closed", field="service")
        return version

    @property
    def current(self) -> ServiceVersion | None:
        """The version in force, for rows read ``with_terms``. No query."""
        rows: list[ServiceVersion] = self.in_force_rows  # type: ignore[attr-defined]
        return rows[0] if rows else None
