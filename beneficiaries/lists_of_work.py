"""Lists of what was done with files: sheets that were handed in, and who looked (B4)."""

from __future__ import annotations

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from accounts.lists import NEWEST, users
from accounts.roles import Permission
from core.list_filters import Choice, Days, Person, Text, labels_of
from core.lists import Column, Listing, day_columns, register

from .lists import of_person
from .lists_of_files import seen
from .models import Beneficiary, FileLook, ImportStatus

IMPORTS = register(
    Listing(
        name="imports",
        title=_("Import files"),
        url_name="beneficiaries:imports",
        needs=frozenset({Permission.IMPORT_FILES}),
        rows=lambda asker: (
            asker.association.imports.exclude(status=ImportStatus.DISCARDED)
            .select_related("by")
            .defer("first_rows_sealed", "columns")
        ),
        nothing=_("No sheet was imported yet."),
        sorts=NEWEST,
        filters=(
            Text(
                "file",
                _("Name of the file"),
                by=lambda rows, text, asker: rows.filter(file_name__icontains=text),
            ),
            Choice(
                "status",
                _("Status"),
                lambda asker: [one for one in ImportStatus.choices if one[0] != ImportStatus.DISCARDED],
                several=True,
            ),
            Person("by", _("By"), by="by", people=users),
            Days("handed_in", _("Handed in"), "at", moments=True),
        ),
        columns=(
            Column(_("Name of the file"), lambda row: row.file_name),
            *day_columns(_("Handed in"), lambda row: row.at),
            Column(_("By"), lambda row: row.by.name),
            Column(_("Status"), lambda row: row.get_status_display()),
        ),
    )
)

LOOKS = register(
    Listing(
        name="looks",
        title=_("Who looked at files"),
        url_name="beneficiaries:all_looks",
        needs=frozenset({Permission.CLOSE_FILES}),
        rows=lambda asker: seen(asker.association.file_looks.select_related("by", "beneficiary"), asker.membership),
        nothing=_("Nobody looked yet."),
        sorts=NEWEST,
        filters=(
            of_person(),
            Choice("what", _("What was seen"), labels_of(FileLook.What), several=True),
            Person("by", _("Who"), by="by", people=users),
            Days("at", _("Moment"), "at", moments=True),
        ),
        columns=(
            *day_columns(_("Moment"), lambda row: row.at),
            Column(_("Who"), lambda row: row.by.name),
            Column(_("What was seen"), lambda row: row.get_what_display()),
            Column(_("Reason"), lambda row: row.reason),
            Column(_("File number"), lambda row: row.beneficiary.number),
            Column(_("Name"), lambda row: row.beneficiary.full_name),
        ),
    )
)


def looks_at(file: Beneficiary) -> Listing:
    """The same list of one file, for whoever may open it. It has no views of its own: its address names the file."""
    return replace(
        LOOKS,
        title=_("Who looked at this file"),
        url_name="",
        needs=frozenset({Permission.FIND_BENEFICIARY}),
        rows=lambda asker: file.looks.select_related("by", "beneficiary"),
        filters=LOOKS.filters[1:],
    )
