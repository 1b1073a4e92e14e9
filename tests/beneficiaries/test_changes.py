"""Reported changes and yearly confirmations (B2).

The tables: beneficiaries_changereport, beneficiaries_reportedvalue, beneficiaries_fileconfirmation.
"""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.core.management import call_command
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.roles import Role
from beneficiaries import actions
from beneficiaries.models import ChangeReport
from core.errors import AlreadyHandled, DomainError, NotPermitted, StaleRecord
from tests.conftest import loaded
from tests.factories.beneficiaries import BeneficiaryFactory

IBAN = "SA0380000000608010167519"


@pytest.fixture
def researcher(twaim: Any, member_of: Any) -> Any:
    return member_of(twaim, Role.RESEARCHER)[1]


def report(person: Any, by: Any, words: str = "", **values: str) -> ChangeReport:
    return actions.report_change(person, by=by, values=values, words=words)


def test_the_file_changes_when_the_report_is_applied_and_not_before(noura, desk, researcher):
    row = report(noura, desk, marital="widowed", iban=IBAN, city=noura.city)
    assert {value.field for value in row.values.all()} == {"marital", "iban"}  # the city is what it was
    noura.refresh_from_db()
    assert (noura.marital, noura.iban, noura.version) == ("", "", 1)
    actions.apply_report(row, by=researcher, take=["marital", "iban"], expected_version=1)
    noura.refresh_from_db()
    assert (noura.marital, noura.iban, noura.version) == ("widowed", IBAN, 2)
    kept = {change.field: change for change in noura.changes.all()}
    assert (kept["marital"].before, kept["marital"].after) == ("", "widowed")
    assert (kept["iban"].after, kept["iban"].became) == ("", IBAN)
    assert IBAN not in str(kept["iban"].became_sealed)
    assert noura.association.notices.filter(event="change_applied").count() == 1


def test_only_what_is_taken_goes_into_the_file(noura, desk, researcher):
    row = report(noura, desk, marital="widowed", housing="rented")
    actions.apply_report(row, by=researcher, take=["housing"])
    noura.refresh_from_db()
    assert (noura.marital, noura.housing) == ("", "rented")
    assert {value.field: value.is_taken for value in row.values.all()} == {"marital": False, "housing": True}
    with pytest.raises(AlreadyHandled):
        actions.apply_report(row, by=researcher, take=["marital"])


def test_a_file_that_changed_meanwhile_is_shown_and_not_written_over(noura, desk, researcher, client_of):
    first, second = report(noura, desk, city="Al-Rawdah"), report(noura, desk, city="Al-Naseem")
    client = client_of(researcher)
    path = f"/twaim/beneficiaries/{noura.number}/changes/{first.uid}/"
    old = client.get(path).context["form"]
    assert old["take"].value() == ["city"]
    actions.apply_report(second, by=researcher, take=["city"])
    stale = client.post(path, {"take": ["city"], "version": old["version"].value(), "token": old["token"].value()})
    assert stale.status_code == 422
    page = stale.content.decode()
    assert "The file says something else now:" in page
    assert "Al-Naseem" in page
    assert 'value="city" checked' not in " ".join(page.split())
    noura.refresh_from_db()
    assert noura.city == "Al-Naseem"
    fresh = client.get(path).context["form"]
    assert fresh["take"].value() == []
    with pytest.raises(StaleRecord):
        actions.apply_report(first, by=researcher, take=["city"], expected_version=1)


def test_a_refusal_needs_its_reason_and_leaves_the_file(noura, desk, researcher):
    row = report(noura, desk, housing="owned")
    with pytest.raises(DomainError) as refusal:
        actions.refuse_report(row, by=researcher, reason="  ")
    assert refusal.value.code == "reason_missing"
    actions.refuse_report(row, by=researcher, reason="The deed is in another name.")
    noura.refresh_from_db()
    assert (noura.housing, noura.version) == ("", 1)
    notice = noura.association.notices.get(event="change_refused")
    assert "deed" not in notice.body  # what somebody typed leaves by no message


def test_under_a_policy_that_asks_for_it_another_applies_what_was_reported(db, member_of, client_of):
    namudhaj = loaded("namudhaj")
    one, other = (member_of(namudhaj, Role.DESK)[1] for _time in range(2))
    person = BeneficiaryFactory(association=namudhaj, by=one)
    row = report(person, one, city="Al-Rawdah")
    with pytest.raises(DomainError) as refusal:
        actions.apply_report(row, by=one, take=["city"])
    assert refusal.value.code == "needs_another"
    path = f"/namudhaj/beneficiaries/{person.number}/changes/{row.uid}/"
    assert "someone else" in client_of(one).get(path).content.decode()
    now = timezone.now()
    with pytest.raises(IntegrityError, match="changereport_applied_by_another"), transaction.atomic():
        ChangeReport.objects.filter(pk=row.pk).update(status="applied", decided_by=one.user, decided_at=now)
    actions.apply_report(row, by=other, take=["city"])


def test_under_another_policy_the_reporter_may_apply_it(noura, desk):
    actions.apply_report(report(noura, desk, city="Al-Rawdah"), by=desk, take=["city"])


def test_a_health_note_is_taken_by_those_who_may_read_it(noura, desk, researcher, client_of):
    row = report(noura, researcher, health_note="Dialysis twice a week")
    path = f"/twaim/beneficiaries/{noura.number}/changes/{row.uid}/"
    assert "Dialysis" not in client_of(desk).get(path).content.decode()
    with pytest.raises(NotPermitted):
        actions.apply_report(row, by=desk, take=["health_note"])
    actions.apply_report(row, by=researcher, take=["health_note"])
    assert "Dialysis" not in client_of(desk).get(f"/twaim/beneficiaries/{noura.number}/").content.decode()


def test_a_report_says_something(noura, desk):
    with pytest.raises(DomainError) as refusal:
        report(noura, desk, city=noura.city)
    assert refusal.value.code == "nothing"
    assert report(noura, desk, words="The rent rose.").values.count() == 0


def test_nobody_else_reports_or_applies(noura, desk, outsider, member_of):
    row = report(noura, desk, city="x")
    for other in (outsider, member_of(noura.association, Role.MANAGER)[1]):
        with pytest.raises(NotPermitted):
            report(noura, other, city="y")
    with pytest.raises(NotPermitted):
        actions.apply_report(row, by=member_of(noura.association, Role.MANAGER)[1], take=["city"])


@pytest.mark.parametrize(
    ("box", "typed"),
    [
        ("iban", "SA0380000000608010167510"),
        ("iban", "GB82WEST12345698765432"),
        ("short_address", "12AB"),
        ("postcode", "12"),
    ],
)
def test_a_wrong_number_is_told_beside_its_box(noura, desk, client_of, box, typed):
    path = f"/twaim/beneficiaries/{noura.number}/changes/new/"
    answer = client_of(desk).post(path, {box: typed})
    assert box in answer.context["form"].errors
    assert not ChangeReport.objects.exists()


def test_the_list_shows_a_page_at_a_time_in_as_many_queries(twaim, desk, client_of, monkeypatch):
    monkeypatch.setattr("core.lists.PAGE", 30)
    client = client_of(desk)
    client.get("/twaim/beneficiaries/changes/")
    counts = []
    for many in (1, 32):
        while ChangeReport.objects.count() < many:
            report(BeneficiaryFactory(association=twaim, by=desk), desk, city="x")
        with CaptureQueriesContext(connection) as seen:
            page = client.get("/twaim/beneficiaries/changes/")
        counts.append(len(seen))
    assert counts[0] == counts[1]
    assert len(page.context["rows"]) == 30
    assert len(client.get(f"/twaim/beneficiaries/changes/{page.context['next_url']}").context["rows"]) == 2


def test_the_database_keeps_reports_and_confirmations(noura, desk, researcher):
    row = report(noura, desk, city="Al-Rawdah")
    reports, values = ChangeReport.objects.filter(pk=row.pk), row.values.all()
    now = timezone.now()
    broken = [
        lambda: reports.update(needs_another=True),
        lambda: reports.update(status="applied"),
        lambda: reports.update(status="refused", decided_by=desk.user, decided_at=now),
        lambda: reports.update(refused_because="x"),
        lambda: reports.delete(),
        lambda: values.update(field="iban"),
        lambda: values.all()._raw_delete(values.db),
        lambda: row.values.create(association=noura.association, field="city"),
    ]
    for act in broken:
        with pytest.raises(DatabaseError), transaction.atomic():
            act()
    actions.apply_report(row, by=researcher, take=["city"])
    actions.confirm(noura, by=desk)
    for act in (
        lambda: reports.update(decided_by=desk.user),
        lambda: values.update(is_taken=False),
        lambda: noura.confirmations.update(file_version=9),
        lambda: noura.confirmations.all().delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            act()


# --- confirmations --------------------------------------------------------------------------


def due(person: Any, days_ago: int = 0) -> None:
    person.confirm_due_on = timezone.localdate() - datetime.timedelta(days=days_ago)
    person.save(update_fields=["confirm_due_on"])


def test_a_new_file_is_due_after_the_policys_months(noura):
    registered = timezone.localdate(noura.registered_at)
    assert noura.confirm_due_on == registered.replace(year=registered.year + 1)


def test_confirming_sets_the_next_day_and_keeps_what_was_confirmed(noura, desk):
    due(noura)
    actions.confirm(noura, by=desk, expected_version=1)
    noura.refresh_from_db()
    assert noura.confirmed_on == timezone.localdate()
    assert noura.confirm_due_on > timezone.localdate()
    assert noura.confirmations.get().file_version == 1
    with pytest.raises(StaleRecord):
        actions.confirm(noura, by=desk, expected_version=2)


def test_run_twice_the_command_asks_once_and_only_those_who_are_due(noura, known, capsys):
    due(noura, days_ago=3)
    late, closed = known(), known()
    due(closed)
    closed.closed_on, closed.closed_because = timezone.localdate(), "Moved abroad"
    closed.keep_until = timezone.localdate()
    closed.save()
    for _time in range(2):
        call_command("ask_for_confirmation")
    said = capsys.readouterr().out.splitlines()
    assert said == ["asked: 1; without a way to reach: 0", "asked: 0; without a way to reach: 0"]
    notice = noura.association.notices.get(event="confirm_file")
    assert notice.about == noura.number
    assert late.association.beneficiaries.to_be_confirmed(on=timezone.localdate()).get() == noura


def test_those_due_are_listed_longest_due_first(twaim, desk, known, client_of, monkeypatch):
    monkeypatch.setattr("core.lists.PAGE", 30)
    people = [known() for _time in range(32)]
    for days, person in enumerate(people):
        due(person, days_ago=days)
    page = client_of(desk).get("/twaim/beneficiaries/confirmations/")
    assert [row.pk for row, _asked in page.context["rows"]] == [person.pk for person in reversed(people)][:30]
    rest = client_of(desk).get(f"/twaim/beneficiaries/confirmations/{page.context['next_url']}")
    assert [row.pk for row, _asked in rest.context["rows"]] == [people[1].pk, people[0].pk]
