"""A session of a body a member sits in: the docket, the room, its buttons."""

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

from accounts.roles import Permission
from core.errors import DomainError, NotPermitted
from core.forms import ReasonForm
from core.views import ActionFormView, InAssociation, PageView

from .. import actions, permissions
from ..actions.moving import seats_of
from ..actions.voting import outcome_words
from ..aside import aside_before
from ..enums import SessionStatus
from ..models import Session
from ..presenting import CHIPS, ShownItem, happened, shown_items, shown_seats
from ..sitting import sitting
from ..timing import whole
from ..workflow import CANCEL, PRESIDE, RECUSE, RUN, RUN_APART, VOTE

NOT_YOURS = gettext_lazy("Sessions are not among your pages.")


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
        return permissions.is_of(event, self.session) and permissions.may_with(self.seat, self.membership, event)


class SessionPage(OneSession, PageView):
    """The whole session on one page; htmx asks for the room anew every few seconds, a plain refresh does too."""

    template_name = "proceedings/session.html"

    def get_template_names(self) -> list[str]:
        if "HX-Request" in self.request.headers:
            return [f"proceedings/partials/{'_apart' if self.session.is_circulation else '_room'}.html"]
        return [self.template_name]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        session, seats = self.session, seats_of(self.session)
        presences = list(session.presences.select_related("seat__membership__user"))
        items = shown_items(session, seats, presences, self.seat, member=self.membership, with_hints=self.may(RECUSE))
        hidden = {row.reference for row in items if row.is_hidden}
        room = sitting(session.formation.quorum, seats, presences)
        return super().get_context_data(
            session=session,
            kind=CHIPS[session.status],
            items=items,
            open_item=next((row for row in items if row.is_open), None),
            whole=whole(session, (row.slot for row in items)),
            people=shown_seats(seats, presences),
            room=room,
            own=self.seat,
            is_here=self.seat is not None and any(row.pk == self.seat.pk for row in room.present),
            may={name: self.may(name) for name in (*RUN, *RUN_APART, *PRESIDE, VOTE)},
            is_live=session.status in (SessionStatus.CONVENED, SessionStatus.OPEN),
            is_open=session.status == SessionStatus.OPEN,
            is_overdue=session.due_at is not None and session.due_at < timezone.now(),
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

    def _case(self) -> str:
        """The number of the item; one that this member takes no part in is answered like one that is not there."""
        case = self.request.POST.get("item", "")[:24]
        item = self.session.items.filter(reference=case).first()
        return "" if item is not None and aside_before([item], [self.membership.pk])[0] else case

    def verbs(self) -> dict[str, Callable[[], str]]:
        """What each button does, and what is said after it."""
        given: dict[str, Any] = {"by": self.membership}
        case = self._case()
        return {
            "open": lambda: self._done(actions.open_session(self.session, **given), _("The session is open.")),
            "close": lambda: self._done(actions.close_session(self.session, **given), _("The session is closed.")),
            "add": lambda: self._done(actions.add_ready(self.session, **given), _("The docket is up to date.")),
            "come_in": lambda: self._done(actions.come_in(self.session, seat_id=self._number("seat"), **given)),
            "leave": lambda: self._done(actions.leave(self.session, seat_id=self._number("seat"), **given)),
            "up": lambda: self._done(actions.reorder(self.session, case=case, up=True, **given)),
            "down": lambda: self._done(actions.reorder(self.session, case=case, up=False, **given)),
            "call": lambda: self._done(actions.call(self.session, case=case, **given)),
            "pin": lambda: self._done(
                actions.pin_found(
                    self.session,
                    case=case,
                    seat_id=self._number("seat"),
                    ground=self.request.POST.get("ground", "")[:20],
                    **given,
                ),
                _("The member takes no part in this item and sees nothing of it."),
            ),
            "refer_on": lambda: self._done(
                actions.refer_on(self.session, case=case, **given),
                _("The item is referred to the body that decides instead."),
            ),
            "put_back": lambda: self._done(actions.put_back(self.session, **given)),
            "count": lambda: self._done(actions.count(self.session, **given), _("The votes are counted.")),
            "close_vote": lambda: outcome_words(actions.close_vote(self.session, motion=self._uid(), **given)),
        }

    @staticmethod
    def _done(_result: Any, said: str = "") -> str:
        return said


class SessionForm(OneSession, ActionFormView):
    """A form of the session that is one event; ``event`` names its row."""

    event = ""

    def fetch(self) -> None:
        """Forms of a room are not of a circulation, nor the other way about."""
        super().fetch()
        if not permissions.is_of(self.event, self.session):
            raise Http404

    def check(self) -> None:
        super().check()
        permissions.check(self.membership, self.event, self.session)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(session=self.session, back=self.address(), **kwargs)

    def shown(self) -> list[ShownItem]:
        seats = seats_of(self.session)
        presences, asks = list(self.session.presences.all()), self.event == RECUSE
        return shown_items(self.session, seats, presences, self.seat, member=self.membership, with_hints=asks)


class Cancel(SessionForm):
    template_name = "proceedings/cancel.html"
    form_class = ReasonForm
    event = CANCEL
    success_message = gettext_lazy("The session is cancelled; its items wait for the next one.")

    def perform(self, form: ReasonForm) -> str:
        actions.cancel(self.session, by=self.membership, reason=form.cleaned_data["reason"])
        return self.address()
