"""Records of the study are never changed or removed: tried in SQL, past every verb."""

import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from PIL import Image

from requests.enums import Status
from requests.workflow import (
    ANSWER_REFERRAL,
    ASK_OPINION,
    GIVE_OPINION,
    PLAN_VISIT,
    RECOMMEND,
    REFER,
    REPORT_VISIT,
    STEP_ASIDE,
    WRITE_STUDY,
)
from tests.conftest import loaded
from tests.factories.support_requests import Staff

# a fact of each record that nothing may change
KEPT = {
    "support_requests_requestreferral": "role",
    "support_requests_steppedaside": "who_id",
    "support_requests_casestudy": "written_at",
    "support_requests_fieldvisit": "planned_on",
    "support_requests_visitreport": "met",
    "support_requests_visitphoto": "sha256",
    "support_requests_secondopinion": "outcome",
}


@pytest.fixture
def told(db: None) -> Staff:
    """A request with a row of every record."""
    staff = Staff(loaded("namaa"))
    case = staff.case(Status.UNDER_STUDY)
    out = io.BytesIO()
    Image.new("RGB", (20, 20)).save(out, "JPEG")
    photo = SimpleUploadedFile("a.jpg", out.getvalue(), "image/jpeg")
    staff.do(REFER, case)
    staff.do(ANSWER_REFERRAL, case)
    staff.do(PLAN_VISIT, case)
    staff.do(REPORT_VISIT, case, photos=[photo])
    staff.do(ASK_OPINION, case)
    staff.do(GIVE_OPINION, case, outcome="refused")
    staff.do(WRITE_STUDY, case)
    staff.do(RECOMMEND, case)
    staff.do(STEP_ASIDE, staff.case(Status.UNDER_STUDY))
    return staff


def as_sql(text: str, *values: Any) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(text, values)


def test_no_record_of_a_study_is_changed_or_removed(told: Staff) -> None:
    for table, column in KEPT.items():
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT count(*) FROM {table}")
            assert cursor.fetchone() == (1,), table
        with pytest.raises(IntegrityError):
            as_sql(f"UPDATE {table} SET {column} = {column}")
        with pytest.raises(IntegrityError):
            as_sql(f"DELETE FROM {table}")
