"""What this room tells others, in the transaction of what happened."""

from __future__ import annotations

from django.dispatch import Signal

# association, beneficiaries (a batch of files just made from a sheet): likely duplicates are to be proposed for them
files_imported = Signal()
