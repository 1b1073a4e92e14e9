"""Two acceptances of one offer at the same moment are one; so are two approvals by one member. With real threads."""

import threading

import pytest
from django.db import connections

from associations.presets import load
from complaints.compensation_workflow import ACCEPT, APPROVE_MINUTES
from complaints.models import Acceptance, CommitteeApproval
from core.errors import DomainError
from tests.conftest import IN_FORCE_FROM
from tests.factories.compensation import Committee

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def committee(transactional_db):
    version, _made = load("twaim", from_on=IN_FORCE_FROM)
    return Committee(version.association)


def at_once(act, times=2):
    """What each returned or raised; all begin together, each on its own connection."""
    outcomes, gate = [], threading.Barrier(times)

    def run():
        gate.wait(timeout=20)
        try:
            outcomes.append(act())
        except Exception as error:  # noqa: BLE001  the test looks at whatever it was
            outcomes.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run) for _time in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert len(outcomes) == times
    return outcomes


def refused(outcomes):
    return [outcome for outcome in outcomes if isinstance(outcome, Exception)]


def test_two_acceptances_at_once_are_one_and_the_second_is_told(committee):
    case = committee.harmed("negotiating")
    errors = refused(at_once(lambda: committee.act(ACCEPT, case)))
    assert len(errors) == 1
    assert isinstance(errors[0], DomainError)
    assert str(errors[0].message)
    assert Acceptance.objects.filter(case=case).count() == 1
    assert committee.now(case).status == "agreed"


def test_two_approvals_by_one_member_at_once_are_one(committee):
    case = committee.with_minutes()
    errors = refused(at_once(lambda: committee.act(APPROVE_MINUTES, case)))
    assert [error.code for error in errors] == ["twice"]
    assert CommitteeApproval.objects.count() == 1
