"""The file: masked until asked for with a reason, each look kept, corrections kept, nobody else's."""

import re
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from accounts.roles import Role
from beneficiaries import actions
from beneficiaries.models import BeneficiaryChange, FileLook
from core.errors import DomainError, NotPermitted

from .conftest import ID, OTHER_ID, day

pytestmark = pytest.mark.django_db


def url(person: Any, verb: str = "") -> str:
    return f"/twaim/beneficiaries/{person.number}/{verb}"


def facts_of(person: Any, **boxes: str) -> dict[str, str]:
    """The boxes of the correcting form as they stand, with some changed."""
    stand = {
        "version": str(person.version),
        "full_name": person.full_name,
        "national_id": "",
        "mobile": "",
        "agreed_means": person.agreed_means,
        "email": person.email,
        "city": person.city,
        **day("gregorian", "6", "3", "1985"),
    }
    return {**stand, **boxes}


def test_numbers_are_masked_until_asked_for(desk, client_of, noura) -> None:
    client = client_of(desk)
    for page in (url(noura), url(noura, "edit/"), url(noura, "reveal/")):
        html = client.get(page).content.decode()
        assert ID not in html
        assert "501234521" not in html
    assert "•••••••672" in client.get(url(noura)).content.decode()
    assert "05•• ••• •21" in client.get(url(noura)).content.decode()


def test_opening_a_file_is_a_look_and_again_within_a_minute_the_same_one(desk, client_of, noura) -> None:
    client = client_of(desk)
    client.get(url(noura))
    page = client.get(url(noura)).content.decode()
    look = noura.looks.get()
    assert (look.what, look.by) == (FileLook.What.FILE, desk.user)
    assert f"{desk.user.name_en}: opened the file" in page


@pytest.mark.parametrize(("what", "shown"), [("national_id", ID), ("mobile", "0501234521")])
def test_a_number_is_shown_once_for_a_reason_that_is_kept(desk, client_of, noura, what: str, shown: str) -> None:
    client = client_of(desk)
    response = client.post(url(noura, "reveal/"), {"what": what, "reason": " تصحيح الهوية "})
    assert response.status_code == 200
    assert shown in response.content.decode()
    assert "no-store" in response["Cache-Control"]
    look = noura.looks.get()
    assert (look.what, look.reason, look.by) == (what, "تصحيح الهوية", desk.user)
    assert shown not in client.get(url(noura, "reveal/")).content.decode()
    assert "تصحيح الهوية" in client.get(url(noura)).content.decode()


@pytest.mark.parametrize("reason", ["", "   "])
def test_a_number_is_not_shown_without_a_reason(desk, client_of, noura, reason: str) -> None:
    response = client_of(desk).post(url(noura, "reveal/"), {"what": "national_id", "reason": reason})
    assert response.status_code == 422
    assert "Write why you need it" in response.content.decode()
    assert ID not in response.content.decode()
    assert not noura.looks.exists()
    with pytest.raises(DomainError):
        actions.reveal(noura, by=desk, what="national_id", reason=reason)


def test_only_numbers_are_revealed(desk, client_of, noura) -> None:
    response = client_of(desk).post(url(noura, "reveal/"), {"what": "registered_by", "reason": "x"})
    assert response.status_code == 422
    with pytest.raises(ValueError, match="not shown for a reason"):
        actions.reveal(noura, by=desk, what="registered_by", reason="x")


def test_the_link_beside_a_number_chooses_it(desk, client_of, noura) -> None:
    form = client_of(desk).get(url(noura, "reveal/") + "?what=mobile").context["form"]
    assert form["what"].value() == "mobile"


@pytest.mark.parametrize(
    ("role", "opens", "corrects", "reveals"),
    [
        (Role.DESK, 200, 200, 200),
        (Role.RESEARCHER, 200, 403, 200),
        (Role.MANAGER, 200, 403, 403),
        (Role.CHAIR, 403, 403, 403),
        (Role.ADMINISTRATOR, 403, 403, 403),
    ],
)
def test_each_role_has_its_pages(twaim, member_of, client_of, noura, role, opens, corrects, reveals) -> None:
    _user, member = member_of(twaim, role)
    client = client_of(member)
    file = client.get(url(noura))
    assert [file.status_code, *(client.get(url(noura, v)).status_code for v in ("edit/", "reveal/"))] == [
        opens,
        corrects,
        reveals,
    ]
    if opens == 200:
        html = file.content.decode()
        assert ('/edit/"' in html, "/reveal/" in html) == (corrects == 200, reveals == 200)
    if corrects == 403:
        assert client.post(url(noura, "edit/"), facts_of(noura, city="أخرى")).status_code == 403
        noura.refresh_from_db()
        assert noura.city != "أخرى"
        with pytest.raises(NotPermitted):
            actions.correct(noura, by=member, born=None)
    if reveals == 403:
        refused = client.post(url(noura, "reveal/"), {"what": "national_id", "reason": "x"})
        assert refused.status_code == 403
        assert ID not in refused.content.decode()


def without_chance(response: Any, number: str) -> str:
    """The page without its form tokens and the number that was asked for."""
    html = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", response.content.decode())
    return html.replace(number, "NUMBER")


@pytest.mark.parametrize("verb", ["", "edit/", "reveal/"])
def test_a_file_of_another_association_answers_like_one_that_does_not_exist(
    qalam, outsider, client_of, noura, verb: str
) -> None:
    client = client_of(outsider)
    theirs = client.get(f"/qalam/beneficiaries/{noura.number}/{verb}")
    none = client.get(f"/qalam/beneficiaries/B-1448-999999/{verb}")
    assert (theirs.status_code, none.status_code) == (404, 404)
    assert without_chance(theirs, noura.number) == without_chance(none, "B-1448-999999")
    assert sorted(theirs.headers) == sorted(none.headers)
    through_twaim = client.get(url(noura, verb))
    assert through_twaim.status_code == 404
    assert not noura.looks.exists()


@pytest.mark.parametrize("number", ["x", "B-1448-000001%00", "1", "B-1448-1' OR 1=1"])
def test_an_odd_number_is_not_found(desk, client_of, noura, number: str) -> None:
    assert client_of(desk).get(f"/twaim/beneficiaries/{number}/").status_code == 404


def test_a_correction_keeps_what_was_before(desk, client_of, noura) -> None:
    client = client_of(desk)
    boxes = facts_of(noura, full_name="نورة بنت سعيد السبيعي", agreed_means="phone", **day("hijri", "1", "7", "1405"))
    assert client.post(url(noura, "edit/"), boxes)["Location"] == url(noura)
    noura.refresh_from_db()
    assert (noura.full_name, noura.agreed_means, noura.version) == ("نورة بنت سعيد السبيعي", "phone", 2)
    assert (noura.national_id, noura.mobile) == (ID, "+966501234521")
    assert {(c.field, c.before) for c in noura.changes.all()} == {
        ("full_name", "نورة بنت سعد السبيعي"),
        ("agreed_means", "sms"),
        ("born", "1405-06-15"),
    }
    page = client.get(url(noura)).content.decode()
    for words in ("نورة بنت سعد السبيعي", "Text message", "15 Jumada al-Akhirah 1405 AH", "1 Rajab 1405 AH"):
        assert words in page, words
    assert client.get("/twaim/beneficiaries/", {"q": "سعيد"}).context["rows"]
    assert not client.get("/twaim/beneficiaries/", {"q": "سعد"}).context["rows"]


def test_a_corrected_number_leaves_no_plain_trace(desk, client_of, noura) -> None:
    client = client_of(desk)
    client.post(url(noura, "edit/"), facts_of(noura, national_id=OTHER_ID))
    noura.refresh_from_db()
    change = noura.changes.get(field="national_id")
    assert noura.national_id == OTHER_ID
    assert (change.before, change.after) == ("", "")
    assert (change.was, change.became) == (ID, OTHER_ID)
    assert not {ID, OTHER_ID} & {change.was_sealed, change.became_sealed}
    assert client.post("/twaim/beneficiaries/", {"q": ID}).status_code == 200
    assert client.post("/twaim/beneficiaries/", {"q": OTHER_ID})["Location"].endswith(f"?file={noura.number}")


def test_a_correction_to_an_id_of_another_file_is_answered_with_its_link(desk, client_of, noura, known) -> None:
    other = known()
    response = client_of(desk).post(url(other, "edit/"), facts_of(other, national_id=ID))
    assert response.status_code == 422
    assert f'<a href="{url(noura)}">' in response.content.decode()


def test_a_stale_correction_is_refused_and_keeps_what_was_typed(twaim, desk, member_of, client_of, noura) -> None:
    first, second = client_of(desk), client_of(member_of(twaim, Role.DESK)[1])
    late = facts_of(noura, city="المبرز")
    assert first.post(url(noura, "edit/"), facts_of(noura, city="العمران")).status_code == 302
    refused = second.post(url(noura, "edit/"), late)
    html = refused.content.decode()
    noura.refresh_from_db()
    assert (refused.status_code, noura.city) == (422, "العمران")
    with translation.override("en"):
        differences = [{**row, "label": str(row["label"])} for row in refused.context["differences"]]
    assert differences == [{"label": "City or district", "now": "العمران", "yours": "المبرز"}]
    assert 'value="المبرز"' in html
    assert desk.user.name_en in html
    again = {**late, "version": re.search(r'name="version" value="([0-9]+)"', html)[1]}  # type: ignore[index]
    assert second.post(url(noura, "edit/"), again).status_code == 302
    noura.refresh_from_db()
    assert noura.city == "المبرز"


def test_saving_without_a_change_makes_nobody_stale(desk, client_of, noura) -> None:
    client, form = client_of(desk), facts_of(noura)
    assert client.post(url(noura, "edit/"), form).status_code == 302
    assert not noura.changes.exists()
    assert client.post(url(noura, "edit/"), {**form, "city": "المبرز"}).status_code == 302
    noura.refresh_from_db()
    assert (noura.city, noura.version) == ("المبرز", 2)


@pytest.mark.parametrize("version", ["", "0"])
def test_a_correction_without_its_version_is_taken_as_stale(desk, client_of, noura, version: str) -> None:
    response = client_of(desk).post(url(noura, "edit/"), facts_of(noura, city="المبرز", version=version))
    noura.refresh_from_db()
    assert (response.status_code, noura.city) == (422, "الهفوف")
    assert "Somebody changed this while you were writing" in response.content.decode()


def test_a_file_costs_as_many_queries_with_one_look_as_with_many(twaim, desk, member_of, client_of, noura) -> None:
    client = client_of(desk)
    client.get(url(noura))

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url(noura)).status_code == 200
        return len(queries)

    one = cost()
    for index in range(9):
        actions.look(noura, by=member_of(twaim, Role.DESK)[1])
        actions.correct(noura, by=desk, born=noura_born(noura), **{**kept(noura), "city": f"حي {index}"})
    assert cost() == one


def noura_born(person: Any) -> Any:
    from core.hijri import DualDate

    return DualDate.of(person.born_on, "gregorian")


def kept(person: Any) -> dict[str, str]:
    return {name: getattr(person, name) for name in ("full_name", "national_id", "mobile", "agreed_means", "email")}


@pytest.mark.parametrize("model", [FileLook, BeneficiaryChange])
def test_looks_and_changes_are_never_changed_nor_deleted(desk, client_of, noura, model: Any) -> None:
    actions.look(noura, by=desk)
    actions.correct(noura, by=desk, born=noura_born(noura), **{**kept(noura), "city": "العمران"})
    field = "reason" if model is FileLook else "after"
    rows = model.objects.filter(beneficiary=noura)
    before = list(rows.values())
    assert before
    for change in (lambda: rows.update(**{field: "x"}), lambda: rows._raw_delete("default")):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    assert list(rows.values()) == before
