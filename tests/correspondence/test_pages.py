"""The register's pages: who sees what, the print view, and the way out where no PDF can be made."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.urls import reverse

from accounts.models import Membership
from accounts.roles import Role
from correspondence import pdf
from correspondence.models import Letter


def url(letter: Letter, name: str = "letter", slug: str = "") -> str:
    return reverse(f"correspondence:{name}", args=[slug or letter.association.slug, letter.year, letter.number])


def register(membership: Membership) -> str:
    return reverse("correspondence:list", args=[membership.association.slug])


def test_the_register_lists_letters_newest_first_with_both_dates(
    desk: Membership, client_of: Any, issue_paper: Any
) -> None:
    first, second = issue_paper(desk), issue_paper(desk, "decision")
    page = client_of(desk).get(register(desk)).content.decode()
    assert page.index(second.reference) < page.index(first.reference)
    assert first.recipient in page
    assert f'datetime="{first.issued_on.isoformat()}"' in page


def test_on_a_phone_a_letter_shows_four_lines_and_leaves_out_what_its_subject_says(
    desk: Membership, client_of: Any, issue_paper: Any
) -> None:
    issue_paper(desk)
    page = client_of(desk).get(register(desk)).content.decode()
    assert re.findall(r'<td class="wide-only" data-label="([^"]+)"', page) == ["Kind", "About"]
    sheet = (Path(settings.ROOT) / "static" / "css" / "mithaq.css").read_text()
    on_phones = [block for block in sheet.split("@media")[1:] if block.startswith(" (max-width: 36rem)")]
    assert any(".wide-only { display: none; }" in block for block in on_phones)


def test_only_those_who_may_see_the_register_see_it(
    desk: Membership, member_of: Any, client_of: Any, issue_paper: Any
) -> None:
    letter = issue_paper(desk)
    _user, researcher = member_of(desk.association, Role.RESEARCHER)
    _user, administrator = member_of(desk.association, Role.ADMINISTRATOR)
    assert client_of(desk).get(register(desk)).status_code == 200
    assert client_of(researcher).get(register(desk)).status_code == 403
    assert client_of(researcher).get(url(letter)).status_code == 200
    assert client_of(administrator).get(url(letter)).status_code == 403
    assert client_of(administrator).get(url(letter, "pdf")).status_code == 403


def test_another_associations_letter_does_not_exist(
    desk: Membership, outsider: Membership, client_of: Any, issue_paper: Any
) -> None:
    letter = issue_paper(desk)
    stranger = client_of(outsider)
    for name in ("letter", "pdf"):
        assert stranger.get(url(letter, name)).status_code == 404
        assert stranger.get(url(letter, name, slug=outsider.association.slug)).status_code == 404
    assert stranger.get(register(desk)).status_code == 404
    assert client_of(desk).get(url(letter)).status_code == 200


def test_the_register_goes_on_where_the_page_ended(
    desk: Membership, client_of: Any, issue_paper: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.lists.PAGE", 2)
    letters = [issue_paper(desk) for _number in range(3)]
    client = client_of(desk)
    page = client.get(register(desk)).content.decode()
    assert letters[0].reference not in page
    following = re.search(r'rel="next" href="([^"]+)"', page)
    assert following is not None
    page = client.get(register(desk) + following[1]).content.decode()
    assert letters[0].reference in page
    assert letters[1].reference not in page
    assert 'rel="next"' not in page
    for odd in ("1448-x", "9" * 30, "-1"):
        assert letters[2].reference in client.get(register(desk) + f"?after={odd}").content.decode()


def test_the_print_view_is_the_arabic_letter_on_an_english_screen(
    desk: Membership, client_of: Any, issue_paper: Any
) -> None:
    letter = issue_paper(desk)
    page = client_of(desk).get(url(letter)).content.decode()
    assert '<html lang="en" dir="ltr">' in page
    assert 'lang="ar" dir="rtl"' in page
    assert "يصلكم الرد في موعد أقصاه" in page
    assert url(letter, "pdf") in page
    assert re.search(r"\sstyle=|<style|\son\w+=", page) is None
    assert "!! undefined" not in page


@pytest.mark.pdf
@pytest.mark.skipif(not pdf.is_available(), reason="pango is missing, so no PDF can be made")
def test_the_pdf_opens_in_the_browser_under_an_ascii_name(desk: Membership, client_of: Any, issue_paper: Any) -> None:
    letter = issue_paper(desk)
    response = client_of(desk).get(url(letter, "pdf"))
    assert response.content.startswith(b"%PDF-")
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == f'inline; filename="letter-{letter.year}-{letter.number:05d}.pdf"'
    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize("missing", ["pango", "the package"])
def test_without_pdfs_the_print_view_says_how_to_go_on(
    desk: Membership, client_of: Any, issue_paper: Any, monkeypatch: pytest.MonkeyPatch, missing: str
) -> None:
    class NoPango:
        def find_spec(self, name: str, *_rest: Any) -> None:
            if name == "weasyprint":
                raise OSError("cannot load library 'libpango-1.0-0'")

    monkeypatch.delitem(sys.modules, "weasyprint", raising=False)
    if missing == "pango":
        monkeypatch.setattr(sys, "meta_path", [NoPango(), *sys.meta_path])
    else:
        monkeypatch.setitem(sys.modules, "weasyprint", None)
    letter = issue_paper(desk)
    response = client_of(desk).get(url(letter, "pdf"), follow=True)
    assert response.redirect_chain == [(url(letter), 302)]
    assert "Print this page" in response.content.decode()
    assert letter.facts["reference"] in response.content.decode()


def test_the_registers_queries_do_not_grow_with_its_rows(
    desk: Membership, client_of: Any, issue_paper: Any, django_assert_num_queries: Any
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = client_of(desk)
    issue_paper(desk)
    client.get(register(desk))
    with CaptureQueriesContext(
        connection,
    ) as one:
        client.get(register(desk))
    for _number in range(20):
        issue_paper(desk)
    with django_assert_num_queries(len(one)):
        client.get(register(desk))
