"""Nothing is entered in a closed file, by whatever way it is found; a no of the person is heard still (B4, B5)."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone, translation

from accounts.roles import Role
from associations.enums import TextKind
from beneficiaries import actions
from beneficiaries.actions import documents, households
from beneficiaries.actions.closing import close_file, reopen_file
from beneficiaries.models import Beneficiary, HouseholdMember
from core.errors import DomainError
from core.hijri import DualDate
from surveys.enums import Kind
from tests.factories.complaints import Handlers
from tests.factories.surveys import Measuring

from .conftest import ID
from .import_cast import entered, person

BORN = DualDate.of(datetime.date(2015, 5, 6), "gregorian")
TODAY = datetime.date(2026, 1, 1)
Act = Callable[[], object]


@pytest.fixture(autouse=True)
def _own_files_in_english(settings: Any, tmp_path: Any) -> Any:
    settings.STATE_DIR = tmp_path
    with translation.override("en"):
        yield


@pytest.fixture
def manager(twaim: Any) -> Any:
    return Handlers(twaim).manager


@pytest.fixture
def place(noura: Beneficiary, desk: Any) -> HouseholdMember:
    """Noura heads a household with a daughter who has no file."""
    place = households.form_household(noura, by=desk)
    households.add_member(place.household, by=desk, relation="child", born=BORN, full_name="سارة", sex="female")
    return place


def close(file: Beneficiary, by: Any) -> Beneficiary:
    return close_file(Beneficiary.objects.get(pk=file.pk), by=by, reason="انتقلت")


def refused_as_closed(act: Act) -> None:
    with pytest.raises(DomainError) as refusal:
        act()
    assert refusal.value.code == "file_closed"
    assert str(refusal.value.message) == "The file is closed. Whoever may close files can open it again."


def verbs_on(file: Beneficiary, place: HouseholdMember, desk: Any) -> dict[str, Act]:
    """Every verb that enters something in the file or in its household."""
    home, at = place.household, TODAY + datetime.timedelta(days=30)
    money = {"by": desk, "monthly": Decimal(900), "from_on": TODAY}
    income = households.enter_income(place, kind="salary", **money)
    owed = households.enter_obligation(place, kind="loan", **money)
    text = file.association.agreed_texts.in_force(TextKind.RESPONSIBILITIES)
    paper = actions.Signed(method="on_screen", name=file.full_name)
    members = {row.pk: row.relation for row in home.members.standing()}
    child = home.members.get(relation="child")
    return {
        "confirm": lambda: actions.confirm(file, by=desk),
        "accept": lambda: actions.accept(file, by=desk, text=text, how="read"),
        "consent": lambda: actions.give_by_signing(file, by=desk, purpose="service", signed=paper),
        "add member": lambda: households.add_member(home, by=desk, relation="child", born=BORN, full_name="هند"),
        "correct member": lambda: households.correct_member(child, by=desk, born=None, occupation="طالبة"),
        "leave": lambda: households.leave(child, by=desk, on=timezone.localdate(), because="married"),
        "head": lambda: households.change_head(home, by=desk, relations=members, reason="x"),
        "income": lambda: households.enter_income(child, kind="salary", **money),
        "obligation": lambda: households.enter_obligation(child, kind="loan", **money),
        "income ends": lambda: households.end_money(income, by=desk, on=at),
        "obligation ends": lambda: households.end_money(owed, by=desk, on=at),
    }


@pytest.mark.django_db
def test_every_verb_of_the_file_and_its_household_is_refused_in_one_sentence(noura, place, desk, manager):
    acts = verbs_on(noura, place, desk)
    closed = close(noura, manager)
    for act in acts.values():
        refused_as_closed(act)
    reopen_file(closed, by=manager, reason="عادت")
    for name in ("confirm", "accept", "add member", "correct member", "income", "income ends", "obligation ends"):
        acts[name]()


@pytest.mark.django_db
def test_the_pages_of_a_closed_file_offer_nothing_that_would_be_refused(noura, place, desk, manager, client_of):
    browser, path = client_of(desk), f"/twaim/beneficiaries/{noura.number}/"
    verbs = ("edit/", "edit/contact/", "documents/new/", "mandates/new/", "changes/new/", "confirm/", "household/add/")

    def offered() -> set[str]:
        pages = browser.get(path).content.decode() + browser.get(f"{path}household/").content.decode()
        return {verb for verb in verbs if f'href="{path}{verb}"' in pages}

    assert offered() == set(verbs)
    close(noura, manager)
    assert offered() == set()
    assert "The file is closed" in browser.get(path).content.decode()


def test_the_household_stays_open_for_the_file_that_is_open_and_the_closed_persons_rows_stay(
    noura, place, desk, manager, known
):
    widow = known(full_name="هيا بنت سعد السبيعي")
    hers = households.add_beneficiary(place.household, widow, by=desk, relation="spouse")
    close(noura, manager)
    households.enter_income(hers, by=desk, kind="salary", monthly=Decimal(100), from_on=TODAY)
    refused_as_closed(
        lambda: households.enter_income(place, by=desk, kind="salary", monthly=Decimal(100), from_on=TODAY)
    )
    refused_as_closed(lambda: households.correct_member(place, by=desk, born=None, occupation="x"))
    relations = {row.pk: row.relation for row in place.household.members.standing()}
    relations |= {hers.pk: "head", place.pk: "spouse"}
    households.change_head(place.household, by=desk, relations=relations, reason="وفاة")
    place.refresh_from_db()
    households.leave(place, by=desk, on=timezone.localdate(), because="died")  # that the person is gone is entered


def test_an_import_leaves_a_closed_file_and_leads_a_merged_number_to_the_kept_one(
    twaim, noura, desk, manager, member_of
):
    close(noura, manager)
    sheet = "\n".join(
        ";".join(cells)
        for cells in (
            ("الاسم الكامل", "رقم الهوية", "تاريخ الميلاد", "رقم الجوال", "وسيلة التواصل", "المدينة"),
            person(1, national_id=ID, city="الرياض"),
        )
    )
    run = entered(twaim, manager, sheet.encode(), known_people="update")
    row = run.rows.get()
    assert row.state == "faulty"
    assert "The file is closed. Whoever may close files can open it again." in row.problem
    noura.refresh_from_db()
    assert noura.city == "الهفوف"


def test_a_consent_is_withdrawn_and_refused_under_a_closed_file(noura, desk, manager):
    drawn = actions.Signed(method="on_screen", name=noura.full_name)
    actions.give_by_signing(noura, by=desk, purpose="contact", signed=drawn)
    close(noura, manager)
    assert actions.say(noura, by=desk, purpose="contact", state="withdrawn").state == "withdrawn"
    assert actions.say(noura, by=desk, purpose="publication", state="refused").state == "refused"


# --- files found by their number in the forms of other rooms ---------------------------------


@pytest.fixture
def kept_from_researcher(twaim: Any, noura: Beneficiary) -> Any:
    """A researcher whom an open complaint of Noura's is about."""
    people = Handlers(twaim)
    case = people.named(beneficiary=noura)
    people.do("name_subject", case, member=people.researcher)
    return people.researcher


def test_a_file_that_is_kept_from_a_member_is_no_file_in_the_household_form(
    noura, kept_from_researcher, known, client_of, desk
):
    other = known()
    path, typed = f"/twaim/beneficiaries/{other.number}/household/add/", {"relation": "child", "number": noura.number}
    answer = client_of(kept_from_researcher).post(path, typed)
    assert (answer.status_code, "No file here has this number." in answer.content.decode()) == (422, True)
    assert client_of(desk).post(path, typed).status_code == 302


def test_lists_across_files_leave_out_what_is_kept_from_a_member(noura, kept_from_researcher, known, desk, client_of):
    twin = known(full_name=noura.full_name, mobile=noura.mobile)
    actions.report_change(noura, by=desk, values={"city": "الرياض"})
    Beneficiary.objects.filter(pk=noura.pk).update(confirm_due_on=timezone.localdate())
    kind = noura.association.document_kinds.get(name_ar="هوية مقيم")
    soon = timezone.localdate() + datetime.timedelta(days=9)
    documents.add_document(noura, by=desk, kind=kind, valid_until=soon, sighted_on=timezone.localdate())
    hers = client_of(kept_from_researcher)
    theirs = client_of(Handlers(noura.association).researcher)
    for path in ("changes/", "confirmations/", "documents/", "duplicates/"):
        pages = [browser.get(f"/twaim/beneficiaries/{path}") for browser in (theirs, hers)]
        assert [noura.number in page.content.decode() for page in pages] == [True, False], path
    pair = f"/twaim/beneficiaries/duplicates/{noura.number}/{twin.number}/"
    assert [browser.get(pair).status_code for browser in (theirs, hers)] == [200, 404]


@pytest.mark.parametrize(
    ("path", "box"), [("/twaim/surveys/enter/interview/", "beneficiary"), ("/twaim/compensation/new/", "file_number")]
)
def test_the_forms_of_other_rooms_find_no_file_that_is_kept_from_a_member(
    twaim, noura, path, box, member_of, client_of
):
    people, roles = Handlers(twaim), (Role.CONTACT_OFFICER, Role.FOLLOW_UP)
    subject, other = (member_of(twaim, *roles)[1] for _time in range(2))
    case = people.named(beneficiary=noura)
    people.do("name_subject", case, member=subject)
    for member, is_refused in ((other, False), (subject, True)):
        answer = client_of(member).post(path, {box: noura.number})
        assert answer.status_code == 422
        assert (box in answer.context["form"].errors) is is_refused


def test_an_interview_is_not_entered_under_a_closed_file(twaim, noura, manager, client_of):
    people = Measuring(twaim)
    close(noura, manager)
    refused_as_closed(lambda: people.enter(Kind.INTERVIEW, beneficiary=noura))
