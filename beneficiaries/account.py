"""A beneficiary online: the account that is tied to one file, and the person acting through it for themselves alone.

No name and no number is kept here: the mobile is the file's, sealed, and a corrected mobile moves the door with it.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.roles import Permission
from associations.models import Association


class OnlineAccount(models.Model):
    """One account for one file, made when its owner first proved the mobile, the ID and the birth date."""

    association = models.ForeignKey(Association, on_delete=models.PROTECT, related_name="online_accounts")
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    beneficiary = models.OneToOneField(
        "beneficiaries.Beneficiary", on_delete=models.PROTECT, related_name="online_account"
    )
    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="online_account")
    is_active = models.BooleanField(_("active"), default=True)
    made_at = models.DateTimeField()
    last_in_at = models.DateTimeField()
    left_everywhere_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("online account")
        verbose_name_plural = _("online accounts")
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.uid)


@dataclass(frozen=True)
class Applicant:
    """Stands where verbs take ``by=``: a beneficiary acting for themselves, who holds no staff permission."""

    account: OnlineAccount
    permissions: frozenset[str] = frozenset({Permission.APPLY_ONLINE})

    @property
    def user(self) -> Any:
        return self.account.user

    @property
    def user_id(self) -> int:
        return int(self.account.user_id)

    @property
    def pk(self) -> None:
        """No membership: nothing that belongs to a member is this person's."""

    @property
    def association_id(self) -> int:
        return int(self.account.association_id)

    @property
    def beneficiary(self) -> Any:
        return self.account.beneficiary

    @property
    def beneficiary_id(self) -> int:
        return int(self.account.beneficiary_id)
