"""A support request in the pack: what its page and its study say to a member of the body, and nothing beyond it."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import Any

from django.db.models import Prefetch
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.roles import Permission
from associations.calendars import working_calendar
from associations.clock_words import rule_text, sentences
from associations.promises import explained
from beneficiaries.field_words import in_words, label_of
from core.identity import mask_id
from correspondence.paper import isolated
from requests.actions.questions import replies_shown
from requests.eligibility_shown import last_shown
from requests.enums import ItemState, Outcome, VisitStanding
from requests.facts_of_file import Line, figures_of, nameless, parts_of
from requests.hidden import hidden_from
from requests.models import CaseStudy, Decision, FieldVisit, Reply, SecondOpinion
from requests.presenting_study import advice_of

from .blocks import Block, Section, filled, joined, on, riyals

OF_PERSON = ("sex", "marital", "employment", "housing", "city")
MOST_GRANTS = 6  # former grants told of one person, the newest first


def support_sections(items: list[Any], by: Any) -> dict[int, Section]:
    """Thirteen queries, however many items."""
    cases = cases_of([item.support_request_id for item in items], by)
    grants = grants_to([case.beneficiary_id for case in cases.values()], by)
    calendar = working_calendar(by.association)
    told = {}
    for item in items:
        case = cases.get(item.support_request_id)
        if case is None:
            continue  # hidden from this member by a recusal elsewhere
        told[item.pk] = Section(
            case.reference,
            case.service.name,
            case.beneficiary.full_name,
            case.due_on,
            case.beneficiary,
            filled(
                [
                    *blocks_of(case, by),
                    grants_block(case, grants[case.beneficiary_id]),
                    papers_block(case),
                    clock_block(case, calendar),
                ]
            ),
        )
    return told


def cases_of(ids: list[int], by: Any) -> dict[int, Any]:
    """The requests that the member may see, with all that is told of them."""
    reports = FieldVisit.objects.filter(standing=VisitStanding.REPORTED).select_related("report", "visitor")
    rows = (
        by.association.support_requests.visible_to(by)
        .filter(pk__in=ids)
        .for_pages()
        .prefetch_related(
            "moments",
            "papers",
            "checklist__item",
            "beneficiary__in_categories__category",
            Prefetch("replies", Reply.objects.select_related("question")),
            Prefetch("studies", CaseStudy.objects.select_related("recommendation__by")),
            Prefetch("opinions", SecondOpinion.objects.select_related("asked_of")),
            Prefetch("field_visits", reports),
        )
    )
    return {case.pk: case for case in rows}


def grants_to(files: list[int], by: Any) -> dict[int, list[Any]]:
    """What was granted before to these people, newest first, without what the member must not know of."""
    rows = Decision.objects.filter(support_request__beneficiary__in=files).that_grant()
    rows = rows.exclude(hidden_from(by, "support_request")).select_related("support_request__service")
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows.order_by("-decided_at", "-pk"):
        found[row.support_request.beneficiary_id].append(row)
    return found


def blocks_of(case: Any, by: Any, *, urgent_first: bool = False) -> list[Block]:
    """The request itself, its person, its study and the advice."""
    urgent = urgent_block(case)
    return [
        *([urgent] if urgent_first else []),
        _asked(case),
        _advice(case),
        *_opinions(case, by),
        *([] if urgent_first else [urgent]),
        _conditions(case, by),
        _person(case.beneficiary),
        *_study(case, by),
        *_visits(case, by),
    ]


def _asked(case: Any) -> Block:
    lines = [(_("Amount asked for"), riyals(case.amount_asked))] if case.amount_asked else []
    return Block(_("What is asked for"), [*lines, *replies_shown(case)], case.need)


def _person(file: Any) -> Block:
    """What a decision needs of the file; its number stays masked."""
    lines = [
        (_("Name"), file.full_name),
        (label_of("national_id"), isolated(mask_id(file.national_id))),
        (_("File"), file.number),
        (_("Age"), str(file.age_on(timezone.localdate()) or "")),
        *((label_of(name), str(in_words(name, getattr(file, name)))) for name in OF_PERSON),
        (_("Categories"), _(", ").join(row.category.name for row in file.in_categories.all())),
    ]
    return Block(_("The person"), [line for line in lines if line[1]])


def _study(case: Any, by: Any) -> list[Block]:
    """As the page of the study tells it: names of the household and health only for those who may read them."""
    if Permission.READ_STUDY not in by.permissions:
        return []
    study = next(iter(case.studies.all()), None)
    if study is None:
        return []
    sees_health = Permission.SEE_HEALTH in by.permissions
    facts = json.loads(study.facts or "null")
    blocks = [Block(_("The need"), words=study.need), Block(_("Alternatives considered"), words=study.alternatives)]
    if sees_health:
        blocks.append(Block(_("Health, as far as the need depends on it"), words=study.health_words))
    if not facts:
        return blocks
    if Permission.SEE_SITUATION not in by.permissions:
        facts = nameless(facts)
    health = json.loads(study.health_facts or "null") if sees_health else None
    parts = [part for part in parts_of(facts, health) if part.name in ("household", "income", "owed", "health")]
    return [*(Block(part.title, _lines(part.lines)) for part in parts), _per_head(facts), *blocks]


def _lines(lines: list[Line]) -> list[tuple[str, str]]:
    return [(line.label, line.value) for line in lines]


def _per_head(facts: Any) -> Block:
    figures = figures_of(facts)
    lines = [
        (_("Comes in every month"), riyals(figures.income)),
        (_("Owed every month"), riyals(figures.owed)),
        (_("People in it"), str(figures.people)),
        (_("Net income per head"), riyals(figures.per_head)),
    ]
    return Block(_("Net income per head"), lines)


def _conditions(case: Any, by: Any) -> Block:
    shown = last_shown(case, by=by)
    if shown is None:
        return Block("")
    score = _("%(met)s of %(count)s conditions met") % {"met": shown.met, "count": shown.count}
    points = _("%(score)s of %(out_of)s points") % {"score": shown.score, "out_of": shown.out_of}
    lines = [(row.said, joined(row.verdict, row.reason)) for row in shown.rows]
    return Block(_("The service's conditions"), lines, joined(score, points if shown.is_weighted else ""))


def _advice(case: Any) -> Block:
    advice = advice_of(case)
    if advice is None:
        return Block("")
    head = joined(advice.outcome, riyals(advice.amount), advice.by, on(advice.at))
    return Block(_("The study's recommendation"), [(_("Recommendation"), head)], advice.findings)


def _visits(case: Any, by: Any) -> list[Block]:
    if Permission.READ_STUDY not in by.permissions:
        return []
    return [
        Block(
            _("Field visit"),
            [(on(visit.report.visited_on), joined(visit.report.get_met_display(), visit.visitor.name))],
            visit.report.conclusion,
        )
        for visit in case.field_visits.all()
    ]


def _opinions(case: Any, by: Any) -> list[Block]:
    """Those that were given, beside the first recommendation."""
    if Permission.READ_STUDY not in by.permissions:
        return []
    return [
        Block(
            _("Second opinion"),
            [
                (_("Question"), row.question),
                (row.asked_of.name, joined(row.get_outcome_display(), riyals(row.amount), on(row.given_at))),
            ],
            row.text,
        )
        for row in case.opinions.all()
        if row.given_at
    ]


def urgent_block(case: Any) -> Block:
    given = getattr(case, "urgent_help", None)
    if given is None:
        return Block("")
    what = joined(f"{given.item} × {given.quantity}" if given.item else "", riyals(given.amount))
    said = given.get_settled_as_display() or _("to be ratified by %(day)s") % {"day": on(given.ratify_by)}
    lines = [(on(given.given_on), what), (_("By"), given.given_by.name), (given.body.name, said)]
    return Block(_("Urgent help that was given"), lines, given.reason)


def grants_block(case: Any, rows: list[Any]) -> Block:
    """Former grants to the person, without this request's own."""
    others = [row for row in rows if row.support_request_id != case.pk]
    lines = [
        (on(row.decided_at), joined(row.support_request.service.name, _granted(row))) for row in others[:MOST_GRANTS]
    ]
    more = len(others) - MOST_GRANTS
    words = _("And %(count)s earlier.") % {"count": more} if more > 0 else ""
    if not others:
        words = _("Nothing was granted to this person before.")
    return Block(_("Granted before"), lines, words)


def _granted(row: Any) -> str:
    return joined(str(Outcome(row.outcome_now).label), riyals(row.stands))


def papers_block(case: Any) -> Block:
    """By name alone: a paper shows an ID in full, so it is opened in the request, where the look is recorded."""
    pages: dict[int, int] = defaultdict(int)
    for paper in case.papers.all():
        pages[paper.item_id] += paper.pages
    lines = []
    for entry in case.checklist.all():
        count = _("Pages: %(count)s") % {"count": pages[entry.item_id]} if pages[entry.item_id] else ""
        until = _("valid until %(day)s") % {"day": on(entry.expires_on)} if entry.expires_on else ""
        lines.append((entry.item.name, joined(str(ItemState(entry.state).label), until, count)))
    return Block(_("Documents"), lines)


def clock_block(case: Any, calendar: Any) -> Block:
    """The last day of the answer, and how it was reckoned."""
    derivation = explained(case, calendar).derivation
    lines = [(_("Last day of the answer"), on(case.due_on))] if case.due_on else []
    told = sentences(derivation)
    return Block(
        _("When the answer comes, and why"), [*lines, (_("The rule"), rule_text(derivation.rule))], points=told
    )
