"""Noting by hand when somebody came in or left."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .. import actions
from ..actions.moving import seats_of
from ..enums import SessionStatus
from ..forms import AttendanceForm
from ..workflow import COME_IN
from .session import SessionForm


class Attendance(SessionForm):
    """Somebody came in or left earlier than it is noted."""

    template_name = "proceedings/attendance.html"
    form_class = AttendanceForm
    event = COME_IN
    success_message = gettext_lazy("The time is noted.")

    def elsewhere(self) -> HttpResponse | None:
        if self.session.status == SessionStatus.OPEN:
            return None
        messages.warning(self.request, _("Times are noted while the session is open."))
        return redirect(self.address())

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "seats": seats_of(self.session)}

    def perform(self, form: AttendanceForm) -> str:
        verb = actions.come_in if form.cleaned_data["what"] == "come_in" else actions.leave
        assert self.session.opened_at is not None  # elsewhere
        at = form.at(self.session.opened_at)
        verb(self.session, by=self.membership, seat_id=int(form.cleaned_data["seat"]), at=at)
        return self.address()
