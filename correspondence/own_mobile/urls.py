"""A member's own mobile, below ``/<association>/my-mobile/``."""

from django.urls import path

from . import views

app_name = "own_mobile"
urlpatterns = [
    path("", views.OwnMobile.as_view(), name="number"),
    path("confirm/", views.ConfirmMobile.as_view(), name="confirm"),
]
