"""Management's page (staff)."""

from django.urls import path

from . import views

app_name = "reports"
urlpatterns = [path("", views.Management.as_view(), name="management")]
