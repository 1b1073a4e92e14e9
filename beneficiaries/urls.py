"""Pages of the people an association serves (staff). A file is named by its number, never by an ID or mobile."""

from django.urls import path

from . import views

app_name = "beneficiaries"
urlpatterns = [
    path("", views.Search.as_view(), name="search"),
    path("new/", views.Register.as_view(), name="register"),
    path("changes/", views.WaitingReports.as_view(), name="changes"),
    path("confirmations/", views.DueConfirmations.as_view(), name="confirmations"),
    path("<str:number>/", views.File.as_view(), name="file"),
    path("<str:number>/edit/", views.Correct.as_view(), name="correct"),
    path("<str:number>/reveal/", views.Reveal.as_view(), name="reveal"),
    path("<str:number>/consents/", views.Consents.as_view(), name="consents"),
    path("<str:number>/consents/<str:purpose>/", views.GiveConsent.as_view(), name="give_consent"),
    path("<str:number>/consents/<str:purpose>/no/", views.SayNo.as_view(), name="say_no"),
    path("<str:number>/consents/<str:purpose>/letter/", views.ConsentLetter.as_view(), name="consent_letter"),
    path("<str:number>/signatures/<uuid:uid>/", views.SignaturePicture.as_view(), name="signature"),
    path("<str:number>/confirm/", views.Confirm.as_view(), name="confirm"),
    path("<str:number>/changes/new/", views.Report.as_view(), name="report_change"),
    path("<str:number>/changes/<uuid:uid>/", views.Change.as_view(), name="change"),
    path("<str:number>/changes/<uuid:uid>/refuse/", views.RefuseChange.as_view(), name="refuse_change"),
    path("<str:number>/changes/<uuid:uid>/paper/", views.ChangePaper.as_view(), name="change_paper"),
]
