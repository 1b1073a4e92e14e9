"""The outbox on screen: who sees which notices, masked and within the association; and the two things staff do."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import Membership
from accounts.roles import Role
from core.errors import AlreadyHandled, DomainError, NotPermitted
from correspondence.models import Notice, NoticeStatus
from correspondence.notices import register
from correspondence.notices.actions import mark_done, send_again
from correspondence.notices.events import NoticeEvent
from tests.correspondence.notices_cast import BY_EMAIL, BY_PHONE, EMAIL, MOBILE, REFERENCE, told


def outbox(membership: Membership, query: str = "") -> str:
    return reverse("notices:list", args=[membership.association.slug]) + query


def url(notice: Notice, name: str, slug: str = "") -> str:
    return reverse(f"notices:{name}", args=[slug or notice.association.slug, notice.uid])


def given_up(membership: Membership, **facts: Any) -> Notice:
    notice = told(membership.association, **facts)
    Notice.objects.filter(pk=notice.pk).update(status=NoticeStatus.GAVE_UP, last_error="timeout", attempts=8)
    return Notice.objects.get(pk=notice.pk)


def test_the_outbox_shows_what_was_told_with_the_recipient_masked(desk: Membership, client_of: Any) -> None:
    first, second = told(desk.association), told(desk.association, BY_EMAIL, key="b")
    page = client_of(desk).get(outbox(desk)).content.decode()
    assert page.index(second.subject) < page.index(first.body)
    assert REFERENCE in page
    assert MOBILE[-8:] not in page
    assert "05•• ••• •21" in page
    assert EMAIL not in page
    assert "m•••@example.test" in page
    assert re.search(r"\sstyle=|<style|\son\w+=", page) is None


def test_the_outbox_is_for_those_who_see_letters(
    desk: Membership, outsider: Any, member_of: Any, client_of: Any
) -> None:
    notice = told(outsider.association, key="theirs")
    _user, researcher = member_of(desk.association, Role.RESEARCHER)
    assert client_of(researcher).get(outbox(desk)).status_code == 403
    assert client_of(outsider).get(outbox(desk)).status_code == 404
    assert notice.body not in client_of(desk).get(outbox(desk)).content.decode()
    assert notice.body in client_of(outsider).get(outbox(outsider)).content.decode()


def test_codes_are_read_on_the_demos_outbox_only(desk: Membership, client_of: Any, settings: Any) -> None:
    told(desk.association, event=NoticeEvent.SIGN_IN_CODE, values={"code": "482913"})
    assert "482913" in client_of(desk).get(outbox(desk)).content.decode()
    settings.DEMO = False
    page = client_of(desk).get(outbox(desk)).content.decode()
    assert "482913" not in page
    assert "For the person alone" in page


def test_what_a_complaint_is_told_is_seen_with_its_own_right_and_never_by_its_subject(
    desk: Membership, member_of: Any, client_of: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    values = {"reference": "C-1448-000001", "promise": ""}
    told(desk.association, event=NoticeEvent.COMPLAINT_RECEIVED, values=values, about="C-1448-000001")
    _user, chair = member_of(desk.association, Role.CHAIR)
    assert "C-1448-000001" in client_of(desk).get(outbox(desk)).content.decode()
    assert "C-1448-000001" not in client_of(chair).get(outbox(chair)).content.decode()
    subject_of = [lambda member: Notice.objects.filter(association=member.association).values("about")]
    monkeypatch.setattr(register, "HIDDEN_REFERENCES", subject_of)
    assert "C-1448-000001" not in client_of(desk).get(outbox(desk)).content.decode()


def test_what_waits_for_a_person_is_a_list_of_its_own(desk: Membership, client_of: Any) -> None:
    told(desk.association, key="machine")
    call = told(desk.association, BY_PHONE, key="call")
    dead = given_up(desk, key="dead")
    page = client_of(desk).get(outbox(desk, "?queue=waiting")).content.decode()
    assert page.count("<tr>") == 3
    assert url(call, "done") in page
    assert url(call, "again") not in page
    assert url(dead, "again") in page
    assert "The provider did not answer in time." in page


def test_a_dead_notice_is_sent_again_and_a_call_is_marked_done(desk: Membership, client_of: Any) -> None:
    dead, call = given_up(desk, key="dead"), told(desk.association, BY_PHONE, key="call")
    client = client_of(desk)
    response = client.post(url(dead, "again"), {"queue": "waiting"})
    assert response.headers["Location"] == outbox(desk, "?queue=waiting")
    assert client.post(url(call, "done")).headers["Location"] == outbox(desk)
    dead.refresh_from_db()
    call.refresh_from_db()
    assert (dead.status, dead.attempts, dead.handled_by) == (NoticeStatus.QUEUED, 0, desk.user)
    assert (call.status, call.handled_by) == (NoticeStatus.DONE, desk.user)
    assert call.handled_at is not None
    page = client.post(url(call, "done"), follow=True).content.decode()
    assert "this notice is “Done by staff” now" in page
    assert desk.user.name_en in page


def test_only_those_who_may_send_do_so_and_only_for_their_own(
    desk: Membership, outsider: Membership, member_of: Any, client_of: Any
) -> None:
    dead = given_up(desk)
    _user, chair = member_of(desk.association, Role.CHAIR)
    for name in ("again", "done"):
        assert url(dead, name) not in client_of(chair).get(outbox(chair)).content.decode()
        assert client_of(chair).post(url(dead, name)).status_code == 403
        assert client_of(outsider).post(url(dead, name)).status_code == 404
        assert client_of(outsider).post(url(dead, name, outsider.association.slug)).status_code == 404
        assert client_of(desk).get(url(dead, name)).status_code == 405
    for verb in (send_again, mark_done):
        with pytest.raises(NotPermitted):
            verb(dead, by=chair)
        with pytest.raises(Notice.DoesNotExist):
            verb(dead, by=outsider)
    dead.refresh_from_db()
    assert dead.status == NoticeStatus.GAVE_UP


def test_what_is_on_its_way_or_no_use_is_not_sent_again(desk: Membership) -> None:
    with pytest.raises(AlreadyHandled):
        send_again(told(desk.association), by=desk)
    code = given_up(desk, event=NoticeEvent.SIGN_IN_CODE, key="code", values={"code": "482913"})
    Notice.objects.filter(pk=code.pk).update(expires_at=code.created_at)
    with pytest.raises(DomainError) as refusal:
        send_again(code, by=desk)
    assert refusal.value.code == "expired"


def test_the_outbox_goes_on_where_the_page_ended(
    desk: Membership, outsider: Membership, client_of: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.lists.PAGE", 2)
    for number in range(3):
        told(desk.association, BY_PHONE, key=str(number), values={"reference": f"R-{number}"}, about="")
    client = client_of(desk)
    page = client.get(outbox(desk, "?queue=waiting")).content.decode()
    assert "R-2" in page
    assert "R-0" not in page
    following = re.search(r'rel="next" href="([^"]+)"', page)
    assert following is not None
    page = client.get(outbox(desk) + following[1].replace("&amp;", "&")).content.decode()
    assert "R-0" in page
    assert "R-1" not in page
    assert 'rel="next"' not in page
    told(outsider.association, key="theirs")
    for odd in ("x", "9" * 30, "-1"):
        assert "R-2" in client.get(outbox(desk, f"?after={odd}")).content.decode()


def test_the_outboxs_queries_do_not_grow_with_its_rows(
    desk: Membership, client_of: Any, django_assert_num_queries: Any
) -> None:
    client = client_of(desk)
    mark_done(told(desk.association, BY_PHONE, key="first"), by=desk)
    client.get(outbox(desk))
    with CaptureQueriesContext(connection) as one:
        client.get(outbox(desk))
    for number in range(49):
        notice = told(desk.association, BY_PHONE, key=str(number))
        if number % 3 == 0:
            mark_done(notice, by=desk)
    assert len([query for query in one if "set_config" not in query["sql"]]) <= 6
    with django_assert_num_queries(len(one)):
        client.get(outbox(desk))


@pytest.mark.postgres
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no second wall")
def test_behind_the_second_wall_another_associations_notices_are_not_there(
    desk: Membership, outsider: Membership
) -> None:
    from core.tenancy import within

    told(desk.association)
    told(outsider.association)
    with within(desk.association_id):
        assert [row.association_id for row in Notice.objects.all()] == [desk.association_id]
    assert Notice.objects.count() == 2
