"""The association's bodies (staff)."""

from django.urls import path

from . import views, views_disclosing

app_name = "committees"
urlpatterns = [
    path("", views.Bodies.as_view(), name="list"),
    path("disclosures/", views_disclosing.Disclosures.as_view(), name="disclosures"),
    path("disclosures/mine/", views_disclosing.MyDisclosure.as_view(), name="my_disclosure"),
    path("disclosures/mine/renew/", views_disclosing.Disclose.as_view(), name="disclose"),
    path("disclosures/<uuid:uid>/", views_disclosing.OneDisclosure.as_view(), name="disclosure"),
    path("<slug:kind>/", views.Body.as_view(), name="body"),
    path("<slug:kind>/form/", views.RecordFormation.as_view(), name="form"),
    path("<slug:kind>/seat/", views.GiveSeat.as_view(), name="seat"),
    path("<slug:kind>/end-seat/", views.EndSeat.as_view(), name="end_seat"),
]
