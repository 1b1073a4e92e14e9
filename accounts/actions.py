"""Staff read the policy in force and sign it (P3, B7)."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from associations.models import PolicyVersion
from core.errors import DomainError
from core.names import fold

from .models import Membership, PolicySignature


@transaction.atomic
def sign_policy(membership: Membership, version: PolicyVersion, *, signed_name: str) -> PolicySignature:
    """The member's own signature under this version; a second one is the first one. The name must be theirs."""
    names = (membership.user.name_ar, membership.user.name_en)
    if fold(signed_name).split() not in [fold(name).split() for name in names if name]:
        raise DomainError(
            _("Type your own name as it is entered here: “%(name)s”.") % {"name": membership.user.name},
            code="name_differs",
            field="signed_name",
        )
    signature, _made = PolicySignature.objects.get_or_create(
        membership=membership,
        policy_version=version,
        defaults={"signed_name": signed_name, "signed_at": timezone.now()},
    )
    return signature
