"""What staff hear by e-mail about a request: the number and a day; names of people stay in the portal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils import translation

from correspondence.models import Audience, Means
from correspondence.notices.actions import Person, notify
from correspondence.notices.events import NoticeEvent
from correspondence.notices.wording import day_in_short

from .models import FieldVisit, SecondOpinion, SupportRequest, UrgentHelp

LANGUAGE = "ar"


def write_to(
    case: Any, people: Iterable[Any], event: str, *, key: str, values: Mapping[str, str] | None = None
) -> None:
    """One e-mail to each of these users, once for each ``key``."""
    for user in people:
        notify(
            case.association,
            to=Person(means=Means.EMAIL, email=user.email, name=user.name, language=LANGUAGE, audience=Audience.STAFF),
            event=event,
            key=f"{event}:{key}:{user.pk}",
            values={"reference": case.reference, **(values or {})},
            about=case.reference,
        )


def _key(referral: Any) -> str:
    return f"{referral.case.reference}:{referral.pk}"


def _day(referral: Any) -> dict[str, str]:
    with translation.override(LANGUAGE):
        return {"day": day_in_short(referral.due_on)}


def tell_referral_asked(referral: Any, people: Iterable[Any]) -> None:
    """Whoever may answer hears of the question."""
    write_to(
        referral.case,
        people,
        NoticeEvent.STAFF_ASKED,
        key=_key(referral),
        values=_day(referral),
    )


def tell_referral_answered(referral: Any) -> None:
    """Whoever asked hears that the answer is there."""
    write_to(referral.case, [referral.asked_by], NoticeEvent.STAFF_ANSWERED, key=_key(referral))


def tell_referral_late(referral: Any, people: Iterable[Any]) -> None:
    """The last day of the answer passed."""
    write_to(
        referral.case,
        people,
        NoticeEvent.ANSWER_WAITS,
        key=_key(referral),
        values=_day(referral),
    )


def tell_urgent_waits(given: UrgentHelp, people: Iterable[Any], *, again: str = "given") -> None:
    """The body hears what awaits it, and until when: once when it was given, once shortly before the last day."""
    case = given.support_request
    write_to(case, people, NoticeEvent.URGENT_WAITS, key=f"{case.reference}:{again}", values=_until(given))


def tell_urgent_late(given: UrgentHelp, people: Iterable[Any]) -> None:
    """The last day passed and the body did not look at it."""
    case = given.support_request
    write_to(case, people, NoticeEvent.URGENT_LATE, key=case.reference, values=_until(given))


def _until(given: UrgentHelp) -> dict[str, str]:
    with translation.override(LANGUAGE):
        return {"day": day_in_short(given.ratify_by)}


def tell_assigned(case: SupportRequest, user: Any) -> None:
    """The request is this researcher's to study."""
    _of_service(case, user, NoticeEvent.CASE_ASSIGNED)


def tell_head_aside(case: SupportRequest, people: Iterable[Any]) -> None:
    """Who would decide it alone takes no part: these decide it, or say who does."""
    with translation.override(LANGUAGE):
        values = {"body": case.reviewing_body.name}
    write_to(case, people, NoticeEvent.HEAD_ASIDE, key=f"{case.reference}:{case.version}", values=values)


def tell_moved_on(case: SupportRequest, user: Any) -> None:
    """The request went to another researcher."""
    _of_service(case, user, NoticeEvent.CASE_MOVED_ON)


def _of_service(case: SupportRequest, user: Any, event: str) -> None:
    with translation.override(LANGUAGE):
        values = {"service": case.service.name}
    write_to(case, [user], event, key=f"{case.reference}:{case.version}", values=values)


def tell_problem_given(case: SupportRequest, user: Any, *, key: str) -> None:
    """A problem with a delivery of the request is this member's now."""
    with translation.override(LANGUAGE):
        values = {"service": case.service.name}
    write_to(case, [user], NoticeEvent.PROBLEM_GIVEN, key=key, values=values)


def tell_visit_planned(visit: FieldVisit) -> None:
    """The visitor hears by when somebody waits; the address stays in the portal."""
    with translation.override(LANGUAGE):
        values = {"day": day_in_short(visit.planned_on)}
    write_to(visit.support_request, [visit.visitor], NoticeEvent.VISIT_PLANNED, key=f"v{visit.uid}", values=values)


def tell_opinion_asked(opinion: SecondOpinion) -> None:
    """The researcher is asked for a second opinion."""
    _of_opinion(opinion, NoticeEvent.STAFF_ASKED, opinion.asked_of, _day(opinion))


def tell_opinion_given(opinion: SecondOpinion) -> None:
    """Whoever asked hears that the opinion is there."""
    _of_opinion(opinion, NoticeEvent.STAFF_ANSWERED, opinion.asked_by, {})


def tell_opinion_late(opinion: SecondOpinion) -> None:
    """The last day of the answer passed."""
    _of_opinion(opinion, NoticeEvent.ANSWER_WAITS, opinion.asked_of, _day(opinion))


def _of_opinion(opinion: SecondOpinion, event: str, user: Any, values: Mapping[str, str]) -> None:
    write_to(opinion.support_request, [user], event, key=f"o{opinion.pk}", values=values)
