"""Complaint, inquiry, help and suggestion for anybody, below ``/public/<association>/contact/``."""

from django.urls import path

from .enums import Kind
from .views import public

app_name = "contact"
urlpatterns = [
    path("", public.Triage.as_view(), name="triage"),
    path("complaint/", public.Send.as_view(kind=Kind.COMPLAINT), name="complaint"),
    path("inquiry/", public.Send.as_view(kind=Kind.INQUIRY), name="inquiry"),
    path("help/", public.Send.as_view(kind=Kind.HELP), name="help"),
    path("suggestion/", public.Send.as_view(kind=Kind.SUGGESTION), name="suggestion"),
    path("objection/", public.ObjectionExplained.as_view(), name="objection"),
    path("my-data/", public.Explained.as_view(template_name="complaints/public/my_data.html"), name="my_data"),
    path("officers/", public.Officers.as_view(), name="officers"),
    path("receipt/", public.Receipt.as_view(), name="receipt"),
    path("track/", public.Track.as_view(), name="track"),
    path("track/case/", public.Case.as_view(), name="case"),
    path("track/message/", public.Message.as_view(), name="message"),
    path("track/confirm/", public.Confirm.as_view(), name="confirm"),
    path("track/reopen/", public.Reopen.as_view(), name="reopen"),
    path("track/leave/", public.Leave.as_view(), name="leave"),
]
