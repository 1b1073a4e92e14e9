"""The policy for anybody, below ``/public/<association>/``."""

from django.urls import path

from . import views_public

app_name = "public"
urlpatterns = [path("policy/", views_public.PublicPolicy.as_view(), name="policy")]
