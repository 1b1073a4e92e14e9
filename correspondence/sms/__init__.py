"""Text messages go out through one gateway, chosen by the settings; every adapter keeps this one protocol."""

from __future__ import annotations

from typing import Protocol

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured


class NotSent(Exception):
    """The provider did not take the message. ``code`` holds no word of it; ``is_final``: trying again is no use."""

    def __init__(self, code: str, *, is_final: bool = False) -> None:
        super().__init__(code)
        self.code, self.is_final = code, is_final


class SmsGateway(Protocol):
    def send(self, to: str, text: str, *, correlation_id: str) -> str:
        """Hand the text over for ``+9665XXXXXXXX``; gives the provider's id. Raises ``NotSent``."""


def gateway_in_use() -> SmsGateway:
    """The gateway that ``settings.SMS`` names. Raises ``ImproperlyConfigured`` with a sentence."""
    from .console import ConsoleGateway, NoGateway
    from .unifonic import Unifonic

    made = {"unifonic": Unifonic, "console": ConsoleGateway, "none": NoGateway}
    name = settings.SMS["gateway"]
    if name not in made:
        raise ImproperlyConfigured(f"MITHAQ_SMS_GATEWAY is {name!r}; it can be {', '.join(made)}.")
    return made[name].from_settings(settings.SMS)
