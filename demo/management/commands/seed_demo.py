"""Fill the five associations with invented people and cases; a second run changes nothing. Prints the accounts."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone, translation

from associations import presets
from associations.models import Association
from core.tenancy import across_associations

from ... import (
    compensation_story,
    complaints_story,
    conditions_story,
    delivery_story,
    documents_story,
    duplicates_story,
    families,
    file_story,
    household_story,
    imports_story,
    lists_story,
    notices_story,
    objections_story,
    online_story,
    people,
    policy_story,
    reception_story,
    service_terms,
    services,
    sessions_story,
    story,
    study_story,
    surveys_story,
    urgent_story,
)

SINCE = date(2025, 1, 1)
FILES = 24


class Command(BaseCommand):
    help = "Fills the five associations with invented people and cases."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("Demo data is for the demo only; these settings are not its.")
        with across_associations(), translation.override("ar"):
            for slug in presets.SLUGS:
                presets.load(slug, from_on=SINCE)
                self.fill(Association.objects.get(slug=slug))
            people.works_for_two()
        self.stdout.write(f"password / كلمة المرور: {people.PASSWORD}")
        for slug in presets.SLUGS:
            self.stdout.write("  ".join(f"{account}@{slug}.example" for account in people.ACCOUNTS))

    @staticmethod
    @transaction.atomic
    def fill(association: Association) -> None:
        """People, services, families and their story: all of it or nothing."""
        members = people.staff(association, since=SINCE)
        services.offer(association)
        if association.beneficiaries.exists():
            return
        policy_story.tell(association, members)
        chance = random.Random(association.slug)
        with story.clock_at(timezone.now() - timedelta(days=88)):
            files = families.families(association, by=members["desk"], count=FILES, chance=chance)
            household_story.tell(association, desk=members["desk"], researcher=members["researcher"], files=files)
        documents_story.tell(association, members, files)
        story.tell_all(association, members, files, chance)
        study_story.tell(association, members, files, chance)
        complaints_story.tell(association, members, files, chance)
        study_story.refer_an_inquiry(association, members)
        compensation_story.tell(association, members, files, chance)
        surveys_story.tell(association, members, files, chance)
        online_story.tell(association, members, files, chance)
        file_story.tell(association, members, files, chance)
        reception_story.tell(association, members, files, chance)
        delivery_story.tell(association, members, files, chance)
        duplicates_story.tell(association, members, files, chance)
        objections_story.tell(association, members, files[-4:], chance)
        conditions_story.tell(association, members, files[11:13], chance)
        urgent_story.tell(association, members, files[7:11], chance)
        notices_story.tell(association, members, files, chance)  # last: it sends what the other stories queued
        service_terms.tell(association, members)
        imports_story.tell(association, members, files, chance)
        lists_story.tell(association, members)
        sessions_story.tell(association, members, files, chance)
