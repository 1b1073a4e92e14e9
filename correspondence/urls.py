"""The register of letters and one letter (staff), below ``/<association>/letters/``."""

from django.urls import path

from . import views

app_name = "correspondence"
urlpatterns = [
    path("", views.Register.as_view(), name="list"),
    path("<int:year>/<int:number>/", views.LetterPage.as_view(), name="letter"),
    path("<int:year>/<int:number>/pdf/", views.LetterPdf.as_view(), name="pdf"),
]
