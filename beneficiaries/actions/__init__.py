"""The verbs of the file: register, correct, look, reveal; sign, consent, report, confirm; tell apart or merge."""

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
    current_consents,
    give_by_signing,
    notice_of,
    say,
    to_be_told,
)
from .duplicates import propose_pairs, reopen, tell_apart
from .file import REVEALED, SEALED, AlreadyRegistered, MergedAway, correct, living, look, register, reveal
from .merging import merge, undo_merge, versions
from .signing import Signed, ask_desk_code, proof_of, sign, waiting_code

__all__ = [
    "MAY_REPORT",
    "REVEALED",
    "SEALED",
    "AlreadyRegistered",
    "MergedAway",
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
    "current_consents",
    "give_by_signing",
    "living",
    "look",
    "may_apply",
    "merge",
    "notice_of",
    "proof_of",
    "propose_pairs",
    "refuse_report",
    "register",
    "reopen",
    "report_change",
    "report_folder",
    "reveal",
    "say",
    "sign",
    "tell_apart",
    "to_be_told",
    "undo_merge",
    "versions",
    "waiting_code",
]
