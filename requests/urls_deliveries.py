"""Lists of deliveries (staff)."""

from django.urls import path

from .views import following

app_name = "deliveries"
urlpatterns = [
    path("", following.DeliveryList.as_view(), name="list"),
    path("rules/", following.Rules.as_view(), name="rules"),
]
