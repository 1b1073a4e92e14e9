"""Each role's first page answers "what must I do now?"; what is not one's task is not shown."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.roles import Permission
from core.views import PageView

SHOWN = 8
MANY = 99


def bounded(rows: Any) -> str:
    """How many, up to 99; beyond that "99+", so that no page counts a whole table."""
    count = rows[: MANY + 1].count()
    return f"{MANY}+" if count > MANY else str(count)


class Today(PageView):
    """The association's home for whoever works there."""

    template_name = "reports/today.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        held = self.membership.permissions
        return super().get_context_data(
            may_find=Permission.FIND_BENEFICIARY in held,
            may_register=Permission.EDIT_BENEFICIARY in held,
            tiles=self.tiles(),
            queues=self.queues(),
            may_manage_calendar=Permission.MANAGE_CALENDAR in held,
            today=timezone.localdate(),
            **kwargs,
        )

    def tiles(self) -> list[dict[str, str]]:
        """Figures that lead to their rows."""
        if Permission.SEE_REQUESTS not in self.membership.permissions:
            return []
        today = timezone.localdate()
        named = [("overdue", _("Late")), ("soon", _("Due soon")), ("applicant", _("Waiting for the applicant"))]
        if Permission.GIVE_ANSWER in self.membership.permissions:
            named.append(("desk", _("To be told or delivered")))
        rows = self.association.support_requests
        url = reverse("support_requests:list", args=[self.association.slug])
        return [
            {
                "figure": bounded(rows.in_queue(queue, on=today, user=self.request.user)),
                "label": label,
                "url": f"{url}?queue={queue}",
            }
            for queue, label in named
        ]

    def queues(self) -> list[dict[str, Any]]:
        """The first rows of the queues that are this member's work."""
        held, today = self.membership.permissions, timezone.localdate()
        named = []
        if Permission.RECEIVE_REQUEST in held:
            named += [("applicant", _("Waiting for the applicant")), ("desk", _("To be told or delivered"))]
        if Permission.STUDY_REQUEST in held:
            named += [("mine", _("My studies")), ("researcher", _("Waiting for the study"))]
        if Permission.DECIDE_REQUEST in held or (Permission.SEE_REQUESTS in held and not named):
            named += [("body", _("Before the reviewing body"))]
        rows = self.association.support_requests.for_lists()
        return [
            {
                "name": name,
                "label": label,
                "rows": rows.in_queue(name, on=today, user=self.request.user).nearest_due_first()[:SHOWN],
            }
            for name, label in named
            if Permission.SEE_REQUESTS in held
        ]
