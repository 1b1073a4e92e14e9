"""Pages of the people an association serves (staff). A file is named by its number, never by an ID or mobile."""

from django.urls import path

from . import views
from .views import household, mandates, privacy

app_name = "beneficiaries"
urlpatterns = [
    path("", views.Search.as_view(), name="search"),
    path("new/", views.Register.as_view(), name="register"),
    path("time-is-over/", privacy.TimeIsOver.as_view(), name="time_is_over"),
    path("time-is-over/forget/", privacy.Forget.as_view(), name="forget"),
    path("<str:number>/", views.File.as_view(), name="file"),
    path("<str:number>/edit/", views.Correct.as_view(), name="correct"),
    path("<str:number>/edit/<slug:section>/", views.EditSection.as_view(), name="edit_section"),
    path("<str:number>/household/", household.HouseholdPage.as_view(), name="household"),
    path("<str:number>/household/add/", household.AddMember.as_view(), name="add_member"),
    path("<str:number>/household/head/", household.ChangeHead.as_view(), name="change_head"),
    path("<str:number>/household/split/", household.SplitHousehold.as_view(), name="split_household"),
    path("<str:number>/household/join/", household.JoinHousehold.as_view(), name="join_household"),
    path("<str:number>/household/<uuid:uid>/edit/", household.CorrectMember.as_view(), name="correct_member"),
    path("<str:number>/household/<uuid:uid>/leave/", household.MemberLeaves.as_view(), name="member_leaves"),
    path("<str:number>/household/<uuid:uid>/income/", household.EnterIncome.as_view(), name="enter_income"),
    path(
        "<str:number>/household/<uuid:uid>/obligation/", household.EnterObligation.as_view(), name="enter_obligation"
    ),
    path("<str:number>/household/<uuid:uid>/<uuid:money>/end/", household.EndMoney.as_view(), name="end_money"),
    path("<str:number>/mandates/new/", mandates.EnterMandate.as_view(), name="enter_mandate"),
    path("<str:number>/mandates/<uuid:uid>/end/", mandates.EndMandate.as_view(), name="end_mandate"),
    path("<str:number>/looks/", privacy.Looks.as_view(), name="looks"),
    path("<str:number>/looks/paper/", privacy.LooksPaper.as_view(), name="looks_paper"),
    path("<str:number>/copy/", privacy.Copy.as_view(), name="copy"),
    path("<str:number>/close/", privacy.Close.as_view(), name="close"),
    path("<str:number>/reopen/", privacy.Reopen.as_view(), name="reopen"),
    path("<str:number>/reveal/", views.Reveal.as_view(), name="reveal"),
]
