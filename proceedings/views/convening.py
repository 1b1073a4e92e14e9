"""The list of sessions of the bodies a member sits in, and convening a new one."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.list_pages import ListPage
from committees.disclosing import has_disclosed, undisclosed_in
from core.errors import NotPermitted
from core.hijri import DualDate
from core.views import ActionFormView

from .. import actions, permissions
from ..forms import ConveneForm, RescheduleForm
from ..lists import SESSIONS
from ..presenting import CHIPS, count_ready_for, ready_shown
from ..workflow import RESCHEDULE
from .session import SessionForm


class Sessions(ListPage):
    """Sessions of the bodies this member sits in, and what is ready for a new one."""

    template_name = "proceedings/list.html"
    listing = SESSIONS

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        bodies = []
        for seat in self.membership.seats.held_on(timezone.localdate()).select_related("committee"):
            votes = seat.committee.formations.that_vote(timezone.localdate()).exists()
            if seat.position in permissions.RUNNING and votes:
                busy = seat.committee.sessions.in_a_room().going_on().first()
                bodies.append(
                    (
                        seat.committee,
                        count_ready_for(seat.committee, self.membership),
                        busy,
                        undisclosed_in(seat.committee),
                        actions.allows_circulation(seat.committee) is not None,
                    )
                )
        return super().get_context_data(bodies=bodies, has_disclosed=has_disclosed(self.membership), **kwargs)

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
        ready = ready_shown(self.committee, self.membership)
        return super().get_context_data(committee=self.committee, ready=ready[:10], ready_count=len(ready), **kwargs)

    def perform(self, form: ConveneForm) -> str:
        session = actions.convene(
            self.committee, by=self.membership, planned_at=form.planned_at(), place=form.cleaned_data["place"]
        )
        return reverse("proceedings:session", args=[self.association.slug, session.reference])


class Reschedule(SessionForm):
    """Another time or place for a session that was not opened yet."""

    template_name = "proceedings/reschedule.html"
    form_class = RescheduleForm
    event = RESCHEDULE
    success_message = gettext_lazy("The session has its new time and place, and its members are told.")

    def get_initial(self) -> dict[str, Any]:
        planned = timezone.localtime(self.session.planned_at)
        return {
            "day": DualDate.of(planned.date(), "hijri"),
            "hour": f"{planned:%H:%M}",
            "place": self.session.place,
        }

    def perform(self, form: RescheduleForm) -> str:
        data = form.cleaned_data
        actions.reschedule(
            self.session,
            by=self.membership,
            planned_at=form.planned_at(),
            place=data["place"],
            reason=data["reason"],
        )
        return self.address()
