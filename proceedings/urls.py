"""Sessions of the bodies (staff)."""

from django.urls import path

from . import views

app_name = "proceedings"
urlpatterns = [
    path("", views.Sessions.as_view(), name="list"),
    path("convene/<slug:kind>/", views.Convene.as_view(), name="convene"),
    path("minutes/", views.MinutesList.as_view(), name="minutes_list"),
    path("extracts/<str:minutes>/harm/<str:reference>/", views.ExtractOfHarm.as_view(), name="extract_of_harm"),
    path("extracts/<str:minutes>/<str:reference>/<str:item>/", views.Extract.as_view(), name="extract"),
    path("no-quorum/<str:case>/", views.SayWhoDecides.as_view(), name="no_quorum"),
    path("circulate/<slug:kind>/", views.PrepareCirculation.as_view(), name="prepare_circulation"),
    path("<str:reference>/", views.SessionPage.as_view(), name="session"),
    path("<str:reference>/act/", views.Act.as_view(), name="act"),
    path("<str:reference>/attendance/", views.Attendance.as_view(), name="attendance"),
    path("<str:reference>/cancel/", views.Cancel.as_view(), name="cancel"),
    path("<str:reference>/motion/", views.Move.as_view(), name="move"),
    path("<str:reference>/motion/take-back/", views.TakeBack.as_view(), name="take_back"),
    path("<str:reference>/notes/", views.Notes.as_view(), name="notes"),
    path("<str:reference>/reschedule/", views.Reschedule.as_view(), name="reschedule"),
    path("<str:reference>/invitation/", views.InvitationPaper.as_view(), name="invitation"),
    path("<str:reference>/pack/", views.PackPaper.as_view(), name="pack"),
    path("<str:reference>/vote/", views.CastVote.as_view(), name="vote"),
    path("<str:reference>/minutes/", views.MinutesPage.as_view(), name="minutes"),
    path("<str:reference>/minutes/pdf/", views.MinutesPdf.as_view(), name="minutes_pdf"),
    path("<str:reference>/minutes/write/", views.WriteMinutes.as_view(), name="minutes_write"),
    path("<str:reference>/minutes/seal/", views.SealMinutes.as_view(), name="minutes_seal"),
    path("<str:reference>/minutes/correct/", views.Correct.as_view(), name="minutes_correct"),
    path("<str:reference>/minutes/<int:number>/pdf/", views.AnnexPdf.as_view(), name="annex_pdf"),
    path("<str:reference>/minutes/<int:number>/sign/", views.SignMinutes.as_view(), name="minutes_sign"),
    path("<str:reference>/minutes/<int:number>/signed/", views.SignedOnPaper.as_view(), name="minutes_signed"),
    path("<str:reference>/minutes/<int:number>/refused/", views.Refused.as_view(), name="minutes_refused"),
    path("<str:reference>/minutes/<int:number>/scans/<uuid:uid>/", views.Scan.as_view(), name="minutes_scan"),
    path("<str:reference>/send/", views.Circulate.as_view(), name="circulate"),
    path("<str:reference>/items/<str:case>/motion/", views.WriteMotion.as_view(), name="write_motion"),
    path("<str:reference>/items/<str:case>/vote/", views.VoteApart.as_view(), name="vote_apart"),
    path("<str:reference>/items/<str:case>/session/", views.AskSession.as_view(), name="ask_session"),
    path("<str:reference>/items/<str:case>/defer/", views.Defer.as_view(), name="defer"),
    path("<str:reference>/items/<str:case>/time/", views.PlanTime.as_view(), name="plan_time"),
    path("<str:reference>/items/<str:case>/recuse/", views.Recuse.as_view(), name="recuse"),
    path("<str:reference>/items/<str:case>/declare/", views.Declare.as_view(), name="declare"),
]
