"""Pages of the people an association serves (staff). A file is named by its number, never by an ID or mobile."""

from django.urls import path

from . import views

app_name = "beneficiaries"
urlpatterns = [
    path("", views.Search.as_view(), name="search"),
    path("new/", views.Register.as_view(), name="register"),
    path("<str:number>/", views.File.as_view(), name="file"),
    path("<str:number>/edit/", views.Correct.as_view(), name="correct"),
    path("<str:number>/reveal/", views.Reveal.as_view(), name="reveal"),
]
