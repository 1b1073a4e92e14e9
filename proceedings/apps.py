from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProceedingsConfig(AppConfig):
    name = "proceedings"
    verbose_name = _("Sessions of the bodies")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from beneficiaries.rooms import ROOMS
        from complaints import hidden as of_complaints
        from correspondence.notices.register import HIDDEN_REFERENCES
        from requests import hidden as of_requests

        from . import actions, permissions, receivers  # noqa: F401  # their jobs that are due, what they hear
        from .room_of_file import HIDDEN_NUMBERS, HIDDEN_REQUESTS, ROOM, hidden_cases

        ROOMS.append(ROOM)
        of_requests.HIDDEN.extend(HIDDEN_REQUESTS)
        of_complaints.HIDDEN.append(hidden_cases)
        HIDDEN_REFERENCES.extend(HIDDEN_NUMBERS)
