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


# of a circulation, whose members vote apart
APART = {
    SessionStatus.CONVENED: _("Being prepared"),
    SessionStatus.OPEN: _("Members vote apart"),
    SessionStatus.CLOSED: pgettext_lazy("session", "Closed"),
    SessionStatus.CANCELLED: pgettext_lazy("session", "Cancelled"),
}


class ItemStatus(TextChoices):
    WAITING = "waiting", pgettext_lazy("item", "Waiting")
    OPEN = "open", pgettext_lazy("item", "Before the members")
    DECIDED = "decided", pgettext_lazy("item", "Decided")
    DEFERRED = "deferred", pgettext_lazy("item", "Deferred")
    NOT_REACHED = "not_reached", pgettext_lazy("item", "Not reached")


class MatterKind(TextChoices):
    """What an item of a docket is about."""

    SUPPORT = "support", pgettext_lazy("item", "Support request")
    OBJECTION = "objection", pgettext_lazy("item", "Objection")
    URGENT = "urgent", pgettext_lazy("item", "Urgent help to be ratified")
    HARM = "harm", pgettext_lazy("item", "Compensation for harm")


class Basis(TextChoices):
    """What a committee finds on harm: the minutes of its investigation are approved, or there is no basis (M2)."""

    APPROVED = "approved", _("The minutes of the investigation are approved")
    NO_BASIS = "no_basis", _("No basis for compensation")


LIVE = (ItemStatus.WAITING, ItemStatus.OPEN)


class Ground(TextChoices):
    """Why a member takes no part in an item."""

    RESEARCHER = "researcher", _("Studied the request")
    FIRST_DECIDER = "first", _("Decided it first")
    GAVE_HELP = "gave_help", _("Gave the urgent help")
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


class Part(TextChoices):
    """Free words of minutes; all else in them is read from the record."""

    INTRODUCTION = "introduction", _("Introduction")
    DISCUSSION = "discussion", _("Discussion of the item")
    RECOMMENDATIONS = "recommendations", _("Recommendations")
    CLOSING = "closing", _("Closing words")


class SignedHow(TextChoices):
    CODE = "code", pgettext_lazy("minutes", "By a code to the mobile")
    PAPER = "paper", pgettext_lazy("minutes", "On paper")
    REFUSED = "refused", pgettext_lazy("minutes", "Does not sign")


# a tie to the person, which every case of theirs has; whoever had a hand in one case stays out of that one
PERSONAL = (
    *(Ground.SAME_PERSON, Ground.HOUSEHOLD, Ground.GUARDIAN, Ground.KINSHIP, Ground.STEPPED_ASIDE, Ground.SUBJECT),
    *(Ground.SAME_NAME, Ground.SAME_PLACE, Ground.EMPLOYER, Ground.WORK, Ground.INTEREST, Ground.DECLARED),
)
