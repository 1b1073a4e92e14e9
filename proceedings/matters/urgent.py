"""Urgent help that the body ratifies or reverses."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.errors import DomainError
from core.forms import SentOnce
from requests.actions import ratify_as_voted, reverse_as_voted
from requests.actions.of_body import hand_urgent
from requests.enums import AfterReversal, SettledUrgent
from requests.models import UrgentHelp

from ..enums import Ground, MatterKind
from ..models import Motion
from .support import OfRequest, who_gave_help


class UrgentForm(SentOnce):
    """What the body says of help that was given before it could meet."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("Decision"), choices=SettledUrgent.choices, widget=forms.RadioSelect
    )
    afterwards = forms.ChoiceField(
        label=gettext_lazy("What happens to what was given, if it is reversed?"),
        choices=[("", gettext_lazy("Not reversed")), *AfterReversal.choices],
        required=False,
    )
    reasons = forms.CharField(
        label=gettext_lazy("Reasons"), max_length=1000, widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"})
    )


class UrgentMatter(OfRequest):
    kind = MatterKind.URGENT
    form_class = UrgentForm

    @classmethod
    def waiting(cls, committee: Any) -> Any:
        rows = UrgentHelp.objects.filter(association=committee.association_id, body=committee).awaiting()
        rows = rows.select_related("support_request__beneficiary", "support_request__service")
        return rows.prefetch_related("support_request__recommendations").order_by("ratify_by", "pk")

    @classmethod
    def named(cls, row: Any) -> dict[str, Any]:
        """Its request may be before the body too: the two are told apart by a letter."""
        reference = f"{row.support_request.reference}-U"
        return {"urgent_help": row, "support_request": row.support_request, "reference": reference}

    @property
    def row(self) -> UrgentHelp:
        found = self.item.urgent_help
        assert found is not None  # a constraint of its kind
        return found

    @property
    def title(self) -> str:
        if self.row.item:
            return _("Urgent help: %(item)s × %(quantity)s") % {"item": self.row.item, "quantity": self.row.quantity}
        return _("Urgent help: %(amount)s riyals") % {"amount": f"{self.row.amount:,.2f}"}

    @property
    def account(self) -> str:
        return self.row.reason

    @property
    def due_on(self) -> date | None:
        return self.row.ratify_by

    @property
    def url_key(self) -> str:
        return self.request.reference

    @property
    def waits(self) -> bool:
        return self.row.is_awaiting and self.row.body_id == self.item.session.committee_id

    def tied(self) -> dict[int, Ground]:
        return who_gave_help(self.request)

    def initial(self) -> dict[str, Any]:
        return {"outcome": SettledUrgent.RATIFIED}

    def terms(self, **given: Any) -> dict[str, Any]:
        outcome, afterwards = given["outcome"], given.get("afterwards") or ""
        if outcome not in SettledUrgent.values:
            raise DomainError(_("Choose what is put to the vote."), code="outcome", field="outcome")
        if outcome == SettledUrgent.REVERSED and afterwards not in AfterReversal.values:
            message = _("Say what happens to what was given: is it recovered or not?")
            raise DomainError(message, code="afterwards", field="afterwards")
        return {
            "outcome": outcome,
            "afterwards": afterwards if outcome == SettledUrgent.REVERSED else "",
            "reasons": given["reasons"].strip(),
        }

    def refer_on(self, *, by: Any, kind: str, because: str) -> None:
        hand_urgent(self.request, by=by, kind=kind, reason=because, voted=True)

    @property
    def case(self) -> Any:
        return self.request

    def take_effect(self, motion: Motion, *, by: Any) -> Any:
        """It counts in whatever is granted later, or is reversed with its reasons."""
        if motion.outcome == SettledUrgent.RATIFIED:
            return ratify_as_voted(self.request, by=by, words=motion.reasons)
        return reverse_as_voted(self.request, by=by, reason=motion.reasons, afterwards=motion.afterwards)
