"""Measuring satisfaction (staff). A campaign is named by its number, a rating link by its request's reference."""

from django.urls import path

from . import views

app_name = "surveys"
urlpatterns = [
    path("", views.Overview.as_view(), name="overview"),
    path("results/", views.ResultsPage.as_view(), name="results"),
    path("bank/", views.Bank.as_view(), name="bank"),
    path("bank/new/", views.AddQuestion.as_view(), name="add_question"),
    path("questionnaires/<str:kind>/", views.NewVersion.as_view(), name="version"),
    path("enter/<str:kind>/", views.Enter.as_view(), name="enter"),
    path("campaigns/", views.Campaigns.as_view(), name="campaigns"),
    path("campaigns/new/", views.NewCampaign.as_view(), name="new_campaign"),
    path("campaigns/<int:number>/", views.OneCampaign.as_view(), name="campaign"),
    path("rating/<str:reference>/", views.RatingLink.as_view(), name="rating_link"),
]
