from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SurveysConfig(AppConfig):
    name = "surveys"
    verbose_name = _("Surveys")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from beneficiaries.following import Rows, follow
        from beneficiaries.rooms import ROOMS

        from . import receivers  # noqa: F401
        from .models import Response
        from .room_of_file import ROOM

        ROOMS.append(ROOM)
        follow(Rows(Response))
