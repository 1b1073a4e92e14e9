"""Documents of the file: what was seen or copied, until when it is valid, and what became of it (R2, B4).

A document is added once and never rewritten: another replaces it, or it is removed for a reason. Its row stays then,
and the bytes of its copies go.
"""

from __future__ import annotations

import uuid
from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from associations.models import Association
from core.models import KeptFile

from ..documents import DocumentQuerySet
from ..enums import CopyBasis, DocumentCategory, Validity
from .person import Beneficiary

PERSON = settings.AUTH_USER_MODEL


class FileDocumentKind(models.Model):
    """A kind of document as the association calls it. Of an ID the original is seen; a copy needs its legal basis."""

    association = models.ForeignKey(Association, on_delete=models.PROTECT, related_name="document_kinds")
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    category = models.CharField(_("what it is about"), max_length=10, choices=DocumentCategory)
    name_ar = models.CharField(_("Arabic name"), max_length=80)
    name_en = models.CharField(_("English name"), max_length=80, blank=True)
    validity = models.CharField(_("validity"), max_length=8, choices=Validity)
    months = models.PositiveSmallIntegerField(_("months of validity"), null=True, blank=True)
    copy_needs_basis = models.BooleanField(_("a copy needs its legal basis"), default=False)
    is_active = models.BooleanField(_("offered for new documents"), default=True)

    class Meta:
        verbose_name = _("kind of document")
        verbose_name_plural = _("kinds of documents")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["association", "name_ar"],
                name="filedocumentkind_name_once",
                violation_error_message=_("The association has a kind of this name already."),
            ),
            models.CheckConstraint(
                condition=Q(validity=Validity.MONTHS, months__isnull=False, months__range=(1, 120))
                | (~Q(validity=Validity.MONTHS) & Q(months__isnull=True)),
                name="filedocumentkind_months_where_counted",
                violation_error_message=_("Write 1 to 120 months where validity is counted in months, else none."),
            ),
            models.CheckConstraint(
                condition=~Q(category=DocumentCategory.IDENTITY) | Q(copy_needs_basis=True),
                name="filedocumentkind_id_copies_need_basis",
                violation_error_message=_("A copy of an ID is kept on a legal basis only."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return (self.name_en if get_language() == "en" else "") or self.name_ar


class FileDocument(models.Model):
    """One document of one file: its original seen by somebody on a day, or a copy kept, or both."""

    association = models.ForeignKey(Association, on_delete=models.PROTECT, related_name="file_documents")
    beneficiary = models.ForeignKey(Beneficiary, on_delete=models.PROTECT, related_name="documents")
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.ForeignKey(FileDocumentKind, on_delete=models.PROTECT, related_name="+")
    note = models.CharField(_("what tells it from others"), max_length=120, blank=True)
    issued_on = models.DateField(_("date of the document"), null=True, blank=True)
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    sighted_on = models.DateField(_("original seen on"), null=True, blank=True)
    sighted_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, null=True, related_name="+")
    is_copied = models.BooleanField(_("a copy is kept"), default=False)
    copy_basis = models.CharField(_("legal basis of the copy"), max_length=10, choices=CopyBasis, blank=True)
    copy_reference = models.CharField(_("law, agreement or consent"), max_length=200, blank=True)
    replaces = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="replacements")
    added_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    removed_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, null=True, related_name="+")
    removed_at = models.DateTimeField(null=True)
    removed_because = models.CharField(_("why it was removed"), max_length=200, blank=True)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("document of the file")
        verbose_name_plural = _("documents of the file")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(sighted_on__isnull=False) | Q(is_copied=True),
                name="filedocument_seen_or_copied",
                violation_error_message=_("Say that the original was seen, or add a copy."),
            ),
            models.CheckConstraint(
                condition=Q(sighted_on__isnull=True, sighted_by__isnull=True)
                | Q(sighted_on__isnull=False, sighted_by__isnull=False),
                name="filedocument_seen_by_somebody",
                violation_error_message=_("An original is seen by somebody, on a day."),
            ),
            models.CheckConstraint(
                condition=Q(copy_basis="", copy_reference="")
                | (Q(is_copied=True) & ~Q(copy_basis="") & ~Q(copy_reference="")),
                name="filedocument_basis_is_whole",
                violation_error_message=_("Name the basis of the copy, and the law, agreement or consent itself."),
            ),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(issued_on__isnull=True) | Q(valid_until__gte=F("issued_on")),
                name="filedocument_valid_after_its_date",
                violation_error_message=_("A document cannot end before its date."),
            ),
            models.CheckConstraint(
                condition=Q(removed_at__isnull=True, removed_by__isnull=True, removed_because="")
                | (Q(removed_at__isnull=False, removed_by__isnull=False) & ~Q(removed_because="")),
                name="filedocument_removed_for_a_reason",
                violation_error_message=_("Write why the document is removed."),
            ),
            models.UniqueConstraint(
                fields=["replaces"], condition=Q(removed_at__isnull=True), name="filedocument_replaced_once"
            ),
        ]
        indexes = [models.Index(fields=["association", "valid_until", "id"], name="filedocument_until")]

    def __str__(self) -> str:
        return str(self.uid)

    @property
    def is_removed(self) -> bool:
        return self.removed_at is not None

    def is_valid_on(self, day: date) -> bool:
        """Not removed, and its end not passed; whether another replaced it the queryset knows."""
        return not self.is_removed and (self.valid_until is None or self.valid_until >= day)


class DocumentCopy(KeptFile):
    """One file of a document's copy: a PDF, or one side photographed."""

    association = models.ForeignKey(Association, on_delete=models.PROTECT, related_name="document_copies")
    document = models.ForeignKey(FileDocument, on_delete=models.PROTECT, related_name="copies")
    added_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.uid)
