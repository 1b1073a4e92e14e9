"""People who measure, links, and answers given by the real verbs."""

from __future__ import annotations

import datetime
from typing import Any

import time_machine
from django.utils import timezone

from accounts.models import Membership
from accounts.roles import Role
from associations.models import Association
from surveys import actions
from surveys.enums import Kind, Scale
from surveys.models import Campaign, InvitationLink, Response, Survey
from tests.factories.accounts import MembershipFactory

TODAY = datetime.date(2026, 11, 21)  # 11 Jumada al-Akhirah 1448


class Measuring:
    """One association's officer, a campaign, and answers as many as asked."""

    def __init__(self, association: Association) -> None:
        self.association = association
        self.officer = self.member(Role.CONTACT_OFFICER)
        self.office = association.offices.get(is_main=True)

    def member(self, *roles: str) -> Membership:
        return MembershipFactory(association=self.association, roles=list(roles))

    def campaign(self, **facts: Any) -> Campaign:
        today = timezone.localdate()
        given = {
            "title_ar": "رأيك",
            "title_en": "Your view",
            "opens_on": today,
            "closes_on": today + datetime.timedelta(days=30),
        }
        return actions.open_campaign(self.association, by=self.officer, **{**given, **facts})

    def key(self, campaign: Campaign | None = None, **facts: Any) -> str:
        return actions.make_links(campaign or self.campaign(), by=self.officer, count=1, **facts)[0]

    def link(self, key: str) -> InvitationLink:
        state, link = actions.find_link(self.association, key)
        assert link is not None, state
        return link

    def answers(self, survey: Survey, overall: int = 4) -> dict[int, int | str]:
        """The overall degree, and every other question answered in the middle of its scale."""
        found: dict[int, int | str] = {}
        for place in survey.places.all():
            question = place.question
            first_option = question.options.first()
            found[question.pk] = {
                Scale.FIVE: overall if question.is_overall else 3,
                Scale.ZERO_TO_TEN: 7,
                Scale.YES_NO: 1,
                Scale.CHOICE: first_option.pk if first_option else 0,
                Scale.TEXT: "Shorter waiting",
            }[Scale(question.scale)]
        return found

    def rate(
        self, *degrees: int, on: datetime.date = TODAY, service: Any = None, office: Any = None
    ) -> list[Response]:
        """One answer by link for each degree, that day."""
        with time_machine.travel(datetime.datetime(on.year, on.month, on.day, 9, tzinfo=datetime.UTC), tick=False):
            campaign = self.campaign()
            keys = actions.make_links(campaign, by=self.officer, count=len(degrees), service=service, office=office)
            return [self.answer(key, degree) for key, degree in zip(keys, degrees, strict=True)]

    def answer(self, key: str, degree: int = 4) -> Response:
        link = self.link(key)
        return actions.answer(link, answers=self.answers(link.invitation.survey, degree))

    def enter(self, kind: Kind, degree: int = 4, **facts: Any) -> Response:
        survey = actions.survey_in_use(self.association, kind)
        return actions.enter(survey, by=self.officer, answers=self.answers(survey, degree), **facts)

    def form(self, survey: Survey, overall: int | str = 4) -> dict[str, Any]:
        """What a browser sends for the same answers."""
        sent = {f"question_{pk}": str(value) for pk, value in self.answers(survey).items()}
        first = next(place.question for place in survey.places.all() if place.question.is_overall)
        return {**sent, f"question_{first.pk}": str(overall)}
