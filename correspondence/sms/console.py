"""Gateways that call nobody: the demo's, whose texts are read on the page of notices, and the one that is missing."""

from __future__ import annotations

from typing import Any

from . import NotSent


class ConsoleGateway:
    """Takes every message and sends none; the text is in the outbox and never in a log."""

    @classmethod
    def from_settings(cls, _settings: dict[str, Any]) -> ConsoleGateway:
        return cls()

    def send(self, to: str, text: str, *, correlation_id: str) -> str:
        return f"console-{correlation_id}"


class NoGateway:
    """Before a gateway is agreed on: every message fails, and is left to people after its last try."""

    @classmethod
    def from_settings(cls, _settings: dict[str, Any]) -> NoGateway:
        return cls()

    def send(self, to: str, text: str, *, correlation_id: str) -> str:
        raise NotSent("no_gateway")
