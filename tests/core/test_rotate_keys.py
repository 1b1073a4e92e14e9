"""Keys change while people work: everything opens and is found afterwards, and the old keys may go."""

from __future__ import annotations

import base64
import datetime
import os
import signal
import subprocess
import sys
from io import StringIO
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from django.apps import apps
from django.conf import settings as django_settings
from django.core.management import CommandError, call_command
from django.db import connection, models

from accounts import codes
from accounts.models import CodePurpose
from beneficiaries.actions import correct
from beneficiaries.actions import imports as verbs
from beneficiaries.actions.file import AlreadyRegistered
from beneficiaries.actions.mandates import enter_mandate
from beneficiaries.finding import find
from beneficiaries.imports.worker import work_on_next
from beneficiaries.models import Beneficiary, BeneficiaryChange, Mandate
from beneficiaries.signing_in import account_of, ask_code, tie
from complaints import tracking
from core import resealing
from core.errors import DomainError
from core.hijri import DualDate
from core.sealed import blind_index
from correspondence.models import Notice
from requests.actions.intake import current_declaration
from tests.beneficiaries.import_cast import checked, csv_of, manager_of
from tests.beneficiaries.import_cast import person as person_row
from tests.factories.beneficiaries import national_id
from tests.factories.complaints import Handlers
from tests.factories.support_requests import Staff

OLD = {"t1": django_settings.FIELD_KEYS["t1"]}
NEW = {"k2": base64.b64encode(b"2" * 32).decode()}
INDEX = {"i2": base64.b64encode(b"9" * 32).decode()}
ID, HOLDER, MOBILE = national_id(900), national_id(901), "+966501230000"
BORN = DualDate.of(datetime.date(1985, 3, 6), "gregorian")


@pytest.fixture
def staff(twaim: Any) -> Staff:
    return Staff(twaim)


@pytest.fixture
def person(staff: Staff) -> Beneficiary:
    """A file with something in every sealed column but one's own household."""
    person = staff.person(national_id=ID, mobile="+966501239999", full_name="نورة بنت سعد السبيعي")
    correct(person, by=staff.desk, mobile=MOBILE, other_mobile="+966501231111", iban="SA0380000000608010167519")
    enter_mandate(
        person,
        by=staff.desk,
        kind="guardian",
        holder_name="سعد",
        holder_id=HOLDER,
        holder_mobile=MOBILE,
        deed_number="1",
        scope="all",
        from_on=datetime.date(2026, 1, 1),
        until_on=None,
    )
    return Beneficiary.objects.get(pk=person.pk)


def new_in_use(settings: Any) -> None:
    settings.FIELD_KEYS, settings.FIELD_KEY_IN_USE = {**OLD, **NEW}, "k2"
    settings.FIELD_INDEX_KEYS = {**OLD, **INDEX}


def old_taken_out(settings: Any) -> None:
    settings.FIELD_KEYS, settings.FIELD_INDEX_KEYS = NEW, INDEX


def rotate(*words: str) -> str:
    out = StringIO()
    call_command("rotate_keys", *words, stdout=out, stderr=StringIO())
    return out.getvalue()


def test_after_the_change_everything_opens_and_is_found_without_the_old_keys(person, settings, twaim):
    ask_code(twaim, mobile=MOBILE)
    new_in_use(settings)
    assert "all is right" in rotate()
    old_taken_out(settings)
    assert "key t1" not in rotate("--verify")
    again = Beneficiary.objects.get(pk=person.pk)
    assert (again.national_id, again.mobile, again.iban) == (ID, MOBILE, "SA0380000000608010167519")
    assert Mandate.objects.get().holder_id == HOLDER
    assert BeneficiaryChange.objects.get(field="mobile").was == "+966501239999"
    assert Notice.objects.get().recipient == MOBILE
    for text in (ID, MOBILE):
        assert [row.pk for row in find(twaim, text).people] == [person.pk]


INDEX_WITHOUT_VALUE = {
    "accounts.SignInCode.mobile_index": "a code lives five minutes and is counted for a day; asked by every index key",
}


def test_every_keyed_index_is_of_a_sealed_value_so_that_it_can_be_made_anew():
    """Any other would go on needing the old key, and its rows would be lost when that key is taken out."""
    made_anew = {
        f"{model._meta.label}.{one.name}_index"
        for model, sealed in resealing.sealed_models()
        for one in sealed
        if one.indexed
    }
    columns = {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if field.name.endswith("_index") and isinstance(field, models.CharField)
    }
    assert columns - INDEX_WITHOUT_VALUE.keys() == made_anew
    assert columns > INDEX_WITHOUT_VALUE.keys()
    assert "beneficiaries.ImportRow.national_id_index" in made_anew


def test_rows_of_a_sheet_that_still_wait_are_found_by_the_new_key_and_entered_rows_have_none(
    twaim, member_of, settings, tmp_path, django_assert_max_num_queries
):
    settings.STATE_DIR = tmp_path
    manager = manager_of(twaim, member_of)
    run = checked(twaim, manager, csv_of([person_row(1), person_row(2, mobile="5"), person_row(3)]))
    before = dict(run.rows.values_list("number", "national_id_index"))
    assert all(before.values())
    new_in_use(settings)
    assert "all is right" in rotate()
    old_taken_out(settings)
    anew = blind_index(national_id(1), association_id=twaim.pk, field="national_id")
    assert run.rows.filter(national_id_index=anew).count() == 1
    assert "key t1" not in rotate("--verify")
    verbs.start_import(run, by=manager, known_people="skip")
    work_on_next()
    entered = run.rows.filter(state="made")
    assert entered.count() == 2
    assert not entered.exclude(national_id_index=None, national_id_sealed="").exists()
    with django_assert_max_num_queries(len(list(resealing.sealed_models())) + 4):
        resealing.verify()


def test_while_the_index_changes_a_person_is_found_and_not_entered_twice(person, settings, twaim, staff):
    new_in_use(settings)
    later = staff.person(national_id=national_id(950), mobile=MOBILE)  # stands under the new key already
    found = find(twaim, MOBILE).people
    assert {row.pk for row in found} == {person.pk, later.pk}
    with pytest.raises(AlreadyRegistered):
        staff.person(national_id=ID)


def test_while_the_index_changes_a_code_opens_the_file_of_its_mobile(person, settings, twaim, staff):
    new_in_use(settings)
    row = ask_code(twaim, mobile=MOBILE)
    assert Notice.objects.count() == 1, "the code was sent"
    assert tie(twaim, mobile_index=row.mobile_index, national_id=ID, born=BORN).beneficiary_id == person.pk
    assert account_of(twaim, row.mobile_index) is not None
    staff.person(mobile=MOBILE)  # under the new key: one mobile of two files opens neither
    assert account_of(twaim, row.mobile_index) is None
    for _time in range(4):
        codes.issue(twaim, mobile=MOBILE, purpose=CodePurpose.SIGN_IN)
    with pytest.raises(DomainError) as refused:  # the one under the old key was counted
        codes.issue(twaim, mobile=MOBILE, purpose=CodePurpose.SIGN_IN)
    assert refused.value.code == "too_many_codes"


def test_what_was_signed_and_a_tracking_code_outlive_the_change(settings, twaim):
    staff, people = Staff(twaim), Handlers(twaim)
    case = staff.open()
    staff.prepare(case)
    complaint = people.receive()
    new_in_use(settings)
    assert current_declaration(staff.fresh(case)) is not None
    rotate()
    assert current_declaration(staff.fresh(case)) is not None
    assert tracking.find(twaim, people.code).pk == complaint.pk


def test_what_is_saved_at_the_same_moment_is_not_lost(person, settings, monkeypatch):
    new_in_use(settings)
    anew, saved = resealing._anew, []

    def somebody_saves(row, one):
        if isinstance(row, Beneficiary) and not saved:
            saved.append(row)
            other = Beneficiary.objects.get(pk=row.pk)
            other.mobile = "+966509998888"
            other.save()
        return anew(row, one)

    monkeypatch.setattr(resealing, "_anew", somebody_saves)
    assert "all is right" in rotate()
    assert Beneficiary.objects.get(pk=person.pk).mobile == "+966509998888"


def test_a_key_that_is_still_needed_is_asked_for(person, settings):
    settings.FIELD_KEYS, settings.FIELD_KEY_IN_USE = NEW, "k2"
    with pytest.raises(CommandError, match="t1"):
        rotate()
    with pytest.raises(SystemExit):
        rotate("--verify")


def test_a_damaged_value_is_named_and_the_others_are_sealed_anew(person, settings):
    box = person.mobile_sealed
    Beneficiary.objects.filter(pk=person.pk).update(
        mobile_sealed=box[:-6] + ("AAAA" if box[-6:-2] != "AAAA" else "BBBB") + box[-2:]
    )
    new_in_use(settings)
    out = StringIO()
    with pytest.raises(SystemExit):
        call_command("rotate_keys", stdout=out, stderr=StringIO())
    assert "beneficiaries.Beneficiary.mobile: 1 values do not open" in out.getvalue()
    assert Beneficiary.objects.get(pk=person.pk).national_id_sealed.startswith("k2:")


KILLED = """
import os, signal, django
from django.conf import settings
django.setup()
settings.FIELD_KEYS, settings.FIELD_KEY_IN_USE = {keys!r}, "k2"
settings.FIELD_INDEX_KEYS = {index!r}
from core import resealing
from core.errors import DomainError
from core.tenancy import across_associations
resealing.BATCH = 2
anew, rows = resealing._reseal_row, []
def killed_at_the_fifth(model, row, sealed):
    rows.append(row)
    if len(rows) == 5:
        os.kill(os.getpid(), signal.SIGKILL)
    return anew(model, row, sealed)
resealing._reseal_row = killed_at_the_fifth
with across_associations():
    resealing.reseal(lambda *told: None)
"""


@pytest.mark.django_db(transaction=True)
def test_killed_in_the_middle_it_goes_on_where_it_stood(twaim, settings):
    staff = Staff(twaim)
    for number in range(7):
        staff.person(national_id=national_id(700 + number))
    asked = connection.settings_dict
    url = f"sqlite:///{asked['NAME']}"
    if connection.vendor != "sqlite":
        secret = quote(asked["PASSWORD"], safe="")
        url = f"postgres://{asked['USER']}:{secret}@{asked['HOST']}:{asked['PORT']}/{asked['NAME']}"
    script = KILLED.format(keys={**OLD, **NEW}, index={**OLD, **INDEX})
    given = {**os.environ, "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "config.settings.test"}
    died = subprocess.run([sys.executable, "-c", script], cwd=Path(settings.ROOT), env=given, check=False, timeout=120)
    assert died.returncode == -signal.SIGKILL
    new_in_use(settings)
    begun = Beneficiary.objects.filter(national_id_sealed__startswith="k2:").count()
    assert 0 < begun < 7
    assert f"rows sealed anew: {7 - begun}" in rotate()
    old_taken_out(settings)
    assert {row.national_id for row in Beneficiary.objects.all()} == {national_id(700 + n) for n in range(7)}
