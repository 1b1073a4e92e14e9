"""People of an association (staff)."""

from django.urls import path

from . import views

app_name = "accounts"
urlpatterns = [
    path("people/", views.People.as_view(), name="people"),
    path("policy/sign/", views.SignPolicy.as_view(), name="sign_policy"),
]
