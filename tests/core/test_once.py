"""The same form sent twice is done once: the second sending is led to where the first one went."""

import pytest
from django.db import IntegrityError

from core.errors import DomainError
from core.models import FormToken
from core.once import new_token, once


@pytest.fixture
def done() -> list[str]:
    return []


def test_the_second_sending_does_nothing_and_goes_where_the_first_went(db, done):
    token = new_token()

    def act() -> str:
        done.append("once")
        return f"/address/{len(done)}/"

    assert once(token, user_id=1, do=act) == ("/address/1/", True)
    assert once(token, user_id=1, do=act) == ("/address/1/", False)
    assert done == ["once"]


def test_two_forms_are_two_acts(db, done):
    for _time in range(2):
        once(new_token(), user_id=1, do=lambda: done.append("x") or "/")
    assert done == ["x", "x"]


def test_a_refused_sending_may_be_sent_again_with_the_same_token(db):
    token = new_token()

    def refuse() -> str:
        raise DomainError("no")

    with pytest.raises(DomainError):
        once(token, user_id=1, do=refuse)
    assert not FormToken.objects.filter(token=token).exists()
    assert once(token, user_id=1, do=lambda: "/there/") == ("/there/", True)


def test_somebody_elses_token_leads_nowhere(db, done):
    token = new_token()
    once(token, user_id=1, do=lambda: "/secret/")
    with pytest.raises(IntegrityError):
        once(token, user_id=2, do=lambda: done.append("x") or "/")
    assert done == []


def test_a_fault_of_the_act_itself_is_not_taken_for_a_second_sending(db):
    taken = FormToken.objects.create(token=new_token(), user_id=1)

    def clash() -> str:
        FormToken.objects.create(token=taken.token, user_id=1)
        return "/"

    with pytest.raises(IntegrityError):
        once(new_token(), user_id=1, do=clash)


def test_tokens_fit_their_form_and_differ():
    assert len({new_token() for _time in range(100)}) == 100
    assert all(len(token) == 32 and token.isalnum() for token in (new_token(),))
