"""Pages of the people an association serves (staff). A file is named by its number, never by an ID or mobile."""

from django.urls import path

from . import views

app_name = "beneficiaries"
urlpatterns = [
    path("", views.Search.as_view(), name="search"),
    path("new/", views.Register.as_view(), name="register"),
    path("duplicates/", views.Duplicates.as_view(), name="duplicates"),
    path("duplicates/<str:first>/<str:second>/", views.Pair.as_view(), name="pair"),
    path("duplicates/<str:first>/<str:second>/different/", views.TellApart.as_view(), name="tell_apart"),
    path("duplicates/<str:first>/<str:second>/reopen/", views.Reopen.as_view(), name="reopen_pair"),
    path("duplicates/<str:first>/<str:second>/merge/", views.Merge.as_view(), name="merge"),
    path("<str:number>/undo-merge/", views.UndoMerge.as_view(), name="undo_merge"),
    path("<str:number>/", views.File.as_view(), name="file"),
    path("<str:number>/edit/", views.Correct.as_view(), name="correct"),
    path("<str:number>/reveal/", views.Reveal.as_view(), name="reveal"),
]
