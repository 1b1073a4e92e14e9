"""How long finding takes: ``manage.py measure_finding twaim`` prints p50 and p95 of each kind of search.

Processor time stands beside the time of the clock, which a busy machine makes longer.
"""

from __future__ import annotations

import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from associations.models import Association
from beneficiaries.finding import find
from core.tenancy import across_associations, within

ASKED = {
    "one letter": ("م", "ن", "ع", "ش"),
    "two letters": ("مح", "نو", "عب", "با"),
    "common first name": ("محمد", "نورة", "فاطمة", "عبدالله"),
    "two common words": ("محمد القحطاني", "نورة العتيبي", "أحمد محمد", "سارة الحربي"),
    "two beginnings": ("مح قح", "نو سب", "عبد با", "فا شم"),
    "never together": ("نورة سارة", "فاطمة مريم"),
    "nobody": ("زقزوق", "محمد زقزوق", "محمد القحطاني زقزوق"),
}
OF_PEOPLE = {"full name": "full_name", "ID": "national_id", "mobile": "mobile", "file number": "number"}
PEOPLE = 40


class Command(BaseCommand):
    help = "Prints how long each kind of search takes in one association."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("association", metavar="SLUG")
        parser.add_argument("--times", type=int, default=5)

    def handle(self, *args: Any, **options: Any) -> None:
        with across_associations():
            association = Association.objects.filter(slug=options["association"]).first()
        if association is None:
            raise CommandError(f"There is no association {options['association']}.")
        with within(association.pk):
            count = association.beneficiaries.count()
            people = list(association.beneficiaries.order_by("pk")[count // 2 : count // 2 + PEOPLE])
            texts = dict(ASKED)
            for kind, field in OF_PEOPLE.items():
                texts[kind] = tuple(getattr(person, field) for person in people)
            self.stdout.write(f"{count:,} people; milliseconds: p50, p95 (of processor: p50, p95)")
            for kind, asked in texts.items():
                self._measure(association, kind, asked, options["times"])

    def _measure(self, association: Association, kind: str, asked: tuple[str, ...], times: int) -> None:
        taken, worked = [], []
        for text in asked * times:
            began, began_work = time.perf_counter(), time.process_time()
            find(association, text)
            taken.append(1000 * (time.perf_counter() - began))
            worked.append(1000 * (time.process_time() - began_work))
        if not taken:
            return
        figures = [sorted(values)[int(len(values) * part)] for values in (taken, worked) for part in (0.5, 0.95)]
        self.stdout.write("{:18} {:8.1f} {:8.1f} ({:.1f}, {:.1f})".format(kind, *figures))
