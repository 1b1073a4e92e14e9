"""Forms about one item of the docket: deferring, who takes no part, notes, motion, vote."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.forms import SentOnce

from .. import actions
from ..enums import MatterKind
from ..forms import DeclareForm, DeferForm, NotesForm, RecuseForm, TakeBackForm, TimeForm, VoteForm
from ..presenting import ShownItem
from ..workflow import DECLARE, DEFER, MOVE, PLAN_TIME, RECUSE, TAKE_BACK, VOTE, WRITE_NOTES
from .session import SessionForm


class OnItem(SessionForm):
    """A form about the item that the address names by the number of its request."""

    def fetch(self) -> None:
        super().fetch()
        case = self.kwargs["case"].upper()
        rows = self.shown()
        self.shown_item = next((row for row in rows if row.reference == case), None)
        if self.shown_item is None or self.shown_item.is_hidden:
            raise Http404

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(row=self.shown_item, **kwargs)


class Defer(OnItem):
    template_name = "proceedings/defer.html"
    form_class = DeferForm
    event = DEFER
    success_message = gettext_lazy("The item is deferred; it stands on the next docket by itself.")

    def get_form(self, form_class: Any = None) -> Any:
        """Only a request that was studied has somebody to ask."""
        form = super().get_form(form_class)
        if self.shown_item is None or self.shown_item.item.kind != MatterKind.SUPPORT:
            del form.fields["ask_researcher"]
        return form

    def perform(self, form: DeferForm) -> str:
        case = self.kwargs["case"].upper()
        data = form.cleaned_data
        actions.defer(
            self.session,
            by=self.membership,
            case=case,
            reason=data["reason"],
            ask_researcher=data.get("ask_researcher", False),
        )
        return self.address()


class PlanTime(OnItem):
    """How many minutes are planned for the item; the docket's hours follow."""

    template_name = "proceedings/plan_time.html"
    form_class = TimeForm
    event = PLAN_TIME
    success_message = gettext_lazy("The time is changed; the hours of the docket follow.")

    def get_initial(self) -> dict[str, Any]:
        return {"minutes": self.shown_item.slot.planned} if self.shown_item else {}

    def perform(self, form: TimeForm) -> str:
        case, minutes = self.kwargs["case"].upper(), form.cleaned_data["minutes"]
        actions.plan_time(self.session, by=self.membership, case=case, minutes=minutes)
        return self.address()


class Recuse(OnItem):
    template_name = "proceedings/recuse.html"
    form_class = RecuseForm
    event = RECUSE
    success_message = gettext_lazy("The member takes no part in this item and sees nothing of it.")

    def get_form_kwargs(self) -> dict[str, Any]:
        assert self.shown_item is not None
        return {**super().get_form_kwargs(), "seats": list(self.shown_item.room.entitled)}

    def perform(self, form: RecuseForm) -> str:
        data = form.cleaned_data
        actions.recuse(
            self.session,
            by=self.membership,
            case=self.kwargs["case"].upper(),
            seat_id=form.seats[data["seat"]].pk,
            ground=data["ground"],
            words=data["words"],
        )
        return self.address()


class Declare(OnItem):
    template_name = "proceedings/declare.html"
    form_class = DeclareForm
    event = DECLARE
    success_message = gettext_lazy("You take no part in this item.")

    def perform(self, form: DeclareForm) -> str:
        case = self.kwargs["case"].upper()
        actions.declare(self.session, by=self.membership, case=case, words=form.cleaned_data["words"])
        return self.address()


class _OnOpenItem(SessionForm):
    """A form about the item before the members; without one it leads back to the session."""

    def fetch(self) -> None:
        super().fetch()
        self.row = next((row for row in self.shown() if row.is_open), None)
        if self.row is not None and self.row.is_hidden:
            raise Http404

    def elsewhere(self) -> HttpResponse | None:
        if self.row is None:
            messages.warning(self.request, _("No item is before the members."))
            return redirect(self.address())
        return None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(row=self.row, **kwargs)


class Notes(_OnOpenItem):
    template_name = "proceedings/notes.html"
    form_class = NotesForm
    event = WRITE_NOTES
    success_message = gettext_lazy("The notes are kept.")

    def get_initial(self) -> dict[str, Any]:
        return {"notes": self.row.item.notes} if self.row else {}

    def perform(self, form: NotesForm) -> str:
        actions.write_notes(self.session, by=self.membership, notes=form.cleaned_data["notes"])
        return self.address()


class OfMotion:
    """A form whose words are those of the matter's decision, and whether its vote is secret."""

    row: ShownItem | None

    def get_form_class(self) -> Any:
        assert self.row is not None  # ``elsewhere`` led away
        return self.row.matter.form_class

    def get_form_kwargs(self) -> dict[str, Any]:
        assert self.row is not None
        return {**super().get_form_kwargs(), **self.row.matter.form_kwargs()}  # type: ignore[misc]

    def get_initial(self) -> dict[str, Any]:
        return self.row.matter.initial() if self.row else {}

    def get_form(self, form_class: Any = None) -> Any:
        """Whoever puts the motion chooses whether its vote is secret."""
        form = super().get_form(form_class)  # type: ignore[misc]
        if self.row is not None and self.row.matter.is_open_only:
            return form
        form.fields["is_secret"] = forms.BooleanField(
            label=_("The vote is secret"),
            help_text=_("Who voted is recorded, and how many for and against: not how anybody voted."),
            required=False,
        )
        return form

    @staticmethod
    def words(form: Any) -> dict[str, Any]:
        return {name: value for name, value in form.cleaned_data.items() if name not in SentOnce.base_fields}


class Move(OfMotion, _OnOpenItem):
    """What is put to the vote, in the words of the matter's decision; what was advised stands filled in."""

    template_name = "proceedings/move.html"
    event = MOVE
    success_message = gettext_lazy("The motion is put to the vote.")

    def perform(self, form: Any) -> str:
        actions.put_to_vote(self.session, by=self.membership, **self.words(form))
        return self.address()


class _OnMotion(_OnOpenItem):
    """A form about the motion that is being voted on: the one the page showed, not what was moved since."""

    def elsewhere(self) -> HttpResponse | None:
        away = super().elsewhere()
        if away is None and self.row is not None and self.row.open_motion is None:
            messages.warning(self.request, _("Nothing is being voted on."))
            return redirect(self.address())
        return away

    def get_initial(self) -> dict[str, Any]:
        motion = self.row.open_motion if self.row else None
        return {"motion": motion.motion.uid} if motion else {}


class TakeBack(_OnMotion):
    """The motion is no longer put."""

    template_name = "proceedings/take_back.html"
    form_class = TakeBackForm
    event = TAKE_BACK
    success_message = gettext_lazy("The motion is taken back.")

    def perform(self, form: TakeBackForm) -> str:
        data = form.cleaned_data
        actions.take_back(self.session, by=self.membership, motion=data["motion"], reason=data["reason"])
        return self.address()


class CastVote(_OnMotion):
    """A member's own vote, on a phone of their own or at the secretary's screen."""

    template_name = "proceedings/vote.html"
    form_class = VoteForm
    event = VOTE
    success_message = gettext_lazy("Your vote is cast.")

    def perform(self, form: VoteForm) -> str:
        data = form.cleaned_data
        actions.vote(
            self.session, by=self.membership, motion=data["motion"], choice=data["choice"], dissent=data["dissent"]
        )
        return self.address()
