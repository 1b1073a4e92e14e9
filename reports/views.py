"""Each role's first page answers "what must I do now?"; what is not one's task is not shown."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.roles import Permission
from associations.enums import Channel
from complaints.presenting import today_queues
from core.views import PageView
from surveys.periods import Period as SurveyPeriod
from surveys.results import overall

from . import figures, periods

WAITING_LABELS = {
    "applicant": gettext_lazy("the applicant"),
    "researcher": gettext_lazy("the study"),
    "body": gettext_lazy("the reviewing body"),
    "desk": gettext_lazy("the front desk"),
}
SHOWN = 8
MANY = 99


def bounded(rows: Any) -> str:
    """How many, up to 99; beyond that "99+", so that no page counts a whole table."""
    count = rows[: MANY + 1].count()
    return f"{MANY}+" if count > MANY else str(count)


class Management(PageView):
    """Figures that lead to their cases (K6): management sees all, heads and officers their own."""

    template_name = "reports/management.html"

    def check(self) -> None:
        self.require(Permission.SEE_FIGURES, _("Management's figures are not among your pages."))

    def rows(self) -> Any:
        """The requests whose figures this member sees; None for whoever has to do with none."""
        rows = self.association.support_requests.all()
        if Permission.OVERSEE_COMPLAINTS in self.membership.permissions:
            return rows
        if Permission.DECIDE_REQUEST not in self.membership.permissions:
            return None
        headed = self.membership.seats.held_on(timezone.localdate()).that_decide().values("committee")
        return rows.filter(reviewing_body__in=headed)

    def complaints(self, today: date) -> Any:
        """Of what this member may know; None for whoever has no such page."""
        if Permission.SEE_COMPLAINTS not in self.membership.permissions:
            return None
        return figures.of_complaints(self.association.complaints.visible_to(self.membership), today=today)

    def satisfaction(self) -> Any:
        """Overall satisfaction of this Hijri year, nothing of a small group; None for whoever has no such page."""
        if Permission.SEE_SATISFACTION not in self.membership.permissions:
            return None
        return overall(self.association, SurveyPeriod.this_year()).total

    def labels(self) -> dict[str, dict[str, str]]:
        return {
            "service": {row.code: row.name for row in self.association.services.all()},
            "channel": {channel.value: str(channel.label) for channel in Channel},
            "body": {row.kind: row.name for row in self.association.committees.all()},
        }

    def of_requests(self, period: periods.Period, today: date) -> dict[str, Any]:
        """What the page says of requests; nothing for whoever has to do with none."""
        rows = self.rows()
        if rows is None:
            return {"figures": None}
        found = figures.of_requests(rows, period, today=today, labels=self.labels())
        return {
            "figures": found,
            "tables": [
                (_("By service"), "service", found.by_service),
                (_("By channel"), "channel", found.by_channel),
                (_("By reviewing body"), "body", found.by_body),
            ],
            "waiting": [
                (label, found.late_waiting_for[name])
                for name, label in WAITING_LABELS.items()
                if name in found.late_waiting_for
            ],
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        today = timezone.localdate()
        period = periods.asked_for(self.request.GET, today=today)
        return super().get_context_data(
            **self.of_requests(period, today),
            complaints=self.complaints(today),
            satisfaction=self.satisfaction(),
            complaints_url=reverse("complaints:list", args=[self.association.slug]),
            period=period,
            periods=periods.CHOICES.items(),
            list_url=reverse("support_requests:list", args=[self.association.slug]),
            **kwargs,
        )


class Today(PageView):
    """The association's home for whoever works there."""

    template_name = "reports/today.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        held = self.membership.permissions
        return super().get_context_data(
            may_find=Permission.FIND_BENEFICIARY in held,
            may_register=Permission.EDIT_BENEFICIARY in held,
            tiles=[*self.tiles(), *self.file_tiles()],
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

    def file_tiles(self) -> list[dict[str, str]]:
        """Reported changes that wait, and files whose confirmation is due, for whoever sees to them."""
        held, slug = self.membership.permissions, self.association.slug
        tiles = []
        if Permission.APPLY_CHANGES in held:
            waiting = self.association.change_reports.waiting()
            url = reverse("beneficiaries:changes", args=[slug])
            tiles.append({"figure": bounded(waiting), "label": _("Reported changes"), "url": url})
        if Permission.EDIT_BENEFICIARY in held:
            due = self.association.beneficiaries.to_be_confirmed(on=timezone.localdate())
            url = reverse("beneficiaries:confirmations", args=[slug])
            tiles.append({"figure": bounded(due), "label": _("Files to be confirmed"), "url": url})
        return tiles

    def queues(self) -> list[dict[str, Any]]:
        """The first rows of the queues that are this member's work."""
        held, today = self.membership.permissions, timezone.localdate()
        named = []
        if Permission.RECEIVE_REQUEST in held:
            named += [
                ("papers", _("Papers to check")),
                ("applicant", _("Waiting for the applicant")),
                ("desk", _("To be told or delivered")),
            ]
        if Permission.STUDY_REQUEST in held:
            named += [("mine", _("My studies")), ("researcher", _("Waiting for the study"))]
        if Permission.DECIDE_REQUEST in held or (Permission.SEE_REQUESTS in held and not named):
            named += [("body", _("Before the reviewing body"))]
        rows = self.association.support_requests.for_lists()
        url = reverse("support_requests:list", args=[self.association.slug])
        queues = [
            {
                "url": f"{url}?queue={name}",
                "partial": "support_requests/partials/_rows.html",
                "label": label,
                "rows": rows.in_queue(name, on=today, user=self.request.user).nearest_due_first()[:SHOWN],
            }
            for name, label in named
            if Permission.SEE_REQUESTS in held
        ]
        return [*queues, *today_queues(self.membership, self.association, today)]
