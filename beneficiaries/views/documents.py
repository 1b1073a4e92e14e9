"""Documents of one file: choose a kind, add, read, replace, remove; their copies through the file's door (R2, B4)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import FileResponse, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.views import View

from accounts.roles import Permission
from core import uploads
from core.errors import NotPermitted
from core.views import ActionFormView, PageView

from ..actions import documents as actions
from ..enums import DocumentCategory
from ..forms.documents import CopyForm, DocumentForm, RemoveForm
from ..models import FileDocument, FileDocumentKind
from .of_file import OfFile

NOT_YOURS = gettext_lazy("The documents of a file are not among your tasks.")


class OfFileDocuments(OfFile):
    """A page about documents of one file."""

    def address_of(self, document: FileDocument) -> str:
        return reverse("beneficiaries:document", args=[self.association.slug, self.beneficiary.number, document.uid])


class ChooseKind(OfFile, PageView):
    """Which kind of document came: each leads to a form that asks only what this kind needs."""

    template_name = "beneficiaries/documents/choose.html"

    def check(self) -> None:
        self.require(Permission.EDIT_SITUATION, NOT_YOURS)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows: dict[str, list[FileDocumentKind]] = {category: [] for category in DocumentCategory}
        for kind in self.association.document_kinds.filter(is_active=True):
            rows[kind.category].append(kind)
        groups = [(DocumentCategory(category).label, kinds) for category, kinds in rows.items() if kinds]
        return super().get_context_data(groups=groups, **kwargs)


class _DocumentForm(OfFileDocuments, ActionFormView):
    """A form that puts a document of ``kind`` into the file."""

    template_name = "beneficiaries/documents/add.html"
    form_class = DocumentForm
    kind: FileDocumentKind
    replaces: FileDocument | None = None

    def check(self) -> None:
        self.require(Permission.EDIT_SITUATION, NOT_YOURS)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "kind": self.kind}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(kind=self.kind, replaces=self.replaces, **kwargs)

    def perform(self, form: DocumentForm) -> str:
        made = actions.add_document(
            self.beneficiary, by=self.membership, kind=self.kind, replaces=self.replaces, **form.facts()
        )
        return self.address_of(made)


class AddDocument(_DocumentForm):
    """A document of the kind that the address names."""

    success_message = gettext_lazy("The document is in the file.")

    def fetch(self) -> None:
        super().fetch()
        self.kind = get_object_or_404(self.association.document_kinds.all(), uid=self.kwargs["uid"], is_active=True)


class OfDocument(OfFileDocuments):
    """A page of one document of one file."""

    document: FileDocument

    def fetch(self) -> None:
        super().fetch()
        rows = self.beneficiary.documents.select_related("kind", "sighted_by", "added_by", "removed_by", "replaces")
        self.document = get_object_or_404(rows, uid=self.kwargs["uid"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(document=self.document, **kwargs)


class Document(OfDocument, PageView):
    """What is known of it, its copies, and what replaced it."""

    template_name = "beneficiaries/documents/document.html"

    def check(self) -> None:
        self.require(Permission.SEE_SITUATION, NOT_YOURS)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        later = self.document.replacements.filter(removed_at__isnull=True).first()
        stands = later is None and not self.document.is_removed
        may_change = stands and Permission.EDIT_SITUATION in self.membership.permissions
        return super().get_context_data(
            copies=list(self.document.copies.all()),
            later=later,
            may_open=actions.may_open_copy(self.membership, self.document) and not self.document.is_removed,
            may_change=may_change,
            may_add_copy=may_change and self.document.is_copied,
            today=timezone.localdate(),
            **kwargs,
        )


class Replace(OfDocument, _DocumentForm):
    """A newer document of the same kind; the one before stays beside it."""

    success_message = gettext_lazy("The document is replaced; the one before stays in the file.")

    def fetch(self) -> None:
        super().fetch()
        self.kind, self.replaces = self.document.kind, self.document

    def get_initial(self) -> dict[str, Any]:
        return {"note": self.document.note}


class AddCopy(OfDocument, ActionFormView):
    """Another side or page of the copy."""

    template_name = "beneficiaries/documents/add_copy.html"
    form_class = CopyForm
    success_message = gettext_lazy("The copy is kept.")

    def check(self) -> None:
        self.require(Permission.EDIT_SITUATION, NOT_YOURS)

    def perform(self, form: CopyForm) -> str:
        actions.add_copy(self.document, by=self.membership, upload=form.cleaned_data["file"])
        return self.address_of(self.document)


class Remove(OfDocument, ActionFormView):
    """The document taken out of the file, for a reason that stays."""

    template_name = "beneficiaries/documents/remove.html"
    form_class = RemoveForm
    success_message = gettext_lazy("The document is removed.")

    def check(self) -> None:
        self.require(Permission.EDIT_SITUATION, NOT_YOURS)

    def perform(self, form: RemoveForm) -> str:
        actions.remove_document(self.document, by=self.membership, reason=form.cleaned_data["reason"])
        return self.address_of(self.document)


class CopyFile(OfFile, View):
    """One file of a copy, as a download; each opening is kept in the file's record."""

    http_method_names = ["get"]

    def fetch(self) -> None:
        super().fetch()
        rows = self.association.document_copies.select_related("document__kind", "document__beneficiary")
        self.copy = get_object_or_404(rows, uid=self.kwargs["uid"], document__beneficiary=self.beneficiary)

    def check(self) -> None:
        if not actions.may_open_copy(self.membership, self.copy.document):
            raise NotPermitted(NOT_YOURS, code="not_permitted")

    def get(self, request: HttpRequest, uid: UUID, **kwargs: Any) -> FileResponse:
        actions.open_copy(self.copy, by=self.membership)
        name = uploads.file_name(
            self.copy.document.kind.name_ar, self.beneficiary.number, media_type=self.copy.media_type
        )
        folder = actions.folder_of(self.association.pk)
        return uploads.serve(folder, self.copy.stored_as, download_as=name)
