"""Who is at home: a session of its own kind that opens ``/public/<association>/my/`` and nothing of the staff's.

It names one account of one association, ends after half an hour unused and after eight hours in any case, and is
never Django's own sign-in, so a code by message can never stand in for a password and a second factor.
"""

from __future__ import annotations

from typing import Any

from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.middleware.csrf import rotate_token
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.generic import TemplateView

from beneficiaries import signing_in
from beneficiaries.account import Applicant, OnlineAccount
from core.views import ActionFormView, InAssociation

KEY, WANTED = "applicant", "wanted"
IDLE_SECONDS = 30 * 60
LONGEST_SECONDS = 8 * 60 * 60


def _now() -> int:
    return int(timezone.now().timestamp())


def come_in(request: HttpRequest, account: OnlineAccount) -> str:
    """Open the person's session under a new key, leave whoever was signed in before; gives where to go."""
    wanted = str(request.session.get(WANTED, ""))
    logout(request)
    rotate_token(request)
    now = _now()
    request.session[KEY] = {"account": str(account.uid), "in_at": now, "seen_at": now}
    request.session.set_expiry(LONGEST_SECONDS)
    signing_in.enter(account)
    home = reverse("online:my", args=[account.association.slug])
    return wanted if wanted.startswith(home) else home


def applicant_of(request: HttpRequest, association: Any) -> Applicant | None:
    """The person at home at this association, or None. One query, none for strangers."""
    kept = request.session.get(KEY)
    if not kept or association is None:
        return None
    now = _now()
    if now - kept["seen_at"] > IDLE_SECONDS or now - kept["in_at"] > LONGEST_SECONDS:
        del request.session[KEY]
        return None
    accounts = association.online_accounts.filter(is_active=True, user__is_active=True)
    account = accounts.select_related("user", "beneficiary", "association").filter(uid=kept["account"]).first()
    if account is None or _left_since(account, kept["in_at"]):
        return None
    if now - kept["seen_at"] >= 60:
        request.session[KEY] = {**kept, "seen_at": now}
    return Applicant(account)


def _left_since(account: OnlineAccount, in_at: int) -> bool:
    return account.left_everywhere_at is not None and in_at <= int(account.left_everywhere_at.timestamp())


class AtHome(InAssociation):
    """A page for the person at home; anybody else is led to the door and afterwards back here."""

    applicant: Applicant

    @classmethod
    def as_view(cls, **initkwargs: Any) -> Any:
        """Outside Django's own sign-in, which knows staff alone."""
        return login_not_required(super().as_view(**initkwargs))  # type: ignore[misc]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.association is None:
            raise Http404
        found = applicant_of(request, self.association)
        if found is None:
            if request.method == "GET":
                request.session[WANTED] = request.path
            return redirect("online:sign_in", association=self.association.slug)
        self.applicant = found
        return super().dispatch(request, *args, **kwargs)

    def address(self, name: str, *args: Any) -> str:
        return reverse(f"online:{name}", args=[self.association.slug, *args])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        shown = {"applicant": self.applicant, "association": self.association}
        return super().get_context_data(**{**kwargs, **shown})  # type: ignore[misc,no-any-return]


class HomePage(AtHome, TemplateView):
    """A page that changes nothing."""


class HomeForm(AtHome, ActionFormView):
    """A form whose sending is one action by the person at home."""


class OwnRequest:
    """A request of the person at home; anybody else's does not exist."""

    applicant: Applicant
    association: Any
    kwargs: dict[str, Any]

    def fetch(self) -> None:
        rows = self.association.support_requests.for_home().filter(beneficiary_id=self.applicant.beneficiary_id)
        self.support_request = get_object_or_404(rows, reference=self.kwargs["reference"].upper())
