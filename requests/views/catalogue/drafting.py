"""The next version of a service's terms, part by part; one press puts it in force from a day (R14)."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.roles import Permission
from core.errors import DomainError
from core.views import ActionFormView, PageView

from ... import actions
from ...eligibility import NUMBERS
from ...enums import ConditionKind
from ...forms.catalogue import ConditionForm, InForceForm, LineForm, ServiceForm, TermsForm
from ...forms.questions import QuestionForm
from ...models import ServiceVersion
from ...service_querysets import PARTS
from ...service_shown import changes_of, rows_of, terms_shown
from .reading import OneService

NOT_YOURS = _("The catalogue of services is not among your tasks.")
ADDED = [kind for kind in ConditionKind if kind != ConditionKind.CATEGORY]


class AddService(ActionFormView):
    template_name = "services/add.html"
    form_class = ServiceForm
    success_message = _("The service is in the catalogue as a draft. Write its terms, then put them in force.")

    def check(self) -> None:
        self.require(Permission.MANAGE_SERVICES, NOT_YOURS)

    def perform(self, form: ServiceForm) -> str:
        data = form.cleaned_data
        service = actions.catalogue.add_service(
            self.association,
            by=self.membership,
            name_ar=data["name_ar"],
            name_en=data["name_en"],
            is_in_money=data["is_in_money"] == "money",
        )
        return reverse("services:draft", args=[self.association.slug, service.code])


class _Writing(OneService):
    """A page for those who write the catalogue."""

    def check(self) -> None:
        self.require(Permission.MANAGE_SERVICES, NOT_YOURS)

    def address(self, name: str = "draft", *args: Any) -> str:
        return reverse(f"services:{name}", args=[self.association.slug, self.service.code, *args])


class BeginTerms(_Writing, ActionFormView):
    """Begin the next version as a copy of the last one (POST only)."""

    http_method_names = ["post"]

    def perform(self, form: Any) -> str:
        actions.catalogue.begin_terms(self.service, by=self.membership)
        return self.address()

    def refused(self, form: Any, error: DomainError) -> HttpResponse:
        messages.warning(self.request, str(error.message))
        return redirect(self.address())


class _OfDraft(_Writing):
    """A page on the draft; where none is being written, the page of the service."""

    draft: ServiceVersion

    def fetch(self) -> None:
        super().fetch()
        waiting = self.service.versions.filter(in_force_from__isnull=True).prefetch_related(*PARTS)
        self.draft = waiting.select_related("changed_by").first()

    def elsewhere(self) -> HttpResponse | None:
        return redirect(self.address("service")) if self.draft is None else None

    def version(self) -> int:
        return self.draft.version

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(service=self.service, draft=self.draft, **kwargs)  # type: ignore[misc,no-any-return]


class Draft(_OfDraft, PageView):
    """The draft with all its parts, and the public text as it will stand."""

    template_name = "services/draft.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        before = self.service.versions.exclude(pk=self.draft.pk).prefetch_related(*PARTS).first()
        return super().get_context_data(
            terms=terms_shown(self.draft),
            rows=rows_of(self.draft),
            changes=changes_of(before, self.draft) if before else [],
            **kwargs,
        )


class Terms(_OfDraft, ActionFormView):
    template_name = "services/terms.html"
    form_class = TermsForm

    def get_form_kwargs(self) -> dict[str, Any]:
        categories = self.association.categories.filter(is_active=True)
        return {**super().get_form_kwargs(), "categories": categories, "in_money": self.service.is_in_money}

    def get_initial(self) -> dict[str, Any]:
        served = [row.category_id for row in self.draft.served.all()]
        return {**{name: getattr(self.draft, name) for name in actions.catalogue.TERMS}, "categories": served}

    def perform(self, form: TermsForm) -> str:
        terms = form.terms()
        actions.catalogue.write_terms(
            self.draft,
            by=self.membership,
            terms=terms,
            categories=list(terms["categories"]),
            expected_version=terms["version"],
        )
        return self.address()


class ChooseCondition(_OfDraft, PageView):
    """Which kind of condition is added; a kind that is there already is changed instead."""

    template_name = "services/choose_condition.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        there = {row.kind for row in self.draft.conditions.all()} - {ConditionKind.DOCUMENT}
        kinds = [(kind, self.address("new_condition", kind.value)) for kind in ADDED if kind not in there]
        return super().get_context_data(kinds=kinds, **kwargs)


class _Row(_OfDraft, ActionFormView):
    """A row of one part: new, or the one in a place."""

    part = part_in_address = ""

    def fetch(self) -> None:
        super().fetch()
        self.place: int | None = self.kwargs.get("place")
        self.row: Any = None
        if self.place is not None and self.draft is not None:
            rows = list(getattr(self.draft, self.part).all())
            if not 1 <= self.place <= len(rows):
                raise Http404
            self.row = rows[self.place - 1]

    def get_initial(self) -> dict[str, Any]:
        form_class: Any = self.form_class
        return form_class.initial_of(self.row) if self.row else {}

    def documents(self) -> Any:
        return self.association.document_kinds.filter(is_active=True)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        remove = self.address("remove", self.part_in_address, self.place) if self.place else ""
        return super().get_context_data(row=self.row, remove_url=remove, **kwargs)

    def perform(self, form: Any) -> str:
        actions.catalogue.write_row(
            self.draft,
            self.part,
            by=self.membership,
            values=form.values(),
            place=self.place,
            expected_version=form.cleaned_data["version"],
        )
        return self.address() + f"#{self.part_in_address}"


class Condition(_Row):
    template_name = "services/condition.html"
    form_class = ConditionForm
    part, part_in_address = "conditions", "conditions"

    def fetch(self) -> None:
        super().fetch()
        self.kind = self.row.kind if self.row else self.kwargs.get("kind", "")
        if self.draft is not None and self.kind not in ADDED:
            raise Http404

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "kind": self.kind, "documents": self.documents()}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(kind=ConditionKind(self.kind), is_number=self.kind in NUMBERS, **kwargs)


class Line(_Row):
    template_name = "services/line.html"
    form_class = LineForm
    part, part_in_address = "checklist_items", "documents"

    def get_form_kwargs(self) -> dict[str, Any]:
        questions = list(self.draft.questions.all())
        return {**super().get_form_kwargs(), "documents": self.documents(), "questions": questions}

    def get_initial(self) -> dict[str, Any]:
        return LineForm.initial_of(self.row, list(self.draft.questions.all())) if self.row else {}

    def perform(self, form: LineForm) -> str:
        actions.catalogue.write_line(
            self.draft,
            by=self.membership,
            values=form.values(),
            only_if=form.cleaned_data["only_if"],
            place=self.place,
            expected_version=form.cleaned_data["version"],
        )
        return self.address() + "#documents"


class Question(_Row):
    """A question of the service's own."""

    template_name = "services/question.html"
    form_class = QuestionForm
    part = part_in_address = "questions"

    def earlier(self) -> list[Any]:
        """Those before its place, which it may depend on."""
        return list(self.draft.questions.all())[: self.place - 1 if self.place else None]

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "earlier": self.earlier()}

    def get_initial(self) -> dict[str, Any]:
        return QuestionForm.initial_of(self.row, self.earlier()) if self.row else {}

    def perform(self, form: QuestionForm) -> str:
        actions.catalogue.write_question(
            self.draft,
            by=self.membership,
            values=form.values(),
            place=self.place,
            expected_version=form.cleaned_data["version"],
        )
        return self.address() + "#questions"


class RemoveRow(_OfDraft, ActionFormView):
    """Take a row out of the draft (POST only)."""

    http_method_names = ["post"]
    PARTS = {"conditions": "conditions", "documents": "checklist_items", "questions": "questions"}

    def fetch(self) -> None:
        super().fetch()
        if self.kwargs["part"] not in self.PARTS:
            raise Http404

    def perform(self, form: Any) -> str:
        part = self.kwargs["part"]
        actions.catalogue.remove_row(
            self.draft,
            self.PARTS[part],
            by=self.membership,
            place=self.kwargs["place"],
            expected_version=form.cleaned_data["version"],
        )
        return self.address() + f"#{part}"

    def refused(self, form: Any, error: DomainError) -> HttpResponse:
        messages.warning(self.request, str(error.message))
        return redirect(self.address())


class PutInForce(_OfDraft, ActionFormView):
    """The draft once more as people will read it, and the day from which it counts."""

    template_name = "services/in_force.html"
    form_class = InForceForm
    success_message = _("The terms are put in force. Open requests keep the terms they began with.")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(terms=terms_shown(self.draft), **kwargs)

    def perform(self, form: InForceForm) -> str:
        data = form.cleaned_data
        actions.catalogue.put_in_force(
            self.draft, by=self.membership, from_on=data["from_on"].gregorian, expected_version=data["version"]
        )
        return self.address("service")


class DiscardTerms(_OfDraft, ActionFormView):
    template_name = "services/discard.html"
    success_message = _("The draft is deleted. The terms in force stay as they are.")

    def perform(self, form: Any) -> str:
        actions.catalogue.discard_terms(self.draft, by=self.membership, expected_version=form.cleaned_data["version"])
        return reverse("services:list", args=[self.association.slug])
