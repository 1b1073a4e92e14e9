"""Giving a person what is kept about them; each giving is a look that the person can read of (B4)."""

from __future__ import annotations

import hashlib
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from accounts import codes
from accounts.models import CodePurpose, SignInCode
from accounts.roles import Permission
from core.errors import NotPermitted

from ..models import Beneficiary, FileLook
from ..own_copy import as_json, as_pdf, own_copy
from ..signing_in import send_code
from .file import look


class Checked(models.TextChoices):
    """How the desk knows that the copy goes to its owner."""

    ID_SEEN = "id_seen", _("The person is here and showed the ID")
    MANDATE_SEEN = "mandate_seen", _("Who acts for the person is here, with ID and deed")


PDF, JSON = "pdf", "json"


def _made(file: Beneficiary, form: str) -> bytes:
    return as_pdf(file) if form == PDF else as_json(own_copy(file)).encode()


@transaction.atomic
def hand_over_copy(file: Beneficiary, *, by: Any, checked: str, form: str) -> bytes:
    """The copy at the desk, after the identity was checked."""
    if Permission.EXPORT_FILE not in by.permissions:
        raise NotPermitted(_("Giving copies of files is not among your tasks."), code="not_permitted")
    made = _made(file, form)
    look(file, by=by, what=FileLook.What.EXPORT, reason=str(Checked(checked).label))
    return made


def bound_to(file: Beneficiary) -> str:
    """What the code of a download is for: this person's copy and nothing else."""
    return hashlib.sha256(f"own-copy:{file.uid}".encode()).hexdigest()


@transaction.atomic
def ask_copy_code(file: Beneficiary, *, by: Any) -> SignInCode:
    """A fresh code to the file's mobile, also for somebody who is signed in: a phone may have been left open."""
    _require_owner(file, by)
    row, plain = codes.issue(file.association, mobile=file.mobile, purpose=CodePurpose.SIGN, bound_to=bound_to(file))
    send_code(file.association, mobile=file.mobile, row=row, plain=plain)
    return row


def _require_owner(file: Beneficiary, by: Any) -> None:
    if getattr(by, "beneficiary_id", None) != file.pk:
        raise NotPermitted(_("This file is not yours."), code="not_permitted")


@transaction.atomic
def take_copy(file: Beneficiary, *, by: Any, code_uid: str, code: str, form: str) -> bytes:
    """The copy for the person at home; raises ``WrongCode``. Count the guess before, outside this transaction."""
    _require_owner(file, by)
    codes.take(file.association, code_uid, code, purpose=CodePurpose.SIGN, bound_to=bound_to(file))
    made = _made(file, form)
    look(file, by=by, what=FileLook.What.EXPORT)
    return made


def waiting_code(file: Beneficiary) -> SignInCode | None:
    """The code that was sent and may still be used."""
    return codes.waiting(file.association, mobile=file.mobile, purpose=CodePurpose.SIGN, bound_to=bound_to(file))
