"""A lost tracking code (K1): a named person, once verified, gets a new one, and the earlier one opens nothing more.

Nobody can look a code up, and without a name there is nobody to verify: the database refuses it there as well.
"""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core.errors import DomainError

from .. import tracking
from ..enums import Verified
from ..models import Complaint
from ..workflow import REISSUE_CODE
from .moving import begin, finish


@transaction.atomic
def reissue_code(
    complaint: Complaint, *, by: Any, verified: str, expected_version: int | None = None
) -> tuple[Complaint, str]:
    """Gives the case and its new code; pages opened with the earlier code end with it."""
    complaint, now = begin(complaint, REISSUE_CODE, by=by, expected_version=expected_version)
    if complaint.is_anonymous:
        raise DomainError(
            _("Without a name nobody can be verified: the code cannot be given anew."), code="nobody_to_verify"
        )
    if verified not in Verified.values:
        raise DomainError(_("Choose how the person was verified."), code="verified", field="verified")
    if verified == Verified.CALLED_BACK and not complaint.mobile_sealed:
        raise DomainError(_("No number is kept in this case."), code="no_number", field="verified")
    code = tracking.new_code()
    complaint.code_hash = tracking.code_hash(code, association_id=complaint.association_id)
    finish(complaint, REISSUE_CODE, by=by, at=now, detail={"verified": verified}, also=["code_hash"])
    return complaint, code
