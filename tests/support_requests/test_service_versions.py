"""Terms of services in versions: one in force at a time, unchanged from then on; a case keeps those it began with."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone, translation

from core.errors import DomainError
from requests.models import ChecklistItem, Service, ServiceVersion
from tests.factories.services import LONG_AGO, draft_of, in_force, new_lines

DAY = datetime.timedelta(days=1)
UNCHANGEABLE = "terms of a service in force cannot be changed"
FREE = {"id", "in_force_until"}


@pytest.fixture
def version(staff: Any) -> ServiceVersion:
    made: ServiceVersion = staff.service.version_in_force()
    return made


def refused(rows: Any, words: str = UNCHANGEABLE, **columns: Any) -> None:
    with pytest.raises(IntegrityError, match=words), transaction.atomic():
        rows.update(**columns)


@pytest.mark.parametrize("column", sorted({f.attname for f in ServiceVersion._meta.concrete_fields} - FREE))
def test_terms_in_force_keep_each_of_their_columns(version, column):
    """support_requests_serviceversion"""
    refused(ServiceVersion.objects.filter(pk=version.pk), **{column: getattr(version, column)})


def test_terms_in_force_are_not_removed_and_end_once(version):
    rows = ServiceVersion.objects.filter(pk=version.pk)
    with pytest.raises(IntegrityError, match=UNCHANGEABLE), transaction.atomic():
        rows._raw_delete(rows.db)
    rows.update(in_force_until=timezone.localdate())
    refused(rows, "end once", in_force_until=None)
    refused(rows, "end once", in_force_until=timezone.localdate() + DAY)


def test_lines_of_terms_in_force_share_their_fate(version):
    """support_requests_checklistitem"""
    rows = version.checklist_items.all()
    draft = draft_of(version.service)
    theirs = draft.checklist_items.create(name_ar="س", name_en="X")
    refused(rows, position=3)
    refused(rows, version=draft)
    refused(ChecklistItem.objects.filter(pk=theirs.pk), version=version)
    with pytest.raises(IntegrityError, match=UNCHANGEABLE), transaction.atomic():
        rows._raw_delete(rows.db)
    with pytest.raises(IntegrityError, match=UNCHANGEABLE), transaction.atomic():
        version.checklist_items.create(name_ar="س", name_en="X")
    draft.checklist_items.update(position=4)  # a draft may change
    draft.delete()
    assert not ChecklistItem.objects.filter(pk=theirs.pk).exists()


def test_categories_of_terms_in_force_share_their_fate(version):
    """support_requests_servedcategory"""
    category = version.association.categories.create(name_ar="أرامل")
    draft = draft_of(version.service)
    served = draft.served.create(category=category)
    with pytest.raises(IntegrityError, match=UNCHANGEABLE), transaction.atomic():
        version.served.create(category=category)
    in_force(draft_ends(version, draft), LONG_AGO + DAY)
    with pytest.raises(IntegrityError, match=UNCHANGEABLE), transaction.atomic():
        draft.served.filter(pk=served.pk).delete()


def draft_ends(version: ServiceVersion, draft: ServiceVersion) -> ServiceVersion:
    ServiceVersion.objects.filter(pk=version.pk).update(in_force_until=version.in_force_from)
    return draft


def test_a_case_keeps_the_terms_it_began_with(staff):
    """support_requests_supportrequest"""
    case = staff.open()
    first = case.service_version
    second = new_lines(staff, more=1)
    refused(type(case).objects.filter(pk=case.pk), "keeps the terms", service_version=second)
    later = staff.open()
    assert staff.fresh(case).service_version == first
    assert later.service_version == second
    assert (case.checklist.count(), later.checklist.count()) == (2, 3)


def test_the_terms_of_a_day_are_those_between_their_two_days(staff):
    second = new_lines(staff)
    first = staff.service.versions.get(number=1)
    assert staff.service.version_in_force(LONG_AGO) == first
    assert staff.service.version_in_force(LONG_AGO + DAY) == second
    with pytest.raises(DomainError):
        staff.service.version_in_force(LONG_AGO - DAY)


@pytest.mark.parametrize(("opens", "closes", "says"), [(2, None, "takes requests from"), (None, -2, "until")])
def test_a_request_outside_the_dates_is_refused_with_the_day(staff, client_of, opens, closes, says):
    today = timezone.localdate()
    draft = draft_of(
        staff.service,
        opens_on=opens and today + opens * DAY,
        closes_on=closes and today + closes * DAY,
    )
    in_force(draft_ends(staff.service.version_in_force(), draft), LONG_AGO + DAY)
    with translation.override("en"), pytest.raises(DomainError, match=says) as refusal:
        staff.open()
    assert refusal.value.field == "service"
    assert staff.service not in staff.association.services.offered(on=today)
    assert staff.service in staff.association.services.offered(on=today + (opens or -3) * DAY)


def test_a_letter_that_arrived_before_the_closing_day_is_still_taken(staff):
    today = timezone.localdate()
    draft = draft_of(staff.service, closes_on=today - 2 * DAY)
    in_force(draft_ends(staff.service.version_in_force(), draft), LONG_AGO + DAY)
    assert staff.open(received_on=today - 3 * DAY).service_version == draft


def test_terms_of_another_service_are_refused(staff):
    other = staff.association.services.create(code="other", name_ar="أخرى", name_en="Other")
    with pytest.raises(DomainError):
        staff.open(service_version=in_force(draft_of(other)))


BREAKS: list[tuple[str, dict[str, Any]]] = [
    ("serviceversion_opens_before_it_closes", {"opens_on": LONG_AGO + DAY, "closes_on": LONG_AGO}),
    ("serviceversion_ends_after_it_begins", {"in_force_from": LONG_AGO, "in_force_until": LONG_AGO - DAY}),
    ("serviceversion_ends_after_it_begins", {"in_force_until": LONG_AGO}),
    ("serviceversion_amount_fits_its_rule", {"amount_rule": "fixed"}),
    ("serviceversion_amount_fits_its_rule", {"amount_rule": "fixed", "amount": 0}),
    ("serviceversion_amount_fits_its_rule", {"amount_rule": "fixed", "amount": 5, "ceiling": 6}),
    ("serviceversion_amount_fits_its_rule", {"amount_rule": "per_head", "ceiling": 6}),
    ("serviceversion_amount_fits_its_rule", {"amount_rule": "per_head", "amount": 7, "ceiling": 6}),
    ("serviceversion_amount_fits_its_rule", {"amount_rule": "ceiling"}),
    ("serviceversion_amount_fits_its_rule", {"amount_rule": "ceiling", "amount": 5, "ceiling": 5}),
    ("serviceversion_amount_fits_its_rule", {"amount_rule": "studied", "amount": 5}),
    ("serviceversion_amount_fits_its_rule", {"amount_rule": "in_kind", "ceiling": 5}),
    ("serviceversion_amount_fits_its_rule", {"amount_rule": "moon"}),
    ("serviceversion_budget_is_whole", {"budget": 5}),
    ("serviceversion_budget_is_whole", {"budget_period": "year"}),
    ("serviceversion_budget_is_whole", {"budget": 0, "budget_period": "year"}),
    ("serviceversion_budget_is_whole", {"budget": 5, "budget_period": "year", "budget_from": LONG_AGO}),
    ("serviceversion_budget_is_whole", {"budget": 5, "budget_period": "dates", "budget_from": LONG_AGO}),
    (
        "serviceversion_budget_is_whole",
        {"budget": 5, "budget_period": "dates", "budget_from": LONG_AGO, "budget_until": LONG_AGO - DAY},
    ),
]
FITS: list[dict[str, Any]] = [
    {"amount_rule": "fixed", "amount": Decimal(5)},
    {"amount_rule": "per_head", "amount": 5},
    {"amount_rule": "per_head", "amount": 5, "ceiling": 5},
    {"amount_rule": "ceiling", "ceiling": 5},
    {"amount_rule": "in_kind", "gives_ar": "سلة"},
    {"budget": 5, "budget_period": "hijri_year"},
    {"budget": 5, "budget_period": "dates", "budget_from": LONG_AGO, "budget_until": LONG_AGO},
    {"opens_on": LONG_AGO, "closes_on": LONG_AGO},
]


@pytest.mark.parametrize(("name", "columns"), BREAKS)
def test_half_written_terms_are_refused_even_as_a_draft(staff, name, columns):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        draft_of(staff.service, **columns)


@pytest.mark.parametrize("columns", FITS)
def test_whole_terms_are_taken(staff, columns):
    assert draft_of(staff.service, **columns).pk


def test_one_draft_one_last_version_and_each_number_once(staff):
    """serviceversion_one_draft, serviceversion_one_last, serviceversion_number_once, servedcategory_once"""
    draft = draft_of(staff.service)
    for facts in (
        {},
        {"number": 1, "in_force_from": LONG_AGO, "in_force_until": LONG_AGO},
        {"in_force_from": LONG_AGO},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            draft_of(staff.service, **facts)
    category = staff.association.categories.create(name_ar="أيتام")
    draft.served.create(category=category)
    with pytest.raises(IntegrityError), transaction.atomic():
        draft.served.create(category=category)
    with pytest.raises(IntegrityError, match="checklistitem_months_are_counted"), transaction.atomic():
        draft.checklist_items.create(name_ar="س", name_en="X", months=0)
    assert Service.objects.filter(pk=staff.service.pk, versions=draft).exists()
