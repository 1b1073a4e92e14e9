"""The lists of this room: visits, and what was asked by the help-request service."""

from __future__ import annotations

import re
from typing import Any

from django.db.models import Q
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.lists import NEWEST, memberships
from accounts.roles import Permission
from associations.calendars import working_calendar
from associations.enums import Channel
from beneficiaries.asking import asked_for
from beneficiaries.lists import of_person
from core.digits import to_ascii
from core.list_filters import Asker, Choice, Days, Person, Text, labels_of
from core.lists import Column, Listing, Sort, day_columns, register

from .enums import GONE, ForWhom, HelpStatus, Purpose, VisitStatus
from .lengths import how_long
from .promising import derivation_of

WORDS_SHOWN = 16  # of what is needed


def offices(asker: Asker) -> list[tuple[str, str]]:
    return [(str(place), str(row)) for place, row in enumerate(asker.association.offices.order_by("pk"), start=1)]


def by_office(rows: Any, value: list[str], asker: Asker) -> Any:
    known = list(asker.association.offices.order_by("pk").values_list("pk", flat=True))
    return rows.filter(office__in=[known[int(place) - 1] for place in value])


def purposes(asker: Asker) -> list[tuple[str, Any]]:
    """That somebody came to complain is no filter: it may be about whoever reads the list."""
    return [(purpose.value, purpose.label) for purpose in Purpose if purpose != Purpose.COMPLAINT]


def by_purpose(rows: Any, value: list[str], asker: Asker) -> Any:
    return rows.filter(purpose__in=[*value, Purpose.COMPLAINT] if Purpose.OTHER in value else value)


VISITS = register(
    Listing(
        name="visits",
        title=_("All visits"),
        url_name="reception:visits",
        needs=frozenset({Permission.RECEIVE_VISITORS}),
        rows=lambda asker: asker.association.visits.visible_to(asker.membership).for_pages(),
        queues={"over": pgettext_lazy("visits", "Over"), "here": _("Here now")},
        in_queue=lambda rows, queue, asker: rows.here() if queue == "here" else rows.filter(status__in=GONE),
        nothing=_("No visit stands here. Visitors are taken in at the counter."),
        sorts=NEWEST,
        filters=(
            of_person(name="person_name"),
            Choice("purpose", _("Came for"), purposes, by=by_purpose, several=True),
            Choice("channel", _("Channel"), labels_of(Channel)),
            Choice("outcome", pgettext_lazy("visit", "Outcome"), labels_of(VisitStatus), by="status"),
            Choice("office", _("Office"), offices, by=by_office),
            Person("served_by", _("Served by"), by="served_by", people=memberships),
            Days("came", _("Came"), "arrived_at", moments=True),
        ),
        columns=(
            Column(_("Visitor"), lambda row: row.who),
            Column(
                _("File number"),
                lambda row: row.beneficiary.number if row.beneficiary else "",
                Permission.FIND_BENEFICIARY,
            ),
            Column(_("Came for"), lambda row: row.came_for()),
            Column(_("Channel"), lambda row: row.get_channel_display()),
            *day_columns(_("Came"), lambda row: row.arrived_at),
            Column(_("Waited"), lambda row: how_long(row.waited)),
            Column(_("Served by"), lambda row: row.served_by.user.name if row.served_by else ""),
            Column(_("Served for"), lambda row: how_long(row.served_for)),
            Column(pgettext_lazy("visit", "Outcome"), lambda row: row.get_status_display()),
            Column(_("Led to"), lambda row: " · ".join(one.reference for one in row.led_to.all())),
        ),
    )
)


def by_asker(rows: Any, text: str, asker: Asker) -> Any:
    """By its number, by the mobile it was sent with, or by a name as it was typed."""
    plain = re.sub(r"[\s\u200e\u200f]", "", to_ascii(text)).upper()
    if plain.startswith("HR"):
        return rows.filter(reference=plain)
    mobiles = [value for field, value in asked_for(text).identifiers if field == "mobile"]
    if mobiles:
        return rows.by_mobile(asker.association, mobiles[0])
    return rows.filter(Q(person_name__icontains=text) | Q(helper_name__icontains=text))


def with_promises(rows: list[Any], asker: Asker) -> None:
    """Each with the day that may be promised (C): derived anew, by one calendar."""
    calendar = working_calendar(asker.association) if rows else None
    for row in rows:
        row.promise = derivation_of(row, calendar)


HELPS = register(
    Listing(
        name="help_requests",
        title=_("Help requests"),
        url_name="reception:helps",
        needs=frozenset({Permission.TRIAGE_HELP}),
        rows=lambda asker: asker.association.help_requests.visible_to(asker.membership).for_pages(),
        completed=with_promises,
        queues={"waiting": pgettext_lazy("help requests", "Waiting"), "handled": _("Handled")},
        in_queue=lambda rows, queue, asker: (
            rows.exclude(status=HelpStatus.WAITING) if queue == "handled" else rows.waiting()
        ),
        sort_in={"handled": "newest"},
        sorts=(Sort("oldest", _("Oldest first"), ("pk",)), Sort("newest", _("Newest first"), ("-pk",))),
        filters=(
            Text("who", _("Number, name or mobile"), by=by_asker),
            Choice("for", _("For whom"), labels_of(ForWhom), by="for_whom"),
            Text("city", _("City"), by=lambda rows, text, asker: rows.filter(city__icontains=text)),
            Choice("became", _("What became of it"), labels_of(HelpStatus), by="status"),
            Person("handled_by", _("Handled by"), by="handled_by", people=memberships),
            Days("received", _("Day of receipt"), "received_at", moments=True),
        ),
        columns=(
            Column(_("Reference"), lambda row: row.reference),
            Column(_("Who needs the help"), lambda row: row.person_name),
            Column(_("Who asks"), lambda row: row.helper_name),
            Column(_("City"), lambda row: row.city),
            Column(_("District"), lambda row: row.district),
            Column(_("What is needed"), lambda row: Truncator(row.need).words(WORDS_SHOWN)),
            *day_columns(_("Day of receipt"), lambda row: row.received_at),
            *day_columns(_("Promised"), lambda row: row.promise.due_on if row.is_waiting else None),
            Column(_("What became of it"), lambda row: row.get_status_display()),
            Column(_("As"), lambda row: row.became),
            Column(_("Handled by"), lambda row: row.handled_by.user.name if row.handled_by else ""),
        ),
    )
)
