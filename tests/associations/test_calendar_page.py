"""The page of the working calendar: what is still to come first, what has passed folded away."""

import time_machine

from accounts.roles import Role


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
