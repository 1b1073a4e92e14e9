"""Management says who decides a matter that its own body cannot, because too few of its members may take part."""

from __future__ import annotations

from typing import Any

from django import forms
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.errors import NotPermitted
from core.forms import ReasonForm
from core.views import ActionFormView

from .. import actions, permissions
from ..matters import matter_of
from ..no_quorum import bodies_for, items_with_management

SAME = "same"


class WhoDecidesForm(ReasonForm):
    """``bodies`` that may decide it; the same body again, once its members were renewed."""

    body = forms.ChoiceField(label=gettext_lazy("Who decides it?"), widget=forms.RadioSelect)
    field_order = ("token", "version", "body", "reason")

    def __init__(self, *args: Any, bodies: list[Any], same: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        again = _("%(body)s again: other members were seated") % {"body": same}
        self.fields["body"].choices = [*((body.kind, body.name) for body in bodies), (SAME, again)]


class SayWhoDecides(ActionFormView):
    """To whoever takes no part in the item, and to other associations, it does not exist."""

    template_name = "proceedings/no_quorum.html"
    form_class = WhoDecidesForm
    success_message = gettext_lazy("It is recorded, and stands in the history of the matter.")

    def fetch(self) -> None:
        waiting = items_with_management(self.membership, self.association)
        self.matter = matter_of(get_object_or_404(waiting, reference=self.kwargs["case"].upper()))
        self.row = self.matter.item.no_quorum  # type: ignore[attr-defined]

    def check(self) -> None:
        if not permissions.may_say_who_decides(self.membership):
            raise NotPermitted(gettext_lazy("Who decides instead is for management to say."), code="not_permitted")

    def get_form_kwargs(self) -> dict[str, Any]:
        same = self.matter.item.session.committee.name
        return {**super().get_form_kwargs(), "bodies": bodies_for(self.matter), "same": same}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        session = self.matter.item.session
        return super().get_context_data(
            row=self.row, matter=self.matter, body=session.committee, back=self.address(), **kwargs
        )

    def address(self) -> str:
        return reverse("today", args=[self.association.slug])

    def perform(self, form: WhoDecidesForm) -> str:
        body = form.cleaned_data["body"]
        actions.say_who_decides(
            self.row, by=self.membership, body="" if body == SAME else body, reason=form.cleaned_data["reason"]
        )
        return self.address()
