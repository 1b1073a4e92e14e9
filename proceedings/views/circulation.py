"""Deciding by circulation on screen: choosing what, a motion for each, sending; then each member's own vote."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.errors import NotPermitted
from core.forms import ReasonForm
from core.views import ActionFormView

from .. import actions, permissions
from ..enums import ItemStatus
from ..forms import ChooseForm, CirculateForm, VoteForm
from ..presenting import ShownItem, ready_shown
from ..workflow import ASK_SESSION, CIRCULATE, VOTE, WRITE_MOTION
from .items import OfMotion, OnItem
from .session import SessionForm


class PrepareCirculation(ActionFormView):
    """Which of the matters that are ready go to the members without a session."""

    template_name = "proceedings/prepare_circulation.html"
    form_class = ChooseForm
    success_message = gettext_lazy("Write the motion of each item, then send it to the members.")

    def fetch(self) -> None:
        self.committee = get_object_or_404(self.association.committees.all(), kind=self.kwargs["kind"])

    def check(self) -> None:
        if not permissions.may_convene(self.membership, self.committee):
            raise NotPermitted(_("Convening this body is for its chair, deputy or secretary."), code="not_permitted")

    def elsewhere(self) -> HttpResponse | None:
        said = _("Nothing else is ready for this body.")
        if actions.allows_circulation(self.committee) is None:
            said = _("This body does not decide by circulation: its formation does not say so.")
        elif self.ready:
            return None
        messages.warning(self.request, said)
        return redirect("proceedings:list", self.association.slug)

    @cached_property
    def ready(self) -> list[tuple[str, str]]:
        matters = ready_shown(self.committee, self.membership)
        return [(one.item.reference, f"{one.title} — {one.person} ({one.item.reference})") for one in matters]

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "ready": self.ready}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(committee=self.committee, **kwargs)

    def perform(self, form: ChooseForm) -> str:
        session = actions.prepare_circulation(self.committee, by=self.membership, cases=form.cleaned_data["cases"])
        return reverse("proceedings:session", args=[self.association.slug, session.reference])


class WriteMotion(OfMotion, OnItem):
    """The motion of an item that is sent to the members."""

    template_name = "proceedings/write_motion.html"
    event = WRITE_MOTION
    success_message = gettext_lazy("The motion is written.")

    @property
    def row(self) -> ShownItem | None:  # type: ignore[override]
        return self.shown_item

    def elsewhere(self) -> HttpResponse | None:
        assert self.shown_item is not None  # fetch
        return None if self.shown_item.item.status == ItemStatus.WAITING else redirect(self.address())

    def perform(self, form: Any) -> str:
        case = self.kwargs["case"].upper()
        actions.write_motion(self.session, by=self.membership, case=case, **self.words(form))
        return self.address()


class Circulate(SessionForm):
    """It goes to the members, for so many working days."""

    template_name = "proceedings/circulate.html"
    form_class = CirculateForm
    event = CIRCULATE
    success_message = gettext_lazy("It is sent: each member is told by e-mail and votes on a page of their own.")

    @property
    def most(self) -> int:
        return self.session.formation.circulation_days or 1

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "most": self.most}

    def get_initial(self) -> dict[str, Any]:
        return {"days": self.most}

    def perform(self, form: CirculateForm) -> str:
        actions.circulate(self.session, by=self.membership, days=form.cleaned_data["days"])
        return self.address()


class VoteApart(OnItem):
    """The member's own vote on an item that goes round."""

    template_name = "proceedings/vote.html"
    form_class = VoteForm
    event = VOTE
    success_message = gettext_lazy("Your vote is cast.")

    def elsewhere(self) -> HttpResponse | None:
        assert self.shown_item is not None  # fetch
        shown = self.shown_item.open_motion
        if shown is not None and shown.own is None and self.session.is_circulation and self.shown_item.is_open:
            return None
        messages.warning(self.request, _("You have voted on this item, or its vote is over."))
        return redirect(self.address())

    def get_initial(self) -> dict[str, Any]:
        motion = self.shown_item.open_motion if self.shown_item else None
        return {"motion": motion.motion.uid} if motion else {}

    def perform(self, form: VoteForm) -> str:
        actions.vote_apart(
            self.session,
            by=self.membership,
            **{name: form.cleaned_data[name] for name in ("motion", "choice", "dissent")},
        )
        return self.address()


class AskSession(OnItem):
    """A member wants an item discussed in a session instead."""

    template_name = "proceedings/ask_session.html"
    form_class = ReasonForm
    event = ASK_SESSION
    success_message = gettext_lazy("The item goes to a session; its vote is over and stays unseen.")

    def elsewhere(self) -> HttpResponse | None:
        assert self.shown_item is not None  # fetch
        return None if self.shown_item.is_open else redirect(self.address())

    def perform(self, form: ReasonForm) -> str:
        case = self.kwargs["case"].upper()
        actions.ask_session(self.session, by=self.membership, case=case, reason=form.cleaned_data["reason"])
        return self.address()
