"""The list of people who work for an association, the lists taken along, and members as choices of a filter."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.list_filters import Asker, Choice, Days, Person, Text, labels_of
from core.lists import LISTINGS, Column, Listing, Sort, day_columns, register

from .models import MembershipRole, SheetStatus, User
from .roles import Permission, Role

NEWEST = (Sort("newest", _("Newest first"), ("-pk",)), Sort("oldest", _("Oldest first"), ("pk",)))
ACTIVE, LEFT = "active", "left"


def users(asker: Asker) -> list[tuple[int, str]]:
    """Who works here, or did."""
    rows = User.objects.filter(memberships__association=asker.association)
    return [(row.pk, row.name) for row in rows.order_by("name_ar", "pk")]


def memberships(asker: Asker) -> list[tuple[int, str]]:
    """The same people, where a row names the membership."""
    rows = asker.association.memberships.select_related("user")
    return [(row.pk, row.user.name) for row in rows.order_by("user__name_ar", "pk")]


def with_signatures(rows: list[Any], asker: Asker) -> None:
    """Each with the moment of its signature under the policy in force, and whether it is still waited for (P3)."""
    version = asker.association.policy_in_force()
    signed = dict(version.signatures.filter(membership__in=rows).values_list("membership_id", "signed_at"))
    for row in rows:
        row.signed_at = signed.get(row.pk)
        row.is_unsigned = version.asks_staff_signature and row.is_active and row.signed_at is None


def by_role(rows: Any, value: list[str], asker: Asker) -> Any:
    return rows.filter(pk__in=MembershipRole.objects.filter(role__in=value).values("membership"))


def in_queue(rows: Any, queue: str, asker: Asker) -> Any:
    if queue == "no_mobile":
        return rows.without_mobile()
    return rows.unsigned(asker.association.policy_in_force()) if queue == "unsigned" else rows


PEOPLE = register(
    Listing(
        name="people",
        title=_("People"),
        url_name="accounts:people",
        needs=frozenset({Permission.MANAGE_PEOPLE}),
        rows=lambda asker: asker.association.memberships.select_related("user").prefetch_related(
            "membership_roles", "seats__committee"
        ),
        completed=with_signatures,
        queues={"all": _("Everybody"), "unsigned": _("Not signed yet"), "no_mobile": _("Without a mobile")},
        in_queue=in_queue,
        nothing=_("Nobody is on this list."),
        sorts=(Sort("oldest", _("Oldest first"), ("pk",)), Sort("newest", _("Newest first"), ("-pk",))),
        filters=(
            Text(
                "who",
                _("Name or e-mail"),
                by=lambda rows, text, asker: rows.filter(
                    Q(user__name_ar__icontains=text)
                    | Q(user__name_en__icontains=text)
                    | Q(user__email__icontains=text)
                ),
            ),
            Choice("role", _("Role"), labels_of(Role), by=by_role, several=True),
            Choice(
                "works",
                _("Works here"),
                lambda asker: [(ACTIVE, _("Yes")), (LEFT, _("Left"))],
                by=lambda rows, value, asker: rows if len(value) > 1 else rows.filter(is_active=value == [ACTIVE]),
            ),
        ),
        columns=(
            Column(_("Name"), lambda row: row.user.name),
            Column(_("E-mail"), lambda row: row.user.email),
            Column(_("Roles"), lambda row: " · ".join(str(name) for name in row.role_names)),
            Column(_("Works here"), lambda row: _("Yes") if row.is_active else _("Left")),
            Column(_("Mobile confirmed"), lambda row: _("Yes") if row.user.mobile else _("No")),
            *day_columns(_("Policy signed"), lambda row: row.signed_at),
        ),
    )
)


def name_of(export: Any) -> str:
    """The list's name on screen; a list that is no longer there by its key."""
    listing = LISTINGS.get(export.list_name)
    return str(listing.title) if listing else export.list_name


EXPORTS = register(
    Listing(
        name="exports",
        title=_("Lists taken along"),
        url_name="accounts:exports",
        needs=frozenset({Permission.MANAGE_PEOPLE}),
        rows=lambda asker: asker.association.list_exports.select_related("by"),
        nothing=_("No list was taken along yet."),
        sorts=NEWEST,
        filters=(
            Choice(
                "list",
                pgettext_lazy("taken along", "List"),
                lambda asker: [(name, listing.title) for name, listing in LISTINGS.items()],
                by="list_name",
            ),
            Person("by", _("By"), by="by", people=users),
            Days("taken", pgettext_lazy("taken along", "When"), "at", moments=True),
        ),
        columns=(
            *day_columns(pgettext_lazy("taken along", "When"), lambda row: row.at),
            Column(_("By"), lambda row: row.by.name),
            Column(pgettext_lazy("taken along", "List"), name_of),
            Column(_("Rows"), lambda row: row.row_count),
        ),
    )
)

SHEETS = register(
    Listing(
        name="sheets",
        title=_("My sheets"),
        url_name="accounts:sheets",
        needs=frozenset({Permission.EXPORT_LISTS}),
        rows=lambda asker: asker.membership.list_sheets.filter(association=asker.association),
        nothing=_("No long list was asked for as a sheet. Short ones come at once."),
        sorts=NEWEST,
        filters=(
            Choice("status", _("Status"), labels_of(SheetStatus)),
            Days("asked", _("Asked for"), "at", moments=True),
        ),
    )
)
