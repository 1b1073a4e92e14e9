"""Providers on loopback: a gateway that speaks Unifonic's protocol and a mail server that speaks SMTP, well or badly.

``behave`` is what the next callers meet; ``took`` is every message that was accepted, whatever was answered then.
"""

from __future__ import annotations

import json
import socketserver
import threading
import time
from collections.abc import Callable
from email import message_from_bytes, policy
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs


class Gateway:
    """Unifonic's message endpoint: form in, JSON out."""

    def __init__(self) -> None:
        self.took: list[dict[str, str]] = []
        self.behave = "well"
        self.when_taken: Callable[[], None] = lambda: None
        self.over = threading.Event()
        self.asked = 0
        gateway = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                gateway.answer(self)

            def log_message(self, *_args: Any) -> None:
                """Quiet."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}/rest/SMS/messages"
        threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()

    def stop(self) -> None:
        self.over.set()
        self.server.shutdown()
        self.server.server_close()

    def answer(self, http: BaseHTTPRequestHandler) -> None:
        self.asked += 1
        fields = parse_qs(http.rfile.read(int(http.headers["Content-Length"])).decode(), keep_blank_values=True)
        form = {name: values[0] for name, values in fields.items()}
        behave = self.behave
        if behave in ("well", "accept and say nothing"):
            self.took.append({**form, "path": http.path})
            self.when_taken()
        if behave == "well":
            say(http, 200, json.dumps({"success": True, "errorCode": "ER-00", "data": {"MessageID": len(self.took)}}))
        elif behave == "refuse":
            say(http, 200, json.dumps({"success": "false", "errorCode": "ER-07", "message": form["Recipient"]}))
        elif behave == "nonsense":
            say(http, 200, "<html>We are glad to hear from you</html>")
        elif behave == "half":
            say(http, 200, json.dumps({"success": True, "data": None}))
        elif behave == "elsewhere":
            say(http, 302, "", {"Location": self.url + "/again"})
        elif behave == "drip":
            self.drip(http)
        elif behave in ("silence", "accept and say nothing"):
            self.over.wait(5)
        else:
            say(http, int(behave), "Internal error")

    def drip(self, http: BaseHTTPRequestHandler) -> None:
        """Each reading succeeds, and it never ends."""
        http.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 60000\r\n\r\n")
        for _byte in range(100):
            if self.over.wait(0.1):
                return
            try:
                http.wfile.write(b" ")
                http.wfile.flush()
            except OSError:
                return


def say(http: BaseHTTPRequestHandler, status: int, body: str, headers: dict[str, str] | None = None) -> None:
    raw = body.encode()
    http.send_response(status)
    for name, value in {"Content-Length": str(len(raw)), **(headers or {})}.items():
        http.send_header(name, value)
    http.end_headers()
    try:
        http.wfile.write(raw)
    except OSError:
        return


class MailServer:
    """As much of SMTP as a sender uses."""

    def __init__(self) -> None:
        self.took: list[tuple[str, Any]] = []
        self.behave = "well"
        mail = self

        class Handler(socketserver.StreamRequestHandler):
            def handle(self) -> None:
                mail.converse(self)

        self.server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()

    def stop(self) -> None:
        self.server.shutdown()
        self.server.server_close()

    def converse(self, wire: socketserver.StreamRequestHandler) -> None:
        def reply(text: str) -> None:
            wire.wfile.write(text.encode() + b"\r\n")

        if self.behave == "silence":
            time.sleep(2)
            return
        reply("220 here")
        to = ""
        while line := wire.rfile.readline():
            word = line[:4].upper().decode().strip()
            if word in ("EHLO", "HELO", "MAIL", "RSET", "NOOP"):
                reply("250 well")
            elif word == "RCPT":
                to = line.decode().strip()
                reply({"no such": "550 no such mailbox", "busy": "451 come later"}.get(self.behave, "250 well"))
            elif word == "DATA":
                reply("354 go on")
                self.take(wire, to)
                if self.behave == "accept and say nothing":
                    time.sleep(2)
                    return
                reply("250 taken")
            else:
                reply("221 goodbye")
                return

    def take(self, wire: socketserver.StreamRequestHandler, to: str) -> None:
        raw = b""
        while (line := wire.rfile.readline()) not in (b".\r\n", b""):
            raw += line
        self.took.append((to, message_from_bytes(raw, policy=policy.default)))
