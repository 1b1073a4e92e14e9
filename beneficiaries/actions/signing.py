"""Taking a signature at the desk or online: drawn, by a code to the person's mobile, on paper, or typed (R5).

A code is bound to exactly what is signed. A scan is checked and kept first; where the signature fails it goes too.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import codes
from accounts.models import CodePurpose, SignInCode
from core import uploads
from core.drawing import signature_picture
from core.errors import DomainError

from ..enums import SignatureMethod
from ..models import Beneficiary, Signature
from ..signing_in import send_code


@dataclass(frozen=True)
class Signed:
    """How a person signed, under which name, and what proves it."""

    method: str
    name: str
    drawing: str = ""
    code: str = ""
    code_uid: str = ""
    scan: Any = None


@dataclass(frozen=True)
class Proof:
    """A signature whose drawing is clean and whose scan is kept."""

    signed: Signed
    drawing: str = ""
    kept: uploads.Stored | None = None


def folder_of(association_id: int) -> str:
    return f"signed/{association_id}"


@contextmanager
def proof_of(signed: Signed, *, association_id: int) -> Iterator[Proof]:
    """What the block inside makes is one transaction with the kept scan: both stand, or neither."""
    drawing = signature_picture(signed.drawing) if signed.method == SignatureMethod.DRAWN else ""
    with kept_file(_scan(signed), folder=folder_of(association_id)) as stored, transaction.atomic():
        yield Proof(signed, drawing, stored)


def _scan(signed: Signed) -> Any:
    return signed.scan if signed.method == SignatureMethod.ON_PAPER else None


@contextmanager
def kept_file(upload: Any, *, folder: str) -> Iterator[uploads.Stored | None]:
    """The file, checked and kept, or None where there is none; where the block fails it is dropped again."""
    stored = uploads.keep(upload, folder=folder, kinds=uploads.PAPERS) if upload else None
    try:
        yield stored
    except BaseException:
        if stored:
            uploads.drop(folder, stored.name)
        raise


@transaction.atomic
def ask_desk_code(beneficiary: Beneficiary, *, digest: str) -> SignInCode:
    """A code to the person's mobile that signs exactly this; the person tells it to the officer before them."""
    if not beneficiary.mobile:
        raise DomainError(_("The file has no mobile. Choose another way to sign."), code="no_mobile")
    row, plain = codes.issue(
        beneficiary.association, mobile=beneficiary.mobile, purpose=CodePurpose.SIGN, bound_to=digest
    )
    send_code(
        beneficiary.association,
        mobile=beneficiary.mobile,
        row=row,
        plain=plain,
        language=beneficiary.language,
    )
    return row


def waiting_code(beneficiary: Beneficiary, *, digest: str) -> SignInCode | None:
    """The code that was sent for exactly this and may still be used."""
    return codes.waiting(beneficiary.association, mobile=beneficiary.mobile, purpose=CodePurpose.SIGN, bound_to=digest)


def sign(beneficiary: Beneficiary, *, by: Any, digest: str, proof: Proof) -> Signature:
    """The signature's row, inside ``proof_of``; uses the code up where it is one."""
    signed = proof.signed
    if signed.method == SignatureMethod.ONE_TIME_CODE:
        codes.take(beneficiary.association, signed.code_uid, signed.code, purpose=CodePurpose.SIGN, bound_to=digest)
    row = Signature(
        association_id=beneficiary.association_id,
        beneficiary=beneficiary,
        method=signed.method,
        signed_name=signed.name,
        digest=digest,
        signed_at=timezone.now(),
        witnessed_by=by.user,
    )
    row.drawing = proof.drawing
    if proof.kept:
        row.stored_as, row.media_type = proof.kept.name, proof.kept.media_type
        row.sha256 = proof.kept.sha256
    row.save(force_insert=True)
    return row
