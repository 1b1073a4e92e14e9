"""Conditions and findings in the active language: what is asked, and why it is met or not, with the figures."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from beneficiaries.enums import Employment, Housing, MaritalStatus, Sex
from core.date_words import dual_long
from core.templatetags.ui import amount

from .eligibility import (
    EMPTY_HOUSEHOLD,
    NO_HOUSEHOLD,
    OF_THE_SITUATION,
    Condition,
    Evaluation,
    Finding,
    next_time,
)
from .enums import ConditionKind, Operator, Verdict

_WORDS: dict[str, Any] = {
    ConditionKind.MARITAL: MaritalStatus,
    ConditionKind.EMPLOYMENT: Employment,
    ConditionKind.HOUSING: Housing,
    ConditionKind.SEX: Sex,
}


@dataclass(frozen=True)
class Told:
    """One finding as a page shows it; ``kind`` is of its chip."""

    said: str
    verdict: str
    kind: str
    reason: str
    points: int


_KINDS = {Verdict.MET: "ok", Verdict.NOT_MET: "late", Verdict.UNKNOWN: "hold"}


def told(evaluation: Evaluation | None, *, sees_situation: bool) -> list[Told]:
    """The findings for staff; figures of the situation for those who may see it."""
    return [
        Told(
            said(finding.condition),
            str(Verdict(finding.verdict).label),
            _KINDS[Verdict(finding.verdict)],
            reason(finding, sees_situation=sees_situation),
            finding.condition.points,
        )
        for finding in (evaluation.findings if evaluation else ())
    ]


def told_to_applicant(evaluation: Evaluation) -> list[Told]:
    """The findings as the person whose file it is reads them: nobody is turned away by a page."""
    verdicts = {
        Verdict.MET: (_("It fits your file"), "ok"),
        Verdict.NOT_MET: (_("It does not fit what your file says"), "soon"),
        Verdict.UNKNOWN: (_("It is looked at during the study"), "hold"),
    }
    return [
        Told(
            said(finding.condition),
            *verdicts[Verdict(finding.verdict)],
            reason(finding, sees_situation=True),
            finding.condition.points,
        )
        for finding in evaluation.findings
    ]


def said(condition: Condition) -> str:
    """«صافي دخل الفرد لا يزيد على 1,500 ريال»: what is asked, for anybody to read."""
    kind = ConditionKind(condition.kind)
    if kind == ConditionKind.MEMBERSHIP:
        return _("A member of the general assembly")
    if kind == ConditionKind.DOCUMENT:
        return _("A valid document in the file: %(document)s") % {"document": _names(condition, condition.choices)}
    if kind == ConditionKind.INTERVAL:
        months = int(condition.low or 0)
        return ngettext("Once in %(months)s month", "Once in %(months)s months", months) % {"months": months}
    what = {"what": str(kind.label), "low": _figure(kind, condition.low), "high": _figure(kind, condition.high)}
    sentences = {
        Operator.AT_MOST: _("%(what)s: at most %(high)s"),
        Operator.AT_LEAST: _("%(what)s: at least %(low)s"),
        Operator.BETWEEN: _("%(what)s: from %(low)s to %(high)s"),
        Operator.ONE_OF: _("%(what)s: %(choices)s"),
        Operator.NONE_OF: _("%(what)s: anything but %(choices)s"),
    }
    if condition.operator in (Operator.ONE_OF, Operator.NONE_OF):
        what["choices"] = _names(condition, condition.choices)
    return sentences[Operator(condition.operator)] % what


def limit(condition: Condition) -> str:
    """What a figure is held against, as the end of a sentence: «الحد الأعلى 1,500 ريال»."""
    kind = ConditionKind(condition.kind)
    figures = {"low": _figure(kind, condition.low), "high": _figure(kind, condition.high)}
    if condition.operator == Operator.AT_MOST:
        return _("the upper limit is %(high)s") % figures
    if condition.operator == Operator.AT_LEAST:
        return _("the lower limit is %(low)s") % figures
    return _("what is asked is %(low)s to %(high)s") % figures


def reason(finding: Finding, *, sees_situation: bool) -> str:
    """Why the finding is what it is. Without the right to the situation, its figures stay out of it."""
    condition = finding.condition
    kind = ConditionKind(condition.kind)
    if kind in OF_THE_SITUATION and not sees_situation:
        return ""
    if finding.verdict == Verdict.UNKNOWN:
        return _unknown(finding)
    if kind == ConditionKind.MEMBERSHIP:
        return _("A member of the general assembly") if finding.is_met else _("No membership is in the file")
    if kind == ConditionKind.DOCUMENT:
        return _("A valid one is in the file") if finding.is_met else _("No valid one is in the file")
    if kind == ConditionKind.INTERVAL:
        return _last_time(finding)
    if isinstance(finding.fact, tuple):
        return _("In the file: %(what)s") % {"what": _names(condition, finding.fact)}
    return _measured(kind, finding)


def _measured(kind: ConditionKind, finding: Finding) -> str:
    value = finding.fact if isinstance(finding.fact, int | Decimal) else Decimal(0)
    words = {"value": _figure(kind, Decimal(value)), "limit": limit(finding.condition)}
    if kind == ConditionKind.INCOME:
        return _("Net income per head is %(value)s, and %(limit)s") % words
    if kind == ConditionKind.AGE:
        return _("Age is %(value)s, and %(limit)s") % words
    return _("The household has %(value)s, and %(limit)s") % words


def _unknown(finding: Finding) -> str:
    if finding.because == EMPTY_HOUSEHOLD:
        return _("The household in the file has no members left, so nothing can be divided by them")
    if finding.because == NO_HOUSEHOLD:
        return _("No household is in the file yet")
    return _("The file does not say it yet")


def _last_time(finding: Finding) -> str:
    last: Any = finding.fact
    if last is None:
        return _("Nothing was granted by this service before")
    days = {"last": dual_long(last), "next": dual_long(next_time(finding.condition, last))}
    if finding.is_met:
        return _("Last granted on %(last)s") % days
    return _("Last granted on %(last)s; again from %(next)s") % days


def _figure(kind: ConditionKind, value: Decimal | None) -> str:
    """A limit or a fact with its unit."""
    if value is None:
        return ""
    if kind == ConditionKind.INCOME:
        return _("%(amount)s riyals") % {"amount": amount(value)}
    number = int(value)
    if kind == ConditionKind.AGE:
        return ngettext("%(number)s year", "%(number)s years", number) % {"number": number}
    return ngettext("%(number)s person", "%(number)s people", number) % {"number": number}


def _names(condition: Condition, values: tuple[str, ...]) -> str:
    """The choices as the association or the file calls them."""
    words = _WORDS.get(condition.kind)
    english = get_language() == "en"
    known = dict(zip(condition.choices, condition.names, strict=False))
    names = []
    for value in values:
        if words is not None:
            names.append(str(words(value).label) if value in words.values else value)
        elif value in known:
            arabic, name = known[value]
            names.append((name if english else "") or arabic)
        elif condition.kind != ConditionKind.CATEGORY:
            names.append(value)
    return _(", ").join(names) or _("another category")
