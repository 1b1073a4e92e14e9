"""Two files that may be of one person, and the merging of two files into one.

A pair stands once, the older file first, with its grounds and its answer. A merge keeps what both files held of the
values that changed places (sealed) and the ids of the rows that moved, so that it can be taken back exactly.
"""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from associations.models import Association
from core.sealed import Sealed

from ..enums import Likeness, PairStatus
from ..querysets import PairQuerySet
from .person import Beneficiary

UNDO_FOR = timedelta(days=30)


class DuplicatePair(models.Model):
    """Two files for a person to look at."""

    association = models.ForeignKey(Association, on_delete=models.PROTECT, related_name="duplicate_pairs")
    first = models.ForeignKey(Beneficiary, on_delete=models.PROTECT, related_name="+")
    second = models.ForeignKey(Beneficiary, on_delete=models.PROTECT, related_name="+")
    grounds = models.JSONField(default=list)
    strength = models.PositiveSmallIntegerField()
    status = models.CharField(max_length=10, choices=PairStatus, default=PairStatus.OPEN)
    found_at = models.DateTimeField(auto_now_add=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    why = models.CharField(_("why"), max_length=300, blank=True)

    objects = PairQuerySet.as_manager()

    class Meta:
        verbose_name = _("two files that may be of one person")
        verbose_name_plural = _("files that may be of one person")
        ordering = ["-strength", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["first", "second"],
                name="duplicatepair_once",
                violation_error_message=_("These two files were put side by side already."),
            ),
            models.CheckConstraint(
                condition=Q(first__lt=F("second")),
                name="duplicatepair_older_first",
                violation_error_message=_("A pair is of two files, the older first."),
            ),
            models.CheckConstraint(
                condition=Q(status=PairStatus.OPEN, decided_by__isnull=True, decided_at__isnull=True, why="")
                | (~Q(status=PairStatus.OPEN) & Q(decided_by__isnull=False, decided_at__isnull=False)),
                name="duplicatepair_answered_by_somebody",
                violation_error_message=_("An answer has its person and its moment, an open pair has none."),
            ),
            models.CheckConstraint(
                condition=~Q(status=PairStatus.DIFFERENT) | ~Q(why=""),
                name="duplicatepair_different_for_a_reason",
                violation_error_message=_("Write why they are two different people."),
            ),
        ]
        indexes = [
            models.Index(fields=["association", "status", "-strength", "-id"], name="duplicatepair_list"),
            models.Index(
                fields=["association", "-id"], condition=~Q(status=PairStatus.OPEN), name="duplicatepair_answered"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first_id} {self.second_id}"

    @property
    def is_open(self) -> bool:
        return self.status == PairStatus.OPEN

    @property
    def grounds_in_words(self) -> list[str]:
        return [str(Likeness(ground).label) for ground in self.grounds]


class FileMerge(models.Model):
    """One file went into another: what changed places, what moved, by whom; and whether it was taken back."""

    association = models.ForeignKey(Association, on_delete=models.PROTECT, related_name="file_merges")
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    pair = models.ForeignKey(DuplicatePair, on_delete=models.PROTECT, related_name="merges")
    survivor = models.ForeignKey(Beneficiary, on_delete=models.PROTECT, related_name="merges")
    merged = models.ForeignKey(Beneficiary, on_delete=models.PROTECT, related_name="merged_by")
    taken = models.JSONField(default=list)  # names of the values that came from the merged file
    before_sealed = models.TextField()  # JSON: what both files held of them
    moved = models.JSONField(default=dict)  # ids of the rows that went along, by table
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True)
    not_undone = models.JSONField(default=list)  # what had been changed since and stayed with the survivor

    before = Sealed()

    class Meta:
        verbose_name = _("merge of two files")
        verbose_name_plural = _("merges of files")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["merged"],
                condition=Q(undone_at__isnull=True),
                name="filemerge_stands_once",
                violation_error_message=_("This file was merged into another already."),
            ),
            models.CheckConstraint(
                condition=~Q(survivor=F("merged")),
                name="filemerge_of_two_files",
                violation_error_message=_("A file cannot be merged into itself."),
            ),
            models.CheckConstraint(
                condition=Q(undone_at__isnull=True, undone_by__isnull=True)
                | Q(undone_at__isnull=False, undone_by__isnull=False),
                name="filemerge_undone_by_somebody",
                violation_error_message=_("A merge is taken back by a person at a moment."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.uid)

    @property
    def undo_until(self) -> datetime:
        """The last moment at which it can be taken back."""
        return self.at + UNDO_FOR

    @property
    def can_be_undone(self) -> bool:
        return self.undone_at is None and timezone.now() <= self.at + UNDO_FOR
