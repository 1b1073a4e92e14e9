"""Pages about the association itself: its policy and its calendar (staff)."""

from django.urls import path

from . import views

app_name = "associations"
urlpatterns = [
    path("policy/", views.PolicyPage.as_view(), name="policy"),
    path("documents/", views.Documents.as_view(), name="documents"),
    path("documents/<uuid:uid>/", views.DocumentFile.as_view(), name="document"),
    path("calendar/", views.CalendarPage.as_view(), name="calendar"),
    path("calendar/<int:day>/restore/", views.RestoreDay.as_view(), name="restore_day"),
]
