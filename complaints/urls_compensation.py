"""Compensation cases (staff), where the policy compensates harm. Each address of a verb bears its event's name."""

from django.urls import path

from .views import compensation as views

app_name = "compensation"
urlpatterns = [
    path("", views.CompensationList.as_view(), name="list"),
    path("new/", views.Open.as_view(), name="open"),
    path("<str:reference>/", views.Detail.as_view(), name="detail"),
    # the basis
    path("<str:reference>/minutes/", views.WriteMinutes.as_view(), name="write_minutes"),
    path("<str:reference>/correct/", views.CorrectMinutes.as_view(), name="correct_minutes"),
    path("<str:reference>/approve/", views.ApproveMinutes.as_view(), name="approve_minutes"),
    path("<str:reference>/ruling/", views.RecordRuling.as_view(), name="record_ruling"),
    path("<str:reference>/basis/", views.EstablishBasis.as_view(), name="establish_basis"),
    path("<str:reference>/reject/", views.Reject.as_view(), name="reject"),
    # offer to payment
    path("<str:reference>/offer/", views.Offer.as_view(), name="offer"),
    path("<str:reference>/accept/", views.Accept.as_view(), name="accept"),
    path("<str:reference>/settlement/", views.IssueSettlement.as_view(), name="issue_settlement"),
    path("<str:reference>/sign/", views.Sign.as_view(), name="sign"),
    path("<str:reference>/pay/", views.Pay.as_view(), name="pay"),
    path("<str:reference>/close/", views.Close.as_view(), name="close"),
    path("<str:reference>/withdraw/", views.Withdraw.as_view(), name="withdraw"),
]
