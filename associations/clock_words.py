"""The clock's derivation in sentences a person can read aloud, in the active language, the same on every surface.

Plain text without markup. Every number stands in a plural form of its own, and no sentence is glued from two.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from django.utils.translation import gettext, ngettext, pgettext

from associations.clock import Derivation, Excluded, OffKind, Rule, Step, StepKind
from associations.enums import Bound, Starts, Unit
from core.date_words import gregorian_long, hijri_long, weekday_name
from core.hijri import HijriDate, month_name

# A compensatory day of a holiday bears the holiday's name with this after it.
_COMPENSATORY = re.compile(r" \((?:يوم تعويضي|observed)[^)]*\)$")
_MONDAY = date(2001, 1, 1)


def sentences(derivation: Derivation, version_label: str = "") -> list[str]:
    """One sentence for each step; ``version_label`` names the policy version where the rule is told."""
    told = (_told(step, derivation, version_label) for step in _joined(derivation.steps))
    return [sentence for sentence in told if sentence]


def reason_text(excluded: Excluded | None) -> str:
    """Why one day does not count, by its own name (holiday, closure, reason of the pause) where it has one."""
    return _reason(excluded.kind, excluded.name) if excluded else ""


def rule_text(rule: Rule) -> str:
    """The rule as a phrase: «لا تتجاوز 15 يوم عمل من يوم الاكتمال»."""
    if rule.length is None:
        return gettext("no period for the answer")
    period = _period(rule, rule.length)
    if rule.starts == Starts.COMPLETENESS:
        return gettext("%(period)s from the day the case is complete") % {"period": period}
    return gettext("%(period)s from the day of receipt") % {"period": period}


def left_text(number: int, unit: Unit) -> str:
    """What is left of a period, for a chip: «باقٍ 4 أيام عمل»."""
    if unit == Unit.WORKING_DAYS:
        text = ngettext("%(days)s working day left", "%(days)s working days left", number)
    else:
        text = ngettext("%(days)s day left", "%(days)s days left", number)
    return text % {"days": number}


def full_date(day: date) -> str:
    """«الأربعاء 20 شوال 1447هـ (8 أبريل 2026م)»."""
    return gettext("%(weekday)s %(hijri)s (%(gregorian)s)") % {
        "weekday": weekday_name(day),
        "hijri": hijri_long(day),
        "gregorian": gregorian_long(day),
    }


def short_date(day: date) -> str:
    """«19 مارس (30 رمضان)»."""
    hijri = HijriDate.from_gregorian(day)
    return gettext("%(day)s %(month)s (%(hijri_day)s %(hijri_month)s)") % {
        "day": day.day,
        "month": month_name("gregorian", day.month),
        "hijri_day": hijri.day,
        "hijri_month": month_name("hijri", hijri.month),
    }


def plain_holiday(name: str) -> str:
    """A holiday's name without the mark of a compensatory day."""
    return _COMPENSATORY.sub("", name)


def _period(rule: Rule, length: int) -> str:
    if rule.bound == Bound.AT_LEAST and rule.in_working_days:
        text = ngettext("no less than %(days)s working day", "no less than %(days)s working days", length)
    elif rule.bound == Bound.AT_LEAST:
        text = ngettext("no less than %(days)s day", "no less than %(days)s days", length)
    elif rule.in_working_days:
        text = ngettext("no more than %(days)s working day", "no more than %(days)s working days", length)
    else:
        text = ngettext("no more than %(days)s day", "no more than %(days)s days", length)
    return text % {"days": length}


def _reason(kind: OffKind | None, name: str) -> str:
    if name:
        return name
    return {
        OffKind.OWN_CLOSURE: gettext("Closure of the association"),
        OffKind.OFFICIAL: gettext("Official holiday"),
        OffKind.WEEKEND: gettext("Weekend"),
        OffKind.PAUSE: pgettext("why a day does not count", "Pause"),
        None: "",
    }[kind]


def _joined(steps: tuple[Step, ...]) -> list[Step]:
    """Steps with a holiday and its compensatory days, where they follow each other, told as one."""
    joined: list[Step] = []
    for step in steps:
        before = joined[-1] if joined else None
        if before and _continues(before, step):
            joined[-1] = replace(before, until=step.until, name=plain_holiday(before.name))
        else:
            joined.append(step)
    return joined


def _continues(before: Step, step: Step) -> bool:
    return (
        before.kind == step.kind == StepKind.SKIPPED
        and before.off == step.off == OffKind.OFFICIAL
        and plain_holiday(before.name) == plain_holiday(step.name)
        and before.until is not None
        and step.on is not None
        and (step.on - before.until).days == 1
    )


def _told(step: Step, derivation: Derivation, version_label: str) -> str:
    if step.kind == StepKind.RULE:
        return _tell_rule(step, version_label)
    if step.kind == StepKind.STARTED and any(other.kind == StepKind.CUT_OFF for other in derivation.steps):
        return ""  # told with the cut-off
    return _TELLERS[step.kind](step)


def _tell_rule(step: Step, version_label: str) -> str:
    words = {"version": version_label, "rule": rule_text(step.rule) if step.rule else ""}
    return (gettext("%(version)s: %(rule)s.") if version_label else gettext("The policy: %(rule)s.")) % words


def _tell_no_period(step: Step) -> str:
    return gettext("The policy sets no period for the answer.")


def _tell_not_complete(step: Step) -> str:
    return gettext("The period has not started: it starts on the day the case is complete.")


def _tell_cut_off(step: Step) -> str:
    words = {"came": _short(step.on), "hour": f"{step.number}:00", "date": _short(step.until)}
    if _from_completeness(step):
        return gettext("Complete on %(came)s at %(hour)s or later, so it counts as complete on %(date)s.") % words
    return gettext("Received on %(came)s at %(hour)s or later, so it counts as received on %(date)s.") % words


def _tell_started(step: Step) -> str:
    words = {"weekday": weekday_name(step.on) if step.on else "", "date": _short(step.on)}
    if _from_completeness(step):
        return gettext("Complete on %(weekday)s %(date)s; the count starts on the next day.") % words
    return gettext("Received on %(weekday)s %(date)s; the count starts on the next day.") % words


def _tell_extended(step: Step) -> str:
    number = step.number or 0
    if step.unit == Unit.WORKING_DAYS:
        text = ngettext(
            "The period was extended by %(days)s working day.",
            "The period was extended by %(days)s working days.",
            number,
        )
    else:
        text = ngettext(
            "The period was extended by %(days)s day.", "The period was extended by %(days)s days.", number
        )
    return text % {"days": number}


def _tell_weekend(step: Step) -> str:
    names = [weekday_name(date.fromordinal(_MONDAY.toordinal() + number)) for number in step.weekdays]
    days = names[0]
    for name in names[1:]:
        days = gettext("%(first)s and %(second)s") % {"first": days, "second": name}
    return gettext("Not counted, as the week's end: %(weekdays)s.") % {"weekdays": days}


def _tell_skipped(step: Step) -> str:
    words = {"reason": _reason(step.off, step.name), "first": _short(step.on), "last": _short(step.until)}
    if step.on == step.until:
        return gettext("Not counted: %(reason)s, on %(first)s.") % words
    return gettext("Not counted: %(reason)s, from %(first)s to %(last)s.") % words


def _tell_paused(step: Step) -> str:
    number = step.number or 0
    words = {"days": number, "first": _short(step.on), "last": _short(step.until), "reason": step.name.rstrip(" .")}
    if step.name:
        text = ngettext(
            "Paused (%(reason)s) from %(first)s to %(last)s: %(days)s day is not counted.",
            "Paused (%(reason)s) from %(first)s to %(last)s: %(days)s days are not counted.",
            number,
        )
    else:
        text = ngettext(
            "Paused from %(first)s to %(last)s: %(days)s day is not counted.",
            "Paused from %(first)s to %(last)s: %(days)s days are not counted.",
            number,
        )
    return text % words


def _tell_moved(step: Step) -> str:
    words = {"date": _short(step.on), "reason": _reason(step.off, step.name), "moved": _short(step.until)}
    if step.until is None:
        return gettext("%(reason)s: the last day moves from %(date)s to the next working day.") % words
    return gettext("%(reason)s: the last day moves from %(date)s to %(moved)s.") % words


def _tell_result(step: Step) -> str:
    words = {"date": full_date(step.on) if step.on else ""}
    if step.rule and step.rule.bound == Bound.AT_LEAST:
        return gettext("An answer can be expected from %(date)s on; the policy sets no last day.") % words
    return gettext("Last day for the answer: %(date)s.") % words


def _tell_stopped(step: Step) -> str:
    number = step.number or 0
    words = {
        "date": _short(step.on),
        "days": number,
        "reason": step.name.rstrip(" .") or gettext("no reason recorded"),
    }
    if step.unit == Unit.WORKING_DAYS:
        text = ngettext(
            "Paused (%(reason)s) since %(date)s: the count stands still with %(days)s working day left.",
            "Paused (%(reason)s) since %(date)s: the count stands still with %(days)s working days left.",
            number,
        )
    else:
        text = ngettext(
            "Paused (%(reason)s) since %(date)s: the count stands still with %(days)s day left.",
            "Paused (%(reason)s) since %(date)s: the count stands still with %(days)s days left.",
            number,
        )
    return text % words


def _tell_internal(step: Step) -> str:
    words = {"rule": rule_text(step.rule) if step.rule else "", "date": full_date(step.on) if step.on else ""}
    return gettext("The association's own target, %(rule)s: %(date)s.") % words


def _from_completeness(step: Step) -> bool:
    return step.rule is not None and step.rule.starts == Starts.COMPLETENESS


def _short(day: date | None) -> str:
    return short_date(day) if day else ""


_TELLERS: dict[StepKind, Callable[[Step], str]] = {
    StepKind.NO_PERIOD: _tell_no_period,
    StepKind.NOT_COMPLETE: _tell_not_complete,
    StepKind.CUT_OFF: _tell_cut_off,
    StepKind.STARTED: _tell_started,
    StepKind.EXTENDED: _tell_extended,
    StepKind.WEEKEND: _tell_weekend,
    StepKind.SKIPPED: _tell_skipped,
    StepKind.PAUSED: _tell_paused,
    StepKind.MOVED: _tell_moved,
    StepKind.RESULT: _tell_result,
    StepKind.STOPPED: _tell_stopped,
    StepKind.INTERNAL: _tell_internal,
}
