"""Lists of deliveries (staff)."""

from django.urls import path

from .views import following

app_name = "deliveries"
urlpatterns = [
    path("", following.Instalments.as_view(), name="list"),
    path("problems/", following.Problems.as_view(), name="problems"),
    path("calls/", following.Calls.as_view(), name="calls"),
    path("ending/", following.EndingSupport.as_view(), name="ending"),
    path("rules/", following.Rules.as_view(), name="rules"),
]
