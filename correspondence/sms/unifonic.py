"""Unifonic's gateway: one form POST a message; taken only when its answer says so and names the message.

``http.client`` and not ``urllib.request``: it follows no redirect (which would carry our account elsewhere) and no
proxy of the environment. CorrelationID is the notice's id, the same at every try.
"""

from __future__ import annotations

import http.client
import json
import re
import ssl
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.core.exceptions import ImproperlyConfigured

from . import NotSent

URL = "https://el.cloud.unifonic.com/rest/SMS/messages"
TIMEOUT = 10.0  # seconds, for connecting and for each reading
LONGEST_ANSWER = 65536
LOOPBACK = {"127.0.0.1", "::1", "localhost"}
_CODE = re.compile(r"[A-Za-z0-9_-]{1,16}")


class Unifonic:
    def __init__(self, *, app_sid: str, sender: str, url: str = URL, timeout: float = TIMEOUT) -> None:
        if not app_sid or not sender:
            raise ImproperlyConfigured(
                "Unifonic needs MITHAQ_SMS_APP_SID and MITHAQ_SMS_SENDER. See docs/operations.md."
            )
        parts = urlsplit(url)
        if not parts.hostname or not (
            parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK)
        ):
            raise ImproperlyConfigured("MITHAQ_SMS_URL must begin with https://.")
        self.app_sid, self.sender, self.parts, self.timeout = app_sid, sender, parts, timeout

    @classmethod
    def from_settings(cls, settings: dict[str, Any]) -> Unifonic:
        return cls(app_sid=settings["app_sid"], sender=settings["sender"], url=settings["url"] or URL)

    def send(self, to: str, text: str, *, correlation_id: str) -> str:
        fields = {
            "AppSid": self.app_sid,
            "SenderID": self.sender,
            "Recipient": to.removeprefix("+"),
            "Body": text,
            "responseType": "JSON",
            "CorrelationID": correlation_id,
        }
        return _message_id(self._posted(urlencode(fields)))

    def _posted(self, form: str) -> bytes:
        """The body of a 200 answer."""
        connection = self._connection()
        try:
            headers = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"}
            connection.request("POST", self.parts.path or "/", body=form.encode("ascii"), headers=headers)
            answer = connection.getresponse()
            if answer.status != http.HTTPStatus.OK:
                raise NotSent(f"http_{answer.status}")
            return answer.read(LONGEST_ANSWER)
        except TimeoutError:
            raise NotSent("timeout") from None
        except (OSError, http.client.HTTPException):
            raise NotSent("connection") from None
        finally:
            connection.close()

    def _connection(self) -> http.client.HTTPConnection:
        host, port = self.parts.hostname or "", self.parts.port
        if self.parts.scheme == "http":
            return http.client.HTTPConnection(host, port, timeout=self.timeout)
        return http.client.HTTPSConnection(host, port, timeout=self.timeout, context=ssl.create_default_context())


def _message_id(body: bytes) -> str:
    """The provider's id of a message it took; anything else than its documented yes is a no."""
    try:
        answer = json.loads(body)
        taken = answer["success"]
        if taken is True or str(taken).lower() == "true":
            return str(answer["data"]["MessageID"])
        code = str(answer.get("errorCode", ""))
    except (ValueError, KeyError, TypeError, AttributeError):
        raise NotSent("nonsense") from None
    raise NotSent(f"refused_{code}" if _CODE.fullmatch(code) else "refused")
