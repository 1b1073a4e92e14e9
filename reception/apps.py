from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReceptionConfig(AppConfig):
    name = "reception"
    verbose_name = _("Reception")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from beneficiaries.rooms import ROOMS
        from requests.opening import KNOWN

        from .following import register
        from .room_of_file import ROOM
        from .standing import known_before

        ROOMS.append(ROOM)
        KNOWN.append(known_before)
        register()
