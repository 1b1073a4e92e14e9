"""The association's bodies: how each is formed, who sits in it, and the forms that record both."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.roles import Permission
from core.hijri import DualDate
from core.views import ActionFormView, PageView

from . import actions
from .enums import Majority, Position, TakesEffect
from .forms import EndSeatForm, FormationForm, SeatForm
from .models import USUAL_MINUTES
from .named import bodies_named, formations_on
from .presenting import rules_of


class Bodies(PageView):
    """The bodies that the policy in force names, and any that sat before."""

    template_name = "committees/list.html"

    def check(self) -> None:
        self.require(Permission.SEE_POLICY, _("The association's committees are not among your pages."))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        today = timezone.localdate()
        bodies = bodies_named(self.association)
        formed = formations_on(today, bodies)
        rows = []
        for body in bodies:
            seats = [seat for seat in body.seats.all() if seat.until_on is None or seat.until_on >= today]
            heads = [seat for seat in seats if seat.position in ("chair", "head") and seat.from_on <= today]
            rows.append((body, formed.get(body.pk), heads[0] if heads else None, len(seats)))
        return super().get_context_data(
            rows=rows, may_manage=Permission.MANAGE_BODIES in self.membership.permissions, **kwargs
        )


class _OfBody:
    """The body that the address names."""

    association: Any
    kwargs: dict[str, Any]

    def fetch(self) -> None:
        self.body = get_object_or_404(self.association.committees.all(), kind=self.kwargs["kind"])

    def address(self) -> str:
        return reverse("committees:body", args=[self.association.slug, self.body.kind])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(body=self.body, back=self.address(), **kwargs)  # type: ignore[misc]


class Body(_OfBody, PageView):
    template_name = "committees/body.html"

    def check(self) -> None:
        self.require(Permission.SEE_POLICY, _("The association's committees are not among your pages."))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        today = timezone.localdate()
        formations = list(self.body.formations.select_related("recorded_by"))
        now = [row for row in formations if row.from_on <= today and (row.until_on is None or row.until_on >= today)]
        seats = self.body.seats.select_related("membership__user").order_by("from_on", "pk")
        order = {position: place for place, position in enumerate(Position.values)}
        sitting = sorted(seats.held_on(today), key=lambda seat: order[seat.position])
        return super().get_context_data(
            formation=now[0] if now else None,
            rules=rules_of(now[0]) if now else [],
            coming_formation=next((row for row in formations if row.from_on > today), None),
            earlier=[row for row in formations if row not in now and row.from_on <= today],
            sitting=sitting,
            coming=seats.coming(today),
            gone=seats.over(today)[:20],
            may_manage=Permission.MANAGE_BODIES in self.membership.permissions,
            **kwargs,
        )


class _Managing(_OfBody, ActionFormView):
    def check(self) -> None:
        self.require(Permission.MANAGE_BODIES, _("Forming committees is not among your tasks."))


class RecordFormation(_Managing):
    """By which decision the body stands, and how it decides."""

    template_name = "committees/formation.html"
    form_class = FormationForm
    success_message = _("The formation is recorded.")

    def get_initial(self) -> dict[str, Any]:
        today = DualDate.of(timezone.localdate(), "hijri")
        usual = {
            "quorum": "over_half",
            "majority": Majority.SIMPLE,
            "chair_casts": True,
            "takes_effect": TakesEffect.ITEM,
            "item_minutes": USUAL_MINUTES,
        }
        return {"decided_on": today, "from_on": today, **usual, **actions.usual_rules(self.body)}

    def perform(self, form: FormationForm) -> str:
        data = form.cleaned_data
        actions.record_formation(
            self.body,
            by=self.membership,
            decision_number=data["decision_number"],
            decided_on=data["decided_on"].gregorian,
            from_on=data["from_on"].gregorian,
            **form.rules(),
        )
        return self.address()


class GiveSeat(_Managing):
    template_name = "committees/seat.html"
    form_class = SeatForm
    success_message = _("The member sits in the body for this term.")

    def get_form_kwargs(self) -> dict[str, Any]:
        people = self.association.memberships.active().select_related("user").prefetch_related("membership_roles")
        return {**super().get_form_kwargs(), "people": list(people), "committee": self.body}

    def get_initial(self) -> dict[str, Any]:
        return {"from_on": DualDate.of(timezone.localdate(), "hijri")}

    def perform(self, form: SeatForm) -> str:
        data = form.cleaned_data
        until = data["until_on"]
        actions.give_seat(
            self.body,
            by=self.membership,
            membership=form.people[data["membership"]],
            position=data["position"],
            from_on=data["from_on"].gregorian,
            until_on=until.gregorian if until else None,
        )
        return self.address()


class EndSeat(_Managing):
    template_name = "committees/end_seat.html"
    form_class = EndSeatForm
    success_message = _("The term ends with that day.")

    def get_form_kwargs(self) -> dict[str, Any]:
        seats = self.body.seats.exclude(until_on__lt=timezone.localdate()).select_related("membership__user")
        return {**super().get_form_kwargs(), "seats": list(seats.order_by("pk"))}

    def get_initial(self) -> dict[str, Any]:
        return {"last_day": DualDate.of(timezone.localdate(), "hijri")}

    def perform(self, form: EndSeatForm) -> str:
        data = form.cleaned_data
        actions.end_seat(form.seats[data["seat"]], by=self.membership, last_day=data["last_day"].gregorian)
        return self.address()
