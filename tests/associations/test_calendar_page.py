"""The page of the working calendar: what is still to come first, what has passed folded away."""

import time_machine

from accounts.roles import Role
from requests.enums import Status
from tests.factories.support_requests import Staff


@time_machine.travel("2026-11-21 09:00+03:00", tick=False)
def test_holidays_that_have_passed_fold_away_and_today_has_not_passed(twaim, member_of, client_of):
    administrator = member_of(twaim, Role.ADMINISTRATOR)[1]
    page = client_of(administrator).get("/twaim/calendar/")
    to_come, past = page.context["holidays"], page.context["past_holidays"]
    assert max(day for day, _name in past) < min(day for day, _name in to_come)
    assert all(day.isoformat() < "2026-11-21" for day, _name in past)
    html = page.content.decode()
    assert (
        html.index(to_come[0][0].isoformat())
        < html.index("<summary>Holidays of this year")
        < html.index(past[0][0].isoformat())
    )
    with time_machine.travel(f"{to_come[0][0]} 09:00+03:00", tick=False):
        assert client_of(administrator).get("/twaim/calendar/").context["holidays"][0] == to_come[0]


@time_machine.travel("2026-11-22 09:00+03:00", tick=False)
def test_whoever_changes_the_calendar_hears_how_many_promises_moved(twaim, member_of, client_of):
    staff = Staff(twaim)
    case = staff.case(Status.UNDER_STUDY)
    client = client_of(member_of(twaim, Role.ADMINISTRATOR)[1])
    off = {"kind": "day_off", "reason": "Move", "day_0": "gregorian", "day_1": "1", "day_2": "12", "day_3": "2026"}
    assert "1 open promise moved" in client.post("/twaim/calendar/", off, follow=True).content.decode()
    assert staff.fresh(case).due_on > case.due_on
    day = twaim.calendar_overrides.get().day.toordinal()
    assert "1 open promise moved" in client.post(f"/twaim/calendar/{day}/restore/", follow=True).content.decode()
    assert staff.fresh(case).due_on == case.due_on
    late = {**off, "day_3": "2027"}
    assert "no open promise moved" in client.post("/twaim/calendar/", late, follow=True).content.decode()
