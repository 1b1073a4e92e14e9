"""What a file says to the conditions of services, gathered once; and findings as they are kept (R14)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Max
from django.utils import timezone

from beneficiaries.household_page import figures_for_card
from beneficiaries.models import Beneficiary
from beneficiaries.need import PerHead

from .eligibility import Condition, Evaluation, Fact, Facts, Finding, evaluate
from .enums import ConditionKind, Operator
from .models import Decision, EligibilityCheck, ServiceVersion, SupportRequest

HOUSEHOLD = frozenset({ConditionKind.INCOME, ConditionKind.PEOPLE})


def conditions_of(version: ServiceVersion) -> tuple[Condition, ...]:
    """The rows of a version as the engine reads them; whom it serves comes first. No query for rows read before."""
    served = [row.category for row in version.served.all()]
    rows = [condition_of(row) for row in version.conditions.all()]
    if not served:
        return tuple(rows)
    categories = Condition(
        ConditionKind.CATEGORY,
        Operator.ONE_OF,
        choices=tuple(str(category.pk) for category in served),
        names=tuple((category.name_ar, category.name_en) for category in served),
    )
    return (categories, *rows)


def condition_of(row: Any) -> Condition:
    kind = row.document_kind
    names = ((kind.name_ar, kind.name_en),) if kind else ()
    choices = (str(kind.pk),) if kind else row.chosen
    return Condition(row.kind, row.operator, row.low, row.high, choices, names, row.document_kind_id, row.points)


def facts_of(
    beneficiary: Beneficiary, conditions: Iterable[Condition], *, on: date, leaving_out: SupportRequest | None = None
) -> Facts:
    """What the file says of all that the conditions ask about. One query for each part that is asked about.

    ``leaving_out`` is the request at hand: what it grants is not a former time.
    """
    kinds = {condition.kind for condition in conditions}
    people, figures = _household(beneficiary, on) if kinds & HOUSEHOLD else (None, None)
    categories: frozenset[str] = frozenset()
    if ConditionKind.CATEGORY in kinds:
        categories = frozenset(str(pk) for pk in beneficiary.in_categories.values_list("category", flat=True))
    documents: frozenset[int] = frozenset()
    if ConditionKind.DOCUMENT in kinds:
        documents = frozenset(beneficiary.documents.valid(on=on).order_by().values_list("kind", flat=True))
    return Facts(
        on=on,
        age=beneficiary.age_on(on),
        sex=beneficiary.sex,
        city=beneficiary.city,
        marital=beneficiary.marital,
        employment=beneficiary.employment,
        housing=beneficiary.housing,
        categories=categories,
        is_member=bool(beneficiary.assembly_number or beneficiary.assembly_since),
        people=people,
        net=figures.net if figures else None,
        per_head=figures.per_head if figures else None,
        documents=documents,
        last_given=_last_given(beneficiary, leaving_out) if ConditionKind.INTERVAL in kinds else {},
    )


def _household(beneficiary: Beneficiary, on: date) -> tuple[int | None, PerHead | None]:
    """How many live of one purse, and its figures: (None, None) without a household, 0 people where all have left."""
    places = list(beneficiary.memberships.select_related("household"))
    place = next((row for row in places if row.left_on is None), None)
    if place is None:
        return (0 if places else None), None
    figures = figures_for_card(place, on=on)
    return figures.people, figures


def people_of(beneficiary: Beneficiary) -> int:
    """How many live of one purse with the person; one who has no household is counted alone."""
    people, _figures = _household(beneficiary, timezone.localdate())
    return people or 1


def _last_given(beneficiary: Beneficiary, leaving_out: SupportRequest | None) -> dict[int, date]:
    """The last day on which each service was granted to the person, by the service's id."""
    granted = Decision.objects.filter(support_request__beneficiary=beneficiary).that_grant()
    if leaving_out is not None:
        granted = granted.exclude(support_request=leaving_out)
    rows = granted.order_by().values_list("support_request__service").annotate(last=Max("decided_at"))
    return {service: timezone.localdate(moment) for service, moment in rows}


def evaluation_of(support_request: SupportRequest, *, on: date | None = None) -> Evaluation:
    """The conditions that the case keeps, on its file as it is now."""
    conditions = conditions_of(support_request.service_version)
    day = on or timezone.localdate()
    facts = facts_of(support_request.beneficiary, conditions, on=day, leaving_out=support_request)
    return evaluate(conditions, facts, service=support_request.service_id)


def evaluations_of(beneficiary: Beneficiary, versions: Iterable[ServiceVersion], *, on: date) -> dict[int, Evaluation]:
    """Of each of these versions, by its service's id; the file is asked once for all of them."""
    conditions = {version.service_id: conditions_of(version) for version in versions}
    facts = facts_of(beneficiary, [one for rows in conditions.values() for one in rows], on=on)
    return {service: evaluate(rows, facts, service=service) for service, rows in conditions.items()}


# --- as it is kept -----------------------------------------------------------------------------


def as_kept(evaluation: Evaluation) -> dict[str, Any]:
    """Findings as JSON, in codes and figures: told later in either language."""
    return {"on": evaluation.on.isoformat(), "rows": [_row(finding) for finding in evaluation.findings]}


def _row(finding: Finding) -> dict[str, Any]:
    condition = finding.condition
    row = {
        "kind": str(condition.kind),
        "operator": str(condition.operator),
        "low": _written(condition.low),
        "high": _written(condition.high),
        "choices": list(condition.choices),
        "names": [list(pair) for pair in condition.names],
        "points": condition.points,
        "verdict": str(finding.verdict),
        "fact": _written(finding.fact),
        "because": finding.because,
    }
    return {name: value for name, value in row.items() if value not in (None, "", [])}


def _written(fact: Fact) -> Any:
    return list(fact) if isinstance(fact, tuple) else fact if fact is None else str(fact)


def read_kept(check: EligibilityCheck) -> Evaluation | None:
    """The evaluation as it stood; None once it was emptied with the person's name. No query."""
    if not check.findings:
        return None
    rows = tuple(_finding(row) for row in check.findings["rows"])
    return Evaluation(date.fromisoformat(check.findings["on"]), rows)


def _finding(row: dict[str, Any]) -> Finding:
    condition = Condition(
        row["kind"],
        row["operator"],
        _number(row.get("low")),
        _number(row.get("high")),
        tuple(row.get("choices", ())),
        tuple((ar, en) for ar, en in row.get("names", ())),
        points=row.get("points", 0),
    )
    return Finding(condition, row["verdict"], _read(row["kind"], row.get("fact")), row.get("because", ""))


def _number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _read(kind: str, fact: Any) -> Fact:
    if isinstance(fact, list):
        return tuple(fact)
    if fact is None:
        return None
    return date.fromisoformat(fact) if kind == ConditionKind.INTERVAL else Decimal(fact)
