"""A request at the desk before it is open: the responsibilities are told, then the form opens (B3, C)."""

from __future__ import annotations

from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.roles import Permission
from associations.documents import OPENING, at_hand
from associations.enums import Channel
from beneficiaries.actions import accept, to_be_told
from core.views import ActionFormView

from .. import actions
from ..eligibility_shown import before_opening
from ..forms import OpeningForm, ToldForm
from ..opening import known_before


class _NotTold(Exception):
    """The responsibilities come first: nobody's error, another page."""


ABSENT = "absent"  # in the address: the person is not at the desk, and is told when they sign


class _ForBeneficiary(ActionFormView):
    """A page about a request that is not open yet, for the beneficiary that the address names."""

    def fetch(self) -> None:
        number = self.request.GET.get("beneficiary", "")
        self.beneficiary = self.association.beneficiaries.numbered(number, by=self.membership)
        if self.beneficiary is None:
            raise Http404

    def check(self) -> None:
        self.require(Permission.RECEIVE_REQUEST, _("Opening a request is not among your tasks."))

    @cached_property
    def earlier(self) -> Any:
        """The request that this one renews, where the address names one of this person."""
        named = self.request.GET.get("renews", "")
        return actions.to_be_renewed(self.beneficiary, named) if named else None

    def address(self, name: str, **query: str) -> str:
        """The other page about the same opening: what it renews goes along by its number."""
        path = reverse(f"support_requests:{name}", args=[self.association.slug])
        renews = {"renews": self.earlier.reference} if self.earlier else {}
        return f"{path}?{urlencode({'beneficiary': self.beneficiary.number, **renews, **query})}"


class Told(_ForBeneficiary):
    """Before the request is opened the person is told of their responsibilities and accepts them (B3)."""

    template_name = "support_requests/told.html"
    form_class = ToldForm

    def fetch(self) -> None:
        super().fetch()
        self.text = to_be_told(self.beneficiary)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return super().get(request, *args, **kwargs) if self.text else redirect(self.address("create"))

    def version(self) -> int | None:
        return self.text.number if self.text else None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            beneficiary=self.beneficiary, text=self.text, absent_url=self.address("create", **{ABSENT: "1"}), **kwargs
        )

    def perform(self, form: ToldForm) -> str:
        accept(
            self.beneficiary,
            by=self.membership,
            text=self.text,
            how=form.cleaned_data["how"],
            expected_number=form.cleaned_data["version"],
        )
        return self.address("create")


class Create(_ForBeneficiary):
    """A new request for a beneficiary found before; saved incomplete, it starts with its checklist."""

    template_name = "support_requests/create.html"
    form_class = OpeningForm

    def fetch(self) -> None:
        super().fetch()
        self.policy = self.association.policy_in_force()

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return super().dispatch(request, *args, **kwargs)
        except _NotTold:
            return redirect(self.address("told"))

    def check(self) -> None:
        super().check()
        if ABSENT not in self.request.GET and to_be_told(self.beneficiary) is not None:
            raise _NotTold

    def get_form_kwargs(self) -> dict[str, Any]:
        channels = [(row.channel, Channel(row.channel).label) for row in self.policy.channels.all()]
        services = self.association.services.offered(on=timezone.localdate())
        return {**super().get_form_kwargs(), "services": services, "channels": channels}

    def get_initial(self) -> dict[str, Any]:
        usual = {"agreed_means": self.beneficiary.agreed_means, "channel": Channel.INTERVIEW}
        return {**usual, **known_before(self.beneficiary, self.membership), **self.of_earlier()}

    def of_earlier(self) -> dict[str, Any]:
        earlier = self.earlier
        if earlier is None:
            return {}
        return {"service": earlier.service.code, "need": earlier.need, "amount_asked": earlier.amount_asked}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        documents = at_hand(self.association, OPENING)
        return super().get_context_data(
            beneficiary=self.beneficiary,
            policy=self.policy,
            documents=documents,
            conditions=before_opening(self.beneficiary, by=self.membership),
            **kwargs,
        )

    def perform(self, form: OpeningForm) -> str:
        data = form.cleaned_data
        support_request = actions.open_request(
            self.association,
            by=self.membership,
            beneficiary=self.beneficiary,
            service=data["service"],
            channel=data["channel"],
            need=data["need"],
            amount_asked=data["amount_asked"],
            agreed_means=data["agreed_means"],
            brought_by=data["brought_by"],
            received_on=data["received_on"].gregorian if data["received_on"] else None,
        )
        if self.earlier is not None:
            actions.renew(self.earlier, support_request, by=self.membership)
        return reverse("support_requests:checklist", args=[self.association.slug, support_request.reference])
