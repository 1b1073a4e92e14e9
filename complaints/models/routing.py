"""Who answers inquiries on what: a contact officer for each category of beneficiary and field of work (K4).

Assignments have a term; one open assignment for each pair. An empty category or field means every one.
"""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.models import Membership
from associations.models import Association


class Named(models.Model):
    """Something of an association with a name in both languages."""

    name_ar = models.CharField(_("Arabic name"), max_length=120)
    name_en = models.CharField(_("English name"), max_length=120)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        abstract = True
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return self.name_en if get_language() == "en" else self.name_ar


class BeneficiaryCategory(Named):
    """Whom the association serves, as people would say it of themselves."""

    association = models.ForeignKey(Association, on_delete=models.PROTECT, related_name="beneficiary_categories")

    class Meta(Named.Meta):
        verbose_name = _("category of beneficiaries")
        verbose_name_plural = _("categories of beneficiaries")


class FieldOfWork(Named):
    """What the association does."""

    association = models.ForeignKey(Association, on_delete=models.PROTECT, related_name="fields_of_work")

    class Meta(Named.Meta):
        verbose_name = _("field of work")
        verbose_name_plural = _("fields of work")


class ContactOfficerQuerySet(models.QuerySet["ContactOfficer"]):
    def in_office_on(self, day: date) -> ContactOfficerQuerySet:
        """Assignments whose term covers the day, of people who still work here."""
        return self.filter(
            Q(until_on__isnull=True) | Q(until_on__gte=day),
            from_on__lte=day,
            membership__is_active=True,
            membership__user__is_active=True,
        )

    def for_pages(self) -> ContactOfficerQuerySet:
        return self.select_related("membership__user", "category", "field").order_by(
            "category__position", "field__position", "pk"
        )


class ContactOfficer(models.Model):
    """An assignment, not a kind of user (K4)."""

    association = models.ForeignKey(Association, on_delete=models.PROTECT, related_name="contact_officers")
    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="officer_of")
    category = models.ForeignKey(
        BeneficiaryCategory, on_delete=models.PROTECT, null=True, blank=True, related_name="officers"
    )
    field = models.ForeignKey(FieldOfWork, on_delete=models.PROTECT, null=True, blank=True, related_name="officers")
    from_on = models.DateField(_("from"))
    until_on = models.DateField(_("until"), null=True, blank=True)

    objects = ContactOfficerQuerySet.as_manager()

    class Meta:
        verbose_name = _("contact officer")
        verbose_name_plural = _("contact officers")
        constraints = [
            models.UniqueConstraint(
                "association",
                Coalesce(F("category"), 0),
                Coalesce(F("field"), 0),
                condition=Q(until_on__isnull=True),
                name="contactofficer_one_open_each_pair",
                violation_error_message=_("This category and field have an officer already: end that term first."),
            ),
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gte=F("from_on")),
                name="contactofficer_term_ends_after_it_begins",
                violation_error_message=_("The term ends before it begins."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.membership_id}: {self.category_id} × {self.field_id}"

    def fits(self, category_id: int | None, field_id: int | None) -> int:
        """How closely the assignment fits, 0 where it does not: a pair before a field, a field before a category."""
        if self.category_id not in (None, category_id) or self.field_id not in (None, field_id):
            return 0
        return 1 + (2 if self.field_id else 0) + (1 if self.category_id else 0)
