"""Sessions of the bodies a member sits in: the docket, the room, votes; each form is one verb."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View

from accounts.list_pages import ListPage
from accounts.roles import Permission
from core.errors import DomainError, NotPermitted
from core.forms import ReasonForm
from core.hijri import DualDate
from core.views import ActionFormView, InAssociation, PageView
from requests.forms.deciding import DecisionForm

from . import actions, permissions
from .actions.moving import seats_of
from .actions.voting import outcome_words
from .enums import SessionStatus
from .forms import ConveneForm, DeclareForm, NotesForm, RecuseForm, VoteForm
from .lists import SESSIONS
from .models import Session
from .presenting import CHIPS, ShownItem, happened, shown_items, shown_seats
from .sitting import sitting
from .workflow import CANCEL, CLOSE, CLOSE_VOTE, DECLARE, DEFER, MOVE, RECUSE, RUN, VOTE, WRITE_NOTES

NOT_YOURS = gettext_lazy("Sessions are not among your pages.")


class Sessions(ListPage):
    """Sessions of the bodies this member sits in, and what is ready for a new one."""

    template_name = "proceedings/list.html"
    listing = SESSIONS

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        bodies = []
        for seat in self.membership.seats.held_on(timezone.localdate()).select_related("committee"):
            votes = seat.committee.formations.that_vote(timezone.localdate()).exists()
            if seat.position in permissions.RUNNING and votes:
                busy = seat.committee.sessions.going_on().first()
                bodies.append((seat.committee, actions.ready_for(seat.committee)[:99].count(), busy))
        return super().get_context_data(bodies=bodies, **kwargs)

    def shown(self, rows: list[Any]) -> list[Any]:
        return [(row, CHIPS[row.status]) for row in rows]


class Convene(ActionFormView):
    """When and where the body meets; its docket makes itself."""

    template_name = "proceedings/convene.html"
    form_class = ConveneForm
    success_message = gettext_lazy("The session is convened, with what is ready on its docket.")

    def fetch(self) -> None:
        self.committee = get_object_or_404(self.association.committees.all(), kind=self.kwargs["kind"])

    def check(self) -> None:
        if not permissions.may_convene(self.membership, self.committee):
            raise NotPermitted(_("Convening this body is for its chair, deputy or secretary."), code="not_permitted")

    def get_initial(self) -> dict[str, Any]:
        return {"day": DualDate.of(timezone.localdate(), "hijri"), "place": _("The association's seat")}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        ready = actions.ready_for(self.committee).select_related("service", "beneficiary")
        return super().get_context_data(
            committee=self.committee, ready=ready[:10], ready_count=ready[:99].count(), **kwargs
        )

    def perform(self, form: ConveneForm) -> str:
        session = actions.convene(
            self.committee, by=self.membership, planned_at=form.planned_at(), place=form.cleaned_data["place"]
        )
        return reverse("proceedings:session", args=[self.association.slug, session.reference])


class OneSession(InAssociation):
    """A session of a body in which the member sits; to others it does not exist."""

    session: Session

    def fetch(self) -> None:
        rows = self.association.committee_sessions.visible_to(self.membership)
        rows = rows.select_related("association", "committee", "formation", "convened_by")
        self.session = get_object_or_404(rows, reference=self.kwargs["reference"].upper())

    def check(self) -> None:
        if Permission.SIT_IN_SESSIONS not in self.membership.permissions:
            raise NotPermitted(NOT_YOURS, code="not_permitted")

    def address(self) -> str:
        return reverse("proceedings:session", args=[self.association.slug, self.session.reference])

    @cached_property
    def seat(self) -> Any:
        return permissions.seat_in(self.membership, self.session.committee_id)

    def may(self, event: str) -> bool:
        return permissions.may_with(self.seat, self.membership, event)


class SessionPage(OneSession, PageView):
    """The whole session on one page; htmx asks for the room anew every few seconds, a plain refresh does too."""

    template_name = "proceedings/session.html"

    def get_template_names(self) -> list[str]:
        if "HX-Request" in self.request.headers:
            return ["proceedings/partials/_room.html"]
        return [self.template_name]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        session, seats = self.session, seats_of(self.session)
        presences = list(session.presences.select_related("seat__membership__user"))
        items = shown_items(session, seats, presences, self.seat)
        hidden = {row.item.support_request.reference for row in items if row.is_hidden}
        room = sitting(session.formation.quorum, seats, presences)
        return super().get_context_data(
            session=session,
            kind=CHIPS[session.status],
            items=items,
            open_item=next((row for row in items if row.is_open), None),
            people=shown_seats(seats, presences),
            room=room,
            own=self.seat,
            is_here=self.seat is not None and any(row.pk == self.seat.pk for row in room.present),
            may={name: self.may(name) for name in (*RUN, CLOSE, CLOSE_VOTE, VOTE)},
            is_live=session.status in (SessionStatus.CONVENED, SessionStatus.OPEN),
            is_open=session.status == SessionStatus.OPEN,
            happened=happened(session, hidden),
            **kwargs,
        )


class Act(OneSession, View):
    """A button of the session's page."""

    http_method_names = ["post"]

    def fetch(self) -> None:
        super().fetch()
        self.request.refusal_goes_to = self.address()  # type: ignore[attr-defined]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        verb = self.verbs().get(request.POST.get("do", ""))
        if verb is None:
            raise Http404
        said = verb()
        if said:
            messages.success(request, said)
        return redirect(self.address())

    def _number(self, name: str) -> int:
        text = self.request.POST.get(name, "")
        if not (text.isascii() and text.isdecimal() and len(text) < 10):
            raise DomainError(_("This page is out of date. Look at it anew."), code="stale")
        return int(text)

    def _uid(self) -> UUID:
        try:
            return UUID(self.request.POST.get("motion", ""))
        except ValueError:
            raise DomainError(_("This page is out of date. Look at it anew."), code="stale") from None

    def verbs(self) -> dict[str, Callable[[], str]]:
        """What each button does, and what is said after it."""
        given: dict[str, Any] = {"by": self.membership}
        case = self.request.POST.get("item", "")[:20]
        return {
            "open": lambda: self._done(actions.open_session(self.session, **given), _("The session is open.")),
            "close": lambda: self._done(actions.close_session(self.session, **given), _("The session is closed.")),
            "add": lambda: self._done(actions.add_ready(self.session, **given), _("The docket is up to date.")),
            "come_in": lambda: self._done(actions.come_in(self.session, seat_id=self._number("seat"), **given)),
            "leave": lambda: self._done(actions.leave(self.session, seat_id=self._number("seat"), **given)),
            "up": lambda: self._done(actions.reorder(self.session, case=case, up=True, **given)),
            "down": lambda: self._done(actions.reorder(self.session, case=case, up=False, **given)),
            "call": lambda: self._done(actions.call(self.session, case=case, **given)),
            "put_back": lambda: self._done(actions.put_back(self.session, **given)),
            "close_vote": lambda: outcome_words(actions.close_vote(self.session, motion=self._uid(), **given)),
        }

    @staticmethod
    def _done(_result: Any, said: str = "") -> str:
        return said


class SessionForm(OneSession, ActionFormView):
    """A form of the session that is one event; ``event`` names its row."""

    event = ""

    def check(self) -> None:
        super().check()
        permissions.check(self.membership, self.event, self.session)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(session=self.session, back=self.address(), **kwargs)

    def shown(self) -> list[ShownItem]:
        seats = seats_of(self.session)
        return shown_items(self.session, seats, list(self.session.presences.all()), self.seat)


class Cancel(SessionForm):
    template_name = "proceedings/cancel.html"
    form_class = ReasonForm
    event = CANCEL
    success_message = gettext_lazy("The session is cancelled; its items wait for the next one.")

    def perform(self, form: ReasonForm) -> str:
        actions.cancel(self.session, by=self.membership, reason=form.cleaned_data["reason"])
        return self.address()


class _OnItem(SessionForm):
    """A form about the item that the address names by the number of its request."""

    def fetch(self) -> None:
        super().fetch()
        case = self.kwargs["case"].upper()
        rows = self.shown()
        self.shown_item = next((row for row in rows if row.item.support_request.reference == case), None)
        if self.shown_item is None or self.shown_item.is_hidden:
            raise Http404

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(row=self.shown_item, **kwargs)


class Defer(_OnItem):
    template_name = "proceedings/defer.html"
    form_class = ReasonForm
    event = DEFER
    success_message = gettext_lazy("The item is deferred; it stands on the next docket by itself.")

    def perform(self, form: ReasonForm) -> str:
        case = self.kwargs["case"].upper()
        actions.defer(self.session, by=self.membership, case=case, reason=form.cleaned_data["reason"])
        return self.address()


class Recuse(_OnItem):
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


class Declare(_OnItem):
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


class Move(_OnOpenItem):
    """What is put to the vote, in the words of its decision; the study's advice stands filled in."""

    template_name = "proceedings/move.html"
    form_class = DecisionForm
    event = MOVE
    success_message = gettext_lazy("The motion is put to the vote.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "catalogue": self.association.refusal_reasons.filter(is_offered=True)}

    def get_initial(self) -> dict[str, Any]:
        self.advice = self.row.item.support_request.recommendations.first() if self.row else None
        return {"outcome": self.advice.outcome, "amount": self.advice.amount} if self.advice else {}

    def perform(self, form: DecisionForm) -> str:
        names = ("outcome", "amount", "refusal_reason", "reasons", "handover", "to_bring")
        actions.put_to_vote(self.session, by=self.membership, **{name: form.cleaned_data[name] for name in names})
        return self.address()


class CastVote(_OnOpenItem):
    """A member's own vote, on a phone of their own or at the secretary's screen."""

    template_name = "proceedings/vote.html"
    form_class = VoteForm
    event = VOTE
    success_message = gettext_lazy("Your vote is cast.")

    def elsewhere(self) -> HttpResponse | None:
        away = super().elsewhere()
        if away is None and self.row is not None and self.row.open_motion is None:
            messages.warning(self.request, _("Nothing is being voted on."))
            return redirect(self.address())
        return away

    def get_initial(self) -> dict[str, Any]:
        """The motion that is shown: a vote counts for what its member read, not for what was moved since."""
        motion = self.row.open_motion if self.row else None
        return {"motion": motion.motion.uid} if motion else {}

    def perform(self, form: VoteForm) -> str:
        data = form.cleaned_data
        actions.vote(
            self.session, by=self.membership, motion=data["motion"], choice=data["choice"], dissent=data["dissent"]
        )
        return self.address()
