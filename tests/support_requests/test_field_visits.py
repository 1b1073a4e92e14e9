"""Field visits (R13): planned within limits, reported once with photos that are made anew, or cancelled."""

import datetime
import io
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.utils import timezone, translation
from PIL import Image

from accounts.roles import Role
from core import uploads
from core.errors import AlreadyHandled, DomainError, NotPermitted
from requests.actions.field_visits import folder_of, sweep_photos
from requests.enums import Status
from requests.models import FieldVisit, VisitPhoto, VisitReport
from requests.room_of_file import ROOM
from requests.workflow import CANCEL_VISIT, PLAN_VISIT, REPORT_VISIT, WITHDRAW
from tests.factories.support_requests import Staff

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


@pytest.fixture(autouse=True)
def _sentences_in_english() -> Any:
    with translation.override("en"):
        yield


@pytest.fixture(autouse=True)
def _photos_of_the_test(settings: Any, tmp_path: Path) -> None:
    settings.STATE_DIR = tmp_path


@pytest.fixture
def case(staff: Staff) -> Any:
    return staff.case(Status.UNDER_STUDY)


def photo(name: str = "a.jpg", *, place: bool = True) -> SimpleUploadedFile:
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x010E] = "SECRET PLACE"
    Image.new("RGB", (80, 60), "green").save(out, "JPEG", exif=exif)
    return SimpleUploadedFile(name, out.getvalue(), "image/jpeg")


def kept(staff: Staff) -> list[Any]:
    here = uploads._place(folder_of(staff.association.pk), "x").parent
    return list(here.iterdir()) if here.is_dir() else []


class TestThePlan:
    @pytest.mark.parametrize("days", [-1, 91])
    def test_not_for_a_day_that_is_past_or_far(self, staff, case, days):
        with pytest.raises(DomainError) as refusal:
            staff.do(PLAN_VISIT, case, planned_on=timezone.localdate() + days * DAY)
        assert refusal.value.field == "planned_on"
        staff.do(PLAN_VISIT, case, planned_on=timezone.localdate() + 90 * DAY)

    def test_only_for_those_who_make_visits_here(self, staff, case, elsewhere):
        for visitor in (staff.desk, elsewhere.researcher):
            with pytest.raises(DomainError) as refusal:
                staff.do(PLAN_VISIT, case, visitor=visitor)
            assert refusal.value.field == "visitor"

    def test_one_planned_visit_each_and_the_visitor_hears_of_it(self, staff, case):
        staff.do(PLAN_VISIT, case, visitor=staff.second)
        with pytest.raises(DomainError):
            staff.do(PLAN_VISIT, case, visitor=staff.second)
        assert staff.association.notices.filter(event="visit_planned").count() == 1
        staff.do(PLAN_VISIT, case)
        assert [row.number for row in case.field_visits.all()] == [1, 2]

    def test_a_cancelled_one_is_over(self, staff, case):
        staff.do(PLAN_VISIT, case)
        staff.do(CANCEL_VISIT, case)
        for event in (CANCEL_VISIT, REPORT_VISIT):
            with pytest.raises(AlreadyHandled):
                staff.do(event, case)
        with pytest.raises(IntegrityError), transaction.atomic():
            FieldVisit.objects.update(standing="planned")


class TestTheReport:
    def test_photos_are_made_anew_and_health_is_sealed(self, staff, case):
        staff.do(PLAN_VISIT, case)
        report = staff.do(REPORT_VISIT, case, photos=[photo(), photo("b.jpeg")], health="Asthma")
        assert report.photos.count() == len(kept(staff)) == 2
        assert all(b"SECRET" not in path.read_bytes() for path in kept(staff))
        assert "Asthma" not in report.health_sealed
        assert VisitReport.objects.get().health == "Asthma"
        assert case.field_visits.get().standing == "reported"

    @pytest.mark.parametrize(
        ("name", "content"),
        [
            ("a.jpg", b"MZ a program"),
            ("a.svg", b"<svg onload='x'/>"),
            ("a.pdf", b"%PDF-1.4 not a photo"),
            ("a.jpg", b"\xff\xd8\xff broken"),
            ("a.jpg", b""),
        ],
    )
    def test_a_hostile_file_refuses_the_whole_report_and_leaves_nothing(self, staff, case, name, content):
        staff.do(PLAN_VISIT, case)
        before = len(kept(staff))
        with pytest.raises(DomainError) as refusal:
            staff.do(REPORT_VISIT, case, photos=[photo(), SimpleUploadedFile(name, content)])
        assert (refusal.value.code, refusal.value.field) == ("file_refused", "file")
        assert len(kept(staff)) == before
        assert not VisitReport.objects.exists()
        staff.do(REPORT_VISIT, case, photos=[photo()])

    def test_not_more_than_eight(self, staff, case):
        staff.do(PLAN_VISIT, case)
        with pytest.raises(DomainError) as refusal:
            staff.do(REPORT_VISIT, case, photos=[photo() for _number in range(9)])
        assert refusal.value.code == "photos"

    def test_by_the_visitor_alone(self, staff, case):
        staff.do(PLAN_VISIT, case)
        with pytest.raises(NotPermitted):
            staff.do(REPORT_VISIT, case, by=staff.second)

    @pytest.mark.parametrize("days", [-1, 1])
    def test_of_a_day_between_the_request_and_today(self, staff, case, days):
        staff.do(PLAN_VISIT, case)
        with pytest.raises(DomainError) as refusal:
            staff.do(REPORT_VISIT, case, visited_on=timezone.localdate() + days * DAY)
        assert refusal.value.field == "visited_on"

    @pytest.mark.parametrize(("field", "given"), [("met", "x"), ("conclusion", " ")])
    def test_it_says_whom_and_what_follows(self, staff, case, field, given):
        staff.do(PLAN_VISIT, case)
        with pytest.raises(DomainError) as refusal:
            staff.do(REPORT_VISIT, case, **{field: given})
        assert refusal.value.field == field

    def test_it_is_kept(self, staff, case):
        staff.do(PLAN_VISIT, case)
        staff.do(REPORT_VISIT, case, photos=[photo()])
        for rows, columns in (
            (VisitReport, {"housing": "x"}),
            (VisitReport, {"met": "other"}),
            (VisitPhoto, {"size": 1}),
        ):
            with pytest.raises(IntegrityError), transaction.atomic():
                rows.objects.update(**columns)
        with pytest.raises(IntegrityError), transaction.atomic():
            FieldVisit.objects.update(planned_on=timezone.localdate() + DAY)

    def test_what_no_row_names_is_swept_and_what_is_named_stays(self, staff, case):
        staff.do(PLAN_VISIT, case)
        staff.do(REPORT_VISIT, case, photos=[photo()])
        assert sweep_photos(staff.association) == 0
        assert VisitPhoto.objects.get().stored_as in {path.name for path in kept(staff)}

    def test_words_and_photos_go_with_the_name(self, staff, case, django_capture_on_commit_callbacks):
        staff.do(PLAN_VISIT, case)
        staff.do(REPORT_VISIT, case, photos=[photo()], health="Asthma", rooms={"housing": "Two rooms"})
        name = VisitPhoto.objects.get().stored_as
        with django_capture_on_commit_callbacks(execute=True):
            ROOM.forget(case.beneficiary)
        report = VisitReport.objects.get()
        assert (report.housing, report.conclusion, report.health) == ("—", "—", "")
        assert name not in {path.name for path in kept(staff)}


class TestOnScreen:
    def test_planned_reported_and_read(self, staff, case, client_of):
        client, path = client_of(staff.researcher), f"/twaim/requests/{case.reference}/visits/"
        form = client.get(f"{path}plan/").context["form"]
        today = timezone.localdate()
        day = {"0": "gregorian", "1": today.day, "2": today.month, "3": today.year}
        who = str(staff.researcher.pk)
        typed = {"token": form["token"].value(), "version": form["version"].value(), "visitor": who, "address": "Well"}
        planned = client.post(f"{path}plan/", {**typed, **{f"planned_on_{n}": value for n, value in day.items()}})
        assert planned.headers["Location"] == f"{path}1/"
        page = client.get(f"{path}1/report/")
        token = page.context["form"]["token"].value()
        given = {
            "token": token,
            "met": "person",
            "conclusion": "Stands",
            "health": "Asthma",
            "file": [photo(), photo()],
        }
        given |= {f"visited_on_{n}": value for n, value in day.items()}
        sent = client.post(f"{path}1/report/", given)
        assert sent.headers["Location"] == f"{path}1/"
        again = client.post(f"{path}1/report/", {**given, "file": [photo()]})  # the answer was lost, it is sent anew
        assert again.headers["Location"] == f"{path}1/"
        assert VisitPhoto.objects.count() == 2
        read = client.get(f"{path}1/").content.decode()
        assert "Asthma" in read
        shown = client.get(f"{path}1/photos/{VisitPhoto.objects.first().uid}/")
        assert shown.status_code == 200
        b"".join(shown.streaming_content)  # a file that is sent is closed at its end
        for_body = client_of(staff.chair).get(f"{path}1/").content.decode()
        assert "Stands" in for_body
        assert "Asthma" not in for_body
        assert client_of(staff.desk).get(f"{path}1/").status_code == 403
        assert f"{path}1/" in client.get(f"/twaim/requests/{case.reference}/").content.decode()

    def test_the_paper_has_the_facts_and_no_health(self, staff, case, client_of):
        staff.do(PLAN_VISIT, case)
        page = client_of(staff.researcher).get(f"/twaim/requests/{case.reference}/visits/1/paper/").content.decode()
        assert "Twaim, by the well" in page
        assert case.beneficiary.full_name in page

    def test_the_visit_of_another_request_is_not_there(self, staff, case, client_of):
        assert client_of(staff.researcher).get(f"/twaim/requests/{case.reference}/visits/1/").status_code == 404

    def test_a_visit_that_was_made_is_reported_though_the_request_moved_on(self, staff, case):
        staff.do(PLAN_VISIT, case)
        staff.do("recommend", case)
        staff.do(REPORT_VISIT, case)
        other = staff.case(Status.UNDER_STUDY)
        staff.do(PLAN_VISIT, other)
        staff.do(WITHDRAW, other)
        with pytest.raises(DomainError):
            staff.do(REPORT_VISIT, other)


def test_the_desk_makes_no_visits(staff, case):
    with pytest.raises(NotPermitted):
        staff.do(PLAN_VISIT, case, by=staff.member(Role.DESK))
