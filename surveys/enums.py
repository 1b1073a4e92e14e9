"""The words of measuring satisfaction: scales of questions, kinds of questionnaire, and what a link is worth."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from associations.enums import SurveyMethod


class Scale(TextChoices):
    FIVE = "five", _("Five degrees of satisfaction")
    ZERO_TO_TEN = "zero_to_ten", _("A number from 0 to 10")
    YES_NO = "yes_no", _("Yes or no")
    CHOICE = "choice", _("One of several answers")
    TEXT = "text", _("Own words")


class Kind(TextChoices):
    """What a questionnaire is made for; after service is always there (B8), the rest as S1 to S4 say."""

    AFTER_SERVICE = "after_service", _("After a service")
    PERIODIC = "periodic", _("Periodic questionnaire")
    FIELD_SURVEY = "field_survey", _("Field survey")
    SUPERVISORY_VISIT = "supervisory_visit", _("Supervisory visit")
    INTERVIEW = "interview", _("Interview")


METHOD_OF = {
    Kind.AFTER_SERVICE: SurveyMethod.QUESTIONNAIRE,
    Kind.PERIODIC: SurveyMethod.QUESTIONNAIRE,
    Kind.FIELD_SURVEY: SurveyMethod.FIELD_SURVEY,
    Kind.SUPERVISORY_VISIT: SurveyMethod.SUPERVISORY_VISIT,
    Kind.INTERVIEW: SurveyMethod.INTERVIEW,
}
ENTERED = (Kind.FIELD_SURVEY, Kind.SUPERVISORY_VISIT, Kind.INTERVIEW)  # written in by an interviewer

DEGREES = (
    (1, _("Very dissatisfied")),
    (2, _("Dissatisfied")),
    (3, _("In between")),
    (4, _("Satisfied")),
    (5, _("Very satisfied")),
)
YES_OR_NO = ((1, _("Yes")), (0, _("No")))


class LinkState(TextChoices):
    """What a link leads to. Unknown, expired and not yet open are one: nothing is said about which."""

    OPEN = "open", _("Open")
    USED = "used", _("Answered")
    CLOSED = "closed", _("Not open")
