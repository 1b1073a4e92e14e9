"""Many requests at once: each through its single verb, once, with a result of its own; for whoever started it."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation
from pypdf import PdfReader

from accounts.roles import Role
from core import leasing
from core.errors import DomainError, NotPermitted
from core.once import new_token
from correspondence import pdf
from requests.actions import batches as actions
from requests.actions import give_answer
from requests.batches import worker
from requests.batches.verbs import VERBS
from requests.batches.worker import work_on_next
from requests.enums import Status
from requests.models import Answer, BatchRow, RequestBatch, SupportRequest
from tests.conftest import loaded
from tests.factories.support_requests import Staff

BEGIN = "/twaim/requests/batches/begin/"


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


def begun(staff: Staff, *cases: Any, verb: str = "tell", by: Any = None, **facts: Any) -> RequestBatch:
    """The persons are told by call, so that an answer is given at once."""
    rows = [case.pk for case in cases]
    SupportRequest.objects.update(agreed_means="phone")
    return actions.begin_batch(
        staff.association,
        by=by or staff.desk,
        verb=VERBS[verb],
        facts=facts,
        rows=rows,
        origin="https://mithaq.example",
    )


def results(batch: RequestBatch) -> list[tuple[str, str]]:
    return list(batch.rows.order_by("number").values_list("result", "sentence"))


def test_each_row_is_done_or_refused_with_the_sentence_of_the_single_verb(staff):
    decided, studied, also = staff.case(Status.DECIDED), staff.case(Status.UNDER_STUDY), staff.case(Status.DECIDED)
    with pytest.raises(DomainError) as single:
        give_answer(studied, by=staff.desk, means="phone")
    batch = begun(staff, decided, studied, also)
    assert work_on_next() == batch
    assert results(batch) == [("done", ""), ("refused", str(single.value.message)), ("done", "")]
    assert {staff.fresh(case).status for case in (decided, also)} == {Status.ANSWERED}
    assert staff.fresh(studied).status == Status.UNDER_STUDY
    batch.refresh_from_db()
    assert (batch.status, batch.lease) == ("done", None)
    assert decided.events.filter(event="give_answer", by=staff.desk.user).count() == 1
    assert work_on_next() is None


def test_who_agreed_to_messages_is_sent_one(staff):
    case = staff.case(Status.DECIDED)
    batch = begun(staff, case)
    SupportRequest.objects.update(agreed_means="sms")
    work_on_next()
    assert results(batch) == [("done", "")]
    assert (case.answer_attempts.get().means, staff.fresh(case).status) == ("sms", Status.DECIDED)


def test_the_rights_are_those_of_the_moment(staff):
    first, second = staff.case(Status.DECIDED), staff.case(Status.DECIDED)
    batch = begun(staff, first, second)
    staff.desk.membership_roles.all().delete()
    work_on_next()
    assert [result for result, _sentence in results(batch)] == ["refused", "refused"]
    other = begun(staff, staff.case(Status.DECIDED), by=staff.member(Role.DESK))
    type(other.by).objects.filter(pk=other.by_id).update(is_active=False)
    work_on_next()
    assert "does not work here" in results(other)[0][1]
    assert not Answer.objects.exists()


def test_many_are_given_to_a_researcher_and_one_that_is_anothers_needs_its_reason(staff, client_of):
    manager, new = staff.member(Role.MANAGER), staff.member(Role.RESEARCHER)
    waits, studied, closed = (
        staff.case(Status.AWAITING_STUDY),
        staff.case(Status.UNDER_STUDY),
        staff.case(Status.CLOSED),
    )
    client = client_of(manager)
    rows = [case.reference for case in (waits, studied, closed)]
    page = client.get(BEGIN, {"verb": "assign", "row": rows})
    assert str(new.pk) in dict(page.context["form"].fields["to"].choices)
    sent = client.post(f"{BEGIN}?{page.request['QUERY_STRING']}", {"to": str(new.pk), "token": new_token()})
    assert sent.status_code == 302
    work_on_next()
    batch = RequestBatch.objects.get()
    assert [result for result, _s in results(batch)] == ["done", "refused", "refused"]
    assert "Write why" in results(batch)[1][1]
    assert staff.fresh(waits).researcher == new.user
    begun(staff, studied, verb="assign", by=manager, to=str(new.pk), reason="On leave")
    work_on_next()
    assert staff.fresh(studied).researcher == new.user
    new.is_active = False
    new.save()
    last = begun(staff, waits, verb="assign", by=manager, to=str(new.pk), reason="Again")
    work_on_next()
    assert "does not study requests here any more" in results(last)[0][1]


def test_many_are_referred_with_one_question_where_the_policy_names_somebody(db):
    hajar = Staff(loaded("hajar"))
    studied, closed = hajar.case(Status.UNDER_STUDY), hajar.case(Status.CLOSED)
    batch = begun(hajar, studied, closed, verb="refer", by=hajar.researcher, question="Is the branch ready?")
    work_on_next()
    assert [result for result, _s in results(batch)] == ["done", "refused"]
    assert studied.referrals.get().question == "Is the branch ready?"
    again = begun(hajar, studied, verb="refer", by=hajar.researcher, question="And now?")
    work_on_next()
    assert results(again) == [("refused", "A question about this case waits for its answer already.")]


def test_only_those_who_may_begin_it_and_not_with_too_many(staff, monkeypatch):
    case = staff.case(Status.DECIDED)
    with pytest.raises(NotPermitted):
        begun(staff, case, by=staff.researcher)
    with pytest.raises(DomainError, match="No request is chosen"):
        begun(staff)
    monkeypatch.setattr(actions, "MOST_ROWS", 1)
    with pytest.raises(DomainError, match="More than 1 requests"):
        begun(staff, case, staff.open())


def test_the_ticked_or_all_of_the_filter_are_gone_through(staff, client_of):
    cases = [staff.case(Status.DECIDED) for _n in range(3)]
    SupportRequest.objects.update(agreed_means="phone")
    other = staff.case(Status.UNDER_STUDY)
    client = client_of(staff.desk)
    page = client.get("/twaim/requests/?queue=all&status=decided").content.decode()
    assert f'name="row" value="{cases[0].reference}"' in page
    assert 'name="list" value="queue=all&amp;status=decided"' in page
    ticked = {"verb": "tell", "which": "ticked", "row": [cases[0].reference, other.reference, "R-1448-999999"]}
    assert client.get(BEGIN, ticked).context["count"] == 2
    every = {"verb": "tell", "which": "all", "list": "queue=all&status=decided"}
    page = client.get(BEGIN, every)
    assert page.context["count"] == 3
    query = page.request["QUERY_STRING"]
    sent = client.post(f"{BEGIN}?{query}", {"token": new_token()})
    batch = RequestBatch.objects.get()
    assert sent.url == f"/twaim/requests/batches/{batch.uid}/"
    assert 'max="3" value="0"' in client.get(sent.url).content.decode()
    work_on_next()
    assert client.get(sent.url).context["counts"]["done"] == 3
    assert other.reference not in client.get(sent.url).content.decode()


def test_a_double_click_begins_one_batch(staff, client_of):
    case, client, token = staff.case(Status.DECIDED), client_of(staff.desk), new_token()
    first, second = (client.post(f"{BEGIN}?verb=tell&row={case.reference}", {"token": token}) for _n in range(2))
    assert first.url == second.url
    assert RequestBatch.objects.count() == 1


def test_without_a_choice_it_leads_back_to_the_list(staff, client_of):
    answer = client_of(staff.desk).get(BEGIN, {"verb": "tell", "list": "queue=desk"})
    assert answer.url == "/twaim/requests/?queue=desk"
    assert client_of(staff.desk).get(BEGIN, {"verb": "nothing"}).status_code == 404
    assert client_of(staff.researcher).get(BEGIN, {"verb": "tell"}).status_code == 403


def test_a_batch_is_stopped_between_two_rows_and_what_was_done_stays(staff, client_of, monkeypatch):
    cases = [staff.case(Status.DECIDED) for _n in range(3)]
    batch = begun(staff, *cases)
    asked = iter([False, True])
    work_on_next(lambda: next(asked))  # the worker is asked to stop: the batch waits for the next
    assert [result for result, _s in results(batch)] == ["done", "waiting", "waiting"]
    batch.refresh_from_db()
    assert (batch.status, batch.lease) == ("working", None)
    assert client_of(staff.desk).post(f"/twaim/requests/batches/{batch.uid}/stop/").status_code == 302
    assert work_on_next() is None
    page = client_of(staff.desk).get(f"/twaim/requests/batches/{batch.uid}/").content.decode()
    assert "It was stopped" in page
    assert results(batch)[1:] == [("waiting", ""), ("waiting", "")]


def test_a_worker_whose_lease_was_taken_does_no_further_row(staff, monkeypatch):
    batch = begun(staff, *(staff.case(Status.DECIDED) for _n in range(3)))
    single = VERBS["tell"].do
    calls: list[int] = []

    def interrupted(case: Any, by: Any, facts: Any) -> Any:
        calls.append(case.pk)
        if len(calls) == 1:  # meanwhile the lease ends and another worker has it
            RequestBatch.objects.filter(pk=batch.pk).update(lease=new_token())
        return single(case, by, facts)

    monkeypatch.setitem(VERBS, "tell", type(VERBS["tell"])(**{**vars(VERBS["tell"]), "do": interrupted}))
    work_on_next()
    assert len(calls) == 1
    RequestBatch.objects.filter(pk=batch.pk).update(lease=None, leased_until=None)
    work_on_next()
    assert [result for result, _s in results(batch)] == ["done"] * 3
    assert len(calls) == 3
    assert Answer.objects.count() == 3


def test_a_row_that_breaks_off_again_and_again_is_passed_over_and_the_others_go_on(staff, monkeypatch):
    bad, good = staff.case(Status.DECIDED), staff.case(Status.DECIDED)
    batch = begun(staff, bad, good)
    single = VERBS["tell"].do

    def broken(case: Any, by: Any, facts: Any) -> Any:
        if case.pk == bad.pk:
            single(case, by, facts)
            raise RuntimeError("a mistake of ours")
        return single(case, by, facts)

    monkeypatch.setitem(VERBS, "tell", type(VERBS["tell"])(**{**vars(VERBS["tell"]), "do": broken}))
    for _try in range(leasing.TRIES):
        work_on_next()
        assert staff.fresh(bad).status == Status.DECIDED, "half a verb is no verb"
        RequestBatch.objects.filter(pk=batch.pk).update(leased_until=timezone.now() - timedelta(seconds=1))
    work_on_next()
    (first, sentence), (second, _none) = results(batch)
    assert (first, second) == ("refused", "done")
    assert "several times" in sentence


@pytest.mark.pdf
@pytest.mark.skipif(not pdf.is_available(), reason="needs pango")
def test_letters_of_many_come_in_one_file_in_their_order(staff, client_of):
    cases = [staff.case(Status.DECIDED) for _n in range(2)]
    without = staff.open()
    batch = begun(staff, cases[1], without, cases[0], verb="letters", kind="decision")
    work_on_next()
    assert [result for result, _s in results(batch)] == ["done", "refused", "done"]
    assert "No letter of this kind" in results(batch)[1][1]
    address = f"/twaim/requests/batches/{batch.uid}/letters/"
    answer = client_of(staff.desk).get(address)
    content = b"".join(answer.streaming_content)
    pages = PdfReader(io.BytesIO(content)).pages
    assert len(pages) >= 2
    assert client_of(staff.chair).get(address).status_code == 404
    RequestBatch.objects.filter(pk=batch.pk).update(ended_at=timezone.now() - worker.KEPT - timedelta(days=1))
    worker.tidy_up()
    assert client_of(staff.desk).get(address).status_code == 404


def test_where_no_pdf_can_be_made_letters_are_not_begun(staff, monkeypatch):
    monkeypatch.setattr(pdf, "is_available", lambda: False)
    with pytest.raises(pdf.PdfNotAvailable):
        begun(staff, staff.case(Status.DECIDED), verb="letters", kind="decision")


def test_a_batch_is_for_whoever_started_it(staff, client_of, elsewhere):
    batch = begun(staff, staff.case(Status.DECIDED))
    address = f"/twaim/requests/batches/{batch.uid}/"
    assert client_of(staff.desk).get(address).status_code == 200
    for other in (staff.researcher, staff.chair, elsewhere.desk):
        assert client_of(other).get(address).status_code == 404
        assert client_of(other).post(f"{address}stop/").status_code == 404
    assert batch.verb in str(client_of(staff.desk).get("/twaim/requests/batches/").context["rows"][0][1].name)
    assert client_of(staff.researcher).get("/twaim/requests/batches/").context["rows"] == []


def test_the_page_asks_as_much_for_twenty_rows_as_for_one(staff, client_of):
    client = client_of(staff.desk)
    counts = []
    for many in (1, 20):
        batch = begun(staff, *(staff.open() for _n in range(many)))
        address = f"/twaim/requests/batches/{batch.uid}/"
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_the_database_keeps_results_and_takes_a_request_once(staff):
    case = staff.case(Status.DECIDED)
    batch = begun(staff, case)
    with pytest.raises(IntegrityError), transaction.atomic():
        batch.rows.create(association=staff.association, number=2, support_request=case)
    with pytest.raises(IntegrityError), transaction.atomic():
        batch.rows.create(association=staff.association, number=1, support_request=staff.open())
    with pytest.raises(IntegrityError), transaction.atomic():
        batch.rows.update(result="done")
    with pytest.raises(IntegrityError), transaction.atomic():
        RequestBatch.objects.filter(pk=batch.pk).update(status="done")
    with pytest.raises(IntegrityError), transaction.atomic():
        RequestBatch.objects.filter(pk=batch.pk).update(lease=new_token())
    work_on_next()
    table = "support_requests_batchrow"  # its rule: a row that was gone through keeps its result
    assert BatchRow._meta.db_table == table
    for attempt in (
        lambda: batch.rows.update(sentence="x"),
        lambda: batch.rows.update(result="waiting", done_at=None),
        lambda: batch.rows.all()._raw_delete(batch.rows.db),
    ):
        with pytest.raises(DatabaseError, match="keeps its result"), transaction.atomic():
            attempt()
