"""A question about an inquiry, put to the body the policy names (R4)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from associations.models import ReferredQuestion

from .complaint import Complaint


class ComplaintReferral(ReferredQuestion):
    """What was asked is never changed and an answer stands as it was given (triggers)."""

    case = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="referrals")

    class Meta(ReferredQuestion.Meta):
        verbose_name = _("referral")
        verbose_name_plural = _("referrals")
