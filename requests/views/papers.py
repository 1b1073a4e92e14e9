"""A paper that came in online, for staff who see the request; each opening is kept in the file's record (B4)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import FileResponse, HttpRequest
from django.shortcuts import get_object_or_404
from django.views import View

from beneficiaries.actions import look
from beneficiaries.models import FileLook
from core import uploads

from ..actions.online import folder_of
from .base import OneRequest


class PaperFile(OneRequest, View):
    """The file as a download."""

    http_method_names = ["get"]

    def get(self, request: HttpRequest, uid: UUID, **kwargs: Any) -> FileResponse:
        paper = get_object_or_404(self.support_request.papers.all(), uid=uid)
        look(self.support_request.beneficiary, by=self.membership, what=FileLook.What.PAPER)
        return uploads.serve(folder_of(self.association.pk), paper.stored_as, download_as=paper.stored_as[-12:])
