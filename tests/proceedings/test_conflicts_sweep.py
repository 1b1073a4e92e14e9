"""A member who takes no part finds nothing of the case: every address, list, search, sheet and paper is asked.

The member holds every role, so that nothing but the recusal keeps anything back. A member of the same roles who takes
part finds the same words by the same sweep.
"""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any
from urllib.parse import unquote

import pytest
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from accounts.roles import Role
from associations.models import Association
from beneficiaries.models import FileLook
from complaints.actions import receive
from core.list_filters import Text
from core.lists import LISTINGS
from proceedings.models import Item, Recusal
from tests.factories import lists
from tests.factories.support_requests import Staff
from tests.project.address_table import OURS
from tests.project.test_address_matrix import Place

OF_REQUESTS = (
    "instalments",
    "delivery_problems",
    "delivery_calls",
    "support_ends",
    "payments",
    "objections",
    "urgent",
)
NO_NUMBER = re.compile(r"HR-[0-9-]+|B-1448-000012")  # a help request's has a request's in it; an example on a form


class Named(Staff):
    """Everybody who comes here has a name that no page says by chance."""

    count = 0

    def person(self, **facts: Any) -> Any:
        self.count += 1
        letters = "".join("ابجدهوزحطي"[int(digit)] for digit in f"{self.count:03d}")
        return super().person(**{"full_name": f"غصينة {letters} الزمردية", **facts})


class Swept:
    """An association in which one member takes no part in any request there is."""

    def __init__(self, association: Association) -> None:
        self.staff = staff = Named(association)
        self.aside, self.takes_part = staff.member(*Role), staff.member(*Role)
        for member in (self.aside, self.takes_part):
            staff.seat(member, "member")
        self.place = Place(staff)
        self.paths = {name: self.place.fill(name) for name in OURS}
        self._lives()
        self._recuse()
        self.words = self._words()

    def _lives(self) -> None:
        """A row of each list about people who have a request, and what is written about them."""
        staff = self.staff
        for name in OF_REQUESTS:
            lists.MAKERS[name](staff, staff.desk)
        files = list(association_files(staff))
        for file in files:
            FileLook.objects.create(association=staff.association, beneficiary=file, what="file", by=staff.desk.user)
        today = timezone.localdate()
        lists.a_document(files[0], by=staff.desk, kind="National ID", valid_until=today)
        type(files[0]).objects.filter(pk=files[1].pk).update(confirm_due_on=today)
        receive(
            staff.association,
            by=staff.member(Role.FOLLOW_UP),
            kind="complaint",
            channel="website",
            account="Late.",
            is_anonymous=False,
            person_name=files[0].full_name,
            beneficiary=files[0],
            agreed_means="in_person",
        )

    def _recuse(self) -> None:
        """Every request stood on a docket of a session that is over, and the member took no part in it."""
        staff, now = self.staff, timezone.now()
        session = staff.body.sessions.in_a_room().going_on().get()  # one of the addresses
        seat = self.aside.seats.get()
        of = {"association": staff.association}
        for place, case in enumerate(staff.association.support_requests.order_by("pk"), start=100):
            items = list(Item.objects.filter(support_request=case)) or [
                Item.objects.create(
                    session=session,
                    kind="support",
                    support_request=case,
                    reference=case.reference,
                    position=place,
                    status="not_reached",
                    ended_at=now,
                    **of,
                )
            ]
            given = {"ground": "kinship", "pinned_by": staff.chair.user, "pinned_at": now}
            for item in items:
                Recusal.objects.get_or_create(item=item, seat=seat, defaults={**given, **of})

    def _words(self) -> dict[str, str]:
        """What must be found nowhere, each with what it is."""
        words: dict[str, str] = {}
        for case in self.staff.association.support_requests.all():
            words[case.reference] = "reference"
        for file in association_files(self.staff):
            words |= {file.number: "file", file.full_name: "name", file.national_id: "ID", file.mobile[4:]: "mobile"}
        for row in self.staff.association.objections.all():
            words[row.reference] = "objection"
        return words

    def found_in(self, text: str, besides: str = "") -> set[str]:
        read = NO_NUMBER.sub("", text)
        return {f"{what} {word}" for word, what in self.words.items() if word != besides and word in read}


def association_files(staff: Staff) -> Any:
    return staff.association.beneficiaries.filter(support_requests__isnull=False).distinct().order_by("pk")


def text_of(answer: Any) -> str:
    """A page, the text of a PDF, or the cells of a sheet."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if body.startswith(b"%PDF"):
        return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(body)).pages)
    if body.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(body)) as parts:
            return "\n".join(parts.read(name).decode(errors="replace") for name in parts.namelist())
    return f"{unquote(answer.headers.get('Location', ''))} {body.decode(errors='replace')}"


@pytest.fixture
def swept(twaim: Any) -> Swept:
    return Swept(twaim)


def asked(swept: Swept, client: Any) -> tuple[dict[str, set[str]], list[str]]:
    """What each address lets out, and the case's own addresses that exist."""
    out: dict[str, set[str]] = {}
    there = []
    for name, path in swept.paths.items():
        answer = client.get(path)
        names_the_case = swept.found_in(path)
        if names_the_case and answer.status_code not in (404, 405):
            there.append(f"{name} {answer.status_code}")
        if not names_the_case:
            found = swept.found_in(text_of(answer))
            if found:
                out[name] = found
    return out, there


def listed(swept: Swept, client: Any) -> dict[str, set[str]]:
    """What lists show in each queue, what their search finds, and what their sheets hold."""
    out: dict[str, set[str]] = {}

    def look(where: str, answer: Any, besides: str = "") -> None:
        found = swept.found_in(text_of(answer), besides)
        if found:
            out[where] = found

    some = {what: word for word, what in swept.words.items()}
    for name, listing in LISTINGS.items():
        address = reverse(listing.url_name, args=["twaim"])
        for queue in listing.queues or {"": ""}:
            look(f"{name} {queue}", client.get(address, {"queue": queue}))
            look(f"{name} {queue} sheet", client.post(f"{address}?queue={queue}", {"do": "sheet"}))
        for part in (one for one in listing.filters if isinstance(one, Text)):
            for word in some.values():
                queue = "all" if "all" in listing.queues else next(iter(listing.queues), "")
                sent = client.post(f"{address}?queue={queue}", {part.name: word, "queue": queue})
                if sent.status_code == 302:
                    look(f"{name} by {part.name}", client.get(sent.url), word)
    return out


def searched(swept: Swept, client: Any) -> dict[str, set[str]]:
    """What the search boxes answer to each thing somebody may know of the person."""
    out: dict[str, set[str]] = {}
    for word in {what: word for word, what in swept.words.items()}.values():
        for name, field in (("beneficiaries:search", "q"), ("reception:counter", "who")):
            address = reverse(name, args=["twaim"])
            for answer in (client.get(address, {field: word}), client.post(address, {field: word}, follow=True)):
                found = swept.found_in(re.sub(r'(value|href)="[^"]*"', "", text_of(answer)), word)
                if found:
                    out[f"{name} {word}"] = found
    return out


def told(found: dict[str, set[str]]) -> str:
    return "\n".join(f"{name}: {sorted(found[name])[:3]}" for name in sorted(found))


def test_nothing_of_the_case_is_anywhere_nor_is_it_counted(swept: Swept, client_of: Any) -> None:
    client = client_of(swept.aside)
    out, there = asked(swept, client)
    assert not out, told(out)
    assert not there
    found = {**listed(swept, client), **searched(swept, client)}
    assert not found, told(found)
    tiles = client.get(reverse("today", args=["twaim"])).context["tiles"]
    counted = {re.sub(r".*twaim/", "", tile["url"]): tile["figure"] for tile in tiles if tile["figure"] != "0"}
    of_files = tuple(f"beneficiaries/{name}" for name in ("changes", "documents", "confirmations"))
    assert not {url for url in counted if url.startswith(("requests", "payments", "deliveries", *of_files))}
    shown = client.get(reverse("reports:management", args=["twaim"])).context
    assert shown["figures"].open == 0
    assert shown["deliveries"].late == shown["deliveries"].problems == 0


def test_nothing_is_taken_in_about_the_case_by_any_address_either(swept: Swept, client_of: Any) -> None:
    """Sent without words, in small letters, and asked for by htmx: as where there is nothing."""
    client, wrong = client_of(swept.aside), []
    small = {"HTTP_HX_REQUEST": "true"}
    for name, path in swept.paths.items():
        if not swept.found_in(path):
            continue
        answers = {
            "post": client.post(path, {}),
            "htmx": client.get(path, **small),
            "small": client.get(path.lower()),
            "sent small": client.post(path.lower(), {}),
        }
        wrong += [
            f"{name} {how} {one.status_code}" for how, one in answers.items() if one.status_code not in (404, 405)
        ]
    assert not wrong


def test_whoever_takes_part_finds_it_by_the_same_sweep(swept: Swept, client_of: Any) -> None:
    """The control: without the recusal the same pages say it, and the same figures count it."""
    client = client_of(swept.takes_part)
    names = ("support_requests:list", "correspondence:list", "notices:list", "today", "support_requests:detail")
    swept.paths = {name: swept.paths[name] for name in (*names, "payments:detail", "deliveries:list")}
    out, there = asked(swept, client)
    assert there == ["support_requests:detail 200"]
    assert set(out) == {*names, "payments:detail", "deliveries:list"} - {"support_requests:detail"}
    assert searched(swept, client)
    assert client.get(reverse("reports:management", args=["twaim"])).context["figures"].open > 0
