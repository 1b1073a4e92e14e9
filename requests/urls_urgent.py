"""Urgent help of an association (staff): its list, its officers and its days."""

from django.urls import path

from .views import urgent

app_name = "urgent"
urlpatterns = [
    path("", urgent.UrgentList.as_view(), name="list"),
    path("officers/", urgent.Officers.as_view(), name="officers"),
    path("officers/name/", urgent.NameOfficer.as_view(), name="name"),
    path("officers/<uuid:uid>/end/", urgent.EndOfficer.as_view(), name="end"),
    path("days/", urgent.UrgentDays.as_view(), name="days"),
]
