"""Support requests (staff). The public reference stands in the address, the verb after it."""

from django.urls import path

from . import views
from .views import (
    answering,
    assigning,
    batches,
    case_study,
    clock,
    field_visits,
    following,
    objecting,
    opinions,
    referring,
    refusals,
    stipulating,
    urgent,
)

app_name = "support_requests"
urlpatterns = [
    path("", views.RequestList.as_view(), name="list"),
    path("new/", views.Create.as_view(), name="create"),
    path("new/responsibilities/", views.Told.as_view(), name="told"),
    path("refusal-reasons/", refusals.RefusalReasons.as_view(), name="refusal_reasons"),
    path("refusal-reasons/<slug:code>/", refusals.OfferReason.as_view(), name="offer_reason"),
    # many at once; before what takes any word for a reference
    path("batches/", batches.Batches.as_view(), name="batches"),
    path("batches/begin/", batches.BeginBatch.as_view(), name="begin_batch"),
    path("batches/<uuid:uid>/", batches.Batch.as_view(), name="batch"),
    path("batches/<uuid:uid>/stop/", batches.StopBatch.as_view(), name="stop_batch"),
    path("batches/<uuid:uid>/letters/", batches.BatchLetters.as_view(), name="batch_letters"),
    # objections
    path("objections/", objecting.ObjectionList.as_view(), name="objections"),
    path("objections/<str:objection>/", objecting.ObjectionPage.as_view(), name="objection"),
    path("objections/<str:objection>/decide/", objecting.DecideObjection.as_view(), name="decide_objection"),
    path("objections/<str:objection>/answer/", objecting.AnswerObjection.as_view(), name="answer_objection"),
    path("objections/<str:objection>/send/", objecting.SendObjectionAnswer.as_view(), name="send_objection_answer"),
    path(
        "objections/<str:objection>/not-reached/",
        objecting.ObjectionNotReached.as_view(),
        name="objection_not_reached",
    ),
    path("objections/<str:objection>/withdraw/", objecting.WithdrawObjection.as_view(), name="withdraw_objection"),
    path("<str:reference>/object/", objecting.ObjectAtDesk.as_view(), name="object"),
    path("researchers/", assigning.Load.as_view(), name="load"),
    path("researchers/areas/", assigning.Areas.as_view(), name="areas"),
    path("<str:reference>/", views.Detail.as_view(), name="detail"),
    path("<str:reference>/conditions/", views.Eligibility.as_view(), name="eligibility"),
    # reception
    path("<str:reference>/correct/", views.Correct.as_view(), name="correct"),
    path("<str:reference>/questions/", views.Questions.as_view(), name="questions"),
    path("<str:reference>/checklist/", views.Checklist.as_view(), name="checklist"),
    path("<str:reference>/missing/", views.Missing.as_view(), name="missing"),
    path("<str:reference>/papers/<uuid:uid>/", views.PaperFile.as_view(), name="paper"),
    path("<str:reference>/declaration/", views.Declare.as_view(), name="declaration"),
    path("<str:reference>/complete/", views.Complete.as_view(), name="complete"),
    path("<str:reference>/receipt/", views.Receipt.as_view(), name="receipt"),
    # help that cannot wait
    path("<str:reference>/urgent/", urgent.GiveUrgent.as_view(), name="give_urgent"),
    path("<str:reference>/urgent/ratify/", urgent.RatifyUrgent.as_view(), name="ratify_urgent"),
    path("<str:reference>/urgent/reverse/", urgent.ReverseUrgent.as_view(), name="reverse_urgent"),
    # study and decision
    path("<str:reference>/assign/", assigning.Assign.as_view(), name="assign"),
    path("<str:reference>/step-aside/", assigning.StepAside.as_view(), name="step_aside"),
    path("<str:reference>/start-study/", views.StartStudy.as_view(), name="start_study"),
    path("<str:reference>/study/", case_study.ReadStudy.as_view(), name="study"),
    path("<str:reference>/study/pdf/", case_study.StudyPaper.as_view(), name="study_paper"),
    path("<str:reference>/study/write/", case_study.WriteStudy.as_view(), name="write_study"),
    path("<str:reference>/visits/plan/", field_visits.PlanVisit.as_view(), name="plan_visit"),
    path("<str:reference>/visits/<int:number>/", field_visits.ReadVisit.as_view(), name="visit"),
    path("<str:reference>/visits/<int:number>/paper/", field_visits.VisitPaper.as_view(), name="visit_paper"),
    path("<str:reference>/visits/<int:number>/report/", field_visits.ReportVisit.as_view(), name="report_visit"),
    path("<str:reference>/visits/<int:number>/cancel/", field_visits.CancelVisit.as_view(), name="cancel_visit"),
    path(
        "<str:reference>/visits/<int:number>/photos/<uuid:uid>/",
        field_visits.VisitPhotoFile.as_view(),
        name="visit_photo",
    ),
    path("<str:reference>/opinions/ask/", opinions.AskOpinion.as_view(), name="ask_opinion"),
    path("<str:reference>/opinions/<int:number>/", opinions.GiveOpinion.as_view(), name="give_opinion"),
    path("<str:reference>/recommend/", views.Recommend.as_view(), name="recommend"),
    path("<str:reference>/return/", views.ReturnForCompletion.as_view(), name="return_for_completion"),
    path("<str:reference>/decide/", views.Decide.as_view(), name="decide"),
    # a question to the body the policy names
    path("<str:reference>/refer/", referring.Refer.as_view(), name="refer"),
    path("<str:reference>/referral/answer/", referring.AnswerReferral.as_view(), name="answer_referral"),
    path("<str:reference>/referral/take-back/", referring.RecallReferral.as_view(), name="recall_referral"),
    # the clock
    path("<str:reference>/pause/", clock.PauseClock.as_view(), name="pause"),
    path("<str:reference>/resume/", clock.ResumeClock.as_view(), name="resume"),
    path("<str:reference>/extend/", clock.Extend.as_view(), name="extend"),
    path("<str:reference>/take-back/", clock.TakeBack.as_view(), name="take_back"),
    path("<str:reference>/tell-delay/", clock.TellDelay.as_view(), name="tell_delay"),
    # answer to closing
    path("<str:reference>/send-answer/", answering.SendAnswer.as_view(), name="send_answer"),
    path("<str:reference>/not-reached/", answering.RecordAttempt.as_view(), name="record_attempt"),
    path("<str:reference>/answer/", answering.GiveAnswer.as_view(), name="give_answer"),
    path("<str:reference>/plan/", views.Plan.as_view(), name="plan_delivery"),
    path("<str:reference>/plan/monthly/", views.PlanMonthly.as_view(), name="plan_monthly"),
    path("<str:reference>/deliver/", views.Deliver.as_view(), name="deliver"),
    path("<str:reference>/deliveries/<int:number>/problem/", following.ReportProblem.as_view(), name="report_problem"),
    path("<str:reference>/deliveries/<int:number>/settle/", following.SettleProblem.as_view(), name="settle_problem"),
    path("<str:reference>/deliveries/<int:number>/hand-on/", following.HandOn.as_view(), name="hand_on_problem"),
    path("<str:reference>/deliveries/<int:number>/call/", following.CallAbout.as_view(), name="check_delivery"),
    # conditions of the decision
    path("<str:reference>/stipulations/<int:number>/met/", stipulating.Meet.as_view(), name="meet_condition"),
    path("<str:reference>/stipulations/<int:number>/waive/", stipulating.Waive.as_view(), name="waive_condition"),
    path("<str:reference>/stipulations/<int:number>/reopen/", stipulating.Reopen.as_view(), name="reopen_condition"),
    path("<str:reference>/close/", views.Close.as_view(), name="close"),
    path("<str:reference>/withdraw/", views.Withdraw.as_view(), name="withdraw"),
]
