"""Terms of a service in plain words: whom it serves, its conditions, what to bring, dates and amount (R14)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.date_words import dual_long
from core.templatetags.ui import amount

from .eligibility import Condition
from .eligibility_facts import condition_of, conditions_of
from .eligibility_words import said
from .enums import AmountRule, BudgetPeriod, Operator
from .models import ServiceVersion


class State(NamedTuple):
    """What a service is doing on a day, as a chip."""

    words: str
    kind: str


@dataclass(frozen=True)
class Brought:
    """A document that is asked for, with what is said beside it."""

    name: str
    note: str


@dataclass(frozen=True)
class TermsShown:
    amount: str
    dates: str
    conditions: list[str]
    documents: list[Brought]
    budget: str


def terms_shown(version: ServiceVersion) -> TermsShown:
    """For a version read with its parts; no query then."""
    return TermsShown(
        amount=amount_words(version),
        dates=dates_words(version),
        conditions=[said(condition) for condition in conditions_of(version)],
        documents=[Brought(item.name, note_of(item)) for item in version.checklist_items.all()],
        budget=budget_words(version),
    )


def rows_of(version: ServiceVersion) -> dict[str, list[tuple[str, str]]]:
    """Each part of a draft as lines with a note, in the order of their places."""
    return {
        "conditions": [(said(condition_of(row)), points_words(row.points)) for row in version.conditions.all()],
        "documents": [(item.name, note_of(item)) for item in version.checklist_items.all()],
        "questions": [(question.text, note_of_question(question)) for question in version.questions.all()],
    }


def note_of_question(question: Any) -> str:
    """How it is answered, and when it is asked."""
    notes = [str(question.get_kind_display())]
    if not question.is_required:
        notes.append(_("if the person likes"))
    if question.depends_on_id is not None:
        notes.append(_after(question.depends_on, question.depends_value))
    return " · ".join(notes)


def _after(question: Any, value: str) -> str:
    answer = {option.value: option.name for option in question.options}.get(value, value)
    return _("only if “%(question)s” is “%(answer)s”") % {"question": question.text, "answer": answer}


def only_if_words(only: Any) -> str:
    """What a document depends on."""
    if only.question_id is not None:
        return _after(only.question, only.answer)
    condition = Condition(only.kind, Operator.ONE_OF, choices=tuple(only.choices.splitlines()))
    return _("only if %(what)s") % {"what": said(condition)}


def points_words(points: int) -> str:
    return ngettext("%(points)s point", "%(points)s points", points) % {"points": points}


def changes_of(before: ServiceVersion, after: ServiceVersion) -> list[str]:
    """What the next terms change of the former ones, in sentences."""
    old, new = terms_shown(before), terms_shown(after)
    lines = [
        _("%(what)s: %(before)s before, %(after)s now") % {"what": what, "before": was or "—", "after": now or "—"}
        for what, was, now in (
            (_("Amount"), old.amount, new.amount),
            (_("Requests are taken"), old.dates, new.dates),
            (_("Budget"), old.budget, new.budget),
        )
        if was != now
    ]
    if before.about != after.about:
        lines.append(_("What it is was written anew"))
    for was_rows, now_rows, added, gone in (
        (old.conditions, new.conditions, _("New condition: %(what)s"), _("No longer a condition: %(what)s")),
        (
            [question.text for question in before.questions.all()],
            [question.text for question in after.questions.all()],
            _("New question: %(what)s"),
            _("No longer a question: %(what)s"),
        ),
        (_names(old), _names(new), _("Newly asked for: %(what)s"), _("No longer asked for: %(what)s")),
    ):
        lines += [added % {"what": row} for row in now_rows if row not in was_rows]
        lines += [gone % {"what": row} for row in was_rows if row not in now_rows]
    return lines


def _names(terms: TermsShown) -> list[str]:
    return [f"{item.name} ({item.note})" if item.note else item.name for item in terms.documents]


def note_of(item: Any) -> str:
    """«إن وُجد، لا يتجاوز عمره 3 أشهر»: what a document must be, beside its name."""
    notes = [] if item.is_mandatory else [_("if it applies")]
    if item.months:
        words = ngettext("no older than %(months)s month", "no older than %(months)s months", item.months)
        notes.append(words % {"months": item.months})
    if getattr(item, "asked_if", None) is not None:
        notes.append(only_if_words(item.asked_if))
    return _(", ").join(notes)


def amount_words(version: ServiceVersion) -> str:
    figures = {"amount": amount(version.amount or 0), "ceiling": amount(version.ceiling or 0)}  # type: ignore[arg-type]
    if version.amount_rule == AmountRule.FIXED:
        return _("%(amount)s riyals") % figures
    if version.amount_rule == AmountRule.PER_HEAD:
        words = _("%(amount)s riyals for each person of the household")
        if version.ceiling:
            words = _("%(amount)s riyals for each person of the household, at most %(ceiling)s riyals")
        return words % figures
    if version.amount_rule == AmountRule.CEILING:
        return _("As needed, at most %(ceiling)s riyals") % figures
    if version.amount_rule == AmountRule.IN_KIND:
        return version.gives or str(AmountRule.IN_KIND.label)
    return str(AmountRule.STUDIED.label)


def dates_words(version: ServiceVersion) -> str:
    days = {
        "from": dual_long(version.opens_on) if version.opens_on else "",
        "until": dual_long(version.closes_on) if version.closes_on else "",
    }
    if version.opens_on and version.closes_on:
        return _("From %(from)s until %(until)s") % days
    if version.opens_on:
        return _("From %(from)s on") % days
    if version.closes_on:
        return _("Until %(until)s") % days
    return _("At any time of the year")


def budget_words(version: ServiceVersion) -> str:
    if version.budget is None:
        return ""
    riyals = _("%(amount)s riyals") % {"amount": amount(version.budget)}
    return f"{riyals} · {BudgetPeriod(version.budget_period).label}"


def state_of(service: Any, *, on: date) -> State:
    """For a service read ``with_terms``. No query."""
    current = service.current
    if current is None:
        return State(_("Not in force yet"), "idle")
    if not service.is_open:
        return State(_("Takes no requests"), "idle")
    if current.opens_on and on < current.opens_on:
        return State(_("Opens on %(day)s") % {"day": dual_long(current.opens_on)}, "hold")
    if current.closes_on and on > current.closes_on:
        return State(_("Closed since %(day)s") % {"day": dual_long(current.closes_on)}, "idle")
    return State(_("Takes requests"), "ok")
