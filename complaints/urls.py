"""Complaints and inquiries (staff). The public reference stands in the address, the verb after it."""

from django.urls import path

from . import views
from .views import referring

app_name = "complaints"
urlpatterns = [
    path("", views.ComplaintList.as_view(), name="list"),
    path("new/", views.Receive.as_view(), name="receive"),
    path("on-the-spot/", views.OnTheSpot.as_view(), name="on_the_spot"),
    path("receipt/", views.Receipt.as_view(), name="receipt"),
    path("officers/", views.Officers.as_view(), name="officers"),
    path("officers/end/", views.EndTerm.as_view(), name="end_term"),
    path("<str:reference>/", views.Detail.as_view(), name="detail"),
    # who has it, of which kind it is, whom it is about
    path("<str:reference>/take/", views.Take.as_view(), name="take"),
    path("<str:reference>/release/", views.Release.as_view(), name="release"),
    path("<str:reference>/assign/", views.Assign.as_view(), name="assign"),
    path("<str:reference>/kind/", views.ChangeKind.as_view(), name="change_kind"),
    path("<str:reference>/subject/", views.NameSubject.as_view(), name="name_subject"),
    path("<str:reference>/clear/", views.ClearSubject.as_view(), name="clear_subject"),
    path("<str:reference>/comment/", views.Comment.as_view(), name="comment"),
    path("<str:reference>/code/", views.ReissueCode.as_view(), name="reissue_code"),
    path("<str:reference>/write/", views.Write.as_view(), name="write"),
    # a question to the body the policy names
    path("<str:reference>/refer/", referring.Refer.as_view(), name="refer"),
    path("<str:reference>/referral/answer/", referring.AnswerReferral.as_view(), name="answer_referral"),
    path("<str:reference>/referral/take-back/", referring.RecallReferral.as_view(), name="recall_referral"),
    # finding to closing
    path("<str:reference>/decide/", views.Decide.as_view(), name="decide"),
    path("<str:reference>/answer/", views.GiveAnswer.as_view(), name="give_answer"),
    path("<str:reference>/answer-now/", views.AnswerNow.as_view(), name="answer_now"),
    path("<str:reference>/attempt/", views.RecordAttempt.as_view(), name="record_attempt"),
    path("<str:reference>/confirm/", views.Confirm.as_view(), name="confirm"),
    path("<str:reference>/close/", views.CloseUnreached.as_view(), name="close_unreached"),
    path("<str:reference>/reopen/", views.Reopen.as_view(), name="reopen"),
]
