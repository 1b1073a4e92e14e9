"""The association's bodies (staff)."""

from django.urls import path

from . import views

app_name = "committees"
urlpatterns = [
    path("", views.Bodies.as_view(), name="list"),
    path("<slug:kind>/", views.Body.as_view(), name="body"),
    path("<slug:kind>/form/", views.RecordFormation.as_view(), name="form"),
    path("<slug:kind>/seat/", views.GiveSeat.as_view(), name="seat"),
    path("<slug:kind>/end-seat/", views.EndSeat.as_view(), name="end_seat"),
]
