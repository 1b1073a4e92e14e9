"""The outbox of an association, below ``/<association>/notices/``."""

from django.urls import path

from . import views

app_name = "notices"
urlpatterns = [
    path("", views.Outbox.as_view(), name="list"),
    path("<uuid:notice>/again/", views.SendAgain.as_view(), name="again"),
    path("<uuid:notice>/done/", views.MarkDone.as_view(), name="done"),
]
