"""Staff who measure: the questionnaires and their bank, campaigns, links shown once, and what interviewers enter."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy

from core.errors import DomainError, NotPermitted
from core.views import ActionFormView, PageView
from correspondence.qr import data_uri
from requests.models import SupportRequest

from .. import actions, methods, permissions
from ..enums import ENTERED, Kind
from ..forms import CampaignForm, EntryForm, LinksForm, QuestionForm, VersionForm


class ForRunners:
    """A page of those who measure satisfaction."""

    membership: Any
    association: Any

    def check(self) -> None:
        permissions.check_runs(self.membership)

    def overview_url(self) -> str:
        return reverse("surveys:overview", args=[self.association.slug])


class OfKind(ForRunners):
    """A page about one kind of questionnaire; an unknown kind does not exist, another policy's is refused in words."""

    kwargs: dict[str, Any]
    kinds: tuple[Kind, ...] = tuple(Kind)

    def fetch(self) -> None:
        if self.kwargs["kind"] not in self.kinds:
            raise Http404
        self.kind = Kind(self.kwargs["kind"])

    def check(self) -> None:
        super().check()
        methods.check(self.association.policy_in_force(), self.kind)


class NewVersion(OfKind, ActionFormView):
    """The questions of a questionnaire from now on; the version before stays with its answers."""

    template_name = "surveys/version.html"
    form_class = VersionForm
    success_message = gettext_lazy("The new version is in use. The answers of the one before stay apart.")

    def check(self) -> None:
        super().check()
        self.survey = actions.survey_in_use(self.association, self.kind)

    def get_form_kwargs(self) -> dict[str, Any]:
        bank = self.association.survey_questions.filter(is_overall=False)
        return {**super().get_form_kwargs(), "bank": bank}

    def get_initial(self) -> dict[str, Any]:
        return {"questions": [place.question_id for place in self.survey.places.all()]}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        overall = self.association.survey_questions.get(is_overall=True)
        return super().get_context_data(kind=self.kind, survey=self.survey, overall=overall, **kwargs)

    def perform(self, form: VersionForm) -> str:
        chosen = list(form.cleaned_data["questions"])
        actions.new_version(self.association, by=self.membership, kind=self.kind, questions=chosen)
        return self.overview_url()


class AddQuestion(ForRunners, ActionFormView):
    template_name = "surveys/question.html"
    form_class = QuestionForm
    success_message = gettext_lazy("The question is in the bank. Choose it in a questionnaire's next version.")

    def perform(self, form: QuestionForm) -> str:
        data = form.cleaned_data
        actions.add_question(
            self.association,
            by=self.membership,
            scale=data["scale"],
            text_ar=data["text_ar"],
            text_en=data["text_en"],
            options=data["options"],
        )
        return self.overview_url()


class Enter(OfKind, ActionFormView):
    """What an interviewer heard or saw (S2–S4)."""

    template_name = "surveys/enter.html"
    form_class = EntryForm
    kinds = ENTERED
    success_message = gettext_lazy("The answers are recorded. Enter the next, or go back.")

    def check(self) -> None:
        super().check()
        self.survey = actions.survey_in_use(self.association, self.kind)

    def get_form_kwargs(self) -> dict[str, Any]:
        of_whom = {"association": self.association, "by": self.membership}
        return {**super().get_form_kwargs(), "survey": self.survey, **of_whom}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(kind=self.kind, **kwargs)

    def perform(self, form: EntryForm) -> str:
        data = form.cleaned_data
        actions.enter(
            self.survey,
            by=self.membership,
            answers=form.answers(),
            beneficiary=data["beneficiary"],
            service=data["service"],
            office=data["office"],
        )
        return reverse("surveys:enter", args=[self.association.slug, self.kind])


class NewCampaign(ForRunners, ActionFormView):
    template_name = "surveys/campaign_new.html"
    form_class = CampaignForm
    success_message = gettext_lazy("The campaign is ready. Make links for those you ask.")

    def perform(self, form: CampaignForm) -> str:
        data = form.cleaned_data
        campaign = actions.open_campaign(
            self.association,
            by=self.membership,
            title_ar=data["title_ar"],
            title_en=data["title_en"],
            opens_on=data["opens_on"].gregorian,
            closes_on=data["closes_on"].gregorian,
        )
        return reverse("surveys:campaign", args=[self.association.slug, campaign.number])


class ShowsLinks(ActionFormView):
    """A form whose answer shows links once. Nothing leads back to them, so nothing of them is kept."""

    request: Any

    def keys(self, form: Any) -> list[str]:
        raise NotImplementedError

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            keys = self.keys(form)
        except NotPermitted:
            raise
        except DomainError as error:
            return self.refused(form, error)
        return self.render_to_response(self.get_context_data(form=form, links=[self._link(key) for key in keys]))

    def _link(self, key: str) -> dict[str, str]:
        path = reverse("survey:answer", args=[self.association.slug, key])
        address = self.request.build_absolute_uri(path)
        return {"address": address, "qr": data_uri(address)}


class OneCampaign(ForRunners, ShowsLinks):
    """A campaign, how many links were given, and new ones to print; who answered is not shown."""

    template_name = "surveys/campaign.html"
    form_class = LinksForm

    def fetch(self) -> None:
        campaigns = self.association.survey_campaigns.select_related("survey", "made_by")
        self.campaign = get_object_or_404(campaigns, number=self.kwargs["number"])

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "association": self.association}

    def get_initial(self) -> dict[str, Any]:
        return {"office": self.association.offices.filter(is_main=True).first()}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            campaign=self.campaign,
            given=self.campaign.invitations.count(),
            is_over=self.campaign.closes_on < timezone.localdate(),
            **{"links": [], **kwargs},
        )

    def keys(self, form: LinksForm) -> list[str]:
        data = form.cleaned_data
        return actions.make_links(
            self.campaign, by=self.membership, count=data["count"], service=data["service"], office=data["office"]
        )


class RatingLink(ShowsLinks):
    """After a request is closed, the desk hands the person a rating link, on a paper or from the screen (B8)."""

    template_name = "surveys/rating_link.html"
    support_request: SupportRequest

    def fetch(self) -> None:
        rows = self.association.support_requests.visible_to(self.membership).select_related(
            "service", "beneficiary", "association"
        )
        self.support_request = get_object_or_404(rows, reference=self.kwargs["reference"].upper())

    def check(self) -> None:
        permissions.check_gives_rating(self.membership)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(support_request=self.support_request, **{"links": [], **kwargs})

    def keys(self, form: Any) -> list[str]:
        return [actions.give_rating_link(self.support_request, by=self.membership)]


class Bank(ForRunners, PageView):
    """Every question with its scale and versions."""

    template_name = "surveys/bank.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        actions.survey_in_use(self.association, Kind.AFTER_SERVICE)  # a new association's bank is written now
        questions = self.association.survey_questions.prefetch_related("options").order_by("pk")
        return super().get_context_data(questions=questions, **kwargs)
