"""Payment runs (staff)."""

from django.urls import path

from .views import paying

app_name = "payments"
urlpatterns = [
    path("", paying.RunList.as_view(), name="list"),
    path("new/", paying.NewRun.as_view(), name="new"),
    path("limits/", paying.Limits.as_view(), name="limits"),
    path("<str:reference>/", paying.RunPage.as_view(), name="detail"),
    path("<str:reference>/approve/", paying.Approve.as_view(), name="approve"),
    path("<str:reference>/send/", paying.Send.as_view(), name="send"),
    path("<str:reference>/settle/", paying.Settle.as_view(), name="settle"),
    path("<str:reference>/cancel/", paying.Cancel.as_view(), name="cancel"),
    path("<str:reference>/sheet.<str:form>", paying.RunSheet.as_view(), name="sheet"),
]
