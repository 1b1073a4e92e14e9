"""Pages for requests that cannot be served."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form is too old or came from elsewhere: say so, and how to go on."""
    return render(request, "403_csrf.html", status=403)
