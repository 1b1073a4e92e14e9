"""Files that came from a sheet are put beside those that may be of the same person, in the same transaction."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.dispatch import receiver

from .actions.duplicates import propose_pairs
from .models import Beneficiary
from .signals import files_imported


@receiver(files_imported)
def propose_for_imported(sender: Any, *, beneficiaries: Iterable[Beneficiary], **kwargs: Any) -> None:
    for file in beneficiaries:
        propose_pairs(file)
