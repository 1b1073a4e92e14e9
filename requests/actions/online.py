"""A request asked for online by its beneficiary: saved at each step, signed with a code, sent once (R5, R15, B3).

An applicant opens, signs, adds papers and withdraws; whether papers match and the request is complete the desk says.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from functools import partial
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import codes
from accounts.models import CodePurpose, SignInCode
from accounts.roles import Permission
from associations.enums import Channel
from associations.models import Association
from beneficiaries.actions import accept_responsibilities, living, to_be_told
from beneficiaries.enums import GivenHow
from beneficiaries.signing_in import send_code
from core import uploads
from core.errors import DomainError, NotPermitted, TransitionNotAllowed

from .. import permissions
from ..enums import SignatureMethod, Status
from ..handed_in import papers_folder, waits_for_applicant
from ..models import ChecklistItem, DraftPaper, RequestDraft, RequestPaper, Service, SupportRequest
from ..models.online import FILE_FACTS
from ..notices import tell_received
from ..questions import Replies, unanswered
from .clock import resume_for_paper
from .intake import declare, open_request, terms_for
from .moving import locked, note
from .papers import issue_receipt
from .questions import answer_in_draft, draft_replies, hand_over_replies
from .renewing import stand_for_earlier

MOST_PAPERS = 5  # for one line: both sides of a card, and some pages more
PAPER_SENT = "paper_sent"


def folder_of(association_id: int) -> str:
    return papers_folder(association_id)


@transaction.atomic
def begin_draft(association: Association, *, by: Any, service: Service) -> RequestDraft:
    """The responsibilities are accepted at their version in force, and a draft is saved; one waits at a time."""
    if Permission.APPLY_ONLINE not in by.permissions:
        raise NotPermitted(_("Asking for a service online is for beneficiaries alone."), code="not_permitted")
    if service.association_id != association.pk:
        raise DomainError(_("This service is not open for requests now."), code="closed", field="service")
    terms = terms_for(service, None, received_on=timezone.localdate())
    accept_responsibilities(by.beneficiary, by=by, how=GivenHow.ONLINE)
    beneficiary, now = living(by.beneficiary), timezone.now()
    try:
        with transaction.atomic():
            return association.request_drafts.create(
                beneficiary=beneficiary,
                service=service,
                service_version=terms,
                accepted_version=association.policy_in_force(),
                accepted_at=now,
                changed_at=now,
            )
    except IntegrityError as error:
        raise DomainError(
            _("A saved request waits already: go on with it, or delete it."), code="one_waits"
        ) from error


def _waiting(draft: RequestDraft, *, by: Any) -> RequestDraft:
    """The locked draft, which must be the applicant's own and not sent yet."""
    rows = RequestDraft.objects.select_for_update(of=("self",)).select_related(
        "association", "beneficiary", "service", "service_version"
    )
    fresh = rows.get(pk=draft.pk, association_id=draft.association_id)
    if fresh.beneficiary_id != by.beneficiary_id or Permission.APPLY_ONLINE not in by.permissions:
        raise NotPermitted(_("This request is not yours."), code="not_permitted")
    if fresh.sent_as_id is not None:
        raise DomainError(_("This request was sent already."), code="sent")
    return fresh


def _touch(draft: RequestDraft, *fields: str) -> None:
    draft.changed_at = timezone.now()
    draft.save(update_fields=["changed_at", *fields])


@transaction.atomic
def accept_for_draft(draft: RequestDraft, *, by: Any) -> RequestDraft:
    """The responsibilities got a new wording while the draft waited, and are accepted again; the draft goes on."""
    draft = _waiting(draft, by=by)
    accept_responsibilities(draft.beneficiary, by=by, how=GivenHow.ONLINE)
    return draft


@transaction.atomic
def write_draft(
    draft: RequestDraft, *, by: Any, need: str, amount_asked: Decimal | None, replies: Replies | None = None
) -> RequestDraft:
    """Save what is asked for, and what was answered to the service's questions."""
    draft = _waiting(draft, by=by)
    draft.need = need
    draft.amount_asked = amount_asked if draft.service.is_in_money else None
    if replies is not None:
        answer_in_draft(draft, replies)
    _touch(draft, "need", "amount_asked")
    return draft


def add_draft_paper(draft: RequestDraft, *, by: Any, item: ChecklistItem, upload: Any) -> DraftPaper:
    """Check and keep one paper of the draft; raises ``DomainError`` on the field ``file``."""

    def make(facts: dict[str, Any]) -> DraftPaper:
        fresh = _waiting(draft, by=by)
        if fresh.papers.filter(item=item).count() >= MOST_PAPERS:
            raise _too_many()
        _touch(fresh)
        return fresh.papers.create(association_id=fresh.association_id, item=item, **facts)

    return _kept(draft.association_id, upload, make)  # type: ignore[no-any-return]


def _too_many() -> DomainError:
    return DomainError(_("Five files for one document are enough."), code="too_many", field="file")


def _kept(association_id: int, upload: Any, make: Callable[[dict[str, Any]], Any]) -> Any:
    """Keep the file, then make its row in one transaction; where that fails the file goes too."""
    with uploads.kept(upload, folder=folder_of(association_id)) as stored, transaction.atomic():
        return make(stored.facts())


@transaction.atomic
def take_out_draft_paper(paper: DraftPaper, *, by: Any) -> None:
    """Take a paper out of the draft, and its file with it."""
    draft = _waiting(paper.draft, by=by)
    paper.delete()
    _touch(draft)
    transaction.on_commit(partial(uploads.drop, folder_of(draft.association_id), paper.stored_as))


@transaction.atomic
def discard_draft(draft: RequestDraft, *, by: Any) -> None:
    """Delete the draft with its papers; nothing of it is kept."""
    drop_draft(_waiting(draft, by=by))


def drop_draft(draft: RequestDraft) -> None:
    """Inside a verb that locked the draft: its rows now, its files once that is certain."""
    for name in draft.papers.values_list("stored_as", flat=True):
        transaction.on_commit(partial(uploads.drop, folder_of(draft.association_id), name))
    draft.delete()


@transaction.atomic
def ask_signing_code(draft: RequestDraft, *, by: Any) -> SignInCode:
    """A code to the file's mobile that signs exactly this draft; after a change of it another is needed."""
    draft = _waiting(draft, by=by)
    _require_written(draft)
    mobile = draft.beneficiary.mobile
    row, plain = codes.issue(draft.association, mobile=mobile, purpose=CodePurpose.SIGN, bound_to=draft.digest())
    send_code(draft.association, mobile=mobile, row=row, plain=plain)
    return row


def _require_written(draft: RequestDraft) -> None:
    if not draft.need.strip():
        raise DomainError(_("Write first what you ask for."), code="need_missing")
    if unanswered(draft.service_version.questions.all(), draft_replies(draft)):
        raise DomainError(_("Answer first what the service asks."), code="questions")


@transaction.atomic
def submit_draft(draft: RequestDraft, *, by: Any, code_uid: str, code: str) -> SupportRequest:
    """Open the request with its papers and its signed declaration, and issue the receipt; a draft is sent once."""
    draft = _waiting(draft, by=by)
    _require_written(draft)
    association = draft.association
    codes.take(association, code_uid, code, purpose=CodePurpose.SIGN, bound_to=draft.digest())
    if association.policy_in_force().pk != draft.accepted_version_id:
        raise DomainError(
            _("The policy has changed since you began. Delete this draft and begin anew."), code="policy_changed"
        )
    if to_be_told(draft.beneficiary) is not None:
        raise DomainError(_("Your responsibilities have a new wording: read and accept it first."), code="not_told")
    support_request = open_request(
        association,
        by=by,
        beneficiary=draft.beneficiary,
        service=draft.service,
        channel=Channel.WEBSITE,
        need=draft.need,
        amount_asked=draft.amount_asked,
        agreed_means=draft.beneficiary.agreed_means,
        service_version=draft.service_version,
    )
    hand_over_replies(draft, support_request, by=by, at=timezone.now())
    _hand_over(draft, support_request, by=by)
    declare(support_request, by=by, method=SignatureMethod.ONE_TIME_CODE, signed_name=draft.beneficiary.full_name)
    stand_for_earlier(support_request)
    draft.sent_as = support_request
    _touch(draft, "sent_as")
    issue_receipt(support_request, by=by)
    tell_received(support_request)
    return support_request


def _hand_over(draft: RequestDraft, support_request: SupportRequest, *, by: Any) -> None:
    """The draft's papers become the request's."""
    for paper in draft.papers.all():
        facts = {name: getattr(paper, name) for name in FILE_FACTS}
        _add_row(support_request, paper.item, facts, by=by)


def _add_row(support_request: SupportRequest, item: ChecklistItem, facts: dict[str, Any], *, by: Any) -> RequestPaper:
    now = timezone.now()
    row = support_request.papers.create(
        association_id=support_request.association_id, item=item, sent_at=now, sent_by=by.user, **facts
    )
    note(support_request, PAPER_SENT, by=by, at=now, detail={"item_ar": item.name_ar, "item_en": item.name_en})
    return row


def add_paper(support_request: SupportRequest, *, by: Any, item: ChecklistItem, upload: Any) -> RequestPaper:
    """A paper that was still missing, while the request is with the desk; the status stays as it is."""

    def make(facts: dict[str, Any]) -> RequestPaper:
        fresh = locked(support_request)
        permissions.check_own(by, fresh)
        is_waited_for = waits_for_applicant(fresh)
        if fresh.status not in (Status.INCOMPLETE, Status.RETURNED) and not is_waited_for:
            raise TransitionNotAllowed(
                _("This request needs no papers now: it is “%(status)s”.") % {"status": fresh.get_status_display()},
                code="transition_not_allowed",
            )
        if fresh.papers.filter(item=item, sent_at__gte=fresh.status_since).count() >= MOST_PAPERS:
            raise _too_many()
        row = _add_row(fresh, item, facts, by=by)
        if is_waited_for:
            resume_for_paper(fresh)
        return row

    return _kept(support_request.association_id, upload, make)  # type: ignore[no-any-return]
