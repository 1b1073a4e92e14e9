"""The catalogue of services (staff). A service stands in the address by its code; rows of a draft by their place."""

from django.urls import path

from .views import catalogue as views

app_name = "services"
urlpatterns = [
    path("", views.ServiceList.as_view(), name="list"),
    path("new/", views.AddService.as_view(), name="add"),
    path("<slug:code>/", views.ServicePage.as_view(), name="service"),
    path("<slug:code>/versions/<int:number>/", views.VersionPage.as_view(), name="version"),
    # the next version
    path("<slug:code>/begin/", views.BeginTerms.as_view(), name="begin"),
    path("<slug:code>/draft/", views.Draft.as_view(), name="draft"),
    path("<slug:code>/draft/terms/", views.Terms.as_view(), name="terms"),
    path("<slug:code>/draft/conditions/new/", views.ChooseCondition.as_view(), name="choose_condition"),
    path("<slug:code>/draft/conditions/new/<slug:kind>/", views.Condition.as_view(), name="new_condition"),
    path("<slug:code>/draft/conditions/<int:place>/", views.Condition.as_view(), name="condition"),
    path("<slug:code>/draft/documents/new/", views.Line.as_view(), name="new_line"),
    path("<slug:code>/draft/documents/<int:place>/", views.Line.as_view(), name="line"),
    path("<slug:code>/draft/questions/new/", views.Question.as_view(), name="new_question"),
    path("<slug:code>/draft/questions/<int:place>/", views.Question.as_view(), name="question"),
    path("<slug:code>/draft/<slug:part>/<int:place>/remove/", views.RemoveRow.as_view(), name="remove"),
    path("<slug:code>/draft/in-force/", views.PutInForce.as_view(), name="in_force"),
    path("<slug:code>/draft/discard/", views.DiscardTerms.as_view(), name="discard"),
]
