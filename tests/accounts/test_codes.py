"""A one-time code that was used stays used, whoever writes to the table (accounts_signincode)."""

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from accounts import codes
from accounts.models import CodePurpose

MOBILE = "+966501234567"


@pytest.fixture
def issued(twaim):
    return codes.issue(twaim, mobile=MOBILE, purpose=CodePurpose.SIGN, bound_to="a" * 64)


def test_a_used_code_cannot_be_made_new_again(twaim, issued):
    row, plain = issued
    twaim.sign_in_codes.update(expires_at=timezone.now())  # the positive control: an unused one may change
    twaim.sign_in_codes.update(expires_at=row.expires_at)
    codes.take(twaim, str(row.uid), plain, purpose=CodePurpose.SIGN, bound_to="a" * 64)
    for change in ({"used_at": None}, {"guesses": 0}, {"expires_at": timezone.now()}):
        with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
            twaim.sign_in_codes.update(**change)


@pytest.mark.parametrize("other", [{"bound_to": "b" * 64}, {"purpose": CodePurpose.SIGN_IN}])
def test_a_code_is_good_for_its_own_act_alone(other, twaim, issued):
    row, plain = issued
    act = {"purpose": CodePurpose.SIGN, "bound_to": "a" * 64}
    with pytest.raises(codes.WrongCode):
        codes.take(twaim, str(row.uid), plain, **{**act, **other})
    assert codes.take(twaim, str(row.uid), plain, **act).used_at


def test_a_code_of_one_association_is_none_of_another(twaim, qalam, issued):
    row, plain = issued
    with pytest.raises(codes.WrongCode):
        codes.take(qalam, str(row.uid), plain, purpose=CodePurpose.SIGN, bound_to="a" * 64)
