"""`manage.py tidy_requests`: drafts left alone are announced and later deleted, files without a row are swept."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from associations.models import Association
from core.tenancy import within

from ... import actions


class Command(BaseCommand):
    """Once a day, by a timer; a second run on the same day finds nothing to do."""

    help = "Tells owners of saved requests left alone, deletes those announced, removes files that no row names."

    def handle(self, *args: Any, **options: Any) -> None:
        told = deleted = swept = 0
        for association in Association.objects.order_by("pk"):
            with within(association.pk):
                one_told, one_deleted = actions.tidy_drafts(association)
                told, deleted = told + one_told, deleted + one_deleted
                swept += actions.sweep_papers(association)
        self.stdout.write(f"saved requests announced: {told}, deleted: {deleted}; files swept: {swept}")
