"""`manage.py verify_minutes`: every sealed paper of minutes, its chain, signatures and record, byte by byte."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from associations.models import Association
from core.tenancy import within

from ...verifying import Finding, verify


class Command(BaseCommand):
    help = "Reads sealed minutes anew and says of each session whether it is as it was sealed; fails where one is not."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--association", metavar="SLUG", help="only this association")

    def handle(self, *args: Any, **options: Any) -> None:
        associations = Association.objects.order_by("pk")
        if options["association"]:
            associations = associations.filter(slug=options["association"])
            if not associations:
                raise CommandError("no association has this address name")
        checked, altered = 0, 0
        for association in associations:
            with within(association.pk):
                for committee in association.committees.order_by("pk"):
                    for finding in verify(committee):
                        checked += 1
                        altered += not finding.is_whole
                        self._tell(association, finding)
        self.stdout.write(f"minutes: {checked}, altered: {altered}")
        if altered:
            raise CommandError("sealed minutes were altered")

    def _tell(self, association: Association, finding: Finding) -> None:
        session = finding.minutes.session
        name = f"{association.slug} {session.reference} {finding.minutes.reference}"
        self.stdout.write(f"{name}: {'OK' if finding.is_whole else 'ALTERED'}")
        for words in (*finding.altered, *finding.emptied):
            self.stdout.write(f"  {words}")
