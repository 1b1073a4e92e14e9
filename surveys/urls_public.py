"""Answering a questionnaire, below ``/public/<association>/survey/``; the key in the address names nobody."""

from django.urls import path

from . import views

app_name = "survey"
urlpatterns = [
    path("thanks/", views.Thanks.as_view(), name="thanks"),
    path("of/<str:reference>/", views.RateMine.as_view(), name="mine"),
    path("<str:token>/", views.Answer.as_view(), name="answer"),
]
