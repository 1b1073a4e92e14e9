"""The help-request service for anybody, below ``/public/<association>/help-request/``; without the channel no page."""

from django.urls import path

from .views import public

app_name = "helping"
urlpatterns = [
    path("", public.AskForHelp.as_view(), name="ask"),
    path("receipt/", public.Receipt.as_view(), name="receipt"),
    path("track/", public.Track.as_view(), name="track"),
    path("track/case/", public.Case.as_view(), name="case"),
    path("track/leave/", public.Leave.as_view(), name="leave"),
]
