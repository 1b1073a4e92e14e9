"""Objecting from home: from the answered request, within the policy's days, and where it stands afterwards."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from associations.enums import Channel
from associations.promise_words import promise_sentence
from associations.promises import explained
from core.errors import DomainError

from ...actions import objecting
from ...forms.objecting import ObjectForm
from ...granting import is_told
from ...models import Objection
from ...objection_presenting import KINDS, told_promise
from .at_home import HomeForm, OwnRequest


def objections_of(support_request: Any) -> list[dict[str, Any]]:
    """The person's objections to this decision: state, promise, and the answer once it was given."""
    rows = support_request.objections.select_related(
        "association", "policy_version", "ruling", "revision", "body", "support_request"
    )
    return [_told(row) for row in rows.prefetch_related("policy_version__response_rules", "moments").order_by("-pk")]


def _told(objection: Objection) -> dict[str, Any]:
    answered = objection.answered_at is not None
    return {
        "case": objection,
        "state": objection.get_status_display(),
        "kind": KINDS.get(objection.status, "idle"),
        "promise": told_promise(objection, promise_sentence(explained(objection).derivation)),
        "ruling": getattr(objection, "ruling", None) if answered else None,
        "revision": getattr(objection, "revision", None) if answered and is_told(objection.support_request) else None,
    }


def door_to_objecting(support_request: Any) -> tuple[Any, str]:
    """(the days in which an objection is possible now, or None; the sentence that says why not)."""
    if support_request.answered_at is None:
        return None, ""
    try:
        return objecting.check_open(support_request, now=timezone.now()), ""
    except DomainError as error:
        return None, "" if error.code in ("open", "final", "not_answered") else str(error.message)


class ObjectFromHome(OwnRequest, HomeForm):
    """One page: until when, who decides, and the person's own words."""

    template_name = "public/object.html"
    form_class = ObjectForm
    success_message = _("Your objection arrived. Its number and the day of its answer are on this page.")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        window, refusal = door_to_objecting(self.support_request)
        return super().get_context_data(case=self.support_request, window=window, refusal=refusal, **kwargs)

    def perform(self, form: ObjectForm) -> str:
        objecting.object_to(
            self.support_request, by=self.applicant, ground=form.cleaned_data["ground"], channel=Channel.WEBSITE
        )
        return self.address("request", self.support_request.reference)
