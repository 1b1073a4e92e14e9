"""``manage.py seed``: invented families and cases with the rows that the actions write, and counters that go on."""

from __future__ import annotations

import json
import random
from collections import Counter
from typing import Any

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.utils import timezone

from associations.models import Association
from associations.promises import derivation_of
from beneficiaries.finding import find
from beneficiaries.models import Beneficiary, Household, HouseholdMember, SearchToken
from complaints.models import Complaint
from core.identity import clean_mobile, clean_national_id
from correspondence.models import Letter
from demo import people, services, story
from reception.models import Visit
from requests.actions.intake import current_declaration
from requests.facts_of_file import facts_of_file
from requests.models import CaseStudy, ChecklistEntry, EligibilityCheck, FieldVisit, Reply, SupportRequest
from tests.factories.beneficiaries import BeneficiaryFactory

pytestmark = pytest.mark.django_db
TODAY = "2026-11-18 10:00:00+03:00"
FILES, REQUESTS, COMPLAINTS = 60, 90, 40


def seed(**options: Any) -> None:
    given = {"beneficiaries": FILES, "requests": REQUESTS, "complaints": COMPLAINTS, "association": "twaim"}
    call_command("seed", **{**given, **options})


@pytest.fixture
def seeded(twaim: Association) -> Association:
    with time_machine.travel(TODAY, tick=False):
        seed()
    return twaim


def facts(association: Association) -> list[Any]:
    return [
        list(association.beneficiaries.order_by("pk").values_list("number", "full_name", "born_on", "registered_at")),
        [person.national_id for person in association.beneficiaries.order_by("pk")],
        list(association.support_requests.order_by("pk").values_list("reference", "status", "due_on", "closed_at")),
        list(association.complaints.order_by("pk").values_list("reference", "status", "due_on", "account")),
    ]


def test_as_many_are_made_as_were_asked_for(seeded) -> None:
    assert seeded.beneficiaries.count() == FILES
    assert seeded.support_requests.count() == REQUESTS
    assert seeded.complaints.count() == COMPLAINTS
    assert len(set(seeded.support_requests.values_list("status", flat=True))) >= 6


def test_the_same_number_makes_the_same_people_and_another_makes_others(seeded, qalam) -> None:
    first = facts(seeded)
    made = list(seeded.beneficiaries.values_list("uid", flat=True))
    with time_machine.travel(TODAY, tick=False):
        seed(random_seed=0, beneficiaries=5, requests=0, complaints=0)
    assert seeded.beneficiaries.exclude(uid__in=made).count() == 5  # a second run adds others
    with time_machine.travel(TODAY, tick=False):
        seed(association="qalam", requests=0, complaints=0)
    names = list(qalam.beneficiaries.order_by("pk").values_list("full_name", flat=True))
    assert names != [row[1] for row in first[0]]


def test_ids_and_mobiles_are_right_and_of_nobody(seeded) -> None:
    for person in seeded.beneficiaries.all():
        assert clean_national_id(person.national_id)[:2] in ("19", "29")
        assert clean_mobile(person.mobile).startswith("+96652")


def test_every_file_is_found_by_name_id_and_mobile(seeded) -> None:
    for person in seeded.beneficiaries.all()[:20]:
        for text in (person.full_name, person.national_id, person.mobile, person.number):
            assert person in find(seeded, text).people, text
    stored = Counter(SearchToken.objects.values_list("beneficiary", flat=True))
    assert all(
        stored[person.pk] == len(SearchToken.words_of(person.full_name)) for person in Beneficiary.objects.all()
    )


def test_families_hang_together(seeded) -> None:
    households = Household.objects.prefetch_related("members").all()
    assert len(households) >= FILES - 5
    for household in households:
        head = next(member for member in household.members.all() if member.relation == "head")
        children = [member for member in household.members.all() if member.relation == "child"]
        assert head.beneficiary is not None
        assert len({tuple(child.full_name.split()[-2:]) for child in children}) <= 1
        assert all((child.born_on - head.born_on).days > 14 * 365 for child in children)
    assert HouseholdMember.objects.filter(relation="child").count() > FILES


def test_some_are_known_twice(twaim) -> None:
    seed(beneficiaries=600, requests=0, complaints=0)
    births = Counter(twaim.beneficiaries.values_list("born_on", "mobile_index"))
    assert 1 <= sum(count - 1 for count in births.values()) <= 20


def test_promises_are_what_the_clock_derives(seeded) -> None:
    for case in (*seeded.support_requests.all(), *seeded.complaints.all()):
        derivation = derivation_of(case)
        assert (case.due_on, case.answer_expected_from) == (derivation.due_on, derivation.answer_expected_from)
        assert case.moments.exists()
        assert case.promises.exists()


def test_no_case_is_before_its_file_or_after_now(seeded) -> None:
    now = timezone.now()
    for case in seeded.support_requests.select_related("beneficiary"):
        moments = [event.at for event in case.events.all()]
        assert moments == sorted(moments)
        assert case.beneficiary.registered_at <= case.received_at <= moments[-1] <= now


def test_letters_are_numbered_in_the_order_of_their_days(seeded) -> None:
    letters = list(Letter.objects.filter(association=seeded).order_by("year", "number"))
    assert letters
    assert [letter.issued_at for letter in letters] == sorted(letter.issued_at for letter in letters)
    for year in {letter.year for letter in letters}:
        own = [letter.number for letter in letters if letter.year == year]
        assert own == list(range(1, len(own) + 1))


def test_the_next_real_registration_gets_the_next_number(seeded) -> None:
    with time_machine.travel(TODAY):
        latest = max(seeded.beneficiaries.values_list("number", flat=True))
        by = seeded.memberships.get(user__email="desk@twaim.example")
        made = BeneficiaryFactory(association=seeded, by=by)
    letter, year, serial = latest.split("-")
    assert made.number in (f"{letter}-{year}-{int(serial) + 1:06d}", "B-1448-000001")


def test_every_case_and_file_opens_on_screen(seeded, client_of) -> None:
    client = client_of(seeded.memberships.get(user__email="manager@twaim.example"))
    for case in seeded.support_requests.order_by("status", "pk")[:: REQUESTS // 20]:
        assert client.get(f"/twaim/requests/{case.reference}/").status_code == 200, case.status
    for case in seeded.complaints.all()[:: COMPLAINTS // 12]:
        assert client.get(f"/twaim/complaints/{case.reference}/").status_code == 200, case.status
    for person in seeded.beneficiaries.all()[:5]:
        assert client.get(f"/twaim/beneficiaries/{person.number}/").status_code == 200


def shape(rows: Any) -> list[dict[str, bool]]:
    """Which columns of the rows have something in them."""
    return [
        {
            field.attname: getattr(row, field.attname) not in (None, "", {}, False, 0)
            for field in row._meta.concrete_fields
        }
        for row in rows
    ]


def test_a_request_has_the_rows_that_the_actions_write(seeded) -> None:
    """The same way is gone by the demo's teller through the real actions; what is left must look alike.

    But for the proof of a signature, which an invented person gives to nobody.
    """
    with time_machine.travel(TODAY):
        members = people.staff(seeded, since=timezone.localdate())
        services.offer(seeded)
        teller = story.Teller(seeded, members, random.Random(1))
        person = seeded.beneficiaries.first()
        seeded.beneficiaries.filter(pk=person.pk).update(agreed_means="phone")  # a message would be taken by nobody
        person.refresh_from_db()
        real = teller.tell(person, 40, "open complete study:2 recommend:5 decide:4 answer:1 deliver:5 close:1")
    closed = seeded.support_requests.filter(
        status="closed", deliveries__isnull=False, service__is_in_money=real.service.is_in_money
    )
    skipped = {"receipt_issued", "write_study"}  # not every seeded one has a study, and none its receipt

    def of(case: Any) -> list[Any]:
        return [row for row in case.events.all() if row.event not in skipped]

    events = of(real)
    alike_in_way = (case for case in closed.exclude(pk=real.pk) if len(of(case)) == 10 and not case.field_visits.all())
    seeded_one = next(case for case in alike_in_way if case.instalments.count() == 1)
    assert [row.event for row in of(seeded_one)] == [row.event for row in events]
    assert [sorted(row.detail) for row in of(seeded_one)] == [sorted(row.detail) for row in events]
    for name in ("events", "moments", "promises", "declarations", "recommendations"):
        made, written = (
            of(seeded_one) if name == "events" else getattr(seeded_one, name).all(),
            [r for r in getattr(real, name).all() if r in events or name != "events"],
        )
        alike = [
            [{k: v for k, v in row.items() if k != "signature_id"} for row in shape(rows)] for rows in (made, written)
        ]
        assert alike[0] == alike[1], name
    for name in ("decision", "answer"):
        assert shape([getattr(seeded_one, name)]) == shape([getattr(real, name)]), name
    assert shape(seeded_one.instalments.all()) == shape(real.instalments.all())
    proof = {"signature_id": False, "letter_id": False}
    assert shape(seeded_one.deliveries.all()) == [{**row, **proof} for row in shape(real.deliveries.all())]
    assert sorted(seeded_one.decision.letter.facts) == sorted(real.decision.letter.facts)


def test_what_lies_beside_the_way_is_there_in_proportion(seeded) -> None:
    requests = seeded.support_requests.all()
    granted = requests.filter(decision__amount__isnull=False, answered_at__isnull=False)
    assert CaseStudy.objects.filter(support_request__in=requests).count() > REQUESTS // 4
    assert FieldVisit.objects.filter(support_request__in=requests).exists()
    assert granted.filter(instalments__position=3).exists(), "some are paid month by month"
    assert Visit.objects.filter(beneficiary__support_requests__in=requests).count() > REQUESTS // 4
    assert Reply.objects.filter(support_request__in=requests).exists()
    assert EligibilityCheck.objects.filter(support_request__in=requests).count() >= REQUESTS
    assert not ChecklistEntry.objects.filter(state="matched", item__months__isnull=False, issued_on=None).exists()
    for case in granted.prefetch_related("instalments"):
        plan = case.instalments.all()
        assert sum(row.amount for row in plan) == case.decision.amount
        assert (case.status in ("delivered", "closed")) == all(row.is_delivered for row in plan)


def test_what_was_signed_and_studied_is_what_the_file_says(seeded) -> None:
    for case in seeded.support_requests.filter(declarations__isnull=False)[:10]:
        assert current_declaration(case) is not None
    for study in CaseStudy.objects.select_related("support_request__beneficiary")[:5]:
        day = timezone.localdate(study.frozen_at)
        facts, _health = facts_of_file(study.support_request.beneficiary, on=day)
        assert json.loads(study.facts) == facts


def test_many_cases_cost_no_more_queries_than_few(twaim, django_assert_max_num_queries) -> None:
    seed(requests=0, complaints=0)
    seed(beneficiaries=0, requests=5, complaints=0)
    with django_assert_max_num_queries(1000) as few:
        seed(beneficiaries=0, requests=10, complaints=0)
    with django_assert_max_num_queries(len(few) + 30):
        seed(beneficiaries=0, requests=120, complaints=0)


@pytest.mark.parametrize("counts", [{"beneficiaries": -1}, {"beneficiaries": 0}])
def test_what_cannot_be_made_is_refused(twaim, counts) -> None:
    with pytest.raises(CommandError):
        seed(**counts)
    assert not SupportRequest.objects.exists()
    assert not Complaint.objects.exists()


def test_where_real_people_are_served_nothing_is_invented(twaim, settings) -> None:
    settings.DEMO = False
    with pytest.raises(CommandError, match="settings"):
        seed()
    assert not twaim.beneficiaries.exists()
