"""Sessions of the bodies (staff)."""

from django.urls import path

from . import views

app_name = "proceedings"
urlpatterns = [
    path("", views.Sessions.as_view(), name="list"),
    path("convene/<slug:kind>/", views.Convene.as_view(), name="convene"),
    path("circulate/<slug:kind>/", views.PrepareCirculation.as_view(), name="prepare_circulation"),
    path("<str:reference>/", views.SessionPage.as_view(), name="session"),
    path("<str:reference>/act/", views.Act.as_view(), name="act"),
    path("<str:reference>/attendance/", views.Attendance.as_view(), name="attendance"),
    path("<str:reference>/cancel/", views.Cancel.as_view(), name="cancel"),
    path("<str:reference>/motion/", views.Move.as_view(), name="move"),
    path("<str:reference>/motion/take-back/", views.TakeBack.as_view(), name="take_back"),
    path("<str:reference>/notes/", views.Notes.as_view(), name="notes"),
    path("<str:reference>/reschedule/", views.Reschedule.as_view(), name="reschedule"),
    path("<str:reference>/pack/", views.PackPaper.as_view(), name="pack"),
    path("<str:reference>/vote/", views.CastVote.as_view(), name="vote"),
    path("<str:reference>/send/", views.Circulate.as_view(), name="circulate"),
    path("<str:reference>/items/<str:case>/motion/", views.WriteMotion.as_view(), name="write_motion"),
    path("<str:reference>/items/<str:case>/vote/", views.VoteApart.as_view(), name="vote_apart"),
    path("<str:reference>/items/<str:case>/session/", views.AskSession.as_view(), name="ask_session"),
    path("<str:reference>/items/<str:case>/defer/", views.Defer.as_view(), name="defer"),
    path("<str:reference>/items/<str:case>/time/", views.PlanTime.as_view(), name="plan_time"),
    path("<str:reference>/items/<str:case>/recuse/", views.Recuse.as_view(), name="recuse"),
    path("<str:reference>/items/<str:case>/declare/", views.Declare.as_view(), name="declare"),
]
