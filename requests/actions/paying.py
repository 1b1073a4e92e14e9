"""Payment runs: prepared from what is due, approved by others, sent to the bank, settled row by row (R11, B6).

The limits are the association's data. A row whose account changed after the run was prepared is held, and goes back
to the plan; so does what the bank returned. Each verb locks the run first and the requests after it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.roles import Permission
from associations.models import Association
from associations.references import next_reference
from beneficiaries.models import FileLook
from core.errors import AlreadyHandled, DomainError, NotPermitted, StaleRecord
from core.identity import clean_iban

from ..enums import ChangedRules, PaidBy, ReceivedBy, RowStatus, RunStatus
from ..models import Instalment, PaymentLimit, PaymentRow, PaymentRun
from ..payment_papers import issue_bank_letter
from ..payment_workflow import APPROVE, CANCEL, PAYMENT_WORKFLOW, SEND, SETTLE
from ..stipulation_querysets import waits_for_a_condition
from .delivering import record
from .following_up import keep_change
from .moving import locked

SERIES = "P"
MOST_ROWS = 500
MOST_MONEY = Decimal("999999999.99")  # what can be written in words


def approvers_for(association: Association, amount: Decimal) -> int:
    """How many people approve this amount: none up to the lowest limit, or where there is no limit."""
    limit = PaymentLimit.objects.filter(association=association, above__lt=amount).order_by("-above").first()
    return limit.approvers if limit else 0


def payable(association: Association, *, until: date) -> Any:
    """The instalments that a run may pay until this day, with what a list shows of them. One query."""
    return Instalment.objects.of_association(association).payable(until=until)


def account_of(beneficiary: Any) -> str:
    """The account of the file, or nothing where there is none that money can go to."""
    try:
        return clean_iban(beneficiary.iban)
    except DomainError:
        return ""


def _require(by: Any, permission: str, association_id: int) -> None:
    if permission not in by.permissions or by.association_id != association_id:
        raise NotPermitted(_("Payments are not among your tasks."), code="not_permitted")


def _begin(run: PaymentRun, event: str, *, by: Any, version: int | None, reason: str = "") -> PaymentRun:
    """The locked run, checked for this person and this move."""
    fresh = PaymentRun.objects.select_for_update(of=("self",)).select_related("association").get(pk=run.pk)
    _require(by, PAYMENT_WORKFLOW.rows[event].permission, fresh.association_id)
    PAYMENT_WORKFLOW.check(event, fresh.status, reason=reason)
    if version is not None and fresh.version != version:
        raise StaleRecord
    return fresh


def _finish(run: PaymentRun, *fields: str) -> PaymentRun:
    run.version += 1
    run.save(update_fields=["version", *fields])
    return run


@transaction.atomic
def prepare_run(
    association: Association, *, by: Any, way: str, until_on: date, instalments: Sequence[int]
) -> PaymentRun:
    """A run of these instalments (ids), each with all that is left of it and the account of its file."""
    _require(by, PAYMENT_WORKFLOW.rows[SEND].permission, association.pk)
    chosen = Instalment.objects.filter(association=association, pk__in=set(instalments))
    list(chosen.select_for_update(of=("self",)).order_by("pk").values_list("pk"))
    # asked for only now: whoever held the locks before may have paid them, or taken them into another run
    rows = list(payable(association, until=until_on).filter(pk__in=set(instalments)).order_by("due_on", "pk"))
    if not rows or len(rows) != len(set(instalments)):
        message = _("Some of these instalments were paid or taken into another run meanwhile. Choose again.")
        raise DomainError(message, code="changed", field="instalments")
    if len(rows) > MOST_ROWS:
        message = _("A payment run has at most %(count)s payments.")
        raise DomainError(message % {"count": MOST_ROWS}, code="too_many", field="instalments")
    accounts = {row.pk: account_of(row.support_request.beneficiary) for row in rows} if way == PaidBy.ACCOUNT else {}
    if way == PaidBy.ACCOUNT and not all(accounts.values()):
        message = _("Some of these files have no account in a Saudi bank. Add it to the file, or pay by hand.")
        raise DomainError(message, code="no_account", field="instalments")
    total = sum((row.remaining for row in rows), Decimal(0))
    if total > MOST_MONEY:
        raise DomainError(_("This is more than one payment run may pay. Make several."), code="too_much")
    now = timezone.now()
    run = PaymentRun.objects.create(
        association=association,
        reference=next_reference(association, SERIES, on=timezone.localdate(now)),
        way=way,
        until_on=until_on,
        total=total,
        count=len(rows),
        approvers_needed=max(1, approvers_for(association, total)),
        prepared_by=by.user,
        prepared_at=now,
    )
    for row in rows:
        payment = PaymentRow(association=association, run=run, instalment=row, amount=row.remaining)
        payment.iban = accounts.get(row.pk, "")
        payment.save(force_insert=True)
    return run


@transaction.atomic
def approve_run(run: PaymentRun, *, by: Any, expected_version: int | None = None) -> PaymentRun:
    """One approval by this person; with the last one needed the run is approved."""
    run = _begin(run, APPROVE, by=by, version=expected_version)
    if run.prepared_by_id == by.user_id:
        raise NotPermitted(_("Somebody else than whoever prepared the run approves it."), code="own_run")
    if by.user_id in (run.approved_by_id, run.second_by_id):
        raise AlreadyHandled(_("You approved this run already; another person approves it too."), code="approved")
    now, slot = timezone.now(), "second" if run.approved_by_id else "approved"
    setattr(run, f"{slot}_by", by.user)
    setattr(run, f"{slot}_at", now)
    if run.approvals >= run.approvers_needed:
        run.status = RunStatus.APPROVED
    return _finish(run, "status", f"{slot}_by", f"{slot}_at")


@transaction.atomic
def send_run(run: PaymentRun, *, by: Any, expected_version: int | None = None) -> PaymentRun:
    """Fix what goes to the bank: rows whose account is no longer the file's are held. With its cover letter."""
    run = _begin(run, SEND, by=by, version=expected_version)
    if not run.by_account:
        message = _("These payments are made by hand: hand each over from its request.")
        raise DomainError(message, code="by_hand")
    rows = _rows(run)
    if sum((row.amount for row in rows), Decimal(0)) != run.total or len(rows) != run.count:
        raise DomainError(_("The rows do not come to the total that was approved."), code="control")
    now = timezone.now()
    changed = [row for row in rows if account_of(row.instalment.support_request.beneficiary) != row.iban]
    for row in changed:
        _settle(row, RowStatus.HELD, by=by, note=str(_("The account of the file changed after the run was prepared.")))
    waiting = Instalment.objects.filter(waits_for_a_condition("support_request"), payments__run=run)
    held_back = set(waiting.values_list("pk", flat=True))
    for row in rows:
        if row.instalment_id in held_back and row.status == RowStatus.WAITING:
            _settle(row, RowStatus.HELD, by=by, note=str(_("A condition of the decision is open.")))
    going = [row for row in rows if row.status == RowStatus.WAITING]
    if not going:
        run.status, run.sent_by, run.sent_at = RunStatus.DONE, by.user, now
        return _finish(run, "status", "sent_by", "sent_at")
    run.status, run.sent_by, run.sent_at = RunStatus.SENT, by.user, now
    run.sent_total, run.sent_count = sum((row.amount for row in going), Decimal(0)), len(going)
    run.letter = issue_bank_letter(run, by=by)
    return _finish(run, "status", "sent_by", "sent_at", "sent_total", "sent_count", "letter")


@transaction.atomic
def settle_run(
    run: PaymentRun,
    *,
    by: Any,
    paid_on: date,
    returned: Mapping[str, str],
    paid: Sequence[str],
    expected_version: int | None = None,
) -> PaymentRun:
    """What the bank did: rows (by uid) that it paid on this day, and those it returned with its reason."""
    run = _begin(run, SETTLE, by=by, version=expected_version)
    if paid_on > timezone.localdate() or (run.sent_at and paid_on < timezone.localdate(run.sent_at)):
        message = _("The bank pays between the day the run was sent and today.")
        raise DomainError(message, code="day", field="paid_on")
    waiting = {str(row.uid): row for row in _rows(run) if row.status == RowStatus.WAITING}
    if not {*returned, *paid} <= set(waiting) or set(returned) & set(paid):
        raise DomainError(_("Some of these payments were settled already. Look at the list again."), code="changed")
    if not returned and not paid:
        raise DomainError(_("Say of at least one payment what the bank did."), code="nothing")
    for uid, why in returned.items():
        if not why.strip():
            raise DomainError(_("Write why the bank returned the payment."), code="reason_missing")
        _settle(waiting.pop(uid), RowStatus.RETURNED, by=by, note=why)
    for uid in paid:
        row = waiting.pop(uid)
        _settle(row, RowStatus.PAID, by=by)
        _paid_in(row, by=by, on=paid_on)
    if not waiting:
        run.status = RunStatus.DONE
    return _finish(run, "status")


@transaction.atomic
def cancel_run(run: PaymentRun, *, by: Any, reason: str, expected_version: int | None = None) -> PaymentRun:
    """Nothing of the run goes out: its rows go back to their plans."""
    run = _begin(run, CANCEL, by=by, version=expected_version, reason=reason)
    for row in _rows(run):
        if row.status == RowStatus.WAITING:
            _settle(row, RowStatus.DROPPED, by=by)
    run.status, run.cancelled_by, run.cancelled_because = RunStatus.CANCELLED, by.user, reason.strip()[:300]
    return _finish(run, "status", "cancelled_by", "cancelled_because")


def _rows(run: PaymentRun) -> list[PaymentRow]:
    rows = run.rows.select_for_update(of=("self",)).select_related("instalment__support_request__beneficiary")
    return list(rows.order_by("pk"))


def _settle(row: PaymentRow, status: str, *, by: Any, note: str = "") -> None:
    row.status, row.note, row.settled_by, row.settled_at = status, note.strip()[:200], by.user, timezone.now()
    row.save(update_fields=["status", "note", "settled_by", "settled_at"])


def _paid_in(row: PaymentRow, *, by: Any, on: date) -> None:
    """The delivery of what the bank paid in, on the locked request."""
    case = locked(row.instalment.support_request)
    instalment = case.instalments.select_for_update(of=("self",)).get(pk=row.instalment_id)
    record(
        case,
        {instalment: row.amount},
        by=by,
        at=timezone.now(),
        delivered_on=on,
        received_by=ReceivedBy.ACCOUNT,
        receiver_name=case.beneficiary.full_name,
        method="",
    )


@transaction.atomic
def take_sheet(run: PaymentRun, *, by: Any) -> None:
    """Whoever takes the sheet sees each account on it: one look for each file, with the run as its reason."""
    _require(by, Permission.SEE_PAYMENTS, run.association_id)
    files = run.rows.exclude(status__in=[RowStatus.HELD, RowStatus.DROPPED]).values_list(
        "instalment__support_request__beneficiary", flat=True
    )
    FileLook.objects.bulk_create(
        FileLook(
            association_id=run.association_id,
            beneficiary_id=file,
            what=FileLook.What.IBAN,
            reason=run.reference,
            by=by.user,
        )
        for file in sorted(set(files))
    )


@transaction.atomic
def set_limits(association: Association, *, by: Any, limits: Mapping[Decimal, int]) -> None:
    """These limits and no others hold for runs prepared from now on."""
    _require(by, Permission.SET_PAYMENT_LIMITS, association.pk)
    Association.objects.select_for_update(of=("self",)).get(pk=association.pk)
    before = _limits_of(association)
    PaymentLimit.objects.filter(association=association).delete()
    for above, approvers in sorted(limits.items()):
        if above < 0 or approvers not in (1, 2):
            raise DomainError(_("One or two people approve, above an amount that is not negative."), code="limit")
        PaymentLimit.objects.create(association=association, above=above, approvers=approvers)
    keep_change(association, ChangedRules.LIMITS, before, _limits_of(association), by=by)


def _limits_of(association: Association) -> list[list[Any]]:
    """As a history keeps them: the lowest first."""
    rows = PaymentLimit.objects.filter(association=association).order_by("above")
    return [[f"{row.above:.2f}", row.approvers] for row in rows]
