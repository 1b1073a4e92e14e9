"""The person's page: one questionnaire by one link, without signing in and without JavaScript (S1, B8)."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from core.errors import AlreadyHandled, DomainError
from core.views import PublicForm, PublicPage

from .. import actions
from ..enums import LinkState
from ..forms import AnswersForm
from ..models import Survey


class Answer(PublicForm):
    """Unknown, expired and not yet open links answer alike; a used one says that we have the answer."""

    template_name = "surveys/answer.html"
    form_class = AnswersForm

    def fetch(self) -> None:
        if self.association is None:
            raise Http404
        self.state, self.link = actions.find_link(self.association, self.kwargs["token"])

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.told() or super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.told() or super().post(request, *args, **kwargs)

    def told(self) -> HttpResponse | None:
        """The page of a link that takes no answer; None where it takes one."""
        if self.state == LinkState.OPEN:
            return None
        if self.state == LinkState.USED:
            return render(self.request, "surveys/thanks.html", self.words(), status=200)
        return render(self.request, "surveys/closed_link.html", self.words(), status=404)

    def words(self) -> dict[str, Any]:
        return {"association": self.association}

    def survey(self) -> Survey:
        return self.association.surveys.with_questions().get(pk=self.link.invitation.survey_id)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "survey": self.survey()}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        campaign = self.link.invitation.campaign
        return super().get_context_data(campaign=campaign, **self.words(), **kwargs)

    def perform(self, form: AnswersForm) -> str:
        actions.answer(self.link, answers=form.answers())
        return reverse("survey:thanks", args=[self.association.slug])

    def refused(self, form: Any, error: DomainError) -> HttpResponse:
        """Answered or closed while the page stood open: the same page as for any such link."""
        if isinstance(error, AlreadyHandled | actions.LinkClosed):
            self.state = LinkState.USED if isinstance(error, AlreadyHandled) else LinkState.CLOSED
            return self.told() or super().refused(form, error)
        return super().refused(form, error)


class Thanks(PublicPage):
    """After an answer; its address names no link."""

    template_name = "surveys/thanks.html"

    def fetch(self) -> None:
        if self.association is None:
            raise Http404

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{**kwargs, "association": self.association})
