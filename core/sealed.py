"""Identifiers at rest are sealed: AES-256-GCM, bound to association, field and row; found by a keyed blind index.

A sealed value names the key it was sealed with, so keys can rotate (``core.resealing``). The blind index lets equality
be asked without opening anything; it depends on the association, so the same ID in two associations does not match.
Its keys are a ring of their own: the last is in use, the older ones are still asked by until they are taken out.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
from functools import lru_cache
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings


@lru_cache(maxsize=16)
def _cipher(key_text: str) -> AESGCM:
    return AESGCM(base64.b64decode(key_text))


def seal(plain: str, *, context: str) -> str:
    """Sealed text ``key:base64``; opens again only with the same ``context``."""
    name = settings.FIELD_KEY_IN_USE
    nonce = os.urandom(12)
    box = _cipher(settings.FIELD_KEYS[name]).encrypt(nonce, plain.encode(), context.encode())
    return f"{name}:{base64.b64encode(nonce + box).decode()}"


def unseal(sealed: str, *, context: str) -> str:
    """The plain text; raises ``cryptography.exceptions.InvalidTag`` where text or context was altered."""
    name, _, body = sealed.partition(":")
    raw = base64.b64decode(body)
    return _cipher(settings.FIELD_KEYS[name]).decrypt(raw[:12], raw[12:], context.encode()).decode()


def index_keys() -> list[str]:
    """The keys of the blind index, the one in use first; the first key of the ring where none are set apart."""
    return list(reversed(settings.FIELD_INDEX_KEYS.values())) or [next(iter(settings.FIELD_KEYS.values()))]


def blind_index(plain: str, *, association_id: int, field: str, key: str = "") -> str:
    """32 hex digits that are equal for equal values of one field in one association, by the index key in use."""
    secret = hashlib.sha256(b"blind-index" + base64.b64decode(key or index_keys()[0])).digest()
    text = f"{association_id}|{field}|{plain}".encode()
    return hmac.new(secret, text, hashlib.sha256).hexdigest()[:32]


def blind_indexes(plain: str, *, association_id: int, field: str) -> list[str]:
    """Under what a value may stand while the index key changes: every look-up asks by these. One, at most times."""
    return [blind_index(plain, association_id=association_id, field=field, key=key) for key in index_keys()]


class Sealed:
    """A model attribute kept sealed in ``<name>_sealed`` (and findable by ``<name>_index`` where asked)."""

    def __init__(self, *, indexed: bool = False) -> None:
        self.indexed = indexed

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    def _context(self, row: Any) -> str:
        return f"{row.association_id}|{row._meta.label_lower}.{self.name}|{row.uid}"

    def __get__(self, row: Any, owner: type | None = None) -> Any:
        if row is None:
            return self
        sealed = getattr(row, f"{self.name}_sealed")
        return unseal(sealed, context=self._context(row)) if sealed else ""

    def __set__(self, row: Any, plain: str) -> None:
        setattr(row, f"{self.name}_sealed", seal(plain, context=self._context(row)) if plain else "")
        if self.indexed:
            index = blind_index(plain, association_id=row.association_id, field=self.name) if plain else None
            setattr(row, f"{self.name}_index", index)
