"""Print why an answer is due when it is, for any day, under an association's policy in force."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation

from associations.calendars import working_calendar
from associations.clock import Derivation, Moments, Pause, Rule, derive
from associations.clock_words import reason_text, rule_text, sentences
from associations.enums import CaseKind
from associations.models import Association, PolicyVersion
from associations.promises import engine_rules, rule_row
from core.digits import to_ascii
from core.errors import DomainError
from core.tenancy import within


def _day(text: str) -> date:
    try:
        return date.fromisoformat(to_ascii(text.strip()))
    except ValueError:
        raise CommandError(f"«{text}» ليس تاريخًا من الشكل YYYY-MM-DD · not a date of the form YYYY-MM-DD") from None


def _pause(text: str) -> Pause:
    from_on, colon, until_on = text.partition(":")
    if not colon:
        raise CommandError(f"«{text}»: اكتب الوقف FROM:TO · write a pause as FROM:TO (TO may stay empty)")
    return Pause(_day(from_on), _day(until_on) if until_on.strip() else None, "")


class Command(BaseCommand):
    help = "Prints the derivation of an answer's day under an association's policy in force."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slug")
        parser.add_argument("--kind", choices=CaseKind.values, default=CaseKind.REQUEST)
        parser.add_argument("--received", required=True, metavar="YYYY-MM-DD")
        parser.add_argument("--complete", metavar="YYYY-MM-DD")
        parser.add_argument("--pause", action="append", default=[], metavar="FROM:TO")
        parser.add_argument("--extend", action="append", default=[], type=int, metavar="N")
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        association = Association.objects.filter(slug=options["slug"]).first()
        if association is None:
            raise CommandError(f"لا توجد جمعية باسم «{options['slug']}» · no association of this name")
        with within(association.pk), translation.override("ar"):
            try:
                version = association.policy_in_force()
                rule, derivation = self._derive(association, version, options)
            except DomainError as error:
                raise CommandError(f"{error.message} [{error.code}]") from None
            if options["json"]:
                self.stdout.write(json.dumps(_as_json(version, rule, derivation), ensure_ascii=False, indent=2))
            else:
                self.stdout.write("\n".join([f"{version} · {rule_text(rule)}", *sentences(derivation)]))

    @staticmethod
    def _derive(association: Association, version: PolicyVersion, options: dict[str, Any]) -> tuple[Rule, Derivation]:
        rule, internal = engine_rules(rule_row(version, CaseKind(options["kind"])))
        received = _day(options["received"])
        moments = Moments(
            received=received,
            complete=_day(options["complete"]) if options["complete"] else None,
            pauses=tuple(sorted((_pause(text) for text in options["pause"]), key=lambda pause: pause.from_on)),
            extensions=tuple(options["extend"]),
        )
        calendar = working_calendar(association)
        return rule, derive(rule, calendar, moments, internal=internal)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _as_json(version: PolicyVersion, rule: Rule, derivation: Derivation) -> dict[str, Any]:
    return {
        "policy_version": str(version),
        "rule": {
            "bound": rule.bound.value,
            "length": rule.length,
            "unit": rule.unit.value if rule.unit else None,
            "starts": rule.starts.value if rule.starts else None,
            "cut_off_hour": rule.cut_off_hour,
            "last_day": rule.last_day.value,
        },
        "starts_on": _iso(derivation.starts_on),
        "answer_expected_from": _iso(derivation.answer_expected_from),
        "due_on": _iso(derivation.due_on),
        "internal_target_on": _iso(derivation.internal_target_on),
        "excluded": [{"date": row.date.isoformat(), "reason": reason_text(row)} for row in derivation.excluded],
        "steps": sentences(derivation),
    }
