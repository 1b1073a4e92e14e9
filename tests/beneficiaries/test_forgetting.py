"""A file whose time is over forgets its person, everywhere, for ever; what is counted stays (B4)."""

from __future__ import annotations

import datetime
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.db import IntegrityError, connection, transaction

from beneficiaries.actions import correct, look, register, report_change
from beneficiaries.actions.closing import anonymise, close_file, kept_until, reopen_file
from beneficiaries.actions.households import add_beneficiary, add_member, enter_income, form_household
from beneficiaries.actions.mandates import enter_mandate
from beneficiaries.finding import find
from beneficiaries.models import Anonymisation, Beneficiary, HouseholdMember
from complaints.enums import Status as ComplaintStatus
from complaints.workflow import CONFIRM, DECIDE, GIVE_ANSWER, TAKE, WRITE
from core import uploads
from core.errors import DomainError, NotPermitted
from core.hijri import DualDate
from correspondence.models import Letter, Notice
from requests.actions.online import folder_of
from requests.enums import Status
from tests.beneficiaries.at_rest import everything_at_rest, found
from tests.factories.beneficiaries import national_id
from tests.factories.complaints import Handlers
from tests.factories.support_requests import WAYS, Staff
from tests.online.conftest import pdf, upload

ID, CHILD_ID, HOLDER_ID = national_id(40_001), national_id(40_002), national_id(40_003)
MOBILE, OTHER, HOLDER_MOBILE = "+966598761234", "+966598765555", "+966598766666"
IBAN = "SA0380000000608010167519"
NAMES = ("قنديلة", "شهوان", "السرحوبي")
HOUSE = ("زمردة", "غطفانة")
OTHERS = ("مكنون", "الطوارقي", "qandila@example.test", "شارع الخزامى المخفي", "DEED-77119", "CANARY-NOTE")
NUMBERS = tuple(
    number.removeprefix("+966") for number in (ID, CHILD_ID, HOLDER_ID, MOBILE, OTHER, HOLDER_MOBILE, IBAN)
)
KNOWN = (*NAMES, *HOUSE, *OTHERS, *NUMBERS)
BORN = DualDate.of(datetime.date(1985, 3, 6), "gregorian")
NOW = datetime.datetime(2026, 11, 21, 9, 0, tzinfo=datetime.UTC)
LATER = datetime.datetime(2036, 11, 25, 9, 0, tzinfo=datetime.UTC)


class Life:
    """A person who left a trace in every room."""

    def __init__(self, association: Any) -> None:
        self.association, self.staff, self.handlers = association, Staff(association), Handlers(association)
        self.manager = self.handlers.manager
        self.file = register(
            association,
            by=self.staff.desk,
            full_name="قنديلة بنت شهوان السرحوبي",
            national_id=ID,
            born=BORN,
            mobile=MOBILE,
            agreed_means="sms",
            city="الهفوف",
        )
        self.at_the_desk()
        self.asks()
        self.complains()
        self.file = Beneficiary.objects.get(pk=self.file.pk)

    def at_the_desk(self) -> None:
        desk, researcher = self.staff.desk, self.staff.researcher
        correct(
            self.file,
            by=desk,
            full_name="قنديلة بنت شهوان بن غطفانة السرحوبي",
            other_mobile=OTHER,
            other_mobile_of="مكنون",
            iban=IBAN,
            email="qandila@example.test",
            street="شارع الخزامى المخفي",
        )
        correct(self.file, by=researcher, health_note="CANARY-NOTE", marital="widowed")
        household = form_household(self.file, by=desk).household
        child = add_member(
            household, by=desk, relation="child", born=BORN, full_name="زمردة الطوارقي", national_id=CHILD_ID
        )
        enter_income(child, by=desk, kind="salary", monthly=100, from_on=BORN.gregorian, note="CANARY-NOTE")
        enter_mandate(
            self.file,
            by=desk,
            kind="guardian",
            holder_name="مكنون الطوارقي",
            holder_id=HOLDER_ID,
            holder_mobile=HOLDER_MOBILE,
            deed_number="DEED-77119",
            scope="CANARY-NOTE",
            from_on=datetime.date(2026, 1, 1),
            until_on=None,
        )
        look(self.file, by=desk, reason="CANARY-NOTE قنديلة")

    def asks(self) -> None:
        case = self.staff.open(self.file, need="إيجار قنديلة", brought_by="مكنون الطوارقي")
        self.staff.prepare(case)
        for event in WAYS[Status.CLOSED]:
            facts = {
                "recommend": {"findings": "زارت الباحثة بيت السرحوبي"},
                "decide": {"reasons": "ثبتت حاجة قنديلة"},
            }.get(event, {})
            self.staff.do(event, case, **facts)
        self.case = self.staff.fresh(case)

    def complains(self) -> None:
        people = self.handlers
        case = people.named(
            person_name="قنديلة السرحوبي",
            mobile=MOBILE,
            agreed_means="sms",
            account="قالت قنديلة",
            beneficiary=self.file,
        )
        people.do(TAKE, case)
        people.do(WRITE, case, text="يا قنديلة، متى كان ذلك؟")
        people.do(DECIDE, case, reasons="صدقت قنديلة", apology="نعتذر لقنديلة")
        people.do(GIVE_ANSWER, case)
        people.do(CONFIRM, case)
        self.complaint = people.fresh(case)

    def ends(self) -> Beneficiary:
        return close_file(self.file, by=self.manager, reason="انتقلت قنديلة")

    def forgotten(self) -> Anonymisation:
        with time_machine.travel(LATER, tick=False):
            return anonymise([self.file], by=self.manager, reason="محضر 12")[0]


@pytest.fixture(autouse=True)
def _in_time(settings: Any, tmp_path: Any) -> Iterator[None]:
    settings.STATE_DIR = tmp_path
    with time_machine.travel(NOW, tick=True):
        yield


@pytest.fixture
def life(twaim: Any) -> Life:
    return Life(twaim)


def a_paper(life: Life) -> Path:
    """A paper that came in online; gives where it lies."""
    folder = folder_of(life.association.pk)
    stored = uploads.keep(upload(pdf()), folder=folder, kinds=uploads.PAPERS)
    facts = {name: getattr(stored, name) for name in ("media_type", "size", "sha256", "pages")}
    life.case.papers.create(
        association=life.association,
        item=life.case.checklist.first().item,
        sent_at=NOW,
        sent_by=life.staff.desk.user,
        stored_as=stored.name,
        **facts,
    )
    return Path(settings.STATE_DIR) / "files" / folder / stored.name


@pytest.mark.django_db(transaction=True)
def test_nothing_that_names_the_person_is_left_in_the_database(life, caplog):
    caplog.set_level(logging.DEBUG)
    before = found(KNOWN, everything_at_rest())
    assert set(NAMES + HOUSE) <= set(before), "the search finds what is there"
    assert not set(NUMBERS) & set(before), "numbers are never in clear"
    kept = a_paper(life)
    life.ends()
    assert kept.exists()
    life.forgotten()
    assert not kept.exists()
    assert not found(KNOWN, everything_at_rest())
    assert not found(KNOWN, caplog.text)


@pytest.mark.django_db
def test_what_is_counted_stays(life):
    life.ends()
    done = life.forgotten()
    file = Beneficiary.objects.get(pk=life.file.pk)
    assert (file.city, file.birth_hijri_year, file.born_on) == ("الهفوف", 1405, datetime.date(1985, 1, 1))
    case = life.staff.fresh(life.case)
    assert (case.status, case.decision.outcome, case.decision.amount) == (Status.CLOSED, "accepted", 2500)
    assert case.answered_at == life.case.answered_at
    assert life.handlers.fresh(life.complaint).status == ComplaintStatus.CLOSED
    assert (
        Letter.objects.filter(about=case.reference).count() == 2
    )  # the decision and the receipt of what was handed over
    assert all(row.is_emptied for row in Letter.objects.all())
    assert (done.by, done.reason) == (life.manager.user, "محضر 12")
    assert done.rows > 20
    assert done.emptied["requests"] > 5
    assert done.emptied["complaints"] > 5


def test_it_is_found_by_nothing_and_opened_by_nobody(life, client_of):
    life.ends()
    life.forgotten()
    for text in ("قنديلة", ID, MOBILE, life.file.number):
        assert not find(life.association, text, by=life.staff.desk).people
    browser = client_of(life.staff.desk)
    for rest in ("", "edit/", "household/", "looks/", "copy/"):
        assert browser.get(f"/twaim/beneficiaries/{life.file.number}/{rest}").status_code == 404
    with pytest.raises(DomainError):
        correct(life.file, by=life.staff.desk, city="الرياض")
    page = browser.get(f"/twaim/requests/{life.case.reference}/")
    assert page.status_code == 200
    assert "قنديلة" not in page.content.decode()
    letter = Letter.objects.order_by("pk").first()
    paper = browser.get(f"/twaim/letters/{letter.year}/{letter.number}/").content.decode()
    assert "أُزيلت منه البيانات الشخصية" in paper
    assert "so its facts were removed" in browser.get(f"/check/{letter.check_code}/").content.decode()
    assert client_of(life.manager).get("/twaim/notices/").status_code == 200


def test_the_database_itself_keeps_it_forgotten(life):
    """beneficiaries_anonymisation and beneficiaries_beneficiary, past every verb."""
    life.ends()
    done = life.forgotten()
    for table, row in (("beneficiaries_beneficiary", life.file.pk), ("beneficiaries_anonymisation", done.pk)):
        column = "city" if table.endswith("beneficiary") else "reason"
        for statement in (
            f"UPDATE {table} SET {column} = 'x' WHERE id = {row}",
            f"DELETE FROM {table} WHERE id = {row}",
        ):
            with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(statement)


def test_an_anonymous_file_cannot_hold_a_name(life):
    life.ends()
    with pytest.raises(IntegrityError, match="holds no name"), transaction.atomic():
        Beneficiary.objects.filter(pk=life.file.pk).update(anonymised_at=NOW)


def test_a_household_with_another_living_file_keeps_its_members(life):
    other = life.staff.person(full_name="بدرية السرحوبي")
    household = form_household(life.file, by=life.staff.desk).household
    add_beneficiary(household, other, by=life.staff.desk, relation="sibling")
    life.ends()
    life.forgotten()
    names = {row.full_name for row in HouseholdMember.objects.filter(household=household)}
    assert names == {"—", "زمردة الطوارقي", "بدرية السرحوبي"}


def test_before_its_day_a_file_is_not_forgotten_and_the_others_with_it_stay(life):
    other = close_file(life.staff.person(), by=life.manager, reason="مكرر")
    Beneficiary.objects.filter(pk=other.pk).update(keep_until=datetime.date(2026, 11, 20))
    life.ends()
    other.refresh_from_db()
    with pytest.raises(DomainError) as refused:
        anonymise([other, life.file], by=life.manager, reason="محضر")
    assert refused.value.code == "kept"
    assert not Beneficiary.objects.filter(anonymised_at__isnull=False).exists()
    assert len(anonymise([other], by=life.manager, reason="محضر")) == 1


def test_a_file_with_something_under_way_is_not_closed(life):
    case = life.staff.open(life.file)
    with pytest.raises(DomainError, match=case.reference):
        life.ends()
    life.staff.do("withdraw", case)
    assert life.ends().keep_until == datetime.date(2036, 11, 21)


def test_a_closed_file_takes_nothing_in_until_it_is_opened_again(life):
    file = life.ends()
    for attempt in (lambda: correct(file, by=life.staff.desk, city="الرياض"), lambda: life.staff.open(file)):
        with pytest.raises(DomainError) as refused:
            attempt()
        assert refused.value.code == "file_closed"
    reopen_file(file, by=life.manager, reason="عادت")
    assert life.staff.open(Beneficiary.objects.get(pk=file.pk)).pk


def test_only_whoever_may_close_files_closes_opens_and_forgets(life):
    for verb in (close_file, reopen_file):
        with pytest.raises(NotPermitted):
            verb(life.file, by=life.staff.desk, reason="x")
    with pytest.raises(NotPermitted):
        anonymise([life.file], by=life.staff.desk, reason="x")


def test_years_are_gregorian_and_a_leap_day_ends_on_the_first_of_march():
    assert kept_until(datetime.date(2026, 11, 21), 10) == datetime.date(2036, 11, 21)
    assert kept_until(datetime.date(2028, 2, 29), 10) == datetime.date(2038, 3, 1)


def test_the_manager_lists_chooses_confirms_and_forgets(life, client_of, django_assert_max_num_queries):
    life.ends()
    browser = client_of(life.manager)
    assert life.file.number not in browser.get("/twaim/beneficiaries/time-is-over/").content.decode()
    Beneficiary.objects.filter(pk=life.file.pk).update(keep_until=datetime.date(2026, 11, 20))
    assert life.file.number in browser.get("/twaim/beneficiaries/time-is-over/").content.decode()
    address = f"/twaim/beneficiaries/time-is-over/forget/?file={life.file.number}"
    assert "cannot be undone" in browser.get(address).content.decode()
    sent = {"file": life.file.number, "reason": "محضر 12"}
    assert browser.post(address, sent).status_code == 422, "not sure"
    assert browser.post(address, {**sent, "is_sure": "on"}).status_code == 302
    assert Anonymisation.objects.get().beneficiary_id == life.file.pk
    assert browser.get("/twaim/beneficiaries/time-is-over/").status_code == 200


def test_notices_that_still_wait_are_not_sent_any_more(life):
    life.ends()
    life.forgotten()
    assert not Notice.objects.exclude(body_sealed="").exists()


def test_into_a_closed_file_no_part_enters_anything(life):
    life.ends()
    file = Beneficiary.objects.get(pk=life.file.pk)
    with pytest.raises(DomainError) as refused:
        form_household(file, by=life.staff.desk)
    assert refused.value.code == "file_closed"
    with pytest.raises(DomainError) as refused:
        report_change(file, by=life.staff.desk, values={"marital": "married"})
    assert refused.value.code == "file_closed"
