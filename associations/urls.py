"""Pages about the association itself: its policy and its calendar (staff)."""

from django.urls import path

from . import views, views_amending, views_texts

app_name = "associations"
urlpatterns = [
    path("policy/", views.PolicyPage.as_view(), name="policy"),
    path("policy/objections/", views_amending.AmendObjections.as_view(), name="amend_objections"),
    path("policy/next/", views_amending.BringIntoForce.as_view(), name="policy_next"),
    path("policy/next/discard/", views_amending.DiscardDraft.as_view(), name="discard_policy_draft"),
    path("documents/", views.Documents.as_view(), name="documents"),
    path("documents/<uuid:uid>/", views.DocumentFile.as_view(), name="document"),
    path("texts/", views_texts.Texts.as_view(), name="texts"),
    path("texts/<str:kind>/", views_texts.WriteText.as_view(), name="write_text"),
    path("texts/<str:kind>/publish/", views_texts.PublishText.as_view(), name="publish_text"),
    path("calendar/", views.CalendarPage.as_view(), name="calendar"),
    path("calendar/<int:day>/restore/", views.RestoreDay.as_view(), name="restore_day"),
]
