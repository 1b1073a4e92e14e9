"""Who takes no part finds the person neither in a relative's household nor in a sheet of people."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest
from django.urls import reverse

from accounts.roles import Role
from beneficiaries.actions.households import add_beneficiary, add_member, enter_income, form_household
from committees.enums import Choice
from core.hijri import DualDate
from correspondence.lists import issuer_of, with_issuer
from proceedings import actions
from tests.beneficiaries.import_cast import checked, csv_of, entered, person
from tests.factories.beneficiaries import national_id
from tests.factories.sessions import Body
from tests.factories.support_requests import SINCE

NAME, RELATIVE, NOTE, CHANGED = "غصينة الزمردية", "نورة الياقوتية", "راتب من الأثلة", "صُحح ذكر الغصينة"


class Aside:
    """``aside`` and ``takes_part`` hold every role; one of them takes no part in the request of ``hidden``."""

    def __init__(self, body: Body) -> None:
        staff = body.staff
        self.aside, self.takes_part = staff.member(*Role), staff.member(*Role)
        for member in (self.aside, self.takes_part):
            staff.seat(member, "member")
        body.ready(1)
        self.hidden, self.relative = body.cases[0].beneficiary, staff.person(full_name=RELATIVE)
        self.hidden.full_name = NAME
        self.hidden.save(update_fields=["full_name"])
        self.home = form_household(self.relative, by=staff.desk).household
        self.own = add_beneficiary(self.home, self.hidden, by=staff.desk, relation="child")
        enter_income(self.own, by=staff.desk, from_on=SINCE, kind="salary", monthly=1234, note=NOTE)
        session = body.convene()
        actions.recuse(
            session,
            by=body.people["chair"],
            case=body.cases[0].reference,
            seat_id=body.committee.seats.get(membership=self.aside).pk,
            ground="kinship",
        )

    def address(self, name: str, *more: Any) -> str:
        return reverse(f"beneficiaries:{name}", args=["twaim", self.relative.number, *more])


@pytest.fixture
def kept(body: Body) -> Aside:
    return Aside(body)


def test_a_relatives_household_shows_the_sum_and_not_whose_it_is(kept: Aside, client_of: Any) -> None:
    page = client_of(kept.takes_part).get(kept.address("household")).content.decode()
    assert NAME in page
    assert NOTE in page
    answer = client_of(kept.aside).get(kept.address("household"))
    page = answer.content.decode()
    assert answer.status_code == 200
    assert RELATIVE in page
    assert NAME not in page
    assert NOTE not in page
    assert kept.hidden.number not in page
    assert "1,234" in page  # the sum per head is the same for everybody
    assert "1 member is not shown to you" in page


@pytest.mark.parametrize("name", ["correct_member", "enter_income", "enter_obligation", "member_leaves"])
def test_the_forms_on_such_a_relative_do_not_exist(kept: Aside, client_of: Any, name: str) -> None:
    path = kept.address(name, kept.own.uid)
    assert client_of(kept.takes_part).get(path).status_code == 200
    assert client_of(kept.aside).get(path).status_code == 404
    assert client_of(kept.aside).post(path, {}).status_code == 404


@pytest.mark.parametrize("name", ["change_head", "split_household", "join_household"])
def test_what_moves_the_whole_household_is_for_somebody_else(kept: Aside, client_of: Any, name: str) -> None:
    assert NAME in client_of(kept.takes_part).get(kept.address(name)).content.decode()
    answer = client_of(kept.aside).get(kept.address(name))
    assert answer.status_code == 403
    assert NAME not in answer.content.decode()


def test_a_relative_known_by_the_same_number_alone_is_found_out(kept: Aside, body: Body, client_of: Any) -> None:
    other = body.staff.person(full_name="سعد الفيروزي")
    home = form_household(other, by=body.staff.desk).household
    given = {"relation": "child", "born": DualDate.of(SINCE), "full_name": NAME}
    add_member(home, by=body.staff.desk, national_id=kept.hidden.national_id, **given)
    path = reverse("beneficiaries:household", args=["twaim", other.number])
    assert NAME in client_of(kept.takes_part).get(path).content.decode()
    assert NAME not in client_of(kept.aside).get(path).content.decode()


def sheet_text(answer: Any) -> str:
    body = b"".join(answer.streaming_content)
    if not body.startswith(b"PK"):
        return body.decode()
    with zipfile.ZipFile(io.BytesIO(body)) as parts:
        return "\n".join(parts.read(name).decode(errors="replace") for name in parts.namelist())


def test_a_sheet_of_people_shows_neither_the_row_nor_its_mistake(kept: Aside, body: Body, client_of: Any) -> None:
    number = kept.hidden.national_id
    rows = [person(1, full_name=NAME, national_id=number, mobile="123"), person(2, mobile="456")]
    rows += [person(3, full_name=NAME, national_id=number), person(4)]
    run = checked(body.staff.association, kept.takes_part, csv_of(rows))
    paths = [reverse("beneficiaries:import", args=["twaim", run.uid])]
    sheets = [reverse("beneficiaries:import_rows", args=["twaim", run.uid, ending]) for ending in ("csv", "xlsx")]
    mine, theirs = client_of(kept.aside), client_of(kept.takes_part)
    for path in sheets:
        assert NAME in sheet_text(theirs.get(path))
        read = sheet_text(mine.get(path))
        assert NAME not in read
        assert number not in read
        assert national_id(2) in read
    assert [row.number for row in theirs.get(paths[0]).context["not_taken"]] == [2, 3, 4]
    assert [row.number for row in mine.get(paths[0]).context["not_taken"]] == [3]


def test_files_that_stay_are_named_to_whoever_may_open_them(kept: Aside, body: Body, client_of: Any) -> None:
    run = entered(body.staff.association, kept.takes_part, csv_of([person(5), person(6)]))
    files = list(body.staff.association.beneficiaries.filter(import_rows__run=run).order_by("pk"))
    body.cases[0].__class__.objects.filter(pk=body.cases[0].pk).update(beneficiary=files[0])
    form_household(files[1], by=body.staff.desk)
    path = reverse("beneficiaries:import_undo", args=["twaim", run.uid])
    assert files[0].number in client_of(kept.takes_part).get(path).content.decode()
    page = client_of(kept.aside).get(path).content.decode()
    assert files[0].number not in page
    assert files[0].full_name not in page
    assert files[1].number in page


def test_the_register_names_the_body_and_not_who_closed_the_vote(body: Body) -> None:
    session, _item = body.called("deputy", "first", "second", "third")
    motion = body.moved(session, by="deputy")
    body.vote(session, motion, deputy=Choice.FOR, first=Choice.FOR, second=Choice.FOR)
    body.close(session, motion, by="deputy")
    letter = with_issuer(body.staff.association.letters.filter(kind="decision")).get()
    assert letter.issued_by == body.people["deputy"].user
    assert issuer_of(letter) == body.committee.name_ar
    type(letter).objects.filter(pk=letter.pk).update(facts={})
    assert issuer_of(with_issuer(body.staff.association.letters.filter(pk=letter.pk)).get()) == "—"


def test_a_letter_that_one_person_decided_names_that_person(staff: Any) -> None:
    case = staff.case("answered")
    letter = with_issuer(staff.association.letters.filter(pk=case.decision.letter_id)).get()
    assert issuer_of(letter) == staff.chair.user.name
