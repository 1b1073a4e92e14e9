"""What an association offers, and what the desk checks for it (R2, R3, R14 in its first slice)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from associations.models import Association
from beneficiaries.models import FileDocumentKind


class Service(models.Model):
    association = models.ForeignKey(Association, on_delete=models.PROTECT, related_name="services")
    code = models.SlugField(_("code"), max_length=40)
    name_ar = models.CharField(_("Arabic name"), max_length=120)
    name_en = models.CharField(_("English name"), max_length=120)
    about_ar = models.CharField(_("what it is"), max_length=300, blank=True)
    about_en = models.CharField(_("what it is, in English"), max_length=300, blank=True)
    is_in_money = models.BooleanField(_("given as money"), default=True)
    is_open = models.BooleanField(_("open for requests"), default=True)

    class Meta:
        verbose_name = _("service")
        verbose_name_plural = _("services")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["association", "code"], name="service_code_once")]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return self.name_en if get_language() == "en" else self.name_ar

    @property
    def about(self) -> str:
        return self.about_en if get_language() == "en" else self.about_ar


class ChecklistItem(models.Model):
    """A document or fact that the desk checks on the day a request is handed in."""

    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="checklist_items")
    name_ar = models.CharField(_("Arabic name"), max_length=120)
    name_en = models.CharField(_("English name"), max_length=120)
    is_mandatory = models.BooleanField(_("mandatory"), default=True)
    document_kind = models.ForeignKey(
        FileDocumentKind,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("kind of document"),
        help_text=_("A valid one in the file is offered for this line instead of being asked for again."),
    )
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("line of the checklist")
        verbose_name_plural = _("checklist")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return self.name_en if get_language() == "en" else self.name_ar
