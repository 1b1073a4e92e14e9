"""The words of a session."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class SessionStatus(TextChoices):
    CONVENED = "convened", pgettext_lazy("session", "Convened")
    OPEN = "open", pgettext_lazy("session", "In session")
    CLOSED = "closed", pgettext_lazy("session", "Closed")
    CANCELLED = "cancelled", pgettext_lazy("session", "Cancelled")


class ItemStatus(TextChoices):
    WAITING = "waiting", pgettext_lazy("item", "Waiting")
    OPEN = "open", pgettext_lazy("item", "Before the members")
    DECIDED = "decided", pgettext_lazy("item", "Decided")
    DEFERRED = "deferred", pgettext_lazy("item", "Deferred")
    NOT_REACHED = "not_reached", pgettext_lazy("item", "Not reached")


LIVE = (ItemStatus.WAITING, ItemStatus.OPEN)


class Ground(TextChoices):
    """Why a member takes no part in an item."""

    RESEARCHER = "researcher", _("Studied the request")
    SAME_PERSON = "same_person", _("Is the applicant")
    HOUSEHOLD = "household", _("Lives in the applicant's household")
    GUARDIAN = "guardian", _("Acts for the applicant")
    OPINION = "opinion", _("Gave a second opinion")
    STEPPED_ASIDE = "stepped", _("Stepped aside from the study")
    SUBJECT = "subject", _("The complaint is about them")
    KINSHIP = "kinship", _("Kinship")
    SAME_NAME = "same_name", _("The same family name")
    SAME_PLACE = "same_place", _("The same family name and place")
    EMPLOYER = "employer", _("The same employer")
    WORK = "work", _("Works with or for the person")
    INTEREST = "interest", _("Has an interest in the outcome")
    DECLARED = "declared", _("Declared by the member, without more")
