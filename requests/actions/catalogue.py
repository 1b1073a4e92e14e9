"""The catalogue (R14): terms are drafted in versions, part by part, and put in force from a day; never changed then.

One draft of a service at a time; its ``version`` rises with each change, so that of two who write at once one is told.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from accounts.roles import Permission
from associations.models import Association
from beneficiaries.models import Category
from core.date_words import dual_long
from core.errors import DomainError, NotPermitted, StaleRecord

from ..enums import AmountRule
from ..models import AskedIf, ChecklistItem, Service, ServiceQuestion, ServiceVersion

TERMS = (
    *("about_ar", "about_en", "opens_on", "closes_on", "amount_rule", "amount", "ceiling", "gives_ar", "gives_en"),
    *("budget", "budget_period", "budget_from", "budget_until"),
)
WRITTEN_BY_VERBS = {"put_in_force_by", "changed_by"}


def require_manager(by: Any, association_id: int) -> None:
    """Association administrator, of this association."""
    if Permission.MANAGE_SERVICES not in by.permissions or by.association_id != association_id:
        raise NotPermitted(_("The catalogue of services is not among your tasks."), code="not_permitted")


@transaction.atomic
def add_service(association: Association, *, by: Any, name_ar: str, name_en: str, is_in_money: bool) -> Service:
    """A new service with its first draft; nobody sees it before its terms are in force."""
    require_manager(by, association.pk)
    association = Association.objects.select_for_update().get(pk=association.pk)
    if association.services.filter(name_ar=name_ar).exists():
        raise DomainError(_("A service of this name is in the catalogue already."), code="name", field="name_ar")
    service: Service = association.services.create(
        code=_free_code(association, name_en), name_ar=name_ar, name_en=name_en, is_in_money=is_in_money
    )
    _new_draft(service, by=by, amount_rule=AmountRule.STUDIED if is_in_money else AmountRule.IN_KIND)
    return service


def _free_code(association: Association, name: str) -> str:
    """What the address calls it: the English name, with a number where that is taken."""
    taken = set(association.services.values_list("code", flat=True))
    first = slugify(name)[:30].strip("-") or "service"
    if first not in taken and name:
        return first
    return next(code for number in range(1, len(taken) + 2) if (code := f"{first}-{number}") not in taken)


def _new_draft(service: Service, *, by: Any, **terms: Any) -> ServiceVersion:
    last = service.versions.order_by("-number").first()
    draft: ServiceVersion = service.versions.create(
        association_id=service.association_id,
        number=last.number + 1 if last else 1,
        changed_by=by.user,
        changed_at=timezone.now(),
        **terms,
    )
    return draft


@transaction.atomic
def begin_terms(service: Service, *, by: Any) -> ServiceVersion:
    """The next version as a copy of the last one; refused with a name where somebody writes one already."""
    require_manager(by, service.association_id)
    service = Service.objects.select_for_update().get(pk=service.pk)
    waiting = service.versions.filter(in_force_from__isnull=True).select_related("changed_by").first()
    if waiting is not None:
        raise DomainError(
            _("%(person)s is writing the next version already: go on with that draft.")
            % {"person": waiting.changed_by.name if waiting.changed_by else "—"},
            code="draft_waits",
        )
    last = service.versions.order_by("-number").first()
    draft = _new_draft(service, by=by, **({name: getattr(last, name) for name in TERMS} if last else {}))
    if last is not None:
        copy_parts(last, draft)
    return draft


def copy_parts(last: ServiceVersion, draft: ServiceVersion) -> None:
    """Every row of the former version, again, in the draft."""
    for row in last.served.all():
        draft.served.create(category_id=row.category_id)
    for condition in last.conditions.all():
        _again(condition, draft)
    known: dict[int | None, int] = {}
    for question in last.questions.all():  # in order: what one depends on comes before it
        old, question.depends_on_id = question.pk, known.get(question.depends_on_id)
        known[old] = _again(question, draft)
    for item in last.checklist_items.select_related("asked_if"):
        only = getattr(item, "asked_if", None)
        pk = _again(item, draft)
        if only is not None:
            question_id = known.get(only.question_id)
            AskedIf.objects.create(
                item_id=pk, question_id=question_id, answer=only.answer, kind=only.kind, choices=only.choices
            )


def _again(row: Any, draft: ServiceVersion) -> int:
    row.pk, row.version, row._state.adding = None, draft, True
    row.save()
    return int(row.pk)


def draft_for(version: ServiceVersion, *, by: Any, expected_version: int | None) -> ServiceVersion:
    """The locked draft; raises where it is in force by now, or was changed since the page was shown."""
    require_manager(by, version.association_id)
    fresh = ServiceVersion.objects.select_for_update(of=("self",)).select_related("service", "association")
    draft: ServiceVersion = fresh.get(pk=version.pk)
    if not draft.is_draft:
        raise DomainError(
            _("These terms are in force and cannot be changed: write the next version."), code="in_force"
        )
    if expected_version is not None and draft.version != expected_version:
        raise StaleRecord
    return draft


def touched(draft: ServiceVersion, *, by: Any, also: tuple[str, ...] = ()) -> ServiceVersion:
    draft.version += 1
    draft.changed_by, draft.changed_at = by.user, timezone.now()
    draft.save(update_fields=["version", "changed_by", "changed_at", *also])
    return draft


def whole(row: models.Model) -> None:
    """Raises in words what the database would refuse."""
    try:
        row.full_clean(exclude=WRITTEN_BY_VERBS, validate_unique=False)
    except ValidationError as error:
        names = [name for name in error.message_dict if name != "__all__"]
        field = names[0] if names else None
        raise DomainError(" ".join(error.messages), code="terms", field=field) from error


@transaction.atomic
def write_terms(
    version: ServiceVersion,
    *,
    by: Any,
    terms: dict[str, Any],
    categories: list[Category],
    expected_version: int | None = None,
) -> ServiceVersion:
    """What it is, when requests are taken, how much, the budget, and which categories it serves."""
    draft = draft_for(version, by=by, expected_version=expected_version)
    for name in TERMS:
        setattr(draft, name, terms[name])
    if (draft.amount_rule == AmountRule.IN_KIND) == draft.service.is_in_money:
        raise DomainError(_("This rule of the amount does not fit the service."), code="amount", field="amount_rule")
    whole(draft)
    draft.served.exclude(category__in=categories).delete()
    standing = set(draft.served.values_list("category", flat=True))
    for category in categories:
        if category.pk not in standing:
            draft.served.create(category=category)
    return touched(draft, by=by, also=TERMS)


@transaction.atomic
def write_row(
    version: ServiceVersion,
    part: str,
    *,
    by: Any,
    values: dict[str, Any],
    place: int | None = None,
    expected_version: int | None = None,
) -> models.Model:
    """A row of one part of the draft, new or in the place of another; ``place`` counts from 1."""
    draft = draft_for(version, by=by, expected_version=expected_version)
    rows: Any = getattr(draft, part)
    row = row_at(draft, part, place) if place else rows.model(version=draft, position=rows.count())
    for name, value in values.items():
        setattr(row, name, value)
    whole(row)
    row.save()
    touched(draft, by=by)
    return row  # type: ignore[no-any-return]


def row_at(draft: ServiceVersion, part: str, place: int) -> Any:
    """The row in this place of the part; raises where the list is shorter by now."""
    rows = list(getattr(draft, part).all())
    if not 1 <= place <= len(rows):
        raise StaleRecord
    return rows[place - 1]


@transaction.atomic
def remove_row(
    version: ServiceVersion, part: str, *, by: Any, place: int, expected_version: int | None = None
) -> None:
    draft = draft_for(version, by=by, expected_version=expected_version)
    row = row_at(draft, part, place)
    if part == "questions":
        _refuse_needed(row, {option.value for option in row.options})
    row.delete()
    for position, row in enumerate(getattr(draft, part).all()):
        if row.position != position:
            row.position = position
            row.save(update_fields=["position"])
    touched(draft, by=by)


@transaction.atomic
def write_question(
    version: ServiceVersion,
    *,
    by: Any,
    values: dict[str, Any],
    place: int | None = None,
    expected_version: int | None = None,
) -> ServiceQuestion:
    """A question, new or in the place of another; it depends on an earlier one of the draft or on none."""
    draft = draft_for(version, by=by, expected_version=expected_version)
    earlier = list(draft.questions.all())[: place - 1 if place else None]
    needed = values.get("depends_on")
    if needed is not None and needed not in earlier:
        raise DomainError(_("A question depends on an earlier one."), code="order", field="depends")
    if needed is not None and values["depends_value"] not in {option.value for option in needed.options}:
        raise DomainError(_("The earlier question has no such answer."), code="order", field="depends")
    if place:
        row = row_at(draft, "questions", place)
        options = {one.value for one in ServiceQuestion(kind=values["kind"], choices=values["choices"]).options}
        _refuse_needed(row, {option.value for option in row.options} - options)
    made: Any = write_row(draft, "questions", by=by, values=values, place=place)
    return made  # type: ignore[no-any-return]


def _refuse_needed(question: ServiceQuestion, gone: set[str]) -> None:
    """Raises where something is asked only after an answer that would be gone."""
    dependent = question.dependents.filter(depends_value__in=gone).first()
    line = question.lines.filter(answer__in=gone).select_related("item").first()
    name = dependent.text if dependent else line.item.name if line else ""
    if name:
        message = _("“%(what)s” is asked for only after this question: change that first.")
        raise DomainError(message % {"what": name}, code="needed")


@transaction.atomic
def write_line(
    version: ServiceVersion,
    *,
    by: Any,
    values: dict[str, Any],
    only_if: str = "",
    place: int | None = None,
    expected_version: int | None = None,
) -> ChecklistItem:
    """A document that is asked for: always, or only if a question (by its place) or the file says so."""
    draft = draft_for(version, by=by, expected_version=expected_version)
    item: Any = write_row(draft, "checklist_items", by=by, values=values, place=place)
    AskedIf.objects.filter(item=item).delete()
    first, _colon, value = only_if.partition(":")
    if first.isdecimal():
        question = row_at(draft, "questions", int(first))
        AskedIf.objects.create(item=item, question=question, answer=value)
    elif first:
        AskedIf.objects.create(item=item, kind=first, choices=value)
    return item  # type: ignore[no-any-return]


@transaction.atomic
def discard_terms(version: ServiceVersion, *, by: Any, expected_version: int | None = None) -> None:
    """Delete the draft; the terms in force stay as they are. A service that never had any goes with it."""
    draft = draft_for(version, by=by, expected_version=expected_version)
    service = draft.service
    draft.delete()
    if not service.versions.exists():
        service.delete()


@transaction.atomic
def put_in_force(
    version: ServiceVersion, *, by: Any, from_on: date, expected_version: int | None = None
) -> ServiceVersion:
    """From the day on new requests keep these terms; cases that are open keep theirs."""
    draft = draft_for(version, by=by, expected_version=expected_version)
    last = draft.service.versions.filter(in_force_from__isnull=False).order_by("-in_force_from").first()
    _check_first_day(draft, last, from_on)
    if not draft.about_ar.strip():
        raise DomainError(_("Write first what the service is: people read it before they ask."), code="about")
    if last is not None:
        last.in_force_until = from_on - timedelta(days=1)
        last.save(update_fields=["in_force_until"])
    draft.in_force_from, draft.put_in_force_by = from_on, by.user
    draft.save(update_fields=["in_force_from", "put_in_force_by"])
    return draft


def _check_first_day(draft: ServiceVersion, last: ServiceVersion | None, from_on: date) -> None:
    if from_on < timezone.localdate():
        raise DomainError(_("Terms come in force today or later."), code="past", field="from_on")
    if last is not None and last.in_force_from is not None and from_on <= last.in_force_from:
        message = _("The version before begins on %(day)s: choose a later day.")
        raise DomainError(message % {"day": dual_long(last.in_force_from)}, code="order", field="from_on")
    if draft.closes_on is not None and draft.closes_on < from_on:
        message = _("Requests are taken until %(day)s: choose an earlier day, or change that.")
        raise DomainError(message % {"day": dual_long(draft.closes_on)}, code="closed", field="from_on")
