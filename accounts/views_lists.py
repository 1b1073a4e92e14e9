"""Saved views: keep what is asked of a list under a name, and what becomes of it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import Http404, QueryDict
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.errors import NotPermitted
from core.forms import SentOnce
from core.list_filters import Asker
from core.lists import LISTINGS, Listing
from core.views import ActionFormView, InAssociation, PageView

from . import list_actions as actions
from .models import SavedView
from .roles import Permission

LONGEST_QUERY = 2000


class ViewForm(SentOnce):
    name = forms.CharField(label=_("Name of the view"), max_length=60)
    is_default = forms.BooleanField(label=_("Open the list with this view"), required=False)
    is_shared = forms.BooleanField(label=_("Share it with everybody who sees this list"), required=False)

    def __init__(self, *args: Any, may_share: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].widget.attrs["dir"] = "auto"
        if not may_share:
            del self.fields["is_shared"]


class _OfList(InAssociation):
    """A page about one list that the member may open."""

    listing: Listing

    def fetch(self) -> None:
        listing = LISTINGS.get(self.kwargs["name"])
        if listing is None or self.association is None:
            raise Http404
        self.listing = listing

    def check(self) -> None:
        if not self.listing.needs & self.membership.permissions:
            raise NotPermitted(_("This list is not among your pages."), code="not_permitted")

    def list_url(self, query: str = "") -> str:
        address = reverse(self.listing.url_name, args=[self.association.slug])
        return f"{address}?{query}" if query else address

    def views_url(self) -> str:
        return reverse("accounts:saved_views", args=[self.association.slug, self.listing.name])

    def may_share(self) -> bool:
        return Permission.SHARE_VIEWS in self.membership.permissions

    def words_of(self, query: str) -> dict[str, Any]:
        """What a view asks for, in words, and what of it is no longer there."""
        asked = self.listing.asked(QueryDict(query), Asker(self.association, self.membership))
        parts = [str(self.listing.queues[asked.queue])] if asked.queue else []
        return {"words": [*parts, *(chip.words for chip in asked.chips())], "gone": asked.gone}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(listing=self.listing, list_url=self.list_url(), **kwargs)  # type: ignore[misc]


class SavedViews(_OfList, PageView):
    """The member's own views of a list and the shared ones."""

    template_name = "accounts/saved_views.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        views = self.association.saved_views.shown_to(self.membership, self.listing.name).select_related(
            "membership__user"
        )
        rows = [
            {
                "view": view,
                "url": self.list_url(view.query),
                "may_change": actions.may_change(view, self.membership),
                "is_own": view.membership_id == self.membership.pk,
                **self.words_of(view.query),
            }
            for view in views
        ]
        return super().get_context_data(rows=rows, **kwargs)


class _ViewForm(_OfList, ActionFormView):
    form_class = ViewForm
    template_name = "accounts/saved_view.html"

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "may_share": self.may_share()}

    def facts(self, form: ViewForm) -> dict[str, Any]:
        data = form.cleaned_data
        return {
            "name": data["name"].strip(),
            "is_shared": data.get("is_shared", False),
            "is_default": data["is_default"],
        }


class SaveView(_ViewForm):
    """What the list is asked for stands in this page's own address."""

    success_message = _("The view is saved.")

    def query(self) -> str:
        asker = Asker(self.association, self.membership)
        return self.listing.asked(self.request.GET, asker).said[:LONGEST_QUERY]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**self.words_of(self.query()), **kwargs)

    def perform(self, form: ViewForm) -> str:
        query = self.query()
        actions.save_view(self.membership, list_name=self.listing.name, query=query, **self.facts(form))
        return self.list_url(query)


class _OneView(_OfList):
    """One view that the member sees; another's own view does not exist."""

    view: SavedView

    def fetch(self) -> None:
        super().fetch()
        views = self.association.saved_views.shown_to(self.membership, self.listing.name)
        self.view = get_object_or_404(views, uid=self.kwargs["uid"])


class ChangeView(_OneView, _ViewForm):
    """Another name; shared or not; the default or not."""

    success_message = _("The view is changed.")

    def check(self) -> None:
        super().check()
        actions.check_change(self.view, self.membership)

    def get_initial(self) -> dict[str, Any]:
        return {name: getattr(self.view, name) for name in ("name", "is_shared", "is_default")}

    def facts(self, form: ViewForm) -> dict[str, Any]:
        shared = form.cleaned_data.get("is_shared", self.view.is_shared)
        return {**super().facts(form), "is_shared": shared}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**self.words_of(self.view.query), **kwargs)

    def perform(self, form: ViewForm) -> str:
        actions.change_view(self.view, by=self.membership, **self.facts(form))
        return self.views_url()


class OpenWith(_OneView, ActionFormView):
    """The list opens with this view, or no longer, by a button."""

    http_method_names = ["post"]
    success_message = _("Saved.")

    def perform(self, form: SentOnce) -> str:
        actions.open_with(self.view, by=self.membership, is_default=not self.view.is_default)
        return self.views_url()


class DeleteView(_OneView, ActionFormView):
    """The view is deleted; the list itself stays as it is."""

    template_name = "accounts/saved_view_delete.html"
    success_message = _("The view is deleted.")

    def check(self) -> None:
        super().check()
        actions.check_change(self.view, self.membership)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(view_row=self.view, views_url=self.views_url(), **kwargs)

    def perform(self, form: SentOnce) -> str:
        actions.delete_view(self.view, by=self.membership)
        return self.views_url()
