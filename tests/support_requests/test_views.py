"""The main job on screen, from the desk to the closing, by the people whose tasks the steps are."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.roles import Role
from associations.enums import BodyKind, OverrideKind
from core.once import new_token
from requests.enums import Outcome, Status
from requests.models import Decision, Delivery, SupportRequest
from requests.workflow import RECOMMEND, START_STUDY
from tests.conftest import loaded
from tests.factories.services import new_lines
from tests.factories.support_requests import Staff

# session, its user, their memberships with roles: what every page of an association asks first
FRAME = re.compile(r'FROM "(django_session|accounts_user|accounts_membership|accounts_membershiprole)"')


class Screen:
    """The browser of one member: opens a page, fills its form, sends it."""

    def __init__(self, client: Any, staff: Staff) -> None:
        self.client, self.staff = client, staff

    def path(self, case: SupportRequest, verb: str = "") -> str:
        return f"/{self.staff.association.slug}/requests/{case.reference}/{f'{verb}/' if verb else ''}"

    def send(self, path: str, **words: Any) -> Any:
        """The form of the page as it stands there, with these words; goes where it leads."""
        page = self.client.get(path)
        assert page.status_code == 200, path
        form = page.context["form"]
        typed = {name: form[name].value() for name in ("token", "version") if form[name].value() is not None}
        return self.client.post(path, {**typed, **words})

    def done(self, path: str, **words: Any) -> str:
        response = self.send(path, **words)
        errors = response.context["form"].errors if response.status_code == 422 else ""
        assert response.status_code == 302, (path, errors)
        assert self.client.get(response.headers["Location"]).status_code == 200
        return str(response.headers["Location"])


@pytest.fixture
def screen(client_of: Callable[..., Any]) -> Callable[..., Screen]:
    return lambda staff, member, language="ar": Screen(client_of(member, language), staff)


def day(on: datetime.date, name: str) -> dict[str, Any]:
    return {f"{name}_0": "gregorian", f"{name}_1": on.day, f"{name}_2": on.month, f"{name}_3": on.year}


def opened(at_desk: Screen) -> SupportRequest:
    """A new request, as the desk opens it on screen."""
    staff = at_desk.staff
    person = staff.person()
    channel = staff.association.policy_in_force().channels.first().channel
    start = f"/{staff.association.slug}/requests/new"
    told = f"{start}/responsibilities/?beneficiary={person.number}"
    assert at_desk.client.get(f"{start}/?beneficiary={person.number}").headers["Location"] == told
    form = at_desk.done(told, how="read_out", accepted="on")
    at_desk.done(
        form,
        service=staff.service.pk,
        channel=channel,
        need="إيجار شهر مارس",
        amount_asked="٣٠٠٠",
        agreed_means="sms",
    )
    return SupportRequest.objects.get(beneficiary=person)


def taken_in(at_desk: Screen, case: SupportRequest) -> None:
    """Checklist, declaration where the policy asks for one, and the receipt."""
    entries = case.checklist.select_related("item")
    found = {f"state_{row.pk}": "matched" if row.item.is_mandatory else "missing" for row in entries}
    at_desk.done(at_desk.path(case, "checklist"), **found)
    if case.policy_version.needs_declaration:
        name = case.beneficiary.full_name
        at_desk.done(at_desk.path(case, "declaration"), method="on_paper", signed_name=name, was_read="on")
    letter = at_desk.done(at_desk.path(case, "complete"))
    assert re.fullmatch(rf"/{at_desk.staff.association.slug}/letters/\d+/\d+/", letter)


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("slug", ["namudhaj", "qalam", "twaim", "hajar", "namaa"])
def test_a_request_goes_from_the_desk_to_its_closing_under_each_policy(db, slug, language, screen):
    staff = Staff(loaded(slug))
    at_desk, study = screen(staff, staff.desk, language), screen(staff, staff.researcher, language)
    head = screen(staff, staff.chair, language)
    case = opened(at_desk)
    taken_in(at_desk, case)
    study.done(study.path(case, "start-study"))
    if case.policy_version.needs_case_study:
        study.done(study.path(case, "study/write"), need="إيجار متأخر", alternatives="لا بديل")
    study.done(study.path(case, "recommend"), findings="الحاجة قائمة", outcome="accepted", amount="2500")
    head.done(head.path(case, "decide"), outcome="partly_accepted", amount="٢٤٠٠", reasons="ثبتت الحاجة")
    at_desk.done(at_desk.path(case, "send-answer"))
    at_desk.done(at_desk.path(case, "answer"), means="phone", note="اتصل صاحب الطلب قبل وصول الرسالة")
    at_desk.done(
        at_desk.path(case, "deliver"),
        measure_1="٢٤٠٠",
        received_by="beneficiary",
        signed_name=case.beneficiary.full_name,
        method="on_paper",
        **day(timezone.localdate(), "delivered_on"),
    )
    at_desk.done(at_desk.path(case, "close"))
    case = staff.fresh(case)
    assert case.status == Status.CLOSED
    assert (case.decision.decided_by, case.decision.amount) == (staff.chair.user, 2400)
    assert Delivery.objects.get(support_request=case).amount == 2400
    heads = {Status.CLOSED: [row.event for row in case.events.all()]}[case.status]
    assert heads[-4:] == ["send_answer", "give_answer", "deliver", "close"]


def test_where_a_department_decides_its_head_does(db, screen):
    staff = Staff(loaded("namaa"))
    case = staff.case(Status.AWAITING_DECISION)
    assert staff.body.kind == BodyKind.DEPARTMENT
    member = staff.member(Role.CHAIR)
    staff.seat(member, "member")
    assert screen(staff, member).client.get(screen(staff, member).path(case, "decide")).status_code == 403
    head = screen(staff, staff.chair)
    head.done(head.path(case, "decide"), outcome="refused", refusal_reason="income", reasons="الدخل أعلى من الحد")
    assert staff.fresh(case).decision.outcome == Outcome.REFUSED


def test_a_refusal_without_its_reason_stays_on_the_page_with_all_that_was_typed(staff, screen):
    case = staff.case(Status.AWAITING_DECISION)
    head = screen(staff, staff.chair, "en")
    response = head.send(head.path(case, "decide"), outcome="refused", reasons="Typed at length")
    assert response.status_code == 422
    assert "refusal_reason" in response.context["form"].errors
    assert "Typed at length" in response.content.decode()
    assert not Decision.objects.exists()


def test_a_stale_page_says_so_keeps_what_was_typed_and_can_be_sent_again(staff, screen):
    case = staff.case(Status.INCOMPLETE, prepared=False)
    at_desk = screen(staff, staff.desk, "en")
    path = at_desk.path(case, "correct")
    form = at_desk.client.get(path).context["form"]
    typed = {"token": form["token"].value(), "version": form["version"].value(), "agreed_means": "sms"}
    SupportRequest.objects.filter(pk=case.pk).update(version=case.version + 1, need="Changed meanwhile")
    response = at_desk.client.post(path, {**typed, "need": "Rent of April"})
    assert response.status_code == 422
    assert "Somebody changed this record" in response.content.decode()
    assert "Rent of April" in response.content.decode()
    assert staff.fresh(case).need == "Changed meanwhile"
    again = response.context["form"]
    renewed = {"token": again["token"].value(), "version": again["version"].value(), "agreed_means": "sms"}
    assert at_desk.client.post(path, {**renewed, "need": "Rent of April"}).status_code == 302
    assert staff.fresh(case).need == "Rent of April"


def test_the_same_form_sent_twice_is_done_once_and_leads_to_the_same_place(staff, screen):
    at_desk = screen(staff, staff.desk)
    person = staff.person()
    path = f"/twaim/requests/new/?beneficiary={person.number}&absent=1"
    words = {"service": staff.service.pk, "channel": "interview", "need": "Rent", "agreed_means": "sms"}
    token = new_token()
    first, second = (at_desk.client.post(path, {**words, "token": token}) for _time in range(2))
    assert first.status_code == second.status_code == 302
    assert first.headers["Location"] == second.headers["Location"]
    assert SupportRequest.objects.count() == 1


def test_a_second_decision_hears_who_decided(staff, screen):
    case = staff.case(Status.AWAITING_DECISION)
    head = screen(staff, staff.chair, "en")
    words = {"outcome": "accepted", "amount": "100", "reasons": "Proven"}
    head.done(head.path(case, "decide"), **words)
    second = head.client.post(head.path(case, "decide"), {**words, "token": new_token(), "version": case.version})
    assert second.status_code == 422
    assert staff.chair.user.name_en in second.content.decode()
    assert Decision.objects.count() == 1


def test_a_foreign_or_unknown_reference_does_not_exist(staff, elsewhere, screen):
    elsewhere.open()
    theirs = elsewhere.open()  # the second: Twaim's own first has the number of their first
    ours = staff.open()
    at_desk = screen(staff, staff.desk)
    assert at_desk.client.get(at_desk.path(ours)).status_code == 200
    assert at_desk.client.get(at_desk.path(ours).lower()).status_code in (200, 404)
    for case in (theirs, SupportRequest(reference="R-1400-000001")):
        for verb in ("", "checklist", "withdraw", "missing"):
            assert at_desk.client.get(at_desk.path(case, verb)).status_code == 404
            assert at_desk.client.post(at_desk.path(case, verb), {"reason": "x"}).status_code == 404
    assert elsewhere.fresh(theirs).status == Status.INCOMPLETE


class TestQueries:
    """The same number for 1 row and for 50; and few, beyond the frame (session, user, memberships)."""

    def asked(self, client: Any, path: str) -> tuple[int, int]:
        """(all queries, those beyond the frame)."""
        client.get(path)  # what a process reads once is read
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.get(path).status_code == 200
        beyond = [query["sql"] for query in queries if not FRAME.search(query["sql"])]
        kept = [sql for sql in beyond if not re.match("SAVEPOINT|RELEASE|BEGIN|SELECT set_config", sql)]
        return len(queries), len(kept)

    @pytest.mark.parametrize("queue", ["open", "all", "mine", "body", "desk"])
    def test_the_list_asks_as_much_for_fifty_rows_as_for_one(self, staff, client_of, queue):
        client = client_of(staff.researcher)
        person = staff.person()
        staff.case(Status.AWAITING_DECISION)
        staff.case(Status.DECIDED)
        staff.do(START_STUDY, staff.case(Status.AWAITING_STUDY))
        one = self.asked(client, f"/twaim/requests/?queue={queue}")
        row = SupportRequest.objects.filter(status=Status.UNDER_STUDY).values().get()
        for status in (Status.UNDER_STUDY, Status.AWAITING_DECISION, Status.DECIDED):
            SupportRequest.objects.bulk_create(
                SupportRequest(
                    **{
                        **row,
                        "id": None,
                        "uid": new_token(),
                        "status": status,
                        "beneficiary_id": person.pk,
                        "reference": f"R-1448-{status[:2]}{number:04d}",
                    }
                )
                for number in range(49)
            )
        assert self.asked(client, f"/twaim/requests/?queue={queue}") == one
        assert one[1] <= 6

    @pytest.mark.parametrize("status", [Status.INCOMPLETE, Status.RETURNED, Status.DECIDED, Status.CLOSED])
    def test_the_page_of_a_request_asks_at_most_ten_questions_of_the_desk(self, staff, client_of, status):
        case = staff.case(status)
        assert self.asked(client_of(staff.desk), f"/twaim/requests/{case.reference}/")[1] <= 10

    def test_the_page_of_a_request_asks_as_much_after_a_long_history(self, staff, client_of):
        case = staff.case(Status.AWAITING_DECISION)
        client = client_of(staff.chair)
        path = f"/twaim/requests/{case.reference}/"
        one = self.asked(client, path)
        events = list(case.events.values())
        type(case.events.first()).objects.bulk_create(
            type(case.events.first())(**{**events[0], "id": None, "reason": f"again {number}"}) for number in range(50)
        )
        entry = case.checklist.values().first()
        items = new_lines(staff, more=50).checklist_items.all()
        type(case.checklist.first()).objects.bulk_create(
            type(case.checklist.first())(**{**entry, "id": None, "item_id": item.pk}) for item in items
        )
        assert self.asked(client, path) == one
        assert one[1] <= 14

    def test_a_page_of_fifty_leads_to_the_next_without_a_double(self, staff, client_of):
        case = staff.open()
        row = SupportRequest.objects.filter(pk=case.pk).values().get()
        SupportRequest.objects.bulk_create(
            SupportRequest(**{**row, "id": None, "uid": new_token(), "reference": f"R-1448-{number:06d}"})
            for number in range(100, 170)
        )
        client = client_of(staff.desk)
        for queue in ("open", "all"):
            first = client.get(f"/twaim/requests/?queue={queue}")
            second = client.get("/twaim/requests/" + first.context["next_url"])
            seen = [row.pk for page in (first, second) for row in page.context["rows"]]
            assert (len(first.context["rows"]), len(second.context["rows"])) == (50, 21)
            assert len(set(seen)) == 71
            assert second.context["next_url"] == ""


class TestCalendar:
    def send(self, client: Any, day_off: datetime.date, **words: str) -> Any:
        return client.post(
            "/twaim/calendar/",
            {"kind": OverrideKind.DAY_OFF, "reason": "Moving house", **day(day_off, "day"), **words},
        )

    def test_a_changed_day_moves_open_promises_and_keeps_the_one_before(self, staff, client_of):
        case, closed = staff.case(Status.AWAITING_STUDY), staff.case(Status.CLOSED)
        before, closed_before = case.due_on, closed.due_on
        client = client_of(staff.member(Role.ADMINISTRATOR))
        assert before is not None
        assert self.send(client, before).status_code == 302
        moved = staff.fresh(case)
        assert moved.due_on > before
        assert moved.queue_on == moved.due_on
        assert [row.due_on for row in moved.promises.all()][-2:] == [before, moved.due_on]
        assert moved.events.order_by("-pk").first().event == "reckoned"
        assert staff.fresh(closed).due_on == closed_before
        restored = client.post(f"/twaim/calendar/{before.toordinal()}/restore/")
        assert restored.status_code == 302
        assert staff.fresh(case).due_on == before

    def test_a_day_that_counts_for_nobody_moves_nothing(self, staff, client_of):
        case = staff.case(Status.AWAITING_STUDY)
        promises = case.promises.count()
        client = client_of(staff.member(Role.ADMINISTRATOR))
        assert self.send(client, case.due_on + datetime.timedelta(days=200)).status_code == 302
        assert staff.fresh(case).due_on == case.due_on
        assert case.promises.count() == promises

    def test_another_association_keeps_its_promises(self, staff, elsewhere, client_of):
        theirs = elsewhere.case(Status.AWAITING_STUDY)
        client = client_of(staff.member(Role.ADMINISTRATOR))
        for ahead in range(1, 12):
            self.send(client, timezone.localdate() + datetime.timedelta(days=ahead))
        assert elsewhere.fresh(theirs).due_on == theirs.due_on
        assert not elsewhere.association.calendar_overrides.exists()

    def test_nobody_else_changes_the_calendar(self, staff, client_of):
        case = staff.case(Status.AWAITING_STUDY)
        assert self.send(client_of(staff.desk), case.due_on).status_code == 403
        assert not staff.association.calendar_overrides.exists()


def test_a_recommendation_is_beside_the_decision(staff, screen):
    case = staff.case(Status.UNDER_STUDY)
    staff.do(RECOMMEND, case, findings="Three children, rent unpaid.")
    head = screen(staff, staff.chair, "en")
    assert b"Three children, rent unpaid." in head.client.get(head.path(case, "decide")).content
