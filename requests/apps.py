from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SupportRequestsConfig(AppConfig):
    name = "requests"
    label = "support_requests"
    verbose_name = _("Support requests")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from beneficiaries.rooms import ROOMS
        from correspondence.notices.register import HIDDEN_REFERENCES

        from . import actions, checks, following, permissions, receivers, usual_reasons  # noqa: F401
        from .batches import worker  # noqa: F401  # its job that is due
        from .heads import hidden_numbers, hidden_requests
        from .hidden import HIDDEN
        from .room_of_file import ROOM

        following.register()
        ROOMS.append(ROOM)
        HIDDEN.append(hidden_requests)
        HIDDEN_REFERENCES.append(hidden_numbers)
