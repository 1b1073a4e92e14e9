"""An online account stays with the file it was tied to (beneficiaries_onlineaccount)."""

import datetime

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from accounts import codes
from beneficiaries.signing_in import tie
from core.hijri import DualDate
from tests.factories.beneficiaries import BeneficiaryFactory

BORN = DualDate.of(datetime.date(1985, 3, 6), "gregorian")


def test_an_account_cannot_be_given_to_another_file_or_person(twaim, desk):
    file, other = (BeneficiaryFactory(association=twaim, by=desk) for _file in range(2))
    index = codes.mobile_index(twaim, file.mobile)
    account = tie(twaim, mobile_index=index, national_id=file.national_id, born=BORN)
    for change in ({"beneficiary": other}, {"user": desk.user}):
        with pytest.raises(DatabaseError, match="stays with its file"), transaction.atomic():
            twaim.online_accounts.update(**change)
    assert twaim.online_accounts.update(is_active=False, last_in_at=timezone.now()) == 1  # the positive control
    assert account.beneficiary == file


def test_tying_twice_gives_the_same_account(twaim, desk):
    file = BeneficiaryFactory(association=twaim, by=desk)
    index = codes.mobile_index(twaim, file.mobile)
    first, second = (tie(twaim, mobile_index=index, national_id=file.national_id, born=BORN) for _time in range(2))
    assert first == second
