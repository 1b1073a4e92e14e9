"""The words a body is formed in: positions, how it decides, majorities, votes."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Position(TextChoices):
    CHAIR = "chair", _("Chair")
    HEAD = "head", _("Head")
    DEPUTY = "deputy", _("Deputy chair")
    MEMBER = "member", _("Member")
    SECRETARY = "secretary", _("Secretary")


DECIDING_POSITIONS = (Position.CHAIR, Position.HEAD)
VOTING_POSITIONS = (Position.CHAIR, Position.HEAD, Position.DEPUTY, Position.MEMBER)  # a secretary writes


class Way(TextChoices):
    """Who decides in a body."""

    ALONE = "alone", _("Its chair or head decides alone")
    TOGETHER = "together", _("Its members decide by vote")


class TakesEffect(TextChoices):
    """When a decision that was voted takes effect on its case."""

    ITEM = "item", _("When the item is closed")
    SESSION = "session", _("When the session is closed")
    MINUTES = "minutes", _("When the minutes are sealed")


class Majority(TextChoices):
    """Which share carries a motion. ``SIMPLE`` looks at votes cast for and against; the others at those entitled."""

    SIMPLE = "simple", _("Simple: more for than against")
    ABSOLUTE = "absolute", _("Absolute: more than half of those entitled")
    TWO_THIRDS = "two_thirds", _("Two thirds of those entitled")
    UNANIMOUS = "unanimous", _("Unanimous: everybody present is for it")


class Kin(TextChoices):
    """What a relative is to a member of a body."""

    PARENT = "parent", _("Father or mother")
    SPOUSE = "spouse", _("Spouse")
    CHILD = "child", _("Son or daughter")
    SIBLING = "sibling", _("Brother or sister")
    GRAND = "grand", _("Grandparent or grandchild")
    UNCLE = "uncle", _("Uncle or aunt, their child")
    IN_LAW = "in_law", _("By marriage")
    OTHER = "other", _("Another relative")


FIRST_DEGREE = (Kin.PARENT, Kin.SPOUSE, Kin.CHILD)


class Result(TextChoices):
    CARRIED = "carried", pgettext_lazy("vote", "Carried")
    LOST = "lost", pgettext_lazy("vote", "Lost")
    TIED = "tied", pgettext_lazy("vote", "Tied")  # as many for as against, and nobody whose vote decides
    NO_QUORUM = "no_quorum", pgettext_lazy("vote", "No quorum")
    WITHDRAWN = "withdrawn", pgettext_lazy("vote", "Taken back")  # before its vote was over


class Choice(TextChoices):
    FOR = "for", pgettext_lazy("vote", "For")
    AGAINST = "against", pgettext_lazy("vote", "Against")
    ABSTAIN = "abstain", pgettext_lazy("vote", "Abstains")
