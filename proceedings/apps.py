from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProceedingsConfig(AppConfig):
    name = "proceedings"
    verbose_name = _("Sessions of the bodies")
    default_auto_field = "django.db.models.BigAutoField"
