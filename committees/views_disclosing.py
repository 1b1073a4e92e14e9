"""Disclosures of interests: a member's own, and who has given one, for whoever manages bodies."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.roles import Permission
from core.errors import NotPermitted
from core.views import ActionFormView, PageView

from . import disclosing
from .forms_disclosing import DisclosureForm

NOT_YOURS = _("Disclosures are given by those who sit in a body.")


class Disclosures(PageView):
    """Everybody who sits in a body today, and until when their disclosure stands."""

    template_name = "committees/disclosures.html"

    def check(self) -> None:
        self.require(Permission.MANAGE_BODIES, _("Forming committees is not among your tasks."))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        today = timezone.localdate()
        people: dict[int, Any] = {}
        bodies: dict[int, list[str]] = {}
        for seat in disclosing.sitting_in(self.association):
            people.setdefault(seat.membership_id, seat.membership)
            bodies.setdefault(seat.membership_id, []).append(seat.committee.name)
        last = self.association.disclosures.last_of(list(people))
        rows = [(person, bodies[pk], last.get(pk)) for pk, person in people.items()]
        rows.sort(key=lambda row: (row[2] is not None and row[2].until_on >= today, row[0].pk))
        missing = sum(1 for row in rows if row[2] is None or row[2].until_on < today)
        return super().get_context_data(rows=rows, missing=missing, today=today, **kwargs)


class OneDisclosure(PageView):
    """A member's disclosure, numbers masked; the look stays recorded."""

    template_name = "committees/disclosure.html"

    def fetch(self) -> None:
        rows = self.association.disclosures.select_related("membership__user")
        self.disclosure = get_object_or_404(rows, uid=self.kwargs["uid"])

    def check(self) -> None:
        self.require(Permission.MANAGE_BODIES, _("Forming committees is not among your tasks."))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        disclosing.look_at(self.disclosure, by=self.membership)
        return super().get_context_data(row=self.disclosure, is_own=False, today=timezone.localdate(), **kwargs)


class _Own(PageView):
    def check(self) -> None:
        if not disclosing.may_disclose(self.membership):
            raise NotPermitted(NOT_YOURS, code="not_permitted")


class MyDisclosure(_Own):
    """The member's own, and who else looked at it."""

    template_name = "committees/disclosure.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        row = self.membership.disclosures.first()
        looks = row.looks.select_related("by")[:20] if row else []
        return super().get_context_data(row=row, looks=looks, is_own=True, today=timezone.localdate(), **kwargs)


class Disclose(ActionFormView):
    """The member's disclosure anew: what was told before stands filled in."""

    template_name = "committees/disclose.html"
    form_class = DisclosureForm
    success_message = _("Your disclosure is kept. You are asked again in a year.")

    def check(self) -> None:
        if not disclosing.may_disclose(self.membership):
            raise NotPermitted(NOT_YOURS, code="not_permitted")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "before": self.membership.disclosures.first()}

    def perform(self, form: DisclosureForm) -> str:
        disclosing.disclose(self.membership, **form.told())
        return reverse("committees:my_disclosure", args=[self.association.slug])
