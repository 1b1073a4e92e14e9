"""What every request gets: an id, its language, headers, and a calm answer to a domain error."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.translation import gettext as _

from . import logs
from .errors import DomainError, NotPermitted

GetResponse = Callable[[HttpRequest], HttpResponse]


class RequestIdMiddleware:
    """A fresh id on each request, for log lines and the error page."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        logs.request_id.set(uuid.uuid4().hex[:12])  # kept after the answer: Django logs a 404 or 403 only then
        return self.get_response(request)


class LanguageMiddleware:
    """Arabic unless the person chose otherwise; the choice is kept in a cookie."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
        language = chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
            patch_vary_headers(response, ["Cookie"])
            response.headers.setdefault("Content-Language", language)
        return response


class ResponseHeadersMiddleware:
    """Pages about people are not stored by browsers or proxies, and no other site may embed them."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
        if not response.has_header("Cache-Control"):
            patch_cache_control(response, private=True, no_store=True)
        return response


class BodyLimitMiddleware:
    """A body larger than its view takes is refused by its announced length, before a byte is kept.

    A view that takes more than a form with a picture says so in ``largest_body``.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        largest = getattr(getattr(view, "view_class", None), "largest_body", settings.LARGEST_BODY)
        length = request.META.get("CONTENT_LENGTH") or "0"
        if not length.isdigit() or int(length) <= largest:
            return None
        sentence = _("What was sent is too large. Send one file at a time, of at most %(most)s MB.")
        return render(request, "400.html", {"sentence": sentence % {"most": largest // 2**20 - 1}}, status=413)


class DomainErrorMiddleware:
    """A refusal that a view did not place beside a field is shown as a message where the person came from."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, DomainError):
            return None
        if isinstance(error, NotPermitted):
            return render(request, "403.html", {"sentence": error.message}, status=403)
        back = getattr(request, "refusal_goes_to", None)
        if back and request.method == "POST":
            messages.error(request, str(error.message))
            return redirect(back)
        return render(request, "400.html", {"sentence": error.message}, status=409)


class IdleSessionMiddleware:
    """A session ends unused for ``SESSION_IDLE_SECONDS``, and at most ``SESSION_COOKIE_AGE`` after sign-in.

    At most one write each minute keeps it alive.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            now = int(timezone.now().timestamp())
            seen = request.session.get("seen_at", now)
            began = request.session.setdefault("began_at", now)
            if now - seen > settings.SESSION_IDLE_SECONDS or now - began > settings.SESSION_COOKIE_AGE:
                request.session.flush()
                return redirect(settings.LOGIN_URL)
            if now - seen >= 60 or "seen_at" not in request.session:
                request.session["seen_at"] = now
        return self.get_response(request)
