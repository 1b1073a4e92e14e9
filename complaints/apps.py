from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ComplaintsConfig(AppConfig):
    name = "complaints"
    verbose_name = _("Complaints")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from beneficiaries.following import Rows, follow
        from beneficiaries.rooms import ROOMS
        from correspondence.notices.register import HIDDEN_REFERENCES

        from . import actions, compensation_permissions, permissions, receivers  # noqa: F401
        from .models import CompensationCase, Complaint
        from .notices import hidden_compensation, hidden_references
        from .room_of_file import ROOM

        HIDDEN_REFERENCES.extend([hidden_references, hidden_compensation])
        ROOMS.append(ROOM)
        follow(Rows(Complaint), Rows(CompensationCase))
