"""One shape for every form that changes something: fetch through the door, check, one action, message, redirect.

A refusal by the domain stands beside its field or above the form, with everything typed kept. The same form
sent twice leads to the first sending's outcome. A stale page says so and shows the record as it is now.
"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.utils.functional import Promise
from django.views.generic import FormView, TemplateView

from .errors import DomainError, NotPermitted, StaleRecord
from .forms import SentOnce
from .once import once


class InAssociation:
    """The association and membership that the middleware opened, and what a room checks before anything else."""

    request: HttpRequest
    kwargs: dict[str, Any]

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)  # type: ignore[misc]
        self.association: Any = getattr(request, "association", None)
        self.membership: Any = getattr(request, "membership", None)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.fetch()
        self.check()
        return self.elsewhere() or super().dispatch(request, *args, **kwargs)  # type: ignore[misc]

    def fetch(self) -> None:
        """Find the subject through ``self.association``; raises ``Http404`` where it is not there."""

    def check(self) -> None:
        """Raises ``NotPermitted`` where the member has no right to this page."""

    def elsewhere(self) -> HttpResponse | None:
        """Where this page leads before anything is done, if its subject is no longer here."""
        return None

    def require(self, permission: str, sentence: str | Promise) -> None:
        """The member holds the permission, or hears the sentence."""
        if permission not in self.membership.permissions:
            raise NotPermitted(sentence, code="not_permitted")


class PageView(InAssociation, TemplateView):
    """A page of an association that changes nothing."""


@method_decorator(login_not_required, name="dispatch")
class PublicPage(InAssociation, TemplateView):
    """A page under ``/public/<association>/`` for anybody; ``self.membership`` is None."""


class ActionFormView(InAssociation, FormView):
    """A form whose sending is one action. Subclasses give ``perform`` and, where a record has one, ``version``."""

    form_class: type[SentOnce] = SentOnce
    success_message: str | Promise = ""

    def version(self) -> int | None:
        """The version of the record that the page shows."""
        return None

    def perform(self, form: Any) -> str:
        """Call the action; gives the address to go to."""
        raise NotImplementedError

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "version": self.version()}

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            url, now = once(
                form.cleaned_data["token"], user_id=int(self.request.user.pk or 0), do=lambda: self.perform(form)
            )
        except NotPermitted:
            raise
        except DomainError as error:
            return self.refused(form, error)
        if now and self.success_message:
            messages.success(self.request, str(self.success_message))
        return redirect(url)

    def refused(self, form: Any, error: DomainError) -> HttpResponse:
        """The page again, with the sentence where it belongs and all that was typed."""
        field = error.field if error.field in form.fields else None
        form.add_error(field, str(error.message))
        if isinstance(error, StaleRecord):
            self.fetch()
            form.renew(self.version())
        return self.render_to_response(self.get_context_data(form=form, error=error), status=422)

    def form_invalid(self, form: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)


@method_decorator(login_not_required, name="dispatch")
class PublicForm(ActionFormView):
    """A form under ``/public/<association>/`` for anybody."""
