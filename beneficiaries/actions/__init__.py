"""The verbs of the file: register and correct, look and reveal, sign and consent, report and confirm."""

from .changes import (
    MAY_REPORT,
    apply_report,
    check_decides,
    check_reports,
    may_apply,
    refuse_report,
    report_change,
    report_folder,
)
from .confirming import ask_for_confirmations, confirm
from .consent import (
    accept,
    accept_responsibilities,
    consent_digest,
    consent_letter,
    give_by_signing,
    notice_of,
    say,
    to_be_told,
)
from .file import SEALED, AlreadyRegistered, correct, look, register, reveal
from .signing import Signed, ask_desk_code, proof_of, sign, waiting_code

__all__ = [
    "MAY_REPORT",
    "SEALED",
    "AlreadyRegistered",
    "Signed",
    "accept",
    "accept_responsibilities",
    "apply_report",
    "ask_desk_code",
    "ask_for_confirmations",
    "check_decides",
    "check_reports",
    "confirm",
    "consent_digest",
    "consent_letter",
    "correct",
    "give_by_signing",
    "look",
    "may_apply",
    "notice_of",
    "proof_of",
    "refuse_report",
    "register",
    "report_change",
    "report_folder",
    "reveal",
    "say",
    "sign",
    "to_be_told",
    "waiting_code",
]
