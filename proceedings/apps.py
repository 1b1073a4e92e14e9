from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProceedingsConfig(AppConfig):
    name = "proceedings"
    verbose_name = _("Sessions of the bodies")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from beneficiaries.rooms import ROOMS
        from correspondence.notices.register import HIDDEN_REFERENCES
        from requests.hidden import HIDDEN

        from .room_of_file import HIDDEN_NUMBERS, ROOM, hidden_requests, requests_of_the_close

        ROOMS.append(ROOM)
        HIDDEN.extend([hidden_requests, requests_of_the_close])
        HIDDEN_REFERENCES.extend(HIDDEN_NUMBERS)
