"""A reported change: taken into the file by someone who may, refused with a reason, never written over silently (B2).

A report keeps what stood in the file on its day. Where the file says something else when it is looked at, the one who
looks sees both and chooses field by field. Where the policy asks for it, that is never the one who reported.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.roles import Permission
from core import uploads
from core.errors import AlreadyHandled, DomainError, NotPermitted, StaleRecord
from correspondence.notices.events import NoticeEvent

from ..enums import ContactMeans, ReportStatus
from ..field_words import HEALTH, NEEDED, REPORTABLE
from ..models import Beneficiary, ChangeReport, ReportedValue
from ..telling import tell
from .consent import is_own
from .file import change_fields, correct, living, refuse_closed, to_be_reported
from .signing import kept_file

MAY_REPORT = frozenset({Permission.EDIT_BENEFICIARY, Permission.EDIT_SITUATION})


def report_folder(association_id: int) -> str:
    return f"changes/{association_id}"


def check_reports(by: Any, beneficiary: Beneficiary) -> None:
    """Front desk and researchers of the association.
    The person at home, for themselves.
    """
    staff = by.association_id == beneficiary.association_id and MAY_REPORT & by.permissions
    if not (staff or is_own(by, beneficiary)):
        raise NotPermitted(_("Reporting changes is not among your tasks."), code="not_permitted")


def check_decides(by: Any) -> None:
    """Whoever applies changes: the front desk, researchers."""
    if Permission.APPLY_CHANGES not in by.permissions:
        raise NotPermitted(_("Applying reported changes is not among your tasks."), code="not_permitted")


def report_change(
    beneficiary: Beneficiary, *, by: Any, values: dict[str, str], words: str = "", upload: Any = None
) -> ChangeReport:
    """What has changed; values that stand in the file already are left out. The file itself stays as it is.

    An empty value says that it is no longer so.
    """
    check_reports(by, beneficiary)
    with kept_file(upload, folder=report_folder(beneficiary.association_id)) as stored, transaction.atomic():
        beneficiary = _locked(beneficiary)
        changed = {field: value for field, value in values.items() if value != getattr(beneficiary, field)}
        if set(changed) - set(REPORTABLE) or {field for field, value in changed.items() if not value} & set(NEEDED):
            raise ValueError("a report changes reportable fields alone, and empties those that may be empty")
        if not (changed or words.strip()):
            raise DomainError(_("Say what has changed: choose it above, or write it."), code="nothing")
        return take_down(
            beneficiary, changed, by=by.user, is_from_person=is_own(by, beneficiary), words=words, stored=stored
        )


@transaction.atomic
def correct_or_report(
    beneficiary: Beneficiary, *, by: Any, expected_version: int | None = None, **facts: Any
) -> ChangeReport | None:
    """Correct the file; what the policy wants another to look at is reported instead. The report, or None."""
    beneficiary = living(beneficiary)
    if expected_version is not None and beneficiary.version != expected_version:
        raise StaleRecord
    reported = to_be_reported(beneficiary, facts)
    own = {name: value for name, value in facts.items() if name not in reported}
    if own:
        beneficiary = correct(beneficiary, by=by, **own)
    return report_change(beneficiary, by=by, values=reported) if reported else None


def _locked(beneficiary: Beneficiary) -> Beneficiary:
    rows = Beneficiary.objects.select_for_update(of=("self",)).select_related("association")
    row = rows.get(pk=beneficiary.pk)
    if row.anonymised_at or row.merged_into_id:
        raise DomainError(_("This file is no longer kept; open the one that took its place."), code="not_living")
    refuse_closed(row)
    return row


def take_down(
    beneficiary: Beneficiary,
    values: Mapping[str, str],
    *,
    by: Any,
    is_from_person: bool = False,
    words: str = "",
    stored: uploads.Stored | None = None,
) -> ChangeReport:
    """The report of a locked file, with what stands in the file today; ``by`` is the user. Asks nobody's right."""
    report = ChangeReport(
        association_id=beneficiary.association_id,
        beneficiary=beneficiary,
        is_from_person=is_from_person,
        needs_another=beneficiary.association.file_rules().change_needs_another,
        reported_by=by,
        reported_at=timezone.now(),
    )
    report.words = words.strip()[:2000]
    if stored:
        report.stored_as, report.media_type, report.sha256 = stored.name, stored.media_type, stored.sha256
    report.save(force_insert=True)
    for field, value in values.items():
        _keep_value(report, field, getattr(beneficiary, field), value)
    return report


def _keep_value(report: ChangeReport, field: str, found: str, reported: str) -> None:
    value = ReportedValue(association_id=report.association_id, report=report, field=field)
    value.found, value.reported = found, reported
    value.save(force_insert=True)


def _waiting(report: ChangeReport, *, by: Any) -> ChangeReport:
    """The locked report, not decided yet, for a member who may."""
    check_decides(by)
    rows = ChangeReport.objects.select_for_update(of=("self",)).select_related("association", "beneficiary")
    fresh = rows.get(pk=report.pk, association_id=by.association_id)
    if fresh.status != ReportStatus.WAITING:
        raise AlreadyHandled(
            _("This report is decided already: %(status)s.") % {"status": fresh.get_status_display()},
            code="already_handled",
        )
    return fresh


def may_apply(by: Any, report: ChangeReport) -> bool:
    """Whether this member's own report may be applied by themselves, or is somebody else's."""
    return not (report.needs_another and report.reported_by_id == by.user_id)


@transaction.atomic
def apply_report(
    report: ChangeReport, *, by: Any, take: Collection[str], expected_version: int | None = None
) -> ChangeReport:
    """The fields in ``take`` go into the file, the others are left; ``expected_version`` is the file's, as seen."""
    report = _waiting(report, by=by)
    if not may_apply(by, report):
        raise DomainError(_("The policy asks that someone else apply what you reported."), code="needs_another")
    beneficiary = _locked(report.beneficiary)
    if expected_version is not None and beneficiary.version != expected_version:
        raise StaleRecord
    values = {value.field: value for value in report.values.all()}
    _refuse_taking(values, take, by)
    change_fields(beneficiary, _taken(beneficiary, {field: values[field].reported for field in take}), by=by)
    for value in values.values():
        value.is_taken = value.field in take
        value.save(update_fields=["is_taken"])
    _decide(report, ReportStatus.APPLIED, by)
    _tell(report, beneficiary, NoticeEvent.CHANGE_APPLIED)
    return report


def _refuse_taking(values: dict[str, ReportedValue], take: Collection[str], by: Any) -> None:
    if set(take) - set(values):
        raise ValueError("only what was reported is taken")
    if values and not take:
        raise DomainError(_("Choose at least one value, or do not take the report."), code="nothing", field="take")
    if set(HEALTH) & set(take) and Permission.SEE_HEALTH not in by.permissions:
        raise NotPermitted(_("Facts of health are for those who may read them: leave them to them."), code="health")


def _taken(beneficiary: Beneficiary, values: dict[str, str]) -> dict[str, str]:
    """The values as they go into the file: whose a number was goes with it; a way to reach the person stays."""
    if values.get("email") == "" and beneficiary.agreed_means == ContactMeans.EMAIL:
        sentence = _("E-mail is the agreed means of contact: agree on another one first, then take this.")
        raise DomainError(sentence, code="means", field="take")
    return {**values, "other_mobile_of": ""} if values.get("other_mobile") == "" else values


@transaction.atomic
def refuse_report(report: ChangeReport, *, by: Any, reason: str) -> ChangeReport:
    """The file stays as it is; the person is told, and reads the reason."""
    report = _waiting(report, by=by)
    if not reason.strip():
        raise DomainError(_("Write the reason; the person is told it."), code="reason_missing", field="reason")
    for value in report.values.all():
        value.is_taken = False
        value.save(update_fields=["is_taken"])
    report.refused_because = reason.strip()[:300]
    _decide(report, ReportStatus.REFUSED, by)
    _tell(report, report.beneficiary, NoticeEvent.CHANGE_REFUSED)
    return report


def _decide(report: ChangeReport, status: str, by: Any) -> None:
    report.status, report.decided_by, report.decided_at = status, by.user, timezone.now()
    report.save(update_fields=["status", "decided_by", "decided_at", "refused_because"])


def _tell(report: ChangeReport, beneficiary: Beneficiary, event: str) -> None:
    tell(beneficiary, event, key=f"change:{report.uid}")
