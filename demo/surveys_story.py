"""A finished survey at each association: answers by link and by interview; one group is too small to show."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.utils import timezone

from accounts.models import Membership
from associations.models import Association
from beneficiaries.models import Beneficiary
from surveys import actions, methods
from surveys.enums import ENTERED, Kind, Scale
from surveys.models import Survey

from .story import clock_at

DAYS = 24  # from the campaign's first day to its last, which lies a week back
BY_SERVICE = (9, 6, 2)  # by the first service, the second, and the third or none: too few to show
BY_INTERVIEWERS = {Kind.FIELD_SURVEY: 7, Kind.SUPERVISORY_VISIT: 5, Kind.INTERVIEW: 6}
WORDS = (
    "أن تصل رسالة عند كل مرحلة من الطلب.",
    "زيادة كراسي الانتظار في المقر.",
    "تقليل عدد المستندات لمن سبق تسجيله.",
    "الموظفون متعاونون، والوقت طويل قليلًا.",
)


def _answers(survey: Survey, chance: random.Random) -> dict[int, int | str]:
    """What somebody content might say; one in eight is not, and some questions stay empty."""
    happy = chance.random() > 0.125
    found: dict[int, int | str] = {}
    for place in survey.places.all():
        question = place.question
        if not question.is_overall and chance.random() < 0.12:
            continue
        found[question.pk] = {
            Scale.FIVE: chance.choice((4, 4, 5, 5, 3)) if happy else chance.choice((1, 2, 3)),
            Scale.ZERO_TO_TEN: chance.randrange(7, 11) if happy else chance.randrange(2, 6),
            Scale.YES_NO: int(happy or chance.random() < 0.3),
            Scale.CHOICE: chance.choice([option.pk for option in question.options.all()] or [0]),
            Scale.TEXT: chance.choice(WORDS) if chance.random() < 0.3 else "",
        }[Scale(question.scale)]
    return found


def _moments(chance: random.Random, first: datetime) -> Iterator[datetime]:
    while True:
        yield first + timedelta(days=chance.randrange(1, DAYS - 1), minutes=chance.randrange(600))


def _answer(association: Association, key: str, at: datetime, chance: random.Random) -> None:
    with clock_at(at):
        _state, link = actions.find_link(association, key)
        if link is not None:
            actions.answer(link, answers=_answers(link.invitation.survey, chance))


def tell(
    association: Association, members: dict[str, Membership], people: list[Beneficiary], chance: random.Random
) -> None:
    """A campaign that has closed, the ratings of closed requests, and what interviewers heard where they may ask."""
    now = timezone.now()
    first = timezone.localtime(now).replace(hour=9, minute=0) - timedelta(days=DAYS + 7)
    moments = _moments(chance, first)
    officer, office = members["officer"], association.offices.filter(is_main=True).first()
    services = [*association.services.all()[: len(BY_SERVICE)], None][: len(BY_SERVICE)]
    with clock_at(first):
        campaign = actions.open_campaign(
            association,
            by=officer,
            title_ar="رأيك في خدمات هذا الموسم",
            title_en="Your opinion on this season's services",
            opens_on=timezone.localdate(first),
            closes_on=timezone.localdate(first) + timedelta(days=DAYS),
        )
    for service, count in zip(services, BY_SERVICE, strict=True):
        with clock_at(first):
            keys = actions.make_links(campaign, by=officer, count=count, service=service, office=office)
        for key in keys:
            _answer(association, key, next(moments), chance)
    for case in association.support_requests.filter(closed_at__isnull=False, status="closed").order_by("pk")[:2]:
        with clock_at(case.closed_at):
            key = actions.give_rating_link(case, by=members["desk"])
        _answer(association, key, min(case.closed_at + timedelta(days=2), now), chance)
    allowed = methods.allowed(association.policy_in_force())
    for kind in (kind for kind in ENTERED if kind in allowed):
        survey = actions.survey_in_use(association, kind)
        for _number in range(BY_INTERVIEWERS[kind]):
            with clock_at(next(moments)):
                asked = None if kind == Kind.SUPERVISORY_VISIT else chance.choice(people)
                actions.enter(
                    survey,
                    by=officer,
                    answers=_answers(survey, chance),
                    beneficiary=asked,
                    service=chance.choice(services[:2]) if asked else None,
                    office=office,
                )
