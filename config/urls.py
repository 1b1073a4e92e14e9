"""Addresses. All of an association's begin with its address name; what begins otherwise is reserved."""

from allauth.account import urls as account_urls
from allauth.account.decorators import secure_admin_login
from django.conf import settings
from django.contrib import admin
from django.urls import include, path
from django.views.i18n import set_language

from accounts import views as accounts_views
from core.gallery import gallery
from core.health import healthz
from proceedings.views import CheckMinutes
from reports import views as reports_views

# Addresses of allauth that staff have no use for: their e-mail is entered by the association's administrator.
UNUSED = {"account_email", "account_email_verification_sent", "account_confirm_email", "account_signup"}

admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]

urlpatterns = [
    path("", accounts_views.Home.as_view(), name="home"),
    path("healthz", healthz, name="healthz"),
    path("language/", accounts_views.public(set_language), name="set_language"),
    path("accounts/", include([row for row in account_urls.urlpatterns if row.name not in UNUSED])),
    path("accounts/2fa/", include("allauth.mfa.urls")),
    path("accounts/sessions/", include("allauth.usersessions.urls")),
    path("operator/", admin.site.urls),
    path("check/minutes/<str:code>/", CheckMinutes.as_view(), name="check_minutes"),
    path("check/", include("correspondence.urls_public")),
    path("public/<slug:association>/contact/", include("complaints.urls_public")),
    path("public/<slug:association>/help-request/", include("reception.urls_public")),
    path("public/<slug:association>/survey/", include("surveys.urls_public")),
    path("public/<slug:association>/", include("associations.urls_public")),
    path("public/<slug:association>/", include("requests.urls_public")),
    path("<slug:association>/", reports_views.Today.as_view(), name="today"),
    path("<slug:association>/", include("associations.urls")),
    path("<slug:association>/", include("accounts.urls")),
    path("<slug:association>/my-mobile/", include("correspondence.own_mobile.urls")),
    path("<slug:association>/committees/", include("committees.urls")),
    path("<slug:association>/beneficiaries/", include("beneficiaries.urls")),
    path("<slug:association>/requests/", include("requests.urls")),
    path("<slug:association>/deliveries/", include("requests.urls_deliveries")),
    path("<slug:association>/urgent/", include("requests.urls_urgent")),
    path("<slug:association>/services/", include("requests.urls_services")),
    path("<slug:association>/payments/", include("requests.urls_payments")),
    path("<slug:association>/complaints/", include("complaints.urls")),
    path("<slug:association>/compensation/", include("complaints.urls_compensation")),
    path("<slug:association>/reception/", include("reception.urls")),
    path("<slug:association>/figures/", include("reports.urls")),
    path("<slug:association>/sessions/", include("proceedings.urls")),
    path("<slug:association>/surveys/", include("surveys.urls")),
    path("<slug:association>/letters/", include("correspondence.urls")),
    path("<slug:association>/notices/", include("correspondence.notices.urls")),
]
if settings.DEMO:
    urlpatterns.insert(1, path("gallery/", gallery, name="gallery"))
