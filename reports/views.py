"""Each role's first page answers "what must I do now?"; what is not one's task is not shown."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.roles import Permission
from associations.documents import not_added
from associations.enums import Channel
from associations.models import PolicyVersion
from beneficiaries.lists_of_files import pairs_shown_to, seen
from complaints.compensation_presenting import today_queue as compensation_queue
from complaints.presenting import today_queues
from core.hijri import Calendar, DualDate
from core.views import PageView
from proceedings.presenting import votes_waiting_for
from proceedings.today import today as today_in_sessions
from requests.actions.following_up import late_instalments
from requests.presenting_urgent import waiting_rows
from surveys.periods import Period as SurveyPeriod
from surveys.results import overall

from . import figures, figures_after, periods
from .forms import PeriodForm

NO_BODY = "none"  # whoever heads no body counts nothing
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

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """A period that was typed leads to its own address, which can be kept and sent."""
        self.typed = PeriodForm(request.GET) if "first_1" in request.GET else None
        if self.typed and self.typed.is_valid():
            return redirect(request.path + self.typed.address())
        return super().get(request, *args, **kwargs)

    def bodies(self) -> list[str] | None:
        """Kinds of the bodies whose requests are counted: all (empty), those this member heads, or None at all."""
        if Permission.OVERSEE_COMPLAINTS in self.membership.permissions:
            return []
        if Permission.DECIDE_REQUEST not in self.membership.permissions:
            return None
        headed = self.membership.seats.held_on(timezone.localdate()).that_decide()
        return list(headed.values_list("committee__kind", flat=True)) or [NO_BODY]

    def complaints(self, today: date) -> Any:
        """Of what this member may know; None for whoever has no such page."""
        if Permission.SEE_COMPLAINTS not in self.membership.permissions:
            return None
        return figures.of_complaints(self.association.complaints.visible_to(self.membership), today=today)

    def deliveries(self, period: periods.Period) -> Any:
        """None for whoever does not follow deliveries."""
        if Permission.FOLLOW_DELIVERIES not in self.membership.permissions:
            return None
        return figures_after.of_deliveries(self.membership, period)

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

    def of_requests(self, period: periods.Period) -> dict[str, Any]:
        """What the page says of requests; nothing for whoever has to do with none."""
        bodies = self.bodies()
        if bodies is None:
            return {"figures": None}
        rows = self.association.support_requests.visible_to(self.membership)
        if bodies:
            rows = rows.filter(reviewing_body__kind__in=bodies)
        found = figures.of_requests(rows, period, now=timezone.now(), labels=self.labels())
        of_bodies = "".join(f"&body={kind}" for kind in bodies)
        today = timezone.localdate()
        objections = self.association.objections.visible_to(self.membership)
        if bodies:
            objections = objections.filter(support_request__reviewing_body__kind__in=bodies)
        return {
            "figures": found,
            "objections": figures_after.of_objections(objections, period, today=today),
            "grants": figures_after.of_grants(rows, period),
            "of_bodies": of_bodies,
            "answered_query": f"?queue=answered&answered_from={period.first}&answered_to={period.last}",
            "objected_query": f"?queue=all&answered_from={period.first}&answered_to={period.last}",
            "tables": [
                (_("By service"), _("Service"), "service", found.by_service),
                (_("By channel"), _("Channel"), "channel", found.by_channel),
                (_("By reviewing body"), _("Reviewing body"), "body", found.by_body),
            ],
        }

    def period_form(self, period: periods.Period) -> PeriodForm:
        """What was typed and refused, or the days shown, in the calendar they were asked for."""
        if self.typed:
            return self.typed
        gregorian = self.request.GET.get("calendar") == "gregorian" or period.name in periods.GREGORIAN
        calendar: Calendar = "gregorian" if gregorian else "hijri"
        days = {"first": DualDate.of(period.first, calendar), "last": DualDate.of(period.last, calendar)}
        return PeriodForm(initial=days)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        today = timezone.localdate()
        period = periods.asked_for(self.request.GET, today=today)
        return super().get_context_data(
            **self.of_requests(period),
            complaints=self.complaints(today),
            satisfaction=self.satisfaction(),
            deliveries=self.deliveries(period),
            complaints_url=reverse("complaints:list", args=[self.association.slug]),
            period=period,
            periods=periods.CHOICES.items(),
            period_form=self.period_form(period),
            list_url=reverse("support_requests:list", args=[self.association.slug]),
            **kwargs,
        )


class Today(PageView):
    """The association's home for whoever works there."""

    template_name = "reports/today.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        held, version = self.membership.permissions, self.association.policy_versions.in_force().first()
        meetings = today_in_sessions(self.membership, self.association)
        return super().get_context_data(
            may_find=Permission.FIND_BENEFICIARY in held,
            may_register=Permission.EDIT_BENEFICIARY in held,
            meetings=meetings,
            tiles=[
                *self.vote_tiles(),
                *self.reception_tiles(),
                *self.tiles(),
                *self.objection_tiles(),
                *self.condition_tiles(),
                *self.delivery_tiles(),
                *self.payment_tiles(),
                *self.file_tiles(),
                *self.upkeep(version),
            ],
            must_sign=version is not None and self.must_sign(version),
            queues=self.queues(),
            may_manage_calendar=Permission.MANAGE_CALENDAR in held,
            may_set_limits=Permission.SET_PAYMENT_LIMITS in held,
            may_name_urgent=Permission.NAME_URGENT in held,
            may_import=Permission.IMPORT_FILES in held,
            may_manage_texts=Permission.MANAGE_TEXTS in held,
            today=timezone.localdate(),
            **kwargs,
        )

    def reception_tiles(self) -> list[dict[str, str]]:
        """Who waits at the counter, and what was asked for by the help-request service; nothing where nobody does."""
        held, slug, tiles = self.membership.permissions, self.association.slug, []
        named: list[tuple[str, str, Any]] = []
        if Permission.RECEIVE_VISITORS in held:
            named.append(
                (_("Visitors who wait"), "counter", self.association.visits.visible_to(self.membership).waiting())
            )
        if Permission.TRIAGE_HELP in held:
            named.append(
                (_("Help requests"), "helps", self.association.help_requests.visible_to(self.membership).waiting())
            )
        for label, page, rows in named:
            figure = bounded(rows)
            if figure != "0":
                url = reverse(f"reception:{page}", args=[slug])
                tiles.append({"figure": figure, "label": label, "url": url})
        return tiles

    def vote_tiles(self) -> list[dict[str, str]]:
        """What goes round in a body of theirs and waits for their own vote."""
        if Permission.SIT_IN_SESSIONS not in self.membership.permissions:
            return []
        if (figure := bounded(votes_waiting_for(self.membership))) == "0":
            return []
        url = reverse("proceedings:list", args=[self.association.slug]) + "?queue=going_on"
        return [{"figure": figure, "label": _("Votes that wait for you"), "url": url}]

    def must_sign(self, version: PolicyVersion) -> bool:
        """Whether the policy in force still waits for this member's signature (P3)."""
        return bool(self.association.memberships.unsigned(version).filter(pk=self.membership.pk).exists())

    def upkeep(self, version: PolicyVersion | None) -> list[dict[str, str]]:
        """What the policy in force still lacks: signatures of its people, documents at hand."""
        held, slug, tiles = self.membership.permissions, self.association.slug, []
        if version and version.asks_staff_signature and Permission.MANAGE_PEOPLE in held:
            figure = str(self.association.memberships.unsigned(version).count())
            url = reverse("accounts:people", args=[slug]) + "?queue=unsigned"
            tiles.append({"figure": figure, "label": _("Have not signed the policy"), "url": url})
        if version and Permission.MANAGE_DOCUMENTS in held:
            figure = str(len(not_added(self.association, version)))
            url = reverse("associations:documents", args=[slug])
            tiles.append({"figure": figure, "label": _("Documents to add"), "url": url})
        return tiles

    def tiles(self) -> list[dict[str, str]]:
        """Figures that lead to their rows."""
        held, today = self.membership.permissions, timezone.localdate()
        if Permission.SEE_REQUESTS not in held:
            return self.tiles_of_files(today)
        named = [("overdue", _("Late")), ("soon", _("Due soon")), ("applicant", _("Waiting for the applicant"))]
        if Permission.GIVE_ANSWER in held:
            named.append(("desk", _("To be told or delivered")))
        rows = self.association.support_requests.visible_to(self.membership)
        url = reverse("support_requests:list", args=[self.association.slug])
        return [
            {
                "figure": bounded(rows.in_queue(queue, on=today, user=self.request.user)),
                "label": label,
                "url": f"{url}?queue={queue}",
            }
            for queue, label in named
        ] + [*self.tiles_of_researchers(), *self.tiles_of_files(today)]

    def tiles_of_researchers(self) -> list[dict[str, str]]:
        """Complete requests that nobody studies yet, for whoever gives them to researchers."""
        if Permission.ASSIGN_REQUEST not in self.membership.permissions:
            return []
        figure = bounded(self.association.support_requests.visible_to(self.membership).with_nobody())
        url = reverse("support_requests:load", args=[self.association.slug])
        return [{"figure": figure, "label": _("With no researcher yet"), "url": url}]

    def objection_tiles(self) -> list[dict[str, str]]:
        """Answers to objections that did not arrive, for whoever tells them; nothing where all did."""
        if Permission.GIVE_ANSWER not in self.membership.permissions:
            return []
        figure = bounded(self.association.objections.visible_to(self.membership).answer_undelivered())
        url = reverse("support_requests:objections", args=[self.association.slug]) + "?queue=undelivered"
        label = _("Answers to objections that did not arrive")
        return [{"figure": figure, "label": label, "url": url}] if figure != "0" else []

    def condition_tiles(self) -> list[dict[str, str]]:
        """Conditions of decisions whose last day passed, for whoever delivers or follows; nothing where none did."""
        if not {Permission.GIVE_ANSWER, Permission.FOLLOW_DELIVERIES} & set(self.membership.permissions):
            return []
        rows = self.association.support_requests.visible_to(self.membership)
        figure = bounded(rows.with_conditions_overdue(on=timezone.localdate()))
        url = reverse("support_requests:list", args=[self.association.slug]) + "?queue=conditions_late"
        return [{"figure": figure, "label": _("Conditions overdue"), "url": url}] if figure != "0" else []

    def delivery_tiles(self) -> list[dict[str, str]]:
        """What is late, wrong or to be asked about, for whoever follows deliveries; nothing where nothing is."""
        if Permission.FOLLOW_DELIVERIES not in self.membership.permissions:
            return []
        late = late_instalments(self.association).visible_to(self.membership)
        wrong = self.association.delivery_problems.visible_to(self.membership).unsettled()
        named = [
            ("list", "?queue=late", _("Late deliveries"), bounded(late)),
            ("problems", "", _("Problems with deliveries"), bounded(wrong)),
        ]
        return [
            {
                "figure": figure,
                "label": label,
                "url": reverse(f"deliveries:{page}", args=[self.association.slug]) + query,
            }
            for page, query, label, figure in named
            if figure != "0"
        ]

    def payment_tiles(self) -> list[dict[str, str]]:
        """Payments that wait for this member's approval; nothing where none does."""
        if Permission.APPROVE_PAYMENTS not in self.membership.permissions:
            return []
        waiting = bounded(self.association.payment_runs.visible_to(self.membership).waiting_for(self.request.user))
        url = reverse("payments:list", args=[self.association.slug]) + "?queue=mine"
        return [{"figure": waiting, "label": _("Payments to approve"), "url": url}] if waiting != "0" else []

    def tiles_of_files(self, today: date) -> list[dict[str, str]]:
        """Files that wait for somebody to look at them; nothing where none does."""
        held, tiles = self.membership.permissions, []
        if Permission.EDIT_SITUATION in held and Permission.RECEIVE_REQUEST in held:
            papers = self.association.file_documents.of_living_files()
            ending = seen(papers, self.membership).ending(on=today)
            tiles.append(self._tile_of_files(bounded(ending), _("Documents that end soon"), "documents"))
        if Permission.RESOLVE_DUPLICATES in held:
            waiting = bounded(pairs_shown_to(self.membership).waiting())
            if waiting != "0":
                tiles.append(self._tile_of_files(waiting, _("Files that may be of one person"), "duplicates"))
        return tiles

    def _tile_of_files(self, figure: str, label: str, page: str) -> dict[str, str]:
        return {
            "figure": figure,
            "label": label,
            "url": reverse(f"beneficiaries:{page}", args=[self.association.slug]),
        }

    def file_tiles(self) -> list[dict[str, str]]:
        """Reported changes that wait, and files whose confirmation is due, for whoever sees to them."""
        held, slug = self.membership.permissions, self.association.slug
        tiles = []
        if Permission.APPLY_CHANGES in held:
            waiting = seen(self.association.change_reports.waiting(), self.membership)
            url = reverse("beneficiaries:changes", args=[slug])
            tiles.append({"figure": bounded(waiting), "label": _("Reported changes"), "url": url})
        if Permission.EDIT_BENEFICIARY in held:
            due = self.association.beneficiaries.open_to(self.membership).to_be_confirmed(on=timezone.localdate())
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
        if Permission.GIVE_ANSWER in held:
            named = [("undelivered", _("Answers that did not arrive")), *named]
        if Permission.STUDY_REQUEST in held:
            named += [("mine", _("My studies")), ("researcher", _("Waiting for the study"))]
        if Permission.DECIDE_REQUEST in held or (Permission.SEE_REQUESTS in held and not named):
            named += [("body", _("Before the reviewing body"))]
        url = reverse("support_requests:list", args=[self.association.slug])
        queues = [
            {
                "url": f"{url}?queue={name}",
                "partial": "support_requests/partials/_rows.html",
                "label": label,
                "waiting": _("the front desk") if name == "papers" else "",
                "rows": self.rows_of(name, today).nearest_due_first()[:SHOWN],
            }
            for name, label in named
            if Permission.SEE_REQUESTS in held
        ]
        if Permission.SEE_REQUESTS in held:
            queues = [*self.urgent_help(today), *self.questions(today, url), *queues]
        harm = compensation_queue(self.membership, self.association)
        of_complaints = today_queues(self.membership, self.association, today)
        return [*queues, *({**queue, "waiting": ""} for queue in (*harm, *of_complaints))]

    def urgent_help(self, today: date) -> list[dict[str, Any]]:
        """Urgent help that awaits this member's word; nothing where none does."""
        if Permission.DECIDE_REQUEST not in self.membership.permissions:
            return []
        rows = list(waiting_rows(self.membership, self.association, on=today)[:SHOWN])
        queue = {
            "url": reverse("urgent:list", args=[self.association.slug]) + "?queue=mine",
            "partial": "support_requests/urgent/_rows.html",
            "label": _("Urgent help to ratify"),
            "waiting": "",
            "rows": rows,
        }
        return [queue] if rows else []

    def questions(self, today: date, url: str) -> list[dict[str, Any]]:
        """What was referred and waits for this member's answer (R4); nothing where nothing does."""
        rows = list(self.rows_of("to_answer", today).nearest_due_first()[:SHOWN])
        queue = {
            "url": f"{url}?queue=to_answer",
            "partial": "support_requests/partials/_rows.html",
            "label": _("Questions to me"),
            "waiting": _("your answer"),
            "rows": rows,
        }
        return [queue] if rows else []

    def rows_of(self, queue: str, today: date) -> Any:
        """A queue as this page shows it: what is in one's own hands is not listed again among what waits."""
        rows = self.association.support_requests.visible_to(self.membership).for_lists()
        found = rows.in_queue(queue, on=today, user=self.request.user)
        return found.exclude(researcher=self.request.user) if queue == "researcher" else found
