"""Make two files of one person one, value by value; and two again within thirty days."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.roles import Permission
from core.date_words import dual_long
from core.errors import DomainError, StaleRecord
from core.views import ActionFormView

from .. import actions
from ..file_values import VALUES, side_by_side
from ..following import clashes
from ..forms import MergeForm
from ..models import FileMerge
from .duplicates import NOT_YOURS, Answering
from .of_file import NUMBER


class Merge(Answering):
    """Which number stays, and for each value that differs which one; what clashes is said first."""

    form_class = MergeForm
    template_name = "beneficiaries/merge.html"

    def fetch(self) -> None:
        super().fetch()
        self.lines = side_by_side(self.pair.first, self.pair.second, by=self.membership)

    def version(self) -> int:
        return actions.versions(self.pair)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "pair": self.pair, "lines": self.lines}

    def perform(self, form: MergeForm) -> str:
        made = actions.merge(
            self.pair,
            by=self.membership,
            survivor=form.cleaned_data["survivor"],
            values=form.values(),
            expected_version=form.cleaned_data["version"] or 0,  # a page without its version is taken as stale
        )
        words = _("The two files are one now. It can be taken back until %(day)s.")
        self.success_message = words % {"day": dual_long(made.undo_until)}
        return reverse("beneficiaries:file", args=[self.association.slug, made.survivor.number])

    def refused(self, form: MergeForm, error: DomainError) -> HttpResponse:
        """A stale page offers the values as they are now."""
        if isinstance(error, StaleRecord):
            self.fetch()
            form.offer(self.pair, self.lines)
        return super().refused(form, error)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            clashes=clashes(self.pair.first, self.pair.second, by=self.membership),
            some_hidden=any(line.differs and not line.is_shown for line in self.lines),
            pair_url=self.address(),
            **kwargs,
        )


class UndoMerge(ActionFormView):
    """Two files again; named by the number that was merged away."""

    template_name = "beneficiaries/undo_merge.html"
    made: FileMerge

    def fetch(self) -> None:
        number = self.kwargs["number"]
        rows = self.association.file_merges.select_related("pair", "survivor", "merged", "by", "undone_by")
        found = rows.filter(merged__number=number).first() if NUMBER.fullmatch(number) else None
        if found is None:
            raise Http404
        self.made = found

    def check(self) -> None:
        self.require(Permission.RESOLVE_DUPLICATES, NOT_YOURS)

    def elsewhere(self) -> HttpResponse | None:
        if self.request.method == "POST" or self.made.undone_by is None:
            return None
        words = _("%(person)s took this merge back already.")
        messages.info(self.request, words % {"person": self.made.undone_by.name})
        return redirect(self._file(self.made.merged.number))

    def perform(self, form: Any) -> str:
        made = actions.undo_merge(self.made, by=self.membership)
        self.success_message = _("The two files are two again.")
        stayed = [str(VALUES[name].label) for name in made.not_undone if name in VALUES]
        if stayed:
            words = _("Changed since the merge, and therefore left with file %(number)s as it is: %(values)s.")
            told = words % {"number": made.survivor.number, "values": _(", ").join(stayed)}
            messages.warning(self.request, told)
        if len(stayed) < len(made.not_undone):
            words = _("Something that went along was moved or removed since, and did not come back.")
            messages.warning(self.request, words)
        return self._file(made.merged.number)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(made=self.made, **kwargs)

    def _file(self, number: str) -> str:
        return reverse("beneficiaries:file", args=[self.association.slug, number])
