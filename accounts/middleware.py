"""The association named by the address is opened for its members only; to all others it does not exist.

``request.association`` and ``request.membership`` are set for every address that begins with an association.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from associations.models import Association
from core.tenancy import across_associations, within

PUBLIC = "public"  # first part of the addresses that anybody may open
OPERATOR = "operator"  # first part of the addresses of Django's admin
GetResponse = Callable[[HttpRequest], HttpResponse]


class AssociationMiddleware:
    """Finds the membership, opens PostgreSQL's wall for that association, and closes it after the response."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.association = request.membership = None  # type: ignore[attr-defined]
        parts = request.path_info.split("/")
        slug = parts[1] if len(parts) > 2 else ""
        if slug == PUBLIC:
            return self.public(request, parts[2])
        if slug == OPERATOR and request.user.is_authenticated and request.user.is_staff:
            with across_associations():  # the installation's operator sets up every association, and sees no case
                return self.get_response(request)
        if not request.user.is_authenticated or not slug or slug in settings.RESERVED_ADDRESSES:
            return self.get_response(request)
        request.memberships = list(request.user.memberships.active().with_roles())  # type: ignore[attr-defined]
        membership = next((row for row in request.memberships if row.association.slug == slug), None)  # type: ignore[attr-defined]
        if membership is None:
            return self.get_response(request)
        request.membership, request.association = membership, membership.association  # type: ignore[attr-defined]
        membership.user = request.user
        with within(membership.association_id):
            return self.get_response(request)

    def public(self, request: HttpRequest, slug: str) -> HttpResponse:
        """The association's public pages, for anybody: the association is named, nobody is a member."""
        association = Association.objects.filter(slug=slug).first()
        if association is None:
            return self.get_response(request)
        request.association = association  # type: ignore[attr-defined]
        with within(association.pk):
            return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: dict[str, Any]) -> None:
        stranger = not request.user.is_authenticated and not request.path_info.startswith(f"/{PUBLIC}/")
        if "association" in kwargs and not stranger and request.association is None:  # type: ignore[attr-defined]
            raise Http404


class SecondFactorMiddleware:
    """Holders of the roles in ``SECOND_FACTOR_ROLES``, and operators, set up a second factor before anything else."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if self._is_demanded(request) and not is_mfa_enabled(request.user):
            messages.info(request, _("Your role asks for a second step at sign-in. Set it up to go on."))
            return redirect(reverse("mfa_activate_totp"))
        return self.get_response(request)

    @staticmethod
    def _is_demanded(request: HttpRequest) -> bool:
        demanding = set(settings.SECOND_FACTOR_ROLES)
        if not demanding:
            return False
        membership = request.membership  # type: ignore[attr-defined]
        if membership is not None:
            return not demanding.isdisjoint(membership.roles)
        return request.path_info.startswith(f"/{OPERATOR}/") and getattr(request.user, "is_staff", False)


class SignatureMiddleware:
    """Where the policy asks its workers to sign it and the setting demands it, nothing opens before that (P3)."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.SIGN_BEFORE_USE and request.membership is not None and self._is_unsigned(request):  # type: ignore[attr-defined]
            return redirect("accounts:sign_policy", association=request.association.slug)  # type: ignore[attr-defined]
        return self.get_response(request)

    @staticmethod
    def _is_unsigned(request: HttpRequest) -> bool:
        slug = request.association.slug  # type: ignore[attr-defined]
        if request.path_info in (f"/{slug}/policy/", f"/{slug}/policy/sign/"):
            return False
        version = request.association.policy_versions.in_force().first()  # type: ignore[attr-defined]
        if version is None or not version.asks_staff_signature:
            return False
        return not request.membership.signatures.filter(policy_version=version).exists()  # type: ignore[attr-defined]
