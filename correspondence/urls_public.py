"""The public check of a paper's code, below ``/check/``."""

from django.urls import path

from . import views

app_name = "check"
urlpatterns = [path("<str:code>/", views.Check.as_view(), name="letter")]
