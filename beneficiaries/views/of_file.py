"""What every page of one file shares: it is found by its number, in this association."""

from __future__ import annotations

import re
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.views import InAssociation

from ..models import Beneficiary

NUMBER = re.compile(r"B-[0-9]{4}-[0-9]{6,10}")
NOT_YOURS = gettext_lazy("The files of beneficiaries are not among your tasks.")


class OfFile(InAssociation):
    """A page of one file, found by its number in this association; a merged file's number leads to the survivor."""

    beneficiary: Beneficiary

    def fetch(self) -> None:
        number = self.kwargs["number"]
        found = NUMBER.fullmatch(number) and self.association.beneficiaries.numbered(number, by=self.membership)
        if not found:
            raise Http404
        self.beneficiary = found

    def elsewhere(self) -> HttpResponse | None:
        if self.beneficiary.number == self.kwargs["number"]:
            return None
        words = _("File %(merged)s was merged into this one: both numbers lead here.")
        messages.info(self.request, words % {"merged": self.kwargs["number"]})
        return redirect(self.file_url())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(beneficiary=self.beneficiary, **kwargs)  # type: ignore[misc]

    def file_url(self) -> str:
        return reverse("beneficiaries:file", args=[self.association.slug, self.beneficiary.number])
