"""The bar: the daily pages stand open, the rest fold under one menu, and nobody is shown a page that is not theirs."""

import re

import pytest

from accounts.roles import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def bar(twaim, member_of, client_of):
    """``bar(role, page)`` gives the names that stand open, and those under the menu, at one width."""

    def read(role: str, page: str = "") -> tuple[list[str], list[str], str]:
        html = client_of(member_of(twaim, role)[1]).get(f"/twaim/{page}").content.decode()
        wide = re.search(r'<nav class="nav-wide".*?</nav>', html, re.S).group()
        narrow = re.search(r'<nav class="sheet" aria-label="Main menu">.*?</nav>', html, re.S).group()
        names = [
            re.findall(r"<a [^>]*>([^<]+)</a>", part) for part in (*wide.split("<details"), *narrow.split("<details"))
        ]
        assert names[:2] == names[2:], "both widths offer the same"
        return names[0], names[1], wide

    return read


def test_a_managers_bar_is_short_and_folds_the_rest(bar):
    daily, folded, _html = bar(Role.MANAGER)
    assert daily == ["Today", "Beneficiaries", "Requests", "Complaints", "Figures"]
    assert folded == [
        "Satisfaction",
        "Objections",
        "Urgent help",
        "Letters",
        "Deliveries",
        "Payments",
        "Notices",
        "People",
        "Committees",
        "Policy",
        "Services",
        "Documents at hand",
        "Working calendar",
    ]


def test_a_committee_member_is_offered_what_is_theirs(bar):
    daily, folded, _html = bar(Role.MEMBER)
    assert daily == ["Today", "Requests"]
    assert folded == [
        "Objections",
        "Urgent help",
        "Sessions",
        "Committees",
        "Policy",
        "Services",
        "Documents at hand",
        "Working calendar",
    ]


@pytest.mark.parametrize(
    ("page", "name"),
    [
        ("policy/", "Policy"),
        ("calendar/", "Working calendar"),
        ("people/", "People"),
        ("letters/", "Letters"),
        ("requests/objections/", "Objections"),
    ],
)
def test_the_menu_and_its_entry_say_where_one_is(bar, page, name):
    _daily, _folded, html = bar(Role.MANAGER, page)
    assert '<summary aria-current="true">' in html
    assert re.findall(r'aria-current="page">([^<]+)<', html) == [name]


def test_on_a_daily_page_the_menu_is_not_marked(bar):
    _daily, _folded, html = bar(Role.MANAGER, "requests/")
    assert '<summary aria-current="true">' not in html
    assert re.findall(r'aria-current="page">([^<]+)<', html) == ["Requests"]
