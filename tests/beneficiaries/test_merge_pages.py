"""The pages of two files of one person: who sees them, what they show and hide, and where each number leads."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.roles import Role
from beneficiaries import actions
from beneficiaries.management.commands import find_duplicates
from beneficiaries.models import Beneficiary, DuplicatePair, FileMerge
from core.once import new_token
from tests.factories.duplicates import NAME, SAME_NAME, Twice

from .conftest import OTHER_ID, day

pytestmark = pytest.mark.django_db


@pytest.fixture
def researcher(twice: Twice, client_of: Any) -> Any:
    return client_of(twice.researcher)


def url(twice: Twice, verb: str = "") -> str:
    return f"/twaim/beneficiaries/duplicates/{twice.first.number}/{twice.second.number}/{verb}"


def file_url(file: Beneficiary, verb: str = "") -> str:
    return f"/twaim/beneficiaries/{file.number}/{verb}"


def sent(twice: Twice, **boxes: str) -> dict[str, str]:
    """The form of the merge as it stands."""
    return {
        "token": new_token(),
        "version": str(actions.versions(twice.pair)),
        "survivor": twice.first.number,
        **boxes,
    }


def read(response: Any) -> str:
    return str(response.content.decode())


def test_the_desk_is_told_after_registering_and_the_registration_stands(desk, client_of, noura, typed) -> None:
    born = day("gregorian", "6", "3", "1985")
    client = client_of(desk)
    form = typed(full_name="نوره سعد السبيعي", national_id=OTHER_ID, mobile="0507654321", **born)
    page = read(client.post("/twaim/beneficiaries/new/", form, follow=True))
    assert "There is a file that may be of the same person" in page
    assert noura.number in page
    assert "alike in name, born on the same day" in page
    assert "This file is kept as it is." in page
    assert "/duplicates/" not in page  # the desk compares nothing
    assert Beneficiary.objects.count() == 2


def test_a_registration_like_nobody_says_nothing(desk, client_of, noura, typed) -> None:
    page = read(
        client_of(desk).post("/twaim/beneficiaries/new/", typed(national_id=OTHER_ID, full_name="هيا"), follow=True)
    )
    assert "may be of the same person" not in page


def test_a_known_id_is_refused_with_a_link_for_whoever_may_open_files(desk, client_of, noura, typed) -> None:
    response = client_of(desk).post("/twaim/beneficiaries/new/", typed())
    assert response.status_code == 422
    assert f'href="{file_url(noura)}"' in read(response)


def test_both_files_are_shown_masked_with_differences_in_words_and_both_looks_kept(twice, researcher) -> None:
    page = read(researcher.get(url(twice)))
    for file in (twice.first, twice.second):
        assert file.national_id not in page
        assert file.mobile.removeprefix("+966") not in page
        assert file.looks.get().by == twice.researcher.user
    rows = {row.split("</th>")[0]: row for row in page.split('<th scope="row">')[1:]}
    marked = {label.split("<")[0].strip() for label in rows if "differs" in label}
    assert marked == {"Full name", "ID", "Mobile number"}


def test_health_is_not_shown_to_whom_it_is_not_a_task_but_said_to_differ(twice, client_of) -> None:
    Beneficiary.objects.filter(pk=twice.first.pk).update(health="chronic")
    manager = client_of(twice.staff.member(Role.MANAGER))
    page = read(manager.get(url(twice)))
    assert "Chronic illness" not in page
    assert "Not shown: it is not among your tasks." in page
    assert "Chronic illness" in read(client_of(twice.researcher).get(url(twice)))
    assert "take_health" not in read(manager.get(url(twice, "merge/")))
    boxes = {f"take_{name}": twice.second.number for name in ("name", "national_id", "mobile")}
    manager.post(url(twice, "merge/"), sent(twice, survivor=twice.second.number, **boxes))
    assert twice.fresh()[1].health == "chronic"  # the fuller is kept unseen


def test_the_list_pages_by_strength_and_costs_the_same_for_many(twice, researcher, monkeypatch) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            researcher.get("/twaim/beneficiaries/duplicates/")
        return len(queries)

    cost()  # the first page of a session asks who it is
    few = cost()
    for _n in range(5):
        twice.file(SAME_NAME)
    twice.second.mobile = twice.first.mobile
    twice.second.save()
    actions.propose_pairs(twice.second)
    assert cost() == few
    monkeypatch.setattr("core.lists.PAGE", 4)
    seen: list[str] = []
    address = "/twaim/beneficiaries/duplicates/"
    while address:
        response = researcher.get(address)
        seen += [f"{pair.first_id}-{pair.second_id}" for pair in response.context["rows"]]
        following = response.context["next_url"]
        address = f"/twaim/beneficiaries/duplicates/{following}" if following else ""
    assert len(seen) == len(set(seen)) == DuplicatePair.objects.count()
    assert seen[0] == f"{twice.first.pk}-{twice.second.pk}"


@pytest.mark.parametrize("after", ["x", "1", "1_", "99999999999999999999_1", "1_99999999999999999999"])
def test_a_page_key_made_by_hand_begins_at_the_first_page(twice, researcher, after: str) -> None:
    page = researcher.get(f"/twaim/beneficiaries/duplicates/?after={after}")
    assert [pair.pk for pair in page.context["rows"]] == [twice.pair.pk]


def test_telling_apart_asks_why_closes_the_pair_and_can_be_taken_back(twice, researcher) -> None:
    refused = researcher.post(url(twice, "different/"), {"token": new_token(), "reason": " "})
    assert refused.status_code == 422
    assert "Write why they are two different people." in read(refused)
    researcher.post(url(twice, "different/"), {"token": new_token(), "reason": "أختان"})
    assert "No two files stand here." in read(researcher.get("/twaim/beneficiaries/duplicates/"))
    assert "two different people" in read(researcher.get("/twaim/beneficiaries/duplicates/?queue=answered"))
    assert "أختان" in read(researcher.get(url(twice)))
    assert researcher.get(url(twice, "merge/")).headers["Location"] == url(twice)
    researcher.post(url(twice, "reopen/"), {"token": new_token()})
    assert twice.pair.is_open


def test_the_fuller_value_is_chosen_beforehand_and_what_was_chosen_is_kept(twice, researcher) -> None:
    twice.second.email = "n@example.sa"
    twice.second.save()
    form = researcher.get(url(twice, "merge/")).context["form"]
    assert form.fields["take_contact"].initial == twice.second.number
    assert form.fields["survivor"].initial == twice.first.number
    boxes = {"take_contact": twice.first.number, "take_name": twice.second.number}
    boxes |= {f"take_{name}": twice.first.number for name in ("national_id", "mobile")}
    response = researcher.post(url(twice, "merge/"), sent(twice, **boxes))
    assert response.status_code == 302
    first, _second = twice.fresh()
    assert (first.email, first.full_name) == ("", SAME_NAME)


def test_what_only_one_file_says_is_taken_without_asking(twice, researcher) -> None:
    Beneficiary.objects.filter(pk=twice.second.pk).update(marital="widowed")
    Beneficiary.objects.filter(pk=twice.first.pk).update(housing="owned")
    fields = set(researcher.get(url(twice, "merge/")).context["form"].fields)
    assert {"take_name", "take_national_id", "take_mobile"} <= fields
    assert not {"take_marital", "take_housing", "take_city"} & fields
    merged(twice, researcher)
    first, _second = twice.fresh()
    assert (first.marital, first.housing) == ("widowed", "owned")


def test_a_choice_left_out_or_made_up_is_refused(twice, researcher) -> None:
    response = researcher.post(url(twice, "merge/"), sent(twice, take_name="B-1448-999999"))
    assert response.status_code == 422
    assert not FileMerge.objects.exists()


def merged(twice: Twice, client: Any) -> Any:
    boxes = {f"take_{name}": twice.first.number for name in ("name", "national_id", "mobile")}
    return client.post(url(twice, "merge/"), sent(twice, **boxes), follow=True)


def test_the_merged_number_leads_to_the_surviving_file_which_says_so(twice, researcher, client_of) -> None:
    page = read(merged(twice, researcher))
    assert "The two files are one now. It can be taken back until" in page
    assert "Merged into this file" in page
    desk = client_of(twice.staff.desk)
    for verb in ("", "edit/", "reveal/"):
        response = desk.get(file_url(twice.second, verb), follow=True)
        assert response.redirect_chain == [(file_url(twice.first), 302)]
        assert f"File {twice.second.number} was merged into this one" in read(response)
    opened = desk.get(f"/twaim/requests/new/?beneficiary={twice.second.number}", follow=True)
    assert opened.context["beneficiary"] == twice.first
    found = desk.post("/twaim/beneficiaries/", {"q": twice.second.national_id})
    assert found.headers["Location"].endswith(f"?file={twice.first.number}")


def test_a_correction_sent_to_a_merged_file_changes_nothing(twice, researcher, client_of, typed) -> None:
    merged(twice, researcher)
    form = typed(version="1", full_name="هيا")
    response = client_of(twice.staff.desk).post(file_url(twice.second, "edit/"), form)
    assert response.headers["Location"] == file_url(twice.first)
    assert [file.full_name for file in twice.fresh()] == [NAME, SAME_NAME]


def test_the_second_who_merges_is_told_by_whom_it_was_done(twice, researcher, client_of) -> None:
    second = client_of(twice.staff.member(Role.RESEARCHER))
    late = sent(twice)
    merged(twice, researcher)
    boxes = {f"take_{name}": twice.first.number for name in ("name", "national_id", "mobile")}
    response = second.post(url(twice, "merge/"), {**late, **boxes})
    assert response.status_code == 422
    assert f"{twice.researcher.user.name_en} answered this already" in read(response)


def test_a_file_changed_meanwhile_is_shown_as_it_is_now(twice, researcher) -> None:
    late = sent(twice)
    Beneficiary.objects.filter(pk=twice.second.pk).update(city="ينبع", version=7)
    boxes = {f"take_{name}": twice.first.number for name in ("name", "national_id", "mobile")}
    response = researcher.post(url(twice, "merge/"), {**late, **boxes, "take_address": twice.first.number})
    assert response.status_code == 422
    assert "One of the files was changed meanwhile." in read(response)
    assert "ينبع" in read(response)


def test_what_clashes_is_said_before_the_merge(twice, researcher) -> None:
    assert "Before you merge" not in read(researcher.get(url(twice, "merge/")))
    for file in (twice.first, twice.second):
        twice.staff.open(file)
    assert "Both files have an open request for “Rent”" in read(researcher.get(url(twice, "merge/")))


def test_taking_a_merge_back_leads_to_the_file_that_came_back_and_tells_what_stayed(twice, researcher) -> None:
    made = twice.merge(values=twice.take("mobile"))
    first, _second = twice.fresh()
    first.mobile = "+966555555555"
    first.save()
    page = read(researcher.get(file_url(twice.second, "undo-merge/")))
    assert "What was opened after the merge stays with the surviving file." in page
    response = researcher.post(file_url(twice.second, "undo-merge/"), {"token": new_token()}, follow=True)
    assert response.redirect_chain == [(file_url(twice.second), 302)]
    assert "Changed since the merge" in read(response)
    assert "Mobile number" in read(response)
    again = researcher.get(file_url(twice.second, "undo-merge/"), follow=True)
    assert "took this merge back already" in read(again)
    made.refresh_from_db()
    assert made.undone_by == twice.researcher.user


def test_the_day_shows_the_task_only_while_it_waits_and_to_whose_it_is(twice, researcher, client_of) -> None:
    words = "Files that may be of one person"
    assert words in read(researcher.get("/twaim/"))
    assert words not in read(client_of(twice.staff.desk).get("/twaim/"))
    actions.tell_apart(twice.pair, by=twice.researcher, why="x")
    assert words not in read(researcher.get("/twaim/"))


def test_another_association_and_a_number_of_nobody_are_not_found(twice, researcher, qalam, client_of) -> None:
    theirs = Twice(qalam)
    theirs.second = theirs.file()  # its number stands in no file of ours
    assert client_of(theirs.researcher).get(url(theirs).replace("twaim", "qalam")).status_code == 200
    assert researcher.get(url(theirs)).status_code == 404
    for odd in (f"{twice.second.number}/{twice.first.number}", "x/y", f"{twice.first.number}/B-1448-999999"):
        assert researcher.get(f"/twaim/beneficiaries/duplicates/{odd}/").status_code == 404
    assert researcher.get(file_url(twice.first, "undo-merge/")).status_code == 404


def test_the_command_finds_what_was_there_before_in_batches_and_says_how_many(twice, monkeypatch) -> None:
    monkeypatch.setattr(find_duplicates, "BATCH", 2)
    late = [twice.file(f"{name} سالم", mobile=twice.first.mobile) for name in ("هيا", "منى", "مريم")]
    out = io.StringIO()
    call_command("find_duplicates", association="twaim", stdout=out)
    assert out.getvalue() == "twaim: 5 files, 0 new pairs\n"
    for file in late:  # renamed past every verb, as rows of an older time are
        Beneficiary.objects.filter(pk=file.pk).update(full_name=NAME)
    call_command("find_duplicates", stdout=out)
    assert out.getvalue().endswith("twaim: 5 files, 9 new pairs\n")
    assert DuplicatePair.objects.filter(first=twice.first).count() == 4
    with pytest.raises(CommandError):
        call_command("find_duplicates", association="nobody")
