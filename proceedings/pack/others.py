"""Objections, urgent help to be ratified and cases of harm in the pack; what hangs on a request is told with it."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from associations.calendars import working_calendar
from complaints.models import CompensationCase, InvestigationMinutes
from requests.models import Objection, UrgentHelp

from ..matters import matter_of
from .blocks import Block, Section, filled, joined, on, riyals
from .support import blocks_of, cases_of, clock_block, grants_block, grants_to, papers_block


def objection_sections(items: list[Any], by: Any) -> dict[int, Section]:
    """Why the person objects and what was decided first, then the request as the first deciders read it."""
    cases = cases_of([item.support_request_id for item in items], by)
    grants = grants_to([case.beneficiary_id for case in cases.values()], by)
    calendar = working_calendar(by.association)
    rows = Objection.objects.filter(pk__in=[item.objection_id for item in items]).for_pages()
    rows = rows.select_related("decision__refusal_reason").prefetch_related(
        "moments", "policy_version__response_rules"
    )
    objections = {row.pk: row for row in rows}
    told = {}
    for item in items:
        case, row = cases.get(item.support_request_id), objections[item.objection_id]
        if case is None:
            continue
        blocks = [
            Block(_("Why the person objects"), [(_("Received"), on(row.received_at))], row.ground),
            _first_decision(row),
            *blocks_of(case, by),
            grants_block(case, grants[case.beneficiary_id]),
            papers_block(case),
            clock_block(row, calendar),
        ]
        told[item.pk] = _section(item, case, row.due_on, blocks)
    return told


def _first_decision(row: Any) -> Block:
    decision = row.decision
    reason = decision.refusal_reason
    lines = [
        (_("Decision"), joined(decision.get_outcome_display(), riyals(decision.amount), on(decision.decided_at))),
        (_("Body"), decision.body.name),
    ]
    if reason:
        lines.append((_("Reason of refusal"), joined(reason.text, reason.clause)))
    return Block(_("The first decision"), lines, decision.reasons)


def urgent_sections(items: list[Any], by: Any) -> dict[int, Section]:
    """What was given and why it could not wait, then the request it was given for."""
    cases = cases_of([item.support_request_id for item in items], by)
    grants = grants_to([case.beneficiary_id for case in cases.values()], by)
    given = dict(
        UrgentHelp.objects.filter(pk__in=[item.urgent_help_id for item in items]).values_list("pk", "ratify_by")
    )
    told = {}
    for item in items:
        case = cases.get(item.support_request_id)
        if case is not None:
            blocks = [*blocks_of(case, by, urgent_first=True), grants_block(case, grants[case.beneficiary_id])]
            told[item.pk] = _section(item, case, given[item.urgent_help_id], [*blocks, papers_block(case)])
    return told


def _section(item: Any, case: Any, due_on: Any, blocks: list[Block]) -> Section:
    item.support_request = case
    return Section(
        item.reference, matter_of(item).title, case.beneficiary.full_name, due_on, case.beneficiary, filled(blocks)
    )


def harm_sections(items: list[Any], by: Any) -> dict[int, Section]:
    """The harm as it was described, and what its investigation found."""
    minutes = InvestigationMinutes.objects.order_by("-number")
    rows = CompensationCase.objects.filter(pk__in=[item.compensation_case_id for item in items])
    rows = rows.select_related("beneficiary").prefetch_related(Prefetch("minutes", minutes))
    cases = {row.pk: row for row in rows}
    told = {}
    for item in items:
        item.compensation_case = case = cases[item.compensation_case_id]
        blocks = [_harm(case), *(_found(row) for row in list(case.minutes.all())[:1])]
        told[item.pk] = Section(
            item.reference, matter_of(item).title, case.person_name, None, case.beneficiary, filled(blocks)
        )
    return told


def _harm(case: Any) -> Block:
    lines = [
        (_("Kind of harm"), case.get_harm_kind_display()),
        (_("Day of the harm"), on(case.occurred_on)),
        (_("Extent of the harm"), case.extent),
        (_("Causes of the harm"), case.causes),
        (_("Evidence"), case.evidence),
        (_("Amount claimed"), riyals(case.claimed)),
    ]
    return Block(_("The harm"), [line for line in lines if line[1]])


def _found(row: Any) -> Block:
    lines = [
        (_("Day of the minutes"), on(row.dated_on)),
        (_("The harm"), row.harm),
        (_("Extent of the harm"), row.extent),
        (_("Causes of the harm"), row.causes),
    ]
    return Block(_("Minutes of the investigation"), lines)
