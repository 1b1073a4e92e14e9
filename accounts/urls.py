"""People of an association (staff)."""

from django.urls import path

from . import views, views_lists, views_sheets

app_name = "accounts"
urlpatterns = [
    path("people/", views.People.as_view(), name="people"),
    path("policy/sign/", views.SignPolicy.as_view(), name="sign_policy"),
    path("lists/", views.Exports.as_view(), name="exports"),
    # long lists as sheets
    path("sheets/", views_sheets.Sheets.as_view(), name="sheets"),
    path("sheets/<uuid:uid>/", views_sheets.Sheet.as_view(), name="sheet"),
    path("sheets/<uuid:uid>/list.xlsx", views_sheets.SheetFile.as_view(), name="sheet_file"),
    # saved views of a list
    path("lists/<slug:name>/", views_lists.SavedViews.as_view(), name="saved_views"),
    path("lists/<slug:name>/save/", views_lists.SaveView.as_view(), name="save_view"),
    path("lists/<slug:name>/<uuid:uid>/", views_lists.ChangeView.as_view(), name="change_view"),
    path("lists/<slug:name>/<uuid:uid>/open/", views_lists.OpenWith.as_view(), name="open_with"),
    path("lists/<slug:name>/<uuid:uid>/delete/", views_lists.DeleteView.as_view(), name="delete_view"),
]
