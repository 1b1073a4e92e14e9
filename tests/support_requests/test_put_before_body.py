"""Recommendations are prepared over days and put before the body at once: what is ready goes, the rest says why."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone, translation

from accounts.roles import Role
from core.errors import DomainError
from core.once import new_token
from requests import actions
from requests.actions.batches import begin_batch
from requests.batches import worker
from requests.batches.verbs import VERBS
from requests.batches.worker import work_on_next
from requests.enums import Outcome, Status
from requests.models import Recommendation, RecommendationDraft, RequestBatch, SupportRequest
from requests.workflow import ASSIGN, PREPARE, RETURN, START_STUDY, WRITE_STUDY
from tests.conftest import loaded
from tests.factories.support_requests import Staff

BEGIN = "/twaim/requests/batches/begin/"


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


def prepared(staff: Staff, **facts: Any) -> SupportRequest:
    """Under study by the researcher, with its study where the policy asks for one, and a recommendation."""
    case = staff.case(Status.UNDER_STUDY)
    if case.policy_version.needs_case_study:
        staff.do(WRITE_STUDY, case)
    staff.do(PREPARE, case, **facts)
    return staff.fresh(case)


def batch_of(staff: Staff, *cases: SupportRequest, by: Any = None) -> RequestBatch:
    rows = [case.pk for case in cases]
    return begin_batch(
        staff.association, by=by or staff.researcher, verb=VERBS["recommend"], facts={}, rows=rows, origin="https://m"
    )


def results(batch: RequestBatch) -> list[tuple[str, str]]:
    return list(batch.rows.order_by("number").values_list("result", "sentence"))


def test_what_is_prepared_goes_with_its_own_words_and_the_rest_says_what_is_missing(staff):
    ready = prepared(staff, outcome=Outcome.PARTLY_ACCEPTED, findings="Half is needed.", amount=Decimal(1200))
    unwritten, waiting = staff.case(Status.UNDER_STUDY), staff.case(Status.AWAITING_STUDY)
    done, also = staff.case(Status.AWAITING_DECISION), prepared(staff)
    batch = batch_of(staff, ready, unwritten, waiting, done, also)
    work_on_next()
    found = results(batch)
    assert [result for result, _s in found] == ["done", "refused", "refused", "refused", "done"]
    assert found[1][1] == "No recommendation is prepared yet. Write it first."
    for row, case in ((2, waiting), (3, done)):  # in the words of the single verb
        with pytest.raises(DomainError) as single:
            staff.do("recommend", case)
        assert found[row][1] == str(single.value.message)
    advice = ready.recommendations.get()
    assert (advice.outcome, advice.findings, advice.amount) == ("partly_accepted", "Half is needed.", Decimal(1200))
    assert (advice.by, staff.fresh(ready).status) == (staff.researcher.user, Status.AWAITING_DECISION)
    assert staff.fresh(unwritten).status == Status.UNDER_STUDY
    assert not RecommendationDraft.objects.exists()


def test_where_the_policy_asks_for_a_study_it_is_asked_for_here_too(db):
    asking = Staff(loaded("namaa"))  # its policy does
    case = asking.case(Status.UNDER_STUDY)
    asking.do(PREPARE, case)
    batch = batch_of(asking, case)
    work_on_next()
    assert results(batch)[0][1].startswith("Write the case study first")
    asking.do(WRITE_STUDY, case)
    again = batch_of(asking, case)
    work_on_next()
    assert results(again) == [("done", "")]
    assert asking.fresh(case).studies.count() == 1


def test_nobodys_words_go_under_another_name(staff):
    case, manager = prepared(staff), staff.member(Role.MANAGER)
    theirs = batch_of(staff, case, by=staff.second)
    work_on_next()
    assert "The request is with" in results(theirs)[0][1]
    staff.do(ASSIGN, case, by=manager, to=staff.second)
    moved = batch_of(staff, case, by=staff.second)
    work_on_next()
    assert "prepared the recommendation. Read it, and save it as yours first." in results(moved)[0][1]
    staff.do(PREPARE, case, by=staff.second)
    own = batch_of(staff, case, by=staff.second)
    work_on_next()
    assert results(own) == [("done", "")]
    assert case.recommendations.get().by == staff.second.user


def test_what_was_prepared_before_the_papers_went_back_is_read_once_more(staff):
    case = prepared(staff)
    staff.do(RETURN, case)
    staff.prepare(staff.fresh(case))
    actions.complete(staff.fresh(case), by=staff.desk)
    staff.do(START_STUDY, case)
    batch = batch_of(staff, case)
    work_on_next()
    assert "before the study was taken up again" in results(batch)[0][1]
    staff.do(PREPARE, case)
    again = batch_of(staff, case)
    work_on_next()
    assert results(again) == [("done", "")]


def test_the_rights_are_those_of_the_single_verb(staff, client_of):
    case = prepared(staff)
    page = {"verb": "recommend", "row": case.reference}
    assert client_of(staff.desk).get(BEGIN, page).status_code == 403
    assert client_of(staff.researcher).get(BEGIN, page).status_code == 200
    batch = batch_of(staff, case)
    staff.researcher.membership_roles.all().delete()
    work_on_next()
    assert [result for result, _s in results(batch)] == ["refused"]
    assert staff.fresh(case).status == Status.UNDER_STUDY


def test_from_the_page_to_the_list_to_the_body_and_a_double_click_makes_one_batch(staff, client_of):
    case, unwritten = staff.case(Status.UNDER_STUDY), staff.case(Status.UNDER_STUDY)
    client, address = client_of(staff.researcher), f"/twaim/requests/{case.reference}/recommend/"
    words = {"outcome": "accepted", "findings": "Visited.", "amount": "2500", "version": case.version, "later": "1"}
    page = client.post(address, {**words, "amount": "", "token": new_token()})
    assert page.status_code == 422  # nothing is kept that could not go
    assert client.post(address, {**words, "token": new_token()}).status_code == 302
    assert staff.fresh(case).status == Status.UNDER_STUDY
    page = client.get(address)
    assert page.context["form"].initial["findings"] == "Visited."
    assert "not put before the body yet" in page.content.decode()
    ready = client.get("/twaim/requests/?queue=ready").content.decode()
    assert case.reference in ready
    assert unwritten.reference not in ready
    assert case.reference not in client_of(staff.second).get("/twaim/requests/?queue=ready").content.decode()
    token, both = new_token(), f"{BEGIN}?verb=recommend&row={case.reference}&row={unwritten.reference}"
    first, second = (client.post(both, {"token": token}) for _n in range(2))
    assert first["Location"] == second["Location"]
    batch = RequestBatch.objects.get()
    work_on_next()
    page = client.get(first["Location"]).content.decode()
    assert f"/twaim/requests/{unwritten.reference}/recommend/" in page  # where it is mended
    assert f"/twaim/requests/{case.reference}/recommend/" not in page
    assert [result for result, _s in results(batch)] == ["done", "refused"]


def test_broken_off_in_the_middle_it_goes_on_and_nothing_goes_twice(staff, monkeypatch):
    cases = [prepared(staff) for _n in range(4)]
    batch, once, calls = batch_of(staff, *cases), worker._do, []

    def dies(*arguments: Any) -> None:
        calls.append(1)
        once(*arguments)
        if len(calls) == 2:  # after the verb, before its row is committed
            raise SystemExit

    monkeypatch.setattr(worker, "_do", dies)
    with pytest.raises(SystemExit):
        work_on_next()
    assert Recommendation.objects.count() == 1
    RequestBatch.objects.update(leased_until=timezone.now())
    work_on_next()
    assert results(batch) == [("done", "")] * 4
    assert sorted(Recommendation.objects.values_list("support_request", flat=True)) == sorted(c.pk for c in cases)
