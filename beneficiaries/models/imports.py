"""A sheet of people being taken into the files: the run, its rows, and which column meant what the last time.

What stands in the sheet's cells is sealed, and is dropped from a row once its file is made. Rows stay as the record
of what a run made, also of what an undo removed again.
"""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from associations.models import Association
from core.sealed import Sealed

from .person import Beneficiary


class ImportStatus(models.TextChoices):
    COLUMNS = "columns", _("Waiting for its columns")
    READING = "reading", _("Being checked")
    CHECKED = "checked", _("Checked, waiting for you")
    WRITING = "writing", _("Being entered")
    DONE = "done", _("Entered")
    UNDOING = "undoing", _("Being undone")
    UNDONE = "undone", _("Undone")
    FAILED = "failed", _("Could not be read")
    DISCARDED = "discarded", _("Discarded")


AT_WORK = (ImportStatus.READING, ImportStatus.WRITING, ImportStatus.UNDOING)


class RowState(models.TextChoices):
    GOOD = "good", _("right")
    KNOWN = "known", _("has a file already")
    FAULTY = "faulty", _("has mistakes")
    REPEATED = "repeated", _("stands in the sheet twice")
    MADE = "made", _("file made")
    UPDATED = "updated", _("file brought up to date")
    SAME = "same", _("file was right already")
    REMOVED = "removed", _("file removed again")
    KEPT = "kept", _("file kept: it is in use")


NOT_TAKEN = (RowState.FAULTY, RowState.REPEATED, RowState.KNOWN)


class KnownPeople(models.TextChoices):
    """What happens to rows of people who have a file."""

    SKIP = "skip", _("Leave their files as they are")
    UPDATE = "update", _("Bring their files up to date with what the sheet says")


class ImportRunQuerySet(models.QuerySet[Any]):
    """Runs are reached through ``association.imports``; the worker's claim goes across associations."""

    def at_work(self) -> ImportRunQuerySet:
        """Those that a worker moves on, the longest waiting first."""
        return self.filter(status__in=AT_WORK).order_by("moved_at", "pk")


class ImportRun(models.Model):
    """One sheet on its way. ``lease`` is the worker's that moves it now; it ends at ``leased_until``."""

    association = models.ForeignKey(Association, on_delete=models.PROTECT, related_name="imports")
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    status = models.CharField(_("status"), max_length=9, choices=ImportStatus, default=ImportStatus.COLUMNS)
    file_name = models.CharField(_("file"), max_length=120)
    stored_as = models.CharField(max_length=60, blank=True)
    size = models.PositiveBigIntegerField()
    rows_expected = models.PositiveIntegerField(null=True)
    header_row = models.PositiveIntegerField()
    headings_digest = models.CharField(max_length=64)
    first_rows_sealed = models.TextField(
        blank=True
    )  # JSON: headings, then samples; a sheet without headings has people there
    columns = models.JSONField(default=dict)  # {"full_name": 0, "national_id": 3}
    means_where_missing = models.CharField(max_length=10, blank=True)
    known_people = models.CharField(max_length=6, choices=KnownPeople, blank=True)
    last_row = models.PositiveIntegerField(default=0)  # of the sheet, read and kept
    problem = models.CharField(max_length=300, blank=True)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)

    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("handed in"))
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True)

    lease = models.UUIDField(null=True)
    leased_until = models.DateTimeField(null=True)
    moved_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)  # since it last moved on

    first_rows = Sealed()

    objects = ImportRunQuerySet.as_manager()

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(status__in=["writing", "done", "undoing", "undone"])
                | (Q(started_at__isnull=False, started_by__isnull=False) & ~Q(known_people="")),
                name="importrun_started_by_somebody",
                violation_error_message=_("What is entered from a sheet was started by somebody, at a moment."),
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["undoing", "undone"]) | Q(undone_at__isnull=False, undone_by__isnull=False),
                name="importrun_undone_by_somebody",
                violation_error_message=_("What is undone was undone by somebody, at a moment."),
            ),
            models.CheckConstraint(
                condition=Q(lease__isnull=True) | Q(leased_until__isnull=False),
                name="importrun_lease_ends",
                violation_error_message=_("A worker holds an import for a limited time."),
            ),
        ]
        indexes = [models.Index(fields=["association", "id"], name="importrun_by_number")]

    def __str__(self) -> str:
        return str(self.uid)

    @property
    def is_at_work(self) -> bool:
        return self.status in AT_WORK


class ImportRow(models.Model):
    """One row of the sheet: ``number`` as in its margin, its cells sealed until its file is made."""

    association = models.ForeignKey(Association, on_delete=models.PROTECT, related_name="+")
    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=8, choices=RowState)
    cells_sealed = models.TextField(blank=True)
    national_id_sealed = models.CharField(max_length=120, null=True)  # until the row is entered; NULL in old rows
    national_id_index = models.CharField(max_length=32, null=True)
    problem = models.CharField(max_length=250, blank=True)  # the first, for counting; never holds what was typed
    problems = models.JSONField(default=list)
    beneficiary = models.ForeignKey(Beneficiary, on_delete=models.SET_NULL, null=True, related_name="import_rows")
    file_number = models.CharField(max_length=16, blank=True)

    BOUND_BY = ("run", "number")
    cells = Sealed()
    national_id = Sealed(indexed=True)

    class Meta:
        verbose_name = _("row of an import")
        verbose_name_plural = _("rows of imports")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["run", "number"], name="importrow_once"),
            models.CheckConstraint(
                condition=~Q(state__in=["made", "updated", "same", "removed", "kept"]) | ~Q(file_number=""),
                name="importrow_names_its_file",
                violation_error_message=_("A row that was entered names its file."),
            ),
        ]
        indexes = [
            models.Index(fields=["run", "state", "number"], name="importrow_of_state"),
            models.Index(fields=["run", "national_id_index"], name="importrow_of_person"),
        ]

    def __str__(self) -> str:
        return str(self.number)

    @property
    def uid(self) -> str:
        """What binds the sealed cells to this row."""
        return f"{self.run_id}.{self.number}"

    def empty(self) -> None:
        """What the person told is in the file now, or nowhere. Not yet saved."""
        self.cells, self.national_id = "", ""


class ImportMapping(models.Model):
    """Which column meant what the last time a sheet with these headings came to this association."""

    association = models.ForeignKey(Association, on_delete=models.CASCADE, related_name="import_mappings")
    headings_digest = models.CharField(max_length=64)
    columns = models.JSONField(default=dict)
    means_where_missing = models.CharField(max_length=10, blank=True)
    used_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["association", "headings_digest"], name="importmapping_once"),
        ]

    def __str__(self) -> str:
        return str(self.pk)
