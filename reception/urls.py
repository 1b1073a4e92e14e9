"""Reception (staff). A visit is named by a random key: its visitor may have no number yet."""

from django.urls import path

from . import views

app_name = "reception"
urlpatterns = [
    path("", views.Counter.as_view(), name="counter"),
    path("bring/<slug:code>/", views.WhatToBring.as_view(), name="bring"),
    path("visits/", views.Visits.as_view(), name="visits"),
    # what was asked for by the help-request service
    path("help/", views.HelpList.as_view(), name="helps"),
    path("help/<str:reference>/", views.OneHelp.as_view(), name="help"),
    path("help/<str:reference>/request/", views.TakeUp.as_view(), name="take_up"),
    path("help/<str:reference>/register/", views.RegisterFor.as_view(), name="register"),
    path("help/<str:reference>/inquiry/", views.Ask.as_view(), name="ask"),
    path("help/<str:reference>/decline/", views.Decline.as_view(), name="decline"),
    # a visit
    path("visits/<uuid:uid>/", views.OneVisit.as_view(), name="visit"),
    path("visits/<uuid:uid>/serve/", views.Serve.as_view(), name="serve"),
    path("visits/<uuid:uid>/take-over/", views.TakeOver.as_view(), name="take_over"),
    path("visits/<uuid:uid>/put-back/", views.PutBack.as_view(), name="put_back"),
    path("visits/<uuid:uid>/know/", views.Know.as_view(), name="know"),
    path("visits/<uuid:uid>/inquiry/", views.Inquiry.as_view(), name="inquiry"),
    path("visits/<uuid:uid>/finish/", views.Finish.as_view(), name="finish"),
    path("visits/<uuid:uid>/leave/", views.Leave.as_view(), name="leave"),
]
