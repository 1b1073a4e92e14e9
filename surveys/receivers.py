"""A closed request invites to its rating, in the same transaction as the closing (B8)."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.dispatch import receiver
from django.urls import reverse

from requests.models import SupportRequest
from requests.notices import tell_rating
from requests.signals import request_closed

from .actions import after_service_invitation, invite_after_service


@receiver(request_closed)
def invite_to_rate(sender: Any, *, support_request: SupportRequest, **kwargs: Any) -> None:
    """The invitation, and its link by the agreed means where the installation knows its own public address."""
    after_service_invitation(support_request)
    if settings.PUBLIC_ADDRESS:
        _invitation, key = invite_after_service(support_request)
        path = reverse("survey:answer", args=[support_request.association.slug, key])
        tell_rating(support_request, settings.PUBLIC_ADDRESS.rstrip("/") + path)
