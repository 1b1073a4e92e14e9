"""Accepting one's responsibilities, and a person's word on each purpose: given, refused, withdrawn (B3, B5).

Every word is a row of its own and names the version of the notice; withdrawing takes as many presses as agreeing.
"""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from accounts.roles import Permission
from associations.enums import TextKind
from associations.models import AgreedText
from core.errors import DomainError, NotPermitted, StaleRecord
from core.identity import mask_id
from correspondence.actions import issue
from correspondence.models import Letter, LetterKind
from correspondence.paper import LETTERS_LANGUAGE

from ..declared import digest
from ..enums import ConsentPurpose, ConsentState, GivenHow
from ..models import Acceptance, Beneficiary, Consent
from ..models.consent import kind_of_notice
from ..telling import stop_unwanted
from .file import living, refuse_closed
from .signing import Signed, proof_of, sign


def is_own(by: Any, beneficiary: Beneficiary) -> bool:
    """Whether the person at home acts in their own file."""
    return Permission.APPLY_ONLINE in by.permissions and by.beneficiary_id == beneficiary.pk


def _check(by: Any, beneficiary: Beneficiary) -> None:
    """The front desk of the association.
    The person at home, for themselves.
    """
    at_desk = by.association_id == beneficiary.association_id and Permission.EDIT_BENEFICIARY in by.permissions
    if not (at_desk or is_own(by, beneficiary)):
        raise NotPermitted(_("Recording consents is not among your tasks."), code="not_permitted")


def to_be_told(beneficiary: Beneficiary) -> AgreedText | None:
    """The responsibilities in force, where the person has not accepted this version. Two queries."""
    text = beneficiary.association.agreed_texts.in_force(TextKind.RESPONSIBILITIES)
    if text is None or beneficiary.acceptances.filter(text=text).exists():
        return None
    return text


@transaction.atomic
def accept(
    beneficiary: Beneficiary, *, by: Any, text: AgreedText | None, how: str, expected_number: int | None = None
) -> Acceptance | None:
    """The person was told of this version and accepts it; a second time changes nothing."""
    _check(by, beneficiary)
    if text is None:
        return None
    beneficiary = living(beneficiary)
    refuse_closed(beneficiary)
    if expected_number is not None and expected_number != text.number:
        raise StaleRecord
    found, _made = beneficiary.acceptances.get_or_create(
        text=text,
        defaults={
            "association_id": beneficiary.association_id,
            "how": how,
            "at": timezone.now(),
            "by": by.user,
        },
    )
    return found


def accept_responsibilities(beneficiary: Beneficiary, *, by: Any, how: str) -> None:
    """Whoever signs or begins has been told: the version in force is accepted, once."""
    accept(beneficiary, by=by, text=to_be_told(beneficiary), how=how)


def current_consents(beneficiary: Beneficiary) -> dict[str, Consent]:
    """The person's latest word on each purpose, also what was said under files merged into this one. One query."""
    return Consent.objects.of_person(beneficiary).current()


def notice_of(beneficiary: Beneficiary, purpose: str) -> AgreedText:
    """The notice in force of a purpose; raises where the association has published none."""
    text = beneficiary.association.agreed_texts.in_force(kind_of_notice(purpose))
    if text is None:
        raise DomainError(
            _("The association has published no notice for this purpose yet. Ask its administrator to."),
            code="no_notice",
        )
    return text


def consent_digest(beneficiary: Beneficiary, text: AgreedText) -> str:
    """What a signature under a consent covers: whose it is and the very text."""
    return digest({"consent": text.kind, "version": text.number, "text": text.text_ar, "file": str(beneficiary.uid)})


def _said(beneficiary: Beneficiary, by: Any, purpose: str, state: str, how: str, **more: Any) -> Consent:
    return beneficiary.consents.create(
        association_id=beneficiary.association_id,
        purpose=ConsentPurpose(purpose),
        state=state,
        how=how,
        at=timezone.now(),
        by=by.user,
        **more,
    )


def give_by_signing(
    beneficiary: Beneficiary, *, by: Any, purpose: str, signed: Signed, expected_number: int | None = None
) -> Consent:
    """Consent at the desk, under the person's signature; ``expected_number`` is the notice's version that was read."""
    _check(by, beneficiary)
    with proof_of(signed, association_id=beneficiary.association_id) as proof:
        beneficiary = living(beneficiary)
        refuse_closed(beneficiary)
        text = notice_of(beneficiary, purpose)
        if expected_number is not None and text.number != expected_number:
            raise StaleRecord
        signature = sign(beneficiary, by=by, digest=consent_digest(beneficiary, text), proof=proof)
        return _said(beneficiary, by, purpose, ConsentState.GIVEN, GivenHow.SIGNED, text=text, signature=signature)


@transaction.atomic
def say(beneficiary: Beneficiary, *, by: Any, purpose: str, state: str, expected_number: int | None = None) -> Consent:
    """A person's word in one press: online any of the three; at the desk refusing and withdrawing.

    Saying the same again under the same notice changes nothing. A no is heard of a closed file too: it is a right.
    """
    _check(by, beneficiary)
    online = is_own(by, beneficiary)
    if state == ConsentState.GIVEN and not online:
        raise DomainError(_("At the desk a consent is given by signing."), code="sign")
    beneficiary = living(beneficiary)
    if state == ConsentState.GIVEN:
        refuse_closed(beneficiary)
    current = Consent.objects.of_person(beneficiary).current().get(purpose)
    if state == ConsentState.WITHDRAWN:
        if current is None or current.state != ConsentState.GIVEN:
            raise DomainError(_("There is no consent to withdraw."), code="nothing_given")
        text = current.text
    else:
        text = notice_of(beneficiary, purpose)
        if expected_number is not None and text.number != expected_number:
            raise StaleRecord
    if current is not None and (current.state, current.text_id) == (state, text.pk):
        return current
    said = _said(beneficiary, by, purpose, state, GivenHow.ONLINE if online else GivenHow.TOLD, text=text)
    stop_unwanted(beneficiary)
    return said


@transaction.atomic
def consent_letter(beneficiary: Beneficiary, *, by: Any, purpose: str) -> Letter:
    """What the person said on a purpose, as a numbered letter on the letterhead (P5)."""
    _check(by, beneficiary)
    current = Consent.objects.of_person(beneficiary).current().get(purpose)
    if current is None:
        raise DomainError(_("Nothing was said on this purpose yet."), code="nothing_said")
    with translation.override(LETTERS_LANGUAGE):
        facts = {
            "beneficiary": beneficiary.full_name,
            "file": beneficiary.number,
            "id_masked": mask_id(beneficiary.national_id),
            "purpose": str(current.get_purpose_display()),
            "notice": current.text.text_ar,
            "notice_version": str(current.text.number),
            "state_label": str(current.get_state_display()),
            "given_how": _how_in_words(current),
            "said_on": timezone.localdate(current.at).isoformat(),
        }
        subject = f"{LetterKind.CONSENT.label}: {facts['purpose']}"
    return issue(
        beneficiary.association,
        kind=LetterKind.CONSENT,
        about=beneficiary.number,
        subject=subject[:200],
        recipient=beneficiary.full_name,
        facts=facts,
        by=by.user,
    )


def _how_in_words(consent: Consent) -> str:
    method = consent.signature.get_method_display() if consent.signature else ""
    return " · ".join(part for part in (str(consent.get_how_display()), str(method)) if part)
