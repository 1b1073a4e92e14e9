"""Papers of a request on the letterhead: the receipt with its derivation, and the decision letter (P5, R5–R9).

A paper states the facts as they were when it was issued; they are frozen in the register with their hash.
Letters are in Arabic whatever language the screen is in; identifiers appear masked.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from associations.clock_words import sentences
from associations.objecting import objection_rules, within_days
from associations.promise_words import promise_sentence
from associations.promises import derivation_of, rule_row
from core.identity import mask_id
from correspondence import actions as correspondence_actions
from correspondence.models import Letter, LetterKind

from .. import permissions
from ..enums import MustBeMet, ObjectionOutcome, Outcome, Status
from ..handed_in import to_be_checked
from ..models import SupportRequest
from ..stipulating import Stipulated
from .intake import current_declaration, missing_items
from .moving import locked, note

LETTERS_LANGUAGE = "ar"


def _common(support_request: SupportRequest) -> dict[str, Any]:
    beneficiary = support_request.beneficiary
    version = support_request.policy_version
    row = rule_row(version, support_request.CASE_KIND)
    return {
        "reference": support_request.reference,
        "beneficiary": beneficiary.full_name,
        "file": beneficiary.number,
        "id_masked": mask_id(beneficiary.national_id),
        "service": support_request.service.name,
        "channel": support_request.get_channel_display(),
        "received_on": timezone.localdate(support_request.received_at).isoformat(),
        "means": support_request.get_agreed_means_display(),
        "body": version.reviewing_body_name,
        "policy": version.title,
        "policy_version": version.number,
        "article": row.article if row else "",
    }


def receipt_facts(support_request: SupportRequest) -> dict[str, Any]:
    """What the receipt states now: the request, what is missing, the promise and why, in Arabic."""
    with translation.override(LETTERS_LANGUAGE):
        derivation = derivation_of(support_request)
        missing = missing_items(support_request, on=timezone.localdate())
        sent = to_be_checked(missing, support_request.papers.all())
        return {
            **_common(support_request),
            "need": support_request.need,
            "is_complete": support_request.complete_at is not None
            and not missing
            and support_request.status not in (Status.INCOMPLETE, Status.RETURNED),
            "needs_declaration": support_request.policy_version.needs_declaration,
            "missing": [entry.item.name for entry in missing if entry.pk not in sent],
            "is_signed": current_declaration(support_request) is not None,
            "promise": promise_sentence(derivation),
            "due_on": derivation.due_on.isoformat() if derivation.due_on else None,
            "answer_expected_from": derivation.answer_expected_from.isoformat()
            if derivation.answer_expected_from
            else None,
            "steps": sentences(derivation),
        }


@transaction.atomic
def issue_receipt(support_request: SupportRequest, *, by: Any) -> Letter:
    """The receipt of the request as it stands; the same facts are not registered twice."""
    permissions.check_receipt(by, support_request)
    support_request = locked(support_request)
    facts = receipt_facts(support_request)
    earlier = support_request.association.letters.filter(
        about=support_request.reference, kind=LetterKind.RECEIPT, sha256=correspondence_actions.digest(facts)
    ).first()
    if earlier is not None:
        return earlier
    with translation.override(LETTERS_LANGUAGE):
        subject = _("Receipt of request %(reference)s") % {"reference": support_request.reference}
    letter = correspondence_actions.issue(
        support_request.association,
        kind=LetterKind.RECEIPT,
        about=support_request.reference,
        subject=subject,
        recipient=support_request.beneficiary.full_name,
        facts=facts,
        by=by.user,
    )
    note(support_request, "receipt_issued", by=by, at=letter.issued_at, detail={"letter": letter.reference})
    return letter


def objection_facts(support_request: SupportRequest) -> dict[str, Any]:
    """How the person may object, as the letter says it; empty where the policy version has no objections."""
    rules = objection_rules(support_request.policy_version)
    if rules is None:
        return {"objection_period": "", "objection_body": "", "objection_channels": ""}
    channels = [str(row.get_channel_display()) for row in support_request.policy_version.channels.all()]
    return {
        "objection_period": within_days(rules),
        "objection_body": rules.body_name,
        "objection_channels": "، ".join(channels),
    }


def stipulation_facts(rows: Iterable[Stipulated]) -> list[dict[str, Any]]:
    """The conditions as a letter keeps them."""
    return [
        {
            "text": row.text,
            "before": row.needed == MustBeMet.BEFORE,
            "last_on": row.last_on.isoformat() if row.last_on else None,
        }
        for row in rows
    ]


def decision_facts(
    support_request: SupportRequest, *, by: Any, reasons: str, terms: Any
) -> tuple[str, dict[str, Any]]:
    """Subject and facts of the letter that tells the person of the decision, in Arabic.

    ``by`` signs it; None where the body decided by vote: who sat and presided is not the applicant's to know (R6–R9).
    """
    with translation.override(LETTERS_LANGUAGE):
        reason = terms.refusal_reason
        facts = {
            **_common(support_request),
            "outcome": terms.outcome,
            "outcome_label": str(Outcome(terms.outcome).label),
            "amount": str(terms.amount) if terms.amount is not None else None,
            "refusal_reason": reason.text if reason else "",
            "reason_clause": reason.clause if reason else "",
            "reasons": reasons,
            "handover": terms.handover,
            "to_bring": terms.to_bring,
            "stipulations": stipulation_facts(terms.stipulations),
            **objection_facts(support_request),
            "signatory": by.user.name_ar if by else "",
            "signatory_office": support_request.reviewing_body.name_ar,
        }
        return _("Decision on request %(reference)s") % {"reference": support_request.reference}, facts


def objection_letter_facts(objection: Any, *, by: Any, outcome: str, reasons: str, terms: Any) -> dict[str, Any]:
    """What the answer to an objection states, in Arabic; ``terms`` where something else is granted.

    ``by`` signs it; None where the body decided by vote.
    """
    with translation.override(LETTERS_LANGUAGE):
        return {
            **_common(objection.support_request),
            "received_on": timezone.localdate(objection.received_at).isoformat(),
            "objection": objection.reference,
            "objection_body": objection.body.name_ar,
            "outcome": outcome,
            "outcome_label": str(ObjectionOutcome(outcome).label),
            "instead": str(Outcome(terms.outcome).label) if terms else "",
            "amount": str(terms.amount) if terms and terms.amount is not None else None,
            "stipulations": stipulation_facts(terms.stipulations) if terms else [],
            "reasons": reasons,
            "signatory": by.user.name_ar if by else "",
            "signatory_office": objection.body.name_ar,
        }


def issue_decision_letter(
    support_request: SupportRequest, *, by: Any, reasons: str, terms: Any, by_vote: bool = False
) -> Letter:
    """The letter of a decision, called inside the decision's transaction; ``terms`` are ``decision.Terms``."""
    subject, facts = decision_facts(support_request, by=None if by_vote else by, reasons=reasons, terms=terms)
    return correspondence_actions.issue(
        support_request.association,
        kind=LetterKind.DECISION,
        about=support_request.reference,
        subject=subject,
        recipient=support_request.beneficiary.full_name,
        facts=facts,
        by=by.user,
    )
