"""Results reckoned again by hand from the raw rows; small groups shown nowhere; the same queries for 5 and for 50."""

import datetime
from collections import defaultdict
from decimal import ROUND_HALF_UP, Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.roles import Role
from core.hijri import HijriDate
from surveys import charts, results
from surveys.enums import Kind
from surveys.models import Answer
from surveys.periods import Period
from tests.factories.surveys import TODAY

HIJRI_1448 = (datetime.date(2026, 6, 16), datetime.date(2027, 6, 5))
YEAR = Period("hijri", 1448)


def by_hand(association, first, last, group):
    """(count, mean, distribution) of each group, from every row read one by one."""
    found = defaultdict(list)
    for answer in Answer.objects.all():
        response = answer.response
        if (
            answer.question.is_overall
            and response.association == association
            and first <= response.answered_on <= last
        ):
            found[group(response)].append(answer.number)
    return {
        name: (
            len(degrees),
            (Decimal(sum(degrees)) / len(degrees)).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP),
            tuple(degrees.count(degree) for degree in range(1, 6)),
        )
        for name, degrees in found.items()
    }


def shown(table):
    return {
        row.label: (row.count, row.mean, tuple(count for _words, count in row.distribution))
        for row in table.rows
        if not row.is_hidden
    }


def table(found, name):
    return next(table for table in found.tables if table.name == name)


class TestTheFigures:
    def test_count_mean_and_distribution_are_those_of_the_rows(self, measuring, services, elsewhere):
        rent, repair, food = services
        measuring.rate(5, 4, 4, 3, 1, 5, service=rent)
        measuring.rate(2, 3, 3, 5, 5, service=repair, on=TODAY - datetime.timedelta(days=40))
        measuring.rate(5, 5, 4, 4, 4, 2, 1, service=food, office=measuring.office)
        measuring.rate(1, 1, 1, 1, 1, on=datetime.date(2026, 6, 10))  # the year before
        elsewhere.rate(1, 1, 1, 1, 1, 1)
        found = results.overall(measuring.association, YEAR)
        everything = by_hand(measuring.association, *HIJRI_1448, lambda response: "all")["all"]
        assert (found.total.count, found.total.mean) == everything[:2]
        assert tuple(count for _words, count in found.total.distribution) == everything[2]
        services_by_hand = by_hand(measuring.association, *HIJRI_1448, lambda response: response.service.name)
        assert shown(table(found, results.SERVICE)) == services_by_hand
        assert len(services_by_hand) == 3
        assert {name: row[0] for name, row in shown(table(found, results.METHOD)).items()} == {
            table(found, results.METHOD).rows[0].label: 18
        }

    def test_the_period_is_of_either_calendar_to_the_day(self, measuring):
        first, last = HijriDate(1448, 1, 1).to_gregorian(), HijriDate(1449, 1, 1).to_gregorian()
        assert YEAR.days == (first, last - datetime.timedelta(days=1)) == HIJRI_1448
        assert Period("gregorian", 2026, 2).days == (datetime.date(2026, 2, 1), datetime.date(2026, 2, 28))
        measuring.rate(5, 5, 5, 5, 5, on=HIJRI_1448[0])
        measuring.rate(1, 1, 1, 1, 1, on=HIJRI_1448[0] - datetime.timedelta(days=1))
        assert results.overall(measuring.association, YEAR).total.mean == Decimal("5.00")
        assert results.overall(measuring.association, Period("hijri", 1447)).total.mean == Decimal("1.00")
        assert results.overall(measuring.association, Period("gregorian", 2026)).total.count == 10
        assert results.overall(measuring.association, Period("gregorian", 2026, 6)).total.mean == Decimal("3.00")

    def test_each_question_is_counted_by_version_and_own_words_are_not_shown(self, measuring):
        measuring.rate(4, 4, 4, 4, 4, 4)
        asked = results.by_question(measuring.association, YEAR)
        scales = {one.question.code: one.figures for one in asked}
        assert set(scales) == {"welcome", "clarity", "waiting", "recommend", "means"}
        assert (scales["recommend"].count, scales["recommend"].mean) == (6, Decimal("7.00"))
        assert dict(scales["recommend"].distribution)["7"] == 6
        assert scales["means"].mean is None
        assert [count for _words, count in scales["means"].distribution] == [6, 0, 0, 0]


class TestWhatIsNotShown:
    @pytest.mark.parametrize(("answers", "is_shown"), [(4, False), (5, True)])
    def test_four_answers_are_not_shown_and_five_are(self, measuring, answers, is_shown):
        measuring.rate(*[5] * answers)
        found = results.overall(measuring.association, YEAR)
        assert (found.total.count == answers) is is_shown
        assert bool(found.tables) is is_shown
        assert not found.is_empty
        asked = results.by_question(measuring.association, YEAR)
        assert [one.figures.is_hidden for one in asked] == [not is_shown] * 5

    def test_a_small_service_hides_the_next_smallest_so_that_no_subtraction_gives_it(self, measuring, services):
        rent, repair, food = services
        measuring.rate(*[5] * 9, service=rent)
        measuring.rate(*[4] * 6, service=repair)
        measuring.rate(*[1] * 3, service=food)
        found = results.overall(measuring.association, YEAR)
        assert found.total.count == 18
        rows = {row.label: row.count for row in table(found, results.SERVICE).rows}
        assert sorted(rows.values(), key=str) == [9, None, None]
        assert 18 - 9 >= 5

    def test_a_month_is_not_what_is_left_of_the_year(self, measuring):
        measuring.rate(*[5] * 9, on=datetime.date(2026, 9, 5))
        measuring.rate(*[4] * 6, on=datetime.date(2026, 10, 5))
        measuring.rate(1, on=datetime.date(2026, 11, 5))
        months = [results.overall(measuring.association, Period("gregorian", 2026, month)) for month in (9, 10, 11)]
        assert [month.total.count for month in months] == [9, None, None]
        assert results.overall(measuring.association, Period("gregorian", 2026)).total.count == 16

    def test_a_hidden_group_carries_no_number_to_the_page(self, measuring, services, client_of):
        rent, repair, food = services
        measuring.rate(*[5] * 13, service=rent)
        measuring.rate(*[4] * 11, service=repair)
        measuring.rate(*[2] * 3, service=food)
        page = client_of(measuring.member(Role.MANAGER)).get("/twaim/surveys/results/?calendar=hijri&year=1448")
        text = page.content.decode()
        part = text.split("<h2>By service</h2>")[1].split("</table>")[0]
        assert part.count("Too few to show") == 2
        assert ">13<" in part
        assert ">11<" not in part
        assert "2.00" not in part

    def test_nobodys_single_answer_or_words_are_on_any_page(self, measuring, client_of):
        measuring.rate(*[5] * 6)
        client = client_of(measuring.officer)
        for path in ("", "results/?calendar=hijri&year=1448", "campaigns/1/", "bank/"):
            assert "Shorter waiting" not in client.get(f"/twaim/surveys/{path}").content.decode()


class TestThePage:
    def test_results_take_the_same_queries_for_few_answers_and_many(self, measuring, services, client_of):
        client = client_of(measuring.member(Role.MANAGER))
        path = "/twaim/surveys/results/?calendar=hijri&year=1448"
        measuring.rate(*[4] * 5, service=services[0])
        client.get(path)
        with CaptureQueriesContext(
            connection,
        ) as few:
            client.get(path)
        for service in services:
            measuring.rate(*[4] * 15, service=service)
        for _number in range(5):
            measuring.enter(Kind.FIELD_SURVEY)
        with CaptureQueriesContext(connection) as many:
            assert "Too few answers" not in client.get(path).content.decode()
        assert len(few) == len(many)

    @pytest.mark.parametrize(
        "asked", ["", "?calendar=x&year=1448", "?calendar=hijri&year=9999", "?calendar=gregorian&year=abc", "?year=1"]
    )
    def test_a_mistaken_period_shows_this_year(self, measuring, client_of, asked):
        page = client_of(measuring.officer).get(f"/twaim/surveys/results/{asked}")
        assert page.status_code == 200
        assert "Nobody answered in this period." in page.content.decode()

    def test_arabic_digits_name_the_same_period(self, measuring, client_of):
        measuring.rate(*[4] * 6)
        page = client_of(measuring.officer).get("/twaim/surveys/results/", {"calendar": "hijri", "year": "١٤٤٨"})
        assert "<strong>4.00</strong>" in page.content.decode()


class TestTheBar:
    ROWS = [("Low", 1), ("Middle", 0), ("High", 3)]

    def test_parts_are_as_wide_as_their_share_and_mirrored_in_arabic(self, settings):
        from django.utils import translation

        with translation.override("en"):
            english = str(charts.bar(self.ROWS, title="Spread", key="a"))
        with translation.override("ar"):
            arabic = str(charts.bar(self.ROWS, title="Spread", key="a"))
        assert 'x="0.0" y="0" width="150.0"' in english
        assert 'x="450.0" y="0" width="150.0"' in arabic
        assert english.count("<rect") == 2

    def test_the_bar_has_a_name_and_no_style(self):
        drawn = str(charts.bar([("<b>", 1)], title="<Spread>", key="a"))
        assert 'role="img"' in drawn
        assert 'aria-labelledby="chart-a"' in drawn
        assert '<title id="chart-a">&lt;Spread&gt;</title>' in drawn
        assert "style=" not in drawn

    def test_a_bar_of_nothing_is_empty(self):
        assert "<rect" not in charts.bar([("a", 0), ("b", 0)], title="t", key="k")
