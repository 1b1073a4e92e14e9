"""What the records show of a member and an item: the ground, the record that says so, what is pinned at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from beneficiaries.actions.households import add_member, form_household
from beneficiaries.actions.mandates import enter_mandate
from committees.disclosing import Relative, disclose
from complaints.models import ComplaintSubject
from core.errors import NotPermitted, StaleRecord
from core.hijri import DualDate
from proceedings import actions
from proceedings.conflicts import discover
from proceedings.enums import Ground
from requests.actions.batches import begin_batch
from requests.batches.verbs import VERBS
from requests.models import SteppedAside
from tests.factories.beneficiaries import national_id
from tests.factories.sessions import Body
from tests.factories.support_requests import SINCE

OWN, OTHER, CHILD = (national_id(70_000 + number) for number in (1, 2, 3))
Shape = Callable[[Body, Any], None]


def told(body: Body, who: str = "first", **facts: Any) -> None:
    disclose(body.people[who], **{"national_id": OWN, "city": "الهفوف", **facts})


def number_of(file: Any, number: str) -> None:
    file.national_id = number
    file.save(update_fields=["national_id_sealed", "national_id_index"])


def at_home(body: Body, file: Any, **facts: Any) -> Any:
    """Somebody else in the household of the file."""
    head = form_household(file, by=body.staff.desk)
    given = {"relation": "child", "born": DualDate.of(SINCE), "full_name": "سارة فهد الشمري", **facts}
    return add_member(head.household, by=body.staff.desk, **given)


def acts(body: Body, file: Any, number: str, **days: Any) -> None:
    deed = {"holder_name": "سعد", "deed_number": "77", "scope": "الاستلام", "from_on": SINCE, "until_on": None}
    enter_mandate(file, by=body.staff.desk, kind="guardian", holder_id=number, **{**deed, **days})


def oneself(body: Body, file: Any) -> None:
    number_of(file, OWN)
    told(body)


def lives_there(body: Body, file: Any) -> None:
    at_home(body, file, national_id=OWN)
    told(body)


def guardian(body: Body, file: Any) -> None:
    acts(body, file, OWN)
    told(body)


def guardian_before(body: Body, file: Any) -> None:
    acts(body, file, OWN, until_on=SINCE)
    told(body)


def kin(relation: str, where: str, *, known: bool = True) -> Shape:
    """The member disclosed a relative who is the applicant, of the household, or acts for the applicant."""

    def make(body: Body, file: Any) -> None:
        if where == "file":
            number_of(file, CHILD)
        elif where == "home":
            at_home(body, file, national_id=CHILD, full_name="هيا سعد القحطاني")
        else:
            acts(body, file, CHILD)
        name = file.full_name if where == "file" else "هيا القحطاني"
        told(body, relatives=[Relative(name, relation, CHILD if known else "")])

    return make


def family(city: str, district: str = "", *, of_file: str = "الهفوف", discloses: bool = True) -> Shape:
    def make(body: Body, file: Any) -> None:
        user = body.people["first"].user
        user.name_ar = "خالد سعد الشمّري"
        user.save(update_fields=["name_ar"])
        file.family_name, file.city, file.district = "الشمري", of_file, "المبرز"
        file.save(update_fields=["family_name", "city", "district"])
        if discloses:
            told(body, city=city, district=district)

    return make


def works(*employers: str, at: str = "معلمة في مدارس الرواد الأهلية") -> Shape:
    def make(body: Body, file: Any) -> None:
        at_home(body, file, occupation=at)
        told(body, employers=employers)

    return make


def complained_of(body: Body, file: Any) -> None:
    from complaints.actions import receive

    words = {
        "channel": "website",
        "account": "He was rude.",
        "is_anonymous": False,
        "person_name": file.full_name,
        "beneficiary": file,
    }
    given = {"kind": "complaint", "agreed_means": "in_person", **words}
    case, _code = receive(body.staff.association, by=body.staff.member("followup"), **given)
    of = {"association": body.staff.association, "complaint": case, "source": "person"}
    ComplaintSubject.objects.create(membership=body.people["first"], **of)


def gave_opinion(body: Body, file: Any) -> None:
    case, now = file.support_requests.get(), timezone.now()
    asked = {"number": 1, "asked_of": body.people["first"].user, "asked_by": body.staff.researcher.user}
    given = {"question": "?", "asked_at": now, "due_on": now.date(), "text": "Yes.", "given_at": now}
    case.opinions.create(association=body.staff.association, **asked, **given)


def stepped_aside(body: Body, file: Any) -> None:
    case, who = file.support_requests.get(), body.people["first"].user
    SteppedAside.objects.create(association=body.staff.association, support_request=case, who=who, at=timezone.now())


def nothing(body: Body, file: Any) -> None:
    at_home(body, file, national_id=OTHER, occupation="ربة منزل")
    acts(body, file, national_id(70_009))
    told(body, employers=["شركة الإسمنت"], relatives=[Relative("هند العتيبي", "spouse", CHILD)])


CERTAIN, HINT = True, False
SHAPES: dict[str, tuple[Shape, Ground | None, bool]] = {
    "the applicant": (oneself, Ground.SAME_PERSON, CERTAIN),
    "of the household": (lives_there, Ground.HOUSEHOLD, CERTAIN),
    "acts for the applicant": (guardian, Ground.GUARDIAN, CERTAIN),
    "acted before": (guardian_before, Ground.GUARDIAN, HINT),
    "child is the applicant": (kin("child", "file"), Ground.KINSHIP, CERTAIN),
    "spouse at home": (kin("spouse", "home"), Ground.KINSHIP, CERTAIN),
    "parent acts": (kin("parent", "deed"), Ground.KINSHIP, CERTAIN),
    "brother is the applicant": (kin("sibling", "file"), Ground.KINSHIP, HINT),
    "in-law at home": (kin("in_law", "home"), Ground.KINSHIP, HINT),
    "child by name": (kin("child", "file", known=False), Ground.KINSHIP, HINT),
    "brother at home by name": (kin("sibling", "home", known=False), Ground.KINSHIP, HINT),
    "family name, nothing disclosed": (family("", discloses=False), Ground.SAME_NAME, HINT),
    "family name and city": (family("الهفوف"), Ground.SAME_PLACE, HINT),
    "family name, city and district": (family("الهفوف", "المبرّز"), Ground.SAME_PLACE, HINT),
    "family name, other district": (family("الهفوف", "الشروفية"), None, HINT),
    "family name, other city": (family("الرياض"), None, HINT),
    "family name, file without a city": (family("الهفوف", of_file=""), Ground.SAME_NAME, HINT),
    "same employer": (works("مدارس الرواد الأهلية"), Ground.EMPLOYER, HINT),
    "another employer": (works("مدارس النهضة"), None, HINT),
    "one word in common": (works("مدارس النهضة", at="مدارس"), None, HINT),
    "subject of the complaint": (complained_of, Ground.SUBJECT, HINT),
    "gave an opinion": (gave_opinion, Ground.OPINION, CERTAIN),
    "stepped aside": (stepped_aside, Ground.STEPPED_ASIDE, CERTAIN),
    "nothing in common": (nothing, None, HINT),
}


@pytest.mark.parametrize("name", SHAPES)
def test_the_records_show_it_with_its_evidence(body: Body, name: str) -> None:
    shape, ground, certain = SHAPES[name]
    body.ready(1)
    shape(body, body.cases[0].beneficiary)
    session = body.convene()
    item = session.items.for_docket().get()
    found = discover([item], list(body.staff.body.seats.all()))[item.pk]
    assert [(one.seat, one.ground, one.is_certain) for one in found] == (
        [(body.seat("first"), ground, certain)] if ground else []
    )
    assert all(one.evidence for one in found)
    pinned = [(row.seat, row.ground) for row in item.recusals.all() if row.ground != Ground.RESEARCHER]
    assert pinned == ([(body.seat("first"), ground)] if certain else [])


def test_a_wife_of_the_household_of_two_files_is_found_in_both(body: Body) -> None:
    body.ready(2)
    at_home(body, body.cases[0].beneficiary, national_id=OWN)
    number_of(body.cases[1].beneficiary, OWN)
    told(body)
    session = body.convene()
    grounds = {row.item.support_request_id: row.ground for item in session.items.all() for row in item.recusals.all()}
    assert grounds == {body.cases[0].pk: Ground.HOUSEHOLD, body.cases[1].pk: Ground.SAME_PERSON}


def test_an_older_disclosure_counts_until_another_takes_its_place(body: Body) -> None:
    body.ready(1)
    number_of(body.cases[0].beneficiary, OWN)
    told(body)
    told(body, national_id=OTHER)
    assert not body.convene().items.get().recusals.exists()


def act(session: Any, **data: Any) -> tuple[str, dict[str, Any]]:
    return reverse("proceedings:act", args=[session.association.slug, session.reference]), data


def test_chair_and_secretary_see_the_hint_and_pin_it_and_nobody_else(body: Body, client_of: Any) -> None:
    body.ready(1)
    kin("sibling", "file")(body, body.cases[0].beneficiary)
    session = body.convene()
    page = reverse("proceedings:session", args=[session.association.slug, session.reference])
    for who in ("chair", "secretary", "deputy"):
        assert "Disclosed as Brother or sister" in client_of(body.people[who]).get(page).content.decode()
    for who in ("first", "second"):
        shown = client_of(body.people[who]).get(page).content.decode()
        assert body.cases[0].reference in shown
        assert "Disclosed as" not in shown
    sent = {"do": "pin", "item": body.at(session, 1), "seat": body.seat("first").pk, "ground": "kinship"}
    path, data = act(session, **sent)
    for who in ("first", "second"):
        assert client_of(body.people[who]).post(path, data).status_code == 403
    assert not session.items.get().recusals.exists()
    client = client_of(body.people["secretary"])
    for wrong in ({"ground": "same_person"}, {"seat": body.seat("second").pk}, {"item": "R-1448-999999"}):
        client.post(path, {**data, **wrong})
    assert not session.items.get().recusals.exists()
    client.post(path, data)
    row = session.items.get().recusals.get()
    assert (row.seat, row.ground, row.pinned_by) == (
        body.seat("first"),
        Ground.KINSHIP,
        body.people["secretary"].user,
    )
    assert "Brother or sister" in row.words
    assert "Disclosed as" in client_of(body.people["chair"]).get(page).content.decode()
    assert "Disclosed as" not in client_of(body.people["second"]).get(page).content.decode()


def test_a_pinned_member_takes_nothing_back_whatever_is_sent(body: Body, client_of: Any) -> None:
    session = body.opened("chair", "first", "second", cases=2)
    body.recuse(session, "first")
    case, client = body.at(session, 1), client_of(body.people["first"])
    of = [session.association.slug, session.reference]
    for name in ("declare", "recuse", "defer"):
        assert client.post(reverse(f"proceedings:{name}", args=[*of, case]), {"words": "No."}).status_code in (
            403,
            404,
        )
    for do in ("pin", "call", "up", "down", "unpin", "release"):
        path, data = act(session, do=do, item=case, seat=body.seat("first").pk, ground="kinship")
        assert client.post(path, data).status_code in (403, 404)
    for verb in (actions.declare, actions.call):
        with pytest.raises(NotPermitted):
            verb(session, by=body.people["first"], case=case)
    assert session.items.get(position=1).recusals.get().seat == body.seat("first")
    assert session.items.get(position=1).status == "waiting"


def test_a_member_declares_as_soon_as_the_session_is_convened(body: Body, client_of: Any) -> None:
    body.ready(1)
    session = body.convene()
    path = reverse("proceedings:declare", args=[session.association.slug, session.reference, body.at(session, 1)])
    assert client_of(body.people["first"]).post(path, {"words": "My neighbour."}).status_code == 302
    assert session.items.get().recusals.get().is_declared


def test_what_shows_in_the_file_after_the_docket_was_made_is_pinned_when_the_item_is_opened(body: Body) -> None:
    session = body.opened("chair", "first", "second")
    told(body)
    number_of(body.cases[0].beneficiary, OWN)
    assert not session.items.get().recusals.exists()
    actions.call(session, by=body.people["chair"], case=body.at(session, 1))
    assert session.items.get().recusals.get().ground == Ground.SAME_PERSON


def test_a_chair_who_is_the_applicant_opens_nothing_and_the_deputy_does(body: Body) -> None:
    session = body.opened("chair", "deputy", "first", "second")
    number_of(body.cases[0].beneficiary, OWN)
    told(body, "chair")
    with pytest.raises(NotPermitted):
        actions.call(session, by=body.people["chair"], case=body.at(session, 1))
    actions.call(session, by=body.people["deputy"], case=body.at(session, 1))
    assert session.items.get().recusals.get().seat == body.seat("chair")


def test_a_hint_that_the_records_show_no_longer_is_stale(body: Body) -> None:
    body.ready(1)
    session = body.convene()
    given = {"case": body.at(session, 1), "seat_id": body.seat("first").pk, "ground": Ground.KINSHIP}
    with pytest.raises(StaleRecord):
        actions.pin_found(session, by=body.people["chair"], **given)


def test_it_asks_as_many_questions_for_one_item_as_for_many(body: Body, django_assert_num_queries: Any) -> None:
    body.ready(3)
    for number, case in enumerate(body.cases):
        at_home(body, case.beneficiary, national_id=national_id(72_000 + number))
        acts(body, case.beneficiary, national_id(73_000 + number))
    for number, who in enumerate(("first", "second", "third")):
        kin_of = [Relative("هند العتيبي", "spouse", CHILD), Relative("سعد العتيبي", "child")]
        told(body, who, national_id=national_id(74_000 + number), employers=["شركة"], relatives=kin_of)
    session = body.convene()
    items = list(session.items.for_docket())
    seats = list(body.staff.body.seats.select_related("membership__user"))
    one = [seat for seat in seats if seat == body.seat("first")]
    for some, held in ((items[:1], one), (items, seats)):
        with django_assert_num_queries(7):
            discover(some, held)


def test_one_of_another_association_is_found_nowhere(body: Body, qalam: Any) -> None:
    from tests.factories.support_requests import Staff

    body.ready(1)
    oneself(body, body.cases[0].beneficiary)
    other = Body(Staff(qalam))
    other.ready(1)
    number_of(other.cases[0].beneficiary, OWN)
    item = other.convene().items.for_docket().get()
    seats = [*other.staff.body.seats.all(), *body.staff.body.seats.all()]
    assert not [one for one in discover([item], seats)[item.pk] if one.ground == Ground.SAME_PERSON]


def test_what_a_member_asked_for_at_once_before_shows_the_case_no_longer(body: Body, client_of: Any) -> None:
    body.ready(2)
    first = body.people["first"]
    first.membership_roles.create(role="desk")
    member = type(first).objects.get(pk=first.pk)
    rows = [case.pk for case in body.cases]
    batch = begin_batch(
        body.staff.association, by=member, verb=VERBS["tell"], facts={}, rows=rows, origin="https://mithaq.example"
    )
    path = reverse("support_requests:batch", args=[body.staff.association.slug, batch.uid])
    session = body.convene()
    hidden, seen = body.at(session, 1), body.at(session, 2)
    assert hidden in client_of(member).get(path).content.decode()
    body.recuse(session, "first")
    shown = client_of(member).get(path).content.decode()
    assert hidden not in shown
    assert seen in shown


def test_a_tie_to_the_person_hides_all_of_their_requests_and_a_hand_in_one_case_only_that_one(body: Body) -> None:
    body.ready(1)
    other = body.staff.open(body.cases[0].beneficiary)
    session, rows = body.convene(), body.staff.association.support_requests
    given = {"by": body.people["chair"], "case": body.at(session, 1)}
    actions.recuse(session, seat_id=body.seat("first").pk, ground=Ground.KINSHIP, **given)
    actions.recuse(session, seat_id=body.seat("second").pk, ground=Ground.RESEARCHER, **given)
    assert list(rows.visible_to(body.people["first"])) == []
    assert list(rows.visible_to(body.people["second"])) == [other]
    assert set(rows.visible_to(body.people["third"])) == {other, body.cases[0]}


def test_a_recusal_stays_when_the_session_is_over(body: Body) -> None:
    session = body.opened("chair")
    body.recuse(session, "first")
    actions.close_session(session, by=body.people["chair"])
    rows = body.staff.association.support_requests
    assert body.cases[0] not in rows.visible_to(body.people["first"])
    assert body.cases[0] in rows.visible_to(body.people["second"])
