from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProceedingsConfig(AppConfig):
    name = "proceedings"
    verbose_name = _("Sessions of the bodies")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from beneficiaries.rooms import ROOMS
        from requests.hidden import HIDDEN

        from .room_of_file import ROOM, hidden_requests

        ROOMS.append(ROOM)
        HIDDEN.append(hidden_requests)
