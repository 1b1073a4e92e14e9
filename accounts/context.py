"""What the frame around every page shows: the association, where the person can go, and the other language."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from .roles import Permission

# label, address name, the permission that shows it, and the starts of the addresses that light it up
DAILY = (
    (_("Today"), "today", None, "today"),
    (_("Reception"), "reception:counter", Permission.RECEIVE_VISITORS, "reception"),
    (_("Beneficiaries"), "beneficiaries:search", Permission.FIND_BENEFICIARY, "beneficiaries"),
    (_("Requests"), "support_requests:list", Permission.SEE_REQUESTS, "support_requests"),
    (pgettext_lazy("bar", "Complaints"), "complaints:list", Permission.SEE_COMPLAINTS, "complaints compensation"),
    (_("Figures"), "reports:management", Permission.SEE_FIGURES, "reports"),
)
_OBJECTIONS = " ".join(
    f"support_requests:{name}"
    for name in (
        "objections",
        "objection",
        "decide_objection",
        "answer_objection",
        "send_objection_answer",
        "objection_not_reached",
        "withdraw_objection",
    )
)
# What is looked up now and then, folded under one menu.
NOW_AND_THEN = (
    (_("Satisfaction"), "surveys:overview", Permission.SEE_SATISFACTION, "surveys"),
    (_("Objections"), "support_requests:objections", Permission.SEE_REQUESTS, _OBJECTIONS),
    (_("Urgent help"), "urgent:list", Permission.SEE_REQUESTS, "urgent"),
    (_("Letters"), "correspondence:list", Permission.SEE_LETTERS, "correspondence"),
    (_("Deliveries"), "deliveries:list", Permission.FOLLOW_DELIVERIES, "deliveries"),
    (_("Payments"), "payments:list", Permission.SEE_PAYMENTS, "payments"),
    (_("Notices"), "notices:list", Permission.SEE_LETTERS, "notices"),
    (_("People"), "accounts:people", Permission.MANAGE_PEOPLE, "accounts:people"),
    (_("Sessions"), "proceedings:list", Permission.SIT_IN_SESSIONS, "proceedings"),
    (_("Committees"), "committees:list", Permission.SEE_POLICY, "committees"),
    (
        _("Policy"),
        "associations:policy",
        Permission.SEE_POLICY,
        "associations:policy associations:amend_objections associations:policy_next",
    ),
    (_("Services"), "services:list", Permission.SEE_POLICY, "services"),
    (_("Documents at hand"), "associations:documents", Permission.SEE_POLICY, "associations:documents"),
    (_("Working calendar"), "associations:calendar", Permission.SEE_POLICY, "associations:calendar"),
)
_NAMED = {name for *_row, starts in (*DAILY, *NOW_AND_THEN) for name in starts.split() if ":" in name}
LANGUAGE_LABELS = {"ar": "العربية", "en": "English"}


@dataclass
class NavItem:
    label: Any
    url: str
    is_current: bool


@dataclass
class Shell:
    """Everything the base template needs; safe to build for strangers and for error pages."""

    association: Any = None
    user_label: str = ""
    other_language: str = "en"
    other_language_label: str = LANGUAGE_LABELS["en"]
    is_demo: bool = False
    nav: list[NavItem] = field(default_factory=list)
    more: list[NavItem] = field(default_factory=list)
    memberships: Any = ()

    @property
    def is_in_more(self) -> bool:
        """Whether this page is one of the folded menu's."""
        return any(item.is_current for item in self.more)


def _navigation(request: HttpRequest, rows: Any) -> list[NavItem]:
    membership = request.membership  # type: ignore[attr-defined]
    match = request.resolver_match
    here = {match.view_name, match.namespace} if match else set()
    if here & _NAMED:
        here &= _NAMED  # a page that an entry names is not its neighbour's too
    return [
        NavItem(label, reverse(name, args=[membership.association.slug]), not here.isdisjoint(starts.split()))
        for label, name, permission, starts in rows
        if permission is None or permission in membership.permissions
    ]


def shell(request: HttpRequest) -> dict[str, Any]:
    """The ``shell`` of every page. No query: the middleware read the memberships."""
    other = "ar" if get_language() == "en" else "en"
    built = Shell(other_language=other, other_language_label=LANGUAGE_LABELS[other], is_demo=settings.DEMO)
    user = getattr(request, "user", None)
    built.association = getattr(request, "association", None)
    if user is not None and user.is_authenticated:
        built.user_label = user.name
        if getattr(request, "membership", None) is not None:  # the public pages know no member
            built.nav, built.more = _navigation(request, DAILY), _navigation(request, NOW_AND_THEN)
            built.memberships = [row for row in request.memberships if row.pk != request.membership.pk]  # type: ignore[attr-defined]
    return {"shell": built}
