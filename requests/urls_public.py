"""An association's public pages and the beneficiary's own, below ``/public/<association>/``; no number of a person."""

from django.urls import path

from .views import online

app_name = "online"
urlpatterns = [
    path("", online.Home.as_view(), name="home"),
    path("policy/pdf/", online.PolicyPdf.as_view(), name="policy_pdf"),
    # the way in
    path("sign-in/", online.SignIn.as_view(), name="sign_in"),
    path("sign-in/code/", online.EnterCode.as_view(), name="code"),
    path("sign-in/file/", online.Identify.as_view(), name="identify"),
    path("sign-out/", online.SignOut.as_view(), name="sign_out"),
    # at home
    path("my/", online.MyHome.as_view(), name="my"),
    path("my/requests/<str:reference>/", online.MyRequest.as_view(), name="request"),
    path("my/requests/<str:reference>/papers/<int:line>/", online.SendPaper.as_view(), name="send_paper"),
    path("my/requests/<str:reference>/files/<uuid:uid>/", online.MyPaper.as_view(), name="paper"),
    path("my/requests/<str:reference>/withdraw/", online.Withdraw.as_view(), name="withdraw"),
    path("my/requests/<str:reference>/object/", online.ObjectFromHome.as_view(), name="object"),
    path("my/letters/<int:year>/<int:number>/", online.MyLetter.as_view(), name="letter"),
    path("my/letters/<int:year>/<int:number>/pdf/", online.MyLetterPdf.as_view(), name="letter_pdf"),
    path("my/looks/", online.MyLooks.as_view(), name="my_looks"),
    path("my/copy/", online.MyCopy.as_view(), name="my_copy"),
    path("my/copy/code/", online.AskCopyCode.as_view(), name="ask_copy_code"),
    # my file
    path("my/facts/", online.MyFacts.as_view(), name="facts"),
    path("my/facts/change/", online.MyChange.as_view(), name="report_change"),
    path("my/consents/", online.MyConsents.as_view(), name="consents"),
    path("my/consents/<str:purpose>/", online.Say.as_view(), name="say"),
    path("my/consents/<str:purpose>/letter/", online.MyConsentLetter.as_view(), name="consent_letter"),
    # a new request
    path("my/new/", online.Begin.as_view(), name="begin"),
    path("my/draft/", online.Write.as_view(), name="write"),
    path("my/draft/papers/", online.Papers.as_view(), name="papers"),
    path("my/draft/papers/<uuid:uid>/remove/", online.RemovePaper.as_view(), name="remove_paper"),
    path("my/draft/check/", online.Check.as_view(), name="check"),
    path("my/draft/code/", online.AskCode.as_view(), name="ask_code"),
    path("my/draft/delete/", online.Discard.as_view(), name="discard"),
    path("my/sent/<str:reference>/", online.Sent.as_view(), name="sent"),
]
