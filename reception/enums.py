"""The words of reception."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Purpose(TextChoices):
    """What a visitor came for."""

    REQUEST = "request", _("A new request")
    PAPER = "paper", _("A paper for an open request")
    INQUIRY = "inquiry", _("A question")
    COLLECT = "collect", _("To collect what was granted")
    COMPLAINT = "complaint", pgettext_lazy("purpose of a visit", "A complaint")
    OTHER = "other", pgettext_lazy("purpose of a visit", "Something else")


class VisitStatus(TextChoices):
    WAITING = "waiting", pgettext_lazy("visit", "Waits")
    BEING_SERVED = "being_served", _("Being served")
    SERVED = "served", _("Served")
    LEFT = "left", _("Left without being served")


HERE = (VisitStatus.WAITING, VisitStatus.BEING_SERVED)
GONE = (VisitStatus.SERVED, VisitStatus.LEFT)


class ForWhom(TextChoices):
    """Whose need it is."""

    SELF = "self", _("For myself, or my family")
    OTHER = "other", _("For somebody else")


class HelpStatus(TextChoices):
    WAITING = "waiting", pgettext_lazy("help request", "Waits for the desk")
    REQUEST = "request", _("Became a support request")
    INQUIRY = "inquiry", _("Became an inquiry")
    DECLINED = "declined", pgettext_lazy("help request", "Declined")


BECAME = (HelpStatus.REQUEST, HelpStatus.INQUIRY)
