"""Until when a paper counts: its date and the months that its line allows, in the calendar of the paper (R2)."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
import time_machine
from django.utils import timezone, translation
from hypothesis import given
from hypothesis import strategies as some

from beneficiaries.actions import Signed
from core.errors import DomainError
from core.hijri import DualDate, HijriDate, days_in_month
from core.months import months_after
from core.once import new_token
from requests import actions
from requests.actions.intake import missing_items
from requests.enums import ItemState
from requests.paper_validity import Problem, validity
from tests.factories.services import new_lines
from tests.factories.support_requests import REASON

DAY = datetime.timedelta(days=1)
MATCHED = ItemState.MATCHED.value
DAYS = some.dates(datetime.date(1930, 1, 1), datetime.date(2060, 1, 1))
MONTHS = some.integers(1, 120)
CALENDARS = some.sampled_from(["hijri", "gregorian"])


@given(DAYS, MONTHS)
def test_hijri_months_end_on_the_same_day_or_the_last_one_the_month_has(day, months):
    first, last = HijriDate.from_gregorian(day), HijriDate.from_gregorian(months_after(day, months, "hijri"))
    assert (last.year * 12 + last.month) - (first.year * 12 + first.month) == months
    assert last.day == min(first.day, days_in_month(last.year, last.month))


@given(DAYS, MONTHS, CALENDARS)
def test_one_month_more_is_never_sooner_and_a_later_paper_never_ends_earlier(day, months, calendar):
    until = months_after(day, months, calendar)
    assert day < until <= months_after(day + DAY, months, calendar)
    assert until < months_after(day, months + 1, calendar)


@given(DAYS, MONTHS, CALENDARS, some.integers(-40, 4000), some.none() | some.integers(-400, 4000))
def test_a_paper_counts_from_its_date_to_its_last_day_and_on_no_other(issued_on, months, calendar, gap, end_gap):
    on = issued_on + gap * DAY
    written_end = None if end_gap is None else issued_on + end_gap * DAY
    judged = validity(months=months, issued_on=issued_on, calendar=calendar, written_end=written_end, on=on)
    ends = [months_after(issued_on, months, calendar), *([written_end] if written_end else [])]
    assert (judged.problem is None) == (issued_on <= on <= min(ends))
    if on >= issued_on:
        assert judged.until == min(ends)
    again = validity(months=months, issued_on=issued_on, calendar=calendar, written_end=judged.until, on=on)
    assert again.problem == judged.problem, "an end that was reckoned and kept says the same again"


@given(DAYS, some.none() | DAYS)
def test_without_months_only_the_written_end_counts(on, written_end):
    judged = validity(months=None, issued_on=None, written_end=written_end, on=on)
    assert (judged.problem is None) == (written_end is None or on <= written_end)
    assert validity(months=3, issued_on=None, written_end=written_end, on=on).problem == Problem.UNDATED


@pytest.mark.parametrize(
    ("calendar", "issued_on", "until"),
    [
        ("gregorian", datetime.date(2026, 11, 30), datetime.date(2027, 2, 28)),
        ("gregorian", datetime.date(2027, 11, 30), datetime.date(2028, 2, 29)),
        ("hijri", HijriDate(1447, 5, 30), HijriDate(1447, 8, 29)),  # Sha'ban 1447 has 29 days
        ("hijri", HijriDate(1447, 11, 15), HijriDate(1448, 2, 15)),
    ],
)
def test_three_months_by_hand(calendar, issued_on, until):
    plain = [one.to_gregorian() if isinstance(one, HijriDate) else one for one in (issued_on, until)]
    assert months_after(plain[0], 3, calendar) == plain[1]


@pytest.fixture
def case(staff: Any) -> Any:
    """A request whose mandatory line takes a paper of at most three months."""
    kind = staff.association.document_kinds.get(name_en="Salary certificate")

    def ask(line: Any) -> None:
        line.months, line.document_kind = (3, kind) if line.is_mandatory else (None, None)

    new_lines(staff, ask)
    return staff.open()


def line(case: Any) -> Any:
    return case.checklist.select_related("item").get(item__is_mandatory=True)


def find(case: Any, staff: Any, day: datetime.date | None, calendar: Any = "hijri") -> Any:
    dated = {line(case).pk: DualDate.of(day, calendar)} if day else {}
    return actions.check_item(case, by=staff.desk, findings={line(case).pk: (MATCHED, None)}, dated=dated)


class TestAtTheDesk:
    def test_a_paper_is_reckoned_in_its_own_calendar(self, case, staff):
        day = timezone.localdate() - 30 * DAY
        for calendar in ("hijri", "gregorian"):
            find(case, staff, day, calendar)
            found = line(case)
            assert (found.issued_on, found.issued_in) == (day, calendar)
            assert found.expires_on == months_after(day, 3, calendar)
        find(case, staff, day + DAY, "gregorian")
        assert line(case).expires_on == months_after(day + DAY, 3), "a corrected date is reckoned anew"

    def test_without_a_date_or_too_old_it_does_not_count(self, case, staff):
        today = timezone.localdate()
        for day, code in ((None, "undated"), (today - 100 * DAY, "expired"), (today + DAY, "not_yet")):
            with pytest.raises(DomainError) as refusal:
                find(case, staff, day)
            assert (refusal.value.code, refusal.value.field) == (code, f"issued_{line(case).pk}")
        assert line(case).state == ItemState.MISSING

    def test_completeness_refuses_what_has_ended_since(self, case, staff):
        find(case, staff, timezone.localdate() - 60 * DAY)
        until = line(case).expires_on
        assert missing_items(case, on=until) == []
        assert missing_items(case, on=until + DAY) == [line(case)]
        with time_machine.travel(timezone.now() + (until + DAY - timezone.localdate()), tick=False):
            with pytest.raises(DomainError) as refusal:
                actions.complete(case, by=staff.desk)
            assert refusal.value.code == "checklist"
            with translation.override("en"):
                assert "It was valid until" in line(case).why_not(timezone.localdate())

    def test_what_was_matched_without_a_date_asks_for_it(self, case, staff):
        find(case, staff, timezone.localdate())
        case.checklist.filter(pk=line(case).pk).update(issued_on=None, issued_in="", expires_on=None)
        assert missing_items(case, on=timezone.localdate()) == [line(case)]

    def test_asked_for_again_its_date_is_gone(self, case, staff):
        find(case, staff, timezone.localdate())
        actions.check_item(case, by=staff.desk, findings={line(case).pk: (ItemState.MISSING.value, None)})
        found = line(case)
        assert (found.issued_on, found.issued_in, found.expires_on) == (None, "", None)

    def test_a_renewal_takes_over_only_what_is_not_too_old(self, case, staff):
        find(case, staff, timezone.localdate() - 60 * DAY, "gregorian")
        until = line(case).expires_on
        new = staff.open(case.beneficiary)
        for later, state in ((until, MATCHED), (until + DAY, ItemState.MISSING.value)):
            entry = line(new)
            entry.issued_on, entry.issued_in, entry.expires_on = line(case).issued_on, "gregorian", until
            assert (entry.validity(later).problem is None) == (state == MATCHED)


class TestFromTheFile:
    def salary_letter(self, case: Any, staff: Any, **days: datetime.date) -> Any:
        """As files brought over from elsewhere have them: with an end of its own, or without a date."""
        seen = {"sighted_on": timezone.localdate(), "sighted_by": staff.desk.user, "added_by": staff.desk.user}
        return case.beneficiary.documents.create(
            association=case.association, kind=line(case).item.document_kind, added_at=timezone.now(), **seen, **days
        )

    def test_its_date_goes_into_the_line_and_the_earlier_end_counts(self, case, staff):
        day = timezone.localdate() - 20 * DAY
        self.salary_letter(case, staff, issued_on=day, valid_until=day + 40 * DAY)
        actions.check_item(case, by=staff.desk, findings={}, from_file=[line(case).pk])
        found = line(case)
        assert (found.issued_on, found.expires_on) == (day, day + 40 * DAY)

    def test_one_too_old_or_undated_is_not_offered_and_the_page_says_why(self, case, staff, client_of):
        address = f"/twaim/requests/{case.reference}/checklist/"
        self.salary_letter(case, staff)
        assert "Enter the date that stands on the paper." in client_of(staff.desk).get(address).content.decode()
        self.salary_letter(case, staff, issued_on=timezone.localdate() - 200 * DAY)
        page = client_of(staff.desk).get(address).content.decode()
        assert "It was valid until" in page
        assert 'name="from_file"' not in page
        with pytest.raises(DomainError) as refusal:
            actions.check_item(case, by=staff.desk, findings={}, from_file=[line(case).pk])
        assert refusal.value.code == "not_in_file"
        self.salary_letter(case, staff, issued_on=timezone.localdate() - 20 * DAY)
        assert 'name="from_file"' in client_of(staff.desk).get(address).content.decode()


def test_the_page_asks_for_the_date_and_says_until_when(case, staff, client_of):
    client, pk = client_of(staff.desk), line(case).pk
    address = f"/twaim/requests/{case.reference}/"
    page = client.get(f"{address}checklist/").content.decode()
    assert "no older than 3 months" in page
    states = {f"state_{entry.pk}": "not_needed" for entry in case.checklist.exclude(pk=pk)}
    typed = {"token": new_token(), **states, f"state_{pk}": "matched"}
    assert "Enter the date that stands on the paper." in client.post(f"{address}checklist/", typed).content.decode()
    day = HijriDate.from_gregorian(timezone.localdate() - 40 * DAY)
    parts = dict(zip(range(4), ("hijri", day.day, day.month, day.year), strict=True))
    typed = {**typed, "token": new_token(), **{f"issued_{pk}_{number}": part for number, part in parts.items()}}
    assert client.post(f"{address}checklist/", typed).status_code == 302
    until = HijriDate.from_gregorian(line(case).expires_on)
    assert (until.month - day.month) % 12 == 3
    for verb in ("checklist/", "", "missing/"):
        assert "alid until" in client.get(f"{address}{verb}").content.decode()


def test_a_returned_request_asks_for_the_paper_with_its_date_again(case, staff):
    find(case, staff, timezone.localdate())
    signed = Signed("on_paper", case.beneficiary.full_name)
    actions.sign_declaration(case, by=staff.desk, signed=signed)
    actions.complete(case, by=staff.desk)
    actions.return_for_completion(case, by=staff.researcher, reason=REASON, papers=[line(case).pk])
    assert (line(case).issued_on, line(case).issued_in) == (None, "")
