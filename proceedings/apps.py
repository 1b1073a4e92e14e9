from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProceedingsConfig(AppConfig):
    name = "proceedings"
    verbose_name = _("Sessions of the bodies")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from beneficiaries.rooms import ROOMS
        from complaints import hidden as of_complaints
        from requests import hidden as of_requests

        from .room_of_file import ROOM, hidden_cases, hidden_requests

        ROOMS.append(ROOM)
        of_requests.HIDDEN.append(hidden_requests)
        of_complaints.HIDDEN.append(hidden_cases)
