"""After a whole errand no number of a person stands readable in the database or in the log (B4)."""

from __future__ import annotations

import logging
from typing import Any

import pytest

from beneficiaries.models import Beneficiary
from core.once import new_token
from tests.beneficiaries.at_rest import everything_at_rest, found
from tests.beneficiaries.conftest import ID, day
from tests.factories.support_requests import Staff
from tests.online.conftest import Visitor

MOBILE, IBAN = "+966501234567", "SA0380000000608010167519"
NUMBERS = [ID, MOBILE, MOBILE.removeprefix("+966"), IBAN, IBAN.removeprefix("SA"), "HEALTH-CANARY"]


@pytest.mark.django_db(transaction=True)
def test_no_number_is_readable_at_rest_or_in_the_log_after_a_whole_errand(
    twaim: Any, client_of: Any, settings: Any, tmp_path: Any, caplog: pytest.LogCaptureFixture
) -> None:
    settings.STATE_DIR = tmp_path
    caplog.set_level(logging.DEBUG)
    logging.getLogger("django.db.backends").setLevel(logging.INFO)  # parameters of queries, which no setting shows
    staff = Staff(twaim)
    desk, researcher = client_of(staff.desk), client_of(staff.researcher)
    born = day("gregorian", "6", "3", "1985")
    facts = {"full_name": "نورة بنت سعد السبيعي", "national_id": ID, "mobile": "0501234567", "agreed_means": "sms"}
    assert desk.post("/twaim/beneficiaries/new/", {"token": new_token(), **facts, **born}).status_code == 302
    file = Beneficiary.objects.get()
    page = f"/twaim/beneficiaries/{file.number}/"
    for text in (ID, "0501234567"):
        assert desk.post("/twaim/beneficiaries/", {"token": new_token(), "q": text}).status_code == 302
        desk.get(f"/twaim/beneficiaries/?q={text}")  # an address made by hand
    contact = {"token": new_token(), "version": file.version, "iban": IBAN, "other_mobile": "", "other_mobile_of": ""}
    assert desk.post(f"{page}edit/contact/", contact).status_code == 302
    for what in ("national_id", "mobile", "iban"):
        assert desk.post(f"{page}reveal/", {"token": new_token(), "what": what, "reason": "مكالمة"}).status_code == 200
    reason = {"token": new_token(), "what": "health", "reason": "دراسة"}
    assert researcher.post(f"{page}reveal/", reason).status_code == 302
    file.refresh_from_db()
    noted = {"token": new_token(), "version": file.version, "health": "chronic", "health_note": "HEALTH-CANARY"}
    assert researcher.post(f"{page}edit/health/", noted).status_code == 302
    assert desk.post(f"{page}copy/", {"token": new_token(), "form": "json", "checked": "id_seen"}).status_code == 200
    visitor = Visitor(twaim)
    visitor.signs_in(file)
    visitor.applies()
    file.refresh_from_db()
    assert (file.national_id, file.mobile, file.iban, file.health_note) == (ID, MOBILE, IBAN, "HEALTH-CANARY")
    at_rest = everything_at_rest()
    assert file.number in at_rest
    assert not found(NUMBERS, at_rest)
    assert not found(NUMBERS, caplog.text)
