"""Who studies a request: offered by area and load, given, given anew with a reason, given back with a tie."""

from typing import Any

import pytest
from django.utils import timezone, translation

from accounts.models import Membership
from accounts.roles import Role
from core.errors import DomainError, NotPermitted
from requests import actions
from requests.assigning import offered, researchers
from requests.enums import Status
from requests.workflow import ASSIGN, RECOMMEND, START_STUDY, STEP_ASIDE
from tests.factories.support_requests import Staff

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _sentences_in_english() -> Any:
    with translation.override("en"):
        yield


@pytest.fixture
def second(staff: Staff) -> Membership:
    """The one beside ``staff.researcher``: the factory's own second researcher."""
    return staff.second


def order(staff: Staff, case: Any) -> list[int]:
    people = researchers(staff.association, on=timezone.localdate())
    aside = case.stepped_aside.values_list("who", flat=True)
    return [one.membership.pk for one in offered(case, people, aside=aside)]


def cover(staff: Staff, member: Membership, *names: str) -> None:
    actions.name_areas(staff.association, by=staff.chair, areas={member.pk: names})


class TestToWhomItIsOffered:
    def test_to_whoever_has_least_open(self, staff, second):
        staff.case(Status.UNDER_STUDY)  # with the first
        case = staff.case(Status.AWAITING_STUDY)
        assert order(staff, case) == [second.pk, staff.researcher.pk]

    def test_the_area_comes_before_the_load(self, staff, second):
        staff.case(Status.UNDER_STUDY)
        cover(staff, staff.researcher, "Huraymila", "مكة المكرمة")
        for city in ("مكه المكرمه", "Huraymila"):
            case = staff.case(Status.AWAITING_STUDY)
            type(case.beneficiary).objects.filter(pk=case.beneficiary_id).update(city=city)
            assert order(staff, staff.fresh(case)) == [staff.researcher.pk, second.pk]

    def test_a_place_that_is_not_known_is_nobodys_area(self, staff, second):
        cover(staff, second, "x")
        case = staff.case(Status.AWAITING_STUDY)
        type(case.beneficiary).objects.filter(pk=case.beneficiary_id).update(city="", district="")
        assert order(staff, staff.fresh(case)) == [staff.researcher.pk, second.pk]

    def test_not_to_who_left_or_has_a_tie(self, staff, second):
        case = staff.case(Status.UNDER_STUDY)
        staff.do(STEP_ASIDE, case)
        assert order(staff, case) == [second.pk]
        Membership.objects.filter(pk=second.pk).update(is_active=False)
        assert order(staff, case) == []

    def test_the_number_of_queries_does_not_grow(self, staff, django_assert_num_queries):
        for _number in range(3):
            staff.case(Status.UNDER_STUDY)
            staff.member(Role.RESEARCHER)
        with django_assert_num_queries(4):
            assert len(researchers(staff.association, on=timezone.localdate())) == 5


class TestGiving:
    def test_it_is_given_and_its_researcher_begins(self, staff, second):
        case = staff.case(Status.AWAITING_STUDY)
        staff.do(ASSIGN, case, to=second, reason="")
        assert staff.fresh(case).researcher == second.user
        assert staff.association.notices.filter(event="case_assigned").count() == 1
        with pytest.raises(DomainError) as refusal:
            staff.do(START_STUDY, case)
        assert refusal.value.code == "with_another"
        assert second.user.name in str(refusal.value)
        staff.do(START_STUDY, case, by=second)

    def test_given_anew_needs_its_reason_and_both_hear_of_it(self, staff, second):
        case = staff.case(Status.UNDER_STUDY)
        with pytest.raises(DomainError) as refusal:
            staff.do(ASSIGN, case, to=second, reason=" ")
        assert refusal.value.field == "reason"
        staff.do(ASSIGN, case, to=second, reason="She travels")
        fresh = staff.fresh(case)
        assert (fresh.researcher, fresh.status) == (second.user, Status.UNDER_STUDY)
        told = fresh.events.last()
        assert (told.reason, told.detail["to_ar"]) == ("She travels", second.user.name_ar)
        events = staff.association.notices.values_list("event", flat=True)
        assert {"case_assigned", "case_moved_on"} <= set(events)
        with pytest.raises(DomainError):
            staff.do(RECOMMEND, case)
        staff.do(RECOMMEND, case, by=second)

    def test_not_twice_to_the_same_nor_to_who_does_not_study(self, staff, second, elsewhere):
        case = staff.case(Status.UNDER_STUDY)
        for to, code in (
            (staff.researcher, "same"),
            (staff.desk, "not_a_researcher"),
            (elsewhere.researcher, "not_a_researcher"),
        ):
            with pytest.raises(DomainError) as refusal:
                staff.do(ASSIGN, case, to=to)
            assert refusal.value.code == code

    def test_a_study_of_somebody_who_left_can_be_taken(self, staff, second):
        case = staff.case(Status.AWAITING_STUDY)
        staff.do(ASSIGN, case, to=second)
        Membership.objects.filter(pk=second.pk).update(is_active=False)
        staff.do(START_STUDY, case)


class TestATie:
    def test_the_request_waits_again_and_is_not_taken_back(self, staff, second):
        case = staff.case(Status.UNDER_STUDY)
        staff.do(STEP_ASIDE, case, reason="My cousin")
        fresh = staff.fresh(case)
        assert (fresh.status, fresh.researcher) == (Status.AWAITING_STUDY, None)
        with pytest.raises(DomainError) as refusal:
            staff.do(START_STUDY, case)
        assert refusal.value.code == "aside"
        with pytest.raises(DomainError):
            staff.do(ASSIGN, case, to=staff.researcher)
        staff.do(START_STUDY, case, by=second)

    def test_not_from_what_is_anothers(self, staff, second):
        case = staff.case(Status.UNDER_STUDY)
        with pytest.raises(DomainError) as refusal:
            staff.do(STEP_ASIDE, case, by=second)
        assert refusal.value.code == "not_theirs"
        assert staff.fresh(case).researcher == staff.researcher.user


class TestAreas:
    def test_one_place_is_named_once_however_it_is_spelled(self, staff):
        cover(staff, staff.researcher, "مكة", " مكه", "")
        assert [area.name for area in staff.researcher.areas.all()] == ["مكة"]

    def test_only_those_who_assign_name_them_and_only_of_their_own(self, staff, elsewhere):
        with pytest.raises(NotPermitted):
            actions.name_areas(staff.association, by=staff.desk, areas={})
        with pytest.raises(DomainError):
            actions.name_areas(staff.association, by=staff.chair, areas={elsewhere.researcher.pk: ["x"]})
        with pytest.raises(DomainError):
            cover(staff, staff.researcher, *map(str, range(21)))


class TestOnScreen:
    def test_the_load_and_the_suggestion_stand_on_one_page(self, staff, second, client_of):
        staff.case(Status.UNDER_STUDY)
        case = staff.case(Status.AWAITING_STUDY)
        page = client_of(staff.chair).get("/twaim/requests/researchers/").content.decode()
        assert case.reference in page
        assert f"{case.reference}/assign/" in page
        assert (
            f"{case.reference}/assign/" not in client_of(second).get("/twaim/requests/researchers/").content.decode()
        )

    def test_a_form_gives_it_and_areas_are_typed_with_commas(self, staff, second, client_of):
        case, client = staff.case(Status.AWAITING_STUDY), client_of(staff.chair)
        path = f"/twaim/requests/{case.reference}/assign/"
        form = client.get(path).context["form"]
        assert "reason" not in form.fields
        typed = {"token": form["token"].value(), "version": form["version"].value(), "to": str(second.pk)}
        assert client.post(path, typed).status_code == 302
        assert staff.fresh(case).researcher == second.user
        assert "reason" in client.get(path).context["form"].fields
        assert client.post("/twaim/requests/researchers/areas/", {f"areas_{second.pk}": "A، B, A"}).status_code == 302
        assert [area.name for area in second.areas.all()] == ["A", "B"]

    def test_a_page_that_was_opened_before_gives_to_whom_it_names(self, staff, second, client_of):
        """The order is by load, which the first of the two sendings changes."""
        cases, client = [staff.case(Status.AWAITING_STUDY) for _time in range(2)], client_of(staff.chair)
        paths = [f"/twaim/requests/{case.reference}/assign/" for case in cases]
        forms = [client.get(path).context["form"] for path in paths]
        value, words = forms[1].fields["to"].choices[0]
        for path, form in zip(paths, forms, strict=True):
            typed = {"token": form["token"].value(), "version": form["version"].value(), "to": value}
            assert client.post(path, typed).status_code == 302
        assert staff.fresh(cases[1]).researcher.name in words
