"""A file that may hold identifiers is sealed on the way to the disk and opened piece by piece, never whole.

AES-256-GCM over pieces of 64 KiB; each is bound to the file's random name, its place, and whether it is the last, so
that no piece can be moved, left out or put into another file. Stored outside the web root.
"""

from __future__ import annotations

import base64
import contextlib
import io
import os
import secrets
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

PIECE = 64 * 1024
_NONCE, _TAG = 12, 16
_WHOLE = PIECE + _NONCE + _TAG
_HEAD = 32  # the name of the key, padded


def _place(folder: str, name: str) -> Path:
    return Path(settings.STATE_DIR) / "files" / folder / Path(name).name


def _cipher(key: str) -> AESGCM:
    return AESGCM(base64.b64decode(settings.FIELD_KEYS[key]))


def _bound(name: str, piece: int, *, is_last: bool) -> bytes:
    return f"file|{name}|{piece}|{is_last}".encode()


def keep_sealed(chunks: Iterable[bytes], *, folder: str) -> str:
    """Seal what the chunks give and keep it; gives the random name."""
    name, key = f"{secrets.token_hex(16)}.sealed", settings.FIELD_KEY_IN_USE
    path = _place(folder, name)
    path.parent.mkdir(parents=True, exist_ok=True)
    cipher, waiting, number = _cipher(key), bytearray(), 0
    with path.open("xb") as out:
        out.write(key.encode().ljust(_HEAD, b"\0"))

        def write(piece: bytes, *, is_last: bool) -> None:
            nonce = os.urandom(_NONCE)
            out.write(nonce + cipher.encrypt(nonce, piece, _bound(name, number, is_last=is_last)))

        for chunk in chunks:
            waiting += chunk
            while len(waiting) > PIECE:  # the last piece is never empty, unless the file is
                write(bytes(waiting[:PIECE]), is_last=False)
                del waiting[:PIECE]
                number += 1
        write(bytes(waiting), is_last=True)
    return name


def open_sealed(folder: str, name: str) -> io.BufferedReader:
    """The file as it was, readable and seekable; one piece of it is in memory at a time."""
    return io.BufferedReader(_Opened(_place(folder, name)), PIECE)


def drop_sealed(folder: str, name: str) -> None:
    """Remove a file that no row names any more."""
    with contextlib.suppress(FileNotFoundError):
        _place(folder, name).unlink()


class _Opened(io.RawIOBase):
    """Raises ``cryptography.exceptions.InvalidTag`` where a piece was altered."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("rb")
        self._name = path.name
        self._cipher = _cipher(self._file.read(_HEAD).rstrip(b"\0").decode())
        body = path.stat().st_size - _HEAD
        self._pieces = -(-body // _WHOLE)
        self._size = body - self._pieces * (_NONCE + _TAG)
        self._at = 0
        self._held: tuple[int, bytes] = (-1, b"")

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._size}[whence]
        if start + offset < 0:
            raise ValueError("before the beginning of the file")
        self._at = start + offset
        return self._at

    def tell(self) -> int:
        return self._at

    def readinto(self, buffer: Any) -> int:
        if self._at >= self._size:
            return 0
        number, within = divmod(self._at, PIECE)
        part = self._piece(number)[within : within + len(buffer)]
        buffer[: len(part)] = part
        self._at += len(part)
        return len(part)

    def _piece(self, number: int) -> bytes:
        if self._held[0] != number:
            self._file.seek(_HEAD + number * _WHOLE)
            sealed = self._file.read(_WHOLE)
            bound = _bound(self._name, number, is_last=number == self._pieces - 1)
            self._held = (number, self._cipher.decrypt(sealed[:_NONCE], sealed[_NONCE:], bound))
        return self._held[1]

    def close(self) -> None:
        self._file.close()
        super().close()
