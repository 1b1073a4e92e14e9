"""Long lists are written to their sheet in the background, for whoever asked, and kept for a day (B4).

A worker holds a sheet by lease. Killed, it is begun anew by another; written, it is recorded as taken along in the
transaction that makes it ready. The rows and columns are those that the member may see when it is written.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from django.db import InterfaceError, OperationalError, transaction
from django.http import QueryDict
from django.urls import get_resolver
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from core import leasing
from core.errors import AlreadyHandled, DomainError
from core.leasing import LeaseLost
from core.list_filters import Asker
from core.lists import CHUNK, LISTINGS, Asked, Listing
from core.sealed_files import PIECE, drop_sealed, keep_sealed
from core.sheets import write_xlsx
from core.tenancy import across_associations, within

from .list_actions import record_export
from .models import SHEET_KEPT, ListSheet, Membership, SheetStatus
from .roles import Permission

log = logging.getLogger(__name__)
AT_ONCE = 2_000  # rows that one answer brings: a second or two of one worker
MOST_ROWS = 200_000
MOST_AT_WORK = 3  # of one member
STARTS = 3
BROKEN = _("It broke off several times. Narrow the list, or tell the operator.")


class Stopped(Exception):
    """The worker was asked to end; the sheet is begun anew by the next."""


def folder_of(association_id: int) -> str:
    """Where the sheets lie."""
    return f"sheets/{association_id}"


def columns_of(listing: Listing, membership: Any) -> list[Any]:
    """The columns that the member may see."""
    return [one for one in listing.columns if not one.needs or one.needs in membership.permissions]


def xlsx_of(asked: Asked, rows: Iterator[Any]) -> Any:
    """The sheet as a temporary file; a row at a time is in memory."""
    columns = columns_of(asked.listing, asked.asker.membership)
    cells = ([column.text(row) for column in columns] for row in rows)
    headings = [str(column.label) for column in columns]
    return write_xlsx(headings, cells, title=str(asked.listing.title), rtl=translation.get_language_bidi())


@transaction.atomic
def begin_sheet(by: Membership, *, list_name: str, query: str, row_count: int) -> ListSheet:
    """A worker writes it; the same one that is being written already is given again."""
    Membership.objects.select_for_update().get(pk=by.pk)
    waiting = by.list_sheets.at_work()
    same = waiting.filter(list_name=list_name, query=query).first()
    if same is not None:
        return same
    if waiting.count() >= MOST_AT_WORK:
        raise AlreadyHandled(
            _("%(count)s sheets are being written for you. Wait until one is ready.") % {"count": MOST_AT_WORK},
            code="many",
        )
    now = timezone.now()
    return ListSheet.objects.create(
        association_id=by.association_id,
        by=by,
        list_name=list_name,
        query=query,
        language=translation.get_language() or "ar",
        row_count=row_count,
        at=now,
        moved_at=now,
    )


def write_next(is_stopped: Callable[[], bool] = lambda: False) -> ListSheet | None:
    """Write the sheet that waits longest; gives it, or None where none waits."""
    sheet: ListSheet | None = leasing.claim(ListSheet.objects.at_work, give_up=_broken)
    if sheet is None:
        return None
    with within(sheet.association_id), translation.override(sheet.language):
        try:
            _write(sheet, is_stopped)
        except LeaseLost:
            log.info("sheet %s: taken over", sheet.uid)
        except Stopped:
            leasing.let_go(sheet)
        except DomainError as refusal:
            with leasing.batch(sheet) as locked:
                _fail(locked, refusal.message)
        except (OperationalError, InterfaceError):
            raise  # the database went away: the lease ends by itself
        except Exception as error:  # noqa: BLE001  # whatever one list does, the next sheet gets its turn
            log.error("sheet %s: %s at start %s", sheet.uid, type(error).__name__, sheet.starts)
            leasing.let_go(sheet, has_failed=True)
    return sheet


def _write(sheet: ListSheet, is_stopped: Callable[[], bool]) -> None:
    with leasing.batch(sheet, related=("by",), saved=("starts", "written")) as locked:
        locked.starts, locked.written = locked.starts + 1, 0
    if locked.starts > STARTS:
        raise DomainError(BROKEN, code="broken")
    asked = _asked(locked)
    with xlsx_of(asked, _watched(locked, asked.every_row(), is_stopped)) as made:
        stored_as = keep_sealed(iter(partial(made.read, PIECE), b""), folder=folder_of(sheet.association_id))
    try:
        with leasing.batch(sheet, saved=("status", "stored_as", "ended_at", "row_count", "written")) as ready:
            ready.status, ready.stored_as, ready.ended_at = SheetStatus.READY, stored_as, timezone.now()
            ready.row_count = ready.written = locked.written
            record_export(locked.by, list_name=sheet.list_name, query=sheet.query, row_count=locked.written)
    except BaseException:
        drop_sealed(folder_of(sheet.association_id), stored_as)
        raise


def _asked(sheet: ListSheet) -> Asked:
    """The list as it was asked for, if its asker may still take it along and all that was asked for is still there."""
    assert get_resolver().url_patterns  # the rooms' lists are known once their pages are
    listing, held = LISTINGS.get(sheet.list_name), sheet.by.permissions
    if not sheet.by.is_active or listing is None or not listing.needs & held or Permission.EXPORT_LISTS not in held:
        raise DomainError(_("You may not take this list along any more."), code="not_permitted")
    asked = listing.asked(QueryDict(sheet.query), Asker(sheet.association, sheet.by))
    if asked.gone:
        raise DomainError(_("Part of what the list was asked for is no longer here. Ask for it anew."), code="gone")
    return asked


def _watched(sheet: ListSheet, rows: Iterator[Any], is_stopped: Callable[[], bool]) -> Iterator[Any]:
    """The rows; after each thousand the lease is prolonged and how far it is stands in the row."""
    for row in rows:
        yield row
        sheet.written += 1
        if sheet.written % CHUNK == 0:
            if is_stopped():
                raise Stopped
            with leasing.batch(sheet, saved=("written",)) as locked:
                locked.written = sheet.written


def _broken(sheet: ListSheet) -> None:
    with translation.override(sheet.language):
        _fail(sheet, BROKEN)
    sheet.lease = sheet.leased_until = None
    sheet.save(update_fields=["lease", "leased_until"])


def _fail(sheet: ListSheet, sentence: Any) -> None:
    sheet.status, sheet.problem, sheet.ended_at = SheetStatus.FAILED, str(sentence)[:300], timezone.now()
    sheet.save(update_fields=["status", "problem", "ended_at"])


def tidy_up() -> None:
    """Drop the sheets whose day is over, and what is said of them after a month."""
    with across_associations():
        now = timezone.now()
        for sheet in ListSheet.objects.filter(ended_at__lt=now - SHEET_KEPT).exclude(stored_as=""):
            ListSheet.objects.filter(pk=sheet.pk).update(stored_as="")
            drop_sealed(folder_of(sheet.association_id), sheet.stored_as)
        ListSheet.objects.filter(stored_as="", ended_at__lt=now - 30 * SHEET_KEPT).delete()
