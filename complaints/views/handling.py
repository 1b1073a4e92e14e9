"""From taking it in hand to closing: each page is one event of the workflow."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.forms import ReasonForm

from .. import actions, permissions
from ..actions.closing import REOPENED_ONCE
from ..enums import Finding, Kind
from ..forms import (
    AnswerForm,
    AnswerNowForm,
    AssignForm,
    AttemptForm,
    ClearSubjectForm,
    CommentForm,
    ConfirmationForm,
    FindingForm,
    KindForm,
    MessageForm,
    ReissueForm,
    SubjectForm,
)
from ..workflow import (
    ANSWER_NOW,
    ASSIGN,
    CHANGE_KIND,
    CLEAR_SUBJECT,
    CLOSE_UNREACHED,
    COMMENT,
    CONFIRM,
    DECIDE,
    GIVE_ANSWER,
    NAME_SUBJECT,
    RECORD_ATTEMPT,
    REISSUE_CODE,
    RELEASE,
    REOPEN,
    TAKE,
    WRITE,
)
from .base import ComplaintForm, keep_receipt


class OneVerb(ComplaintForm):
    """A form whose fields are the verb's own words."""

    def verb(self, **facts: Any) -> Any:
        raise NotImplementedError

    def perform(self, form: Any) -> str:
        facts = {name: value for name, value in form.cleaned_data.items() if name not in ("token", "version")}
        self.verb(by=self.membership, expected_version=form.cleaned_data["version"], **facts)
        return self.address()


class Take(OneVerb):
    event = TAKE
    about = _("From now on it is yours: you find out, decide and answer.")
    success_message = _("It is in your hand now.")

    def verb(self, **facts: Any) -> Any:
        return actions.take(self.complaint, **facts)


class Release(OneVerb):
    event = RELEASE
    form_class = ReasonForm
    about = _("It waits for somebody again.")

    def verb(self, **facts: Any) -> Any:
        return actions.release(self.complaint, **facts)


class Assign(ComplaintForm):
    event = ASSIGN
    form_class = AssignForm
    about = _("Only those who may answer it stand here, and nobody whom it is about.")
    success_message = _("It is assigned.")

    def check(self) -> None:
        super().check()
        rows = self.association.memberships.active().with_roles().select_related("user").order_by("pk")
        self.members = {row.pk: row for row in rows if permissions.may_own(row, self.complaint)}

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "members": [(row.pk, row.user.name) for row in self.members.values()]}

    def perform(self, form: AssignForm) -> str:
        data = form.cleaned_data
        actions.assign(
            self.complaint,
            by=self.membership,
            to=self.members[data["to"]],
            reason=data["reason"],
            expected_version=data["version"],
        )
        return self.address()


class ChangeKind(OneVerb):
    event = CHANGE_KIND
    form_class = KindForm
    about = _("The day of receipt, the number and the talk stay. The rule of the new kind counts.")
    success_message = _("The kind is changed.")

    def get_initial(self) -> dict[str, Any]:
        return {"kind": self.complaint.kind}

    def verb(self, **facts: Any) -> Any:
        return actions.change_kind(self.complaint, **facts)


class NameSubject(ComplaintForm):
    event = NAME_SUBJECT
    form_class = SubjectForm
    about = _("It is taken from this person if they have it, and hidden from them everywhere.")
    success_message = _("This person sees nothing of it from now on.")

    def check(self) -> None:
        super().check()
        away = set(self.complaint.subjects.filter(cleared_at__isnull=True).values_list("membership_id", flat=True))
        rows = self.association.memberships.active().select_related("user").order_by("pk")
        self.members = {row.pk: row for row in rows if row.pk not in away}

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "members": [(row.pk, row.user.name) for row in self.members.values()]}

    def perform(self, form: SubjectForm) -> str:
        data = form.cleaned_data
        member = self.members[data["member"]]
        actions.name_subject(self.complaint, by=self.membership, member=member, expected_version=data["version"])
        return self.address()


class ClearSubject(ComplaintForm):
    event = CLEAR_SUBJECT
    form_class = ClearSubjectForm
    about = _("Clear a person only if you are sure: from then on they may see it.")

    def check(self) -> None:
        super().check()
        rows = self.complaint.subjects.filter(cleared_at__isnull=True).select_related("membership__user")
        self.members = {row.membership_id: row.membership for row in rows.order_by("pk")}

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "members": [(row.pk, row.user.name) for row in self.members.values()]}

    def perform(self, form: ClearSubjectForm) -> str:
        data = form.cleaned_data
        actions.clear_subject(
            self.complaint,
            by=self.membership,
            member=self.members[data["member"]],
            reason=data["reason"],
            expected_version=data["version"],
        )
        return self.address()


class Comment(ComplaintForm):
    event = COMMENT
    form_class = CommentForm
    about = _("For those who handle it. The person does not read it.")

    def perform(self, form: CommentForm) -> str:
        actions.comment(self.complaint, by=self.membership, text=form.cleaned_data["reason"])
        return self.address()


class Write(ComplaintForm):
    event = WRITE
    form_class = MessageForm
    about = _("The person reads it on the tracking page. A message is never changed.")
    success_message = _("The message stands on the tracking page.")

    def perform(self, form: MessageForm) -> str:
        actions.write(self.complaint, by=self.membership, text=form.cleaned_data["text"])
        return self.address()


class Decide(OneVerb):
    event = DECIDE
    form_class = FindingForm
    about = _("What is upheld has at least one remedy: an apology, what is put right, money, or a change.")
    success_message = _("The finding is recorded. Now tell the person.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "kind": self.complaint.kind}

    def verb(self, **facts: Any) -> Any:
        return actions.decide(self.complaint, **facts)


class GiveAnswer(OneVerb):
    event = GIVE_ANSWER
    form_class = AnswerForm
    about = _("The moment you record is the moment the answer was given: on time is measured by it.")
    success_message = _("The answer is recorded as given now.")

    def get_initial(self) -> dict[str, Any]:
        return {"means": self.complaint.agreed_means}

    def verb(self, **facts: Any) -> Any:
        return actions.give_answer(self.complaint, **facts)


class AnswerNow(GiveAnswer):
    event = ANSWER_NOW
    form_class = AnswerNowForm
    about = _("The answer stands on the tracking page at once.")

    def get_initial(self) -> dict[str, Any]:
        is_question = self.complaint.kind in (Kind.INQUIRY, Kind.HELP)
        return {**super().get_initial(), **({"finding": Finding.ANSWERED} if is_question else {})}

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "kind": self.complaint.kind}

    def verb(self, **facts: Any) -> Any:
        return actions.answer_now(self.complaint, **facts)


class RecordAttempt(OneVerb):
    event = RECORD_ATTEMPT
    form_class = AttemptForm
    about = _("Three recorded attempts without success allow closing.")

    def get_initial(self) -> dict[str, Any]:
        return {"means": self.complaint.agreed_means}

    def verb(self, **facts: Any) -> Any:
        return actions.record_attempt(self.complaint, **facts)


class Confirm(OneVerb):
    event = CONFIRM
    form_class = ConfirmationForm
    about = _("Only if the person told you that the matter is settled.")
    success_message = _("It is closed.")

    def verb(self, **facts: Any) -> Any:
        return actions.confirm(self.complaint, **facts)


class CloseUnreached(OneVerb):
    event = CLOSE_UNREACHED
    about = _("The person was not reached three times. They can still reopen it once.")
    success_message = _("It is closed.")

    def verb(self, **facts: Any) -> Any:
        return actions.close_unreached(self.complaint, **facts)


class Reopen(OneVerb):
    event = REOPEN
    form_class = ReasonForm
    about = _("At the person's wish, once. It is routed anew and its period runs on.")
    success_message = _("It is open again.")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.complaint.can_be_reopened:  # said before a reason is typed in vain
            messages.warning(request, str(REOPENED_ONCE))
            return redirect(self.address())
        return super().get(request, *args, **kwargs)

    def verb(self, **facts: Any) -> Any:
        return actions.reopen(self.complaint, **facts)


class ReissueCode(ComplaintForm):
    event = REISSUE_CODE
    form_class = ReissueForm
    about = _("The earlier code opens nothing any more. The new one is shown once: give it to the person.")

    def perform(self, form: ReissueForm) -> str:
        data = form.cleaned_data
        case, code = actions.reissue_code(
            self.complaint, by=self.membership, verified=data["verified"], expected_version=data["version"]
        )
        keep_receipt(self.request, case, code)
        return reverse("complaints:receipt", args=[self.association.slug])
