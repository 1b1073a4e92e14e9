"""`manage.py ask_for_confirmation`: asks the owners of files that are due whether all is still right (B2).

Run it once a day. Run twice it asks once: each file has one notice for each day it became due.
"""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from associations.models import Association
from core.tenancy import within

from ...actions import ask_for_confirmations


class Command(BaseCommand):
    help = "Asks the owners of files that are due to confirm them; run twice it asks once."

    def handle(self, *args: Any, **options: Any) -> None:
        today, asked, unreachable = timezone.localdate(), 0, 0
        for association in Association.objects.all():
            with within(association.pk):
                some, others = ask_for_confirmations(association, on=today)
            asked, unreachable = asked + some, unreachable + others
        self.stdout.write(f"asked: {asked}; without a way to reach: {unreachable}")
