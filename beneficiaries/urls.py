"""Pages of the people an association serves (staff). A file is named by its number, never by an ID or mobile."""

from django.urls import path

from . import views
from .views import documents, documents_of_all, household, imports, mandates

app_name = "beneficiaries"
urlpatterns = [
    path("", views.Search.as_view(), name="search"),
    path("new/", views.Register.as_view(), name="register"),
    path("imports/", imports.Imports.as_view(), name="imports"),
    path("imports/new/", imports.BeginImport.as_view(), name="import_begin"),
    path("imports/empty.xlsx", imports.EmptySheet.as_view(), name="import_empty"),
    path("imports/<uuid:uid>/", imports.Import.as_view(), name="import"),
    path("imports/<uuid:uid>/columns/", imports.NameColumns.as_view(), name="import_columns"),
    path("imports/<uuid:uid>/start/", imports.StartImport.as_view(), name="import_start"),
    path("imports/<uuid:uid>/stop/", imports.StopImport.as_view(), name="import_stop"),
    path("imports/<uuid:uid>/undo/", imports.UndoImport.as_view(), name="import_undo"),
    path("imports/<uuid:uid>/discard/", imports.DiscardImport.as_view(), name="import_discard"),
    path("imports/<uuid:uid>/rows-to-correct.<str:ending>", imports.RowsToCorrect.as_view(), name="import_rows"),
    path("documents/", documents_of_all.EndingDocuments.as_view(), name="documents"),
    path("documents/kinds/", documents_of_all.Kinds.as_view(), name="document_kinds"),
    path("documents/kinds/<uuid:uid>/", documents_of_all.ChangeKind.as_view(), name="document_kind"),
    path("duplicates/", views.Duplicates.as_view(), name="duplicates"),
    path("duplicates/<str:first>/<str:second>/", views.Pair.as_view(), name="pair"),
    path("duplicates/<str:first>/<str:second>/different/", views.TellApart.as_view(), name="tell_apart"),
    path("duplicates/<str:first>/<str:second>/reopen/", views.Reopen.as_view(), name="reopen_pair"),
    path("duplicates/<str:first>/<str:second>/merge/", views.Merge.as_view(), name="merge"),
    path("<str:number>/undo-merge/", views.UndoMerge.as_view(), name="undo_merge"),
    path("<str:number>/", views.File.as_view(), name="file"),
    path("<str:number>/edit/", views.Correct.as_view(), name="correct"),
    path("<str:number>/edit/<slug:section>/", views.EditSection.as_view(), name="edit_section"),
    path("<str:number>/household/", household.HouseholdPage.as_view(), name="household"),
    path("<str:number>/household/add/", household.AddMember.as_view(), name="add_member"),
    path("<str:number>/household/head/", household.ChangeHead.as_view(), name="change_head"),
    path("<str:number>/household/split/", household.SplitHousehold.as_view(), name="split_household"),
    path("<str:number>/household/join/", household.JoinHousehold.as_view(), name="join_household"),
    path("<str:number>/household/<uuid:uid>/edit/", household.CorrectMember.as_view(), name="correct_member"),
    path("<str:number>/household/<uuid:uid>/leave/", household.MemberLeaves.as_view(), name="member_leaves"),
    path("<str:number>/household/<uuid:uid>/income/", household.EnterIncome.as_view(), name="enter_income"),
    path(
        "<str:number>/household/<uuid:uid>/obligation/", household.EnterObligation.as_view(), name="enter_obligation"
    ),
    path("<str:number>/household/<uuid:uid>/<uuid:money>/end/", household.EndMoney.as_view(), name="end_money"),
    path("<str:number>/mandates/new/", mandates.EnterMandate.as_view(), name="enter_mandate"),
    path("<str:number>/mandates/<uuid:uid>/end/", mandates.EndMandate.as_view(), name="end_mandate"),
    path("<str:number>/reveal/", views.Reveal.as_view(), name="reveal"),
    path("<str:number>/documents/new/", documents.ChooseKind.as_view(), name="choose_document"),
    path("<str:number>/documents/new/<uuid:uid>/", documents.AddDocument.as_view(), name="add_document"),
    path("<str:number>/documents/<uuid:uid>/", documents.Document.as_view(), name="document"),
    path("<str:number>/documents/<uuid:uid>/replace/", documents.Replace.as_view(), name="replace_document"),
    path("<str:number>/documents/<uuid:uid>/add/", documents.AddCopy.as_view(), name="add_copy"),
    path("<str:number>/documents/<uuid:uid>/remove/", documents.Remove.as_view(), name="remove_document"),
    path("<str:number>/copies/<uuid:uid>/", documents.CopyFile.as_view(), name="document_copy"),
]
