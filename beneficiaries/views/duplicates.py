"""Two files that may be of one person: the list, both side by side, and the answer "two different people"."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy

from accounts.list_pages import ListPage
from accounts.roles import Permission
from core.views import ActionFormView, InAssociation, PageView

from .. import actions
from ..enums import PairStatus
from ..file_values import side_by_side
from ..forms import TellApartForm
from ..lists_of_files import DOUBLES, pairs_shown_to
from ..models import DuplicatePair
from .of_file import NUMBER

NOT_YOURS = gettext_lazy("Files of one person are not among your tasks.")


class Duplicates(ListPage):
    """What waits for an answer, the likeliest first; the answered are a queue of their own, the newest first."""

    template_name = "beneficiaries/duplicates.html"
    listing = DOUBLES


class OfPair(InAssociation):
    """A page of two files, found by their numbers in this association."""

    pair: DuplicatePair

    def fetch(self) -> None:
        first, second = self.kwargs["first"], self.kwargs["second"]
        rows = pairs_shown_to(self.membership).select_related("association", "first", "second", "decided_by")
        found = None
        if NUMBER.fullmatch(first) and NUMBER.fullmatch(second):
            found = rows.filter(first__number=first, second__number=second).first()
        if found is None:
            raise Http404
        self.pair = found
        for file in (found.first, found.second):
            file.association = self.association

    def check(self) -> None:
        self.require(Permission.RESOLVE_DUPLICATES, NOT_YOURS)

    def address(self, name: str = "pair") -> str:
        return reverse(f"beneficiaries:{name}", args=[self.association.slug, *self._numbers()])

    def _numbers(self) -> tuple[str, str]:
        return self.pair.first.number, self.pair.second.number

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(pair=self.pair, **kwargs)  # type: ignore[misc]


class Pair(OfPair, PageView):
    """Both files side by side, numbers masked, what differs marked. Opening it is a look at both (B4)."""

    template_name = "beneficiaries/pair.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        for file in (self.pair.first, self.pair.second):
            actions.look(file, by=self.membership)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        files = (self.pair.first, self.pair.second)
        requests = self.association.support_requests.all()
        counts = [requests.filter(beneficiary=file).count() for file in files]
        return super().get_context_data(
            lines=[line for line in side_by_side(*files, by=self.membership) if line.is_shown or line.differs],
            counts=counts if Permission.SEE_REQUESTS in self.membership.permissions else None,
            are_living=all(file.is_living for file in files),
            standing=self.pair.merges.filter(undone_at__isnull=True).select_related("survivor", "merged").first(),
            **kwargs,
        )


class Answering(OfPair, ActionFormView):
    """A form about two files that wait for an answer; opened when they have one, it leads to the two files."""

    def elsewhere(self) -> HttpResponse | None:
        if self.request.method == "POST" or self.pair.is_open:
            return None
        return redirect(self.address())


class TellApart(Answering):
    """They are two different people, and why."""

    form_class = TellApartForm
    template_name = "beneficiaries/tell_apart.html"
    success_message = gettext_lazy("Noted: two different people. They will not be put side by side again.")

    def perform(self, form: TellApartForm) -> str:
        actions.tell_apart(self.pair, by=self.membership, why=form.cleaned_data["reason"])
        return reverse("beneficiaries:duplicates", args=[self.association.slug])


class Reopen(OfPair, ActionFormView):
    """Take the answer back."""

    template_name = "beneficiaries/reopen_pair.html"
    success_message = gettext_lazy("The two files wait for an answer again.")

    def elsewhere(self) -> HttpResponse | None:
        if self.request.method == "POST" or self.pair.status == PairStatus.DIFFERENT:
            return None
        return redirect(self.address())

    def perform(self, form: Any) -> str:
        actions.reopen(self.pair, by=self.membership)
        return self.address()
