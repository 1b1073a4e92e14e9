"""The words a policy is written in: kinds of case, channels, bounds, units, bodies."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class CaseKind(TextChoices):
    """What a person comes with; each kind may have a response rule of its own."""

    REQUEST = "request", _("Support request")
    INQUIRY = "inquiry", _("Inquiry")
    COMPLAINT = "complaint", _("Complaint")
    HELP = "help", _("Technical help")
    SUGGESTION = "suggestion", _("Suggestion")
    OBJECTION = "objection", _("Objection")


class Bound(TextChoices):
    """Which side of the answer the policy binds (R6 at least, R7 and R8 at most, R9 none)."""

    NONE = "none", _("No period")
    AT_MOST = "at_most", _("At most")
    AT_LEAST = "at_least", _("At least")


class Unit(TextChoices):
    CALENDAR_DAYS = "calendar_days", _("Calendar days")
    WORKING_DAYS = "working_days", _("Working days")


class Starts(TextChoices):
    """The moment whose day is day 0 of the count."""

    RECEIPT = "receipt", _("The day of receipt")
    COMPLETENESS = "completeness", _("The day the case is complete")


class LastDay(TextChoices):
    """What becomes of a last day on which the association is closed."""

    KEEP = "keep", _("Stays where it falls")
    NEXT_WORKING_DAY = "next_working_day", _("Moves to the next working day")


class OverrideKind(TextChoices):
    DAY_OFF = "day_off", _("Day off added")
    OFFICIAL_DAY_REMOVED = "official_day_removed", _("Official day removed")


class PolicyStatus(TextChoices):
    DRAFT = "draft", _("Draft")
    APPROVED = "approved", _("Approved by the board")
    IN_FORCE = "in_force", _("In force")
    SUPERSEDED = "superseded", _("Superseded")


class Channel(TextChoices):
    """By which way a person reaches the association (clause C)."""

    INTERVIEW = "interview", _("In person")
    PHONE = "phone", _("Phone")
    WEBSITE = "website", _("Website")
    EMAIL = "email", _("E-mail")
    SOCIAL_MEDIA = "social_media", _("Social media")
    LETTER = "letter", pgettext_lazy("channel", "Letter")
    FAX = "fax", _("Fax")
    HELP_REQUEST = "help_request", _("Help-request service")
    VOLUNTEERING = "volunteering", _("Volunteering service")
    BRANCH_DELEGATE = "branch_delegate", _("Branch-office delegate")
    FIELD_VISIT = "field_visit", _("Field visit")


# What comes by these was brought by somebody, whose name is kept with it.
BROUGHT_BY_ANOTHER = (Channel.VOLUNTEERING, Channel.BRANCH_DELEGATE, Channel.FIELD_VISIT)


class BodyKind(TextChoices):
    """What kind of body studies and decides (R6 to R9)."""

    RESEARCH_COMMITTEE = "research_committee", _("Research committee")
    COMPETENT_COMMITTEE = "competent_committee", _("Competent committee")
    COMPETENT_BODY = "competent_body", _("Competent body")
    DEPARTMENT = "department", _("Department")
    NOT_NAMED = "not_named", _("Reviewing body")
    FOLLOW_UP = "follow_up", _("Follow-up and investigation committee")
    OBJECTIONS = "objections", _("Objections committee")
    MANAGEMENT = "management", _("Management")
    BOARD = "board", _("Board of directors")


OBJECTION_BODIES = (BodyKind.OBJECTIONS, BodyKind.MANAGEMENT, BodyKind.BOARD)


class ReferralKind(TextChoices):
    """To whom a visitor is sent where the procedure is unclear (R4)."""

    OFFICER = "officer", _("Officer")
    HIGHER_LEVEL = "higher_level", _("Officer of the higher service level")
    DEPARTMENT = "department", _("Department")


class DocumentKind(TextChoices):
    """The association's own documents at the officer's hand (clause D)."""

    BYLAWS = "bylaws", _("Bylaws")
    RESEARCH_GUIDE = "research_guide", _("Social-research guide")
    SUPPORT_POLICY_GUIDE = "support_policy_guide", _("Support-policy guide")
    SUPPORT_REQUEST_FORM = "support_request_form", _("Support-request form")
    PARTNERS_POLICY = "partners_policy", _("Policy on implementing partners and parties")
    VOLUNTEER_POLICY = "volunteer_policy", _("Volunteer-management policy")
    AID_POLICY = "aid_policy", _("Aid-disbursement policy")
    SERVICE_REQUEST_FORM = "service_request_form", _("Service-request form")


class SurveyMethod(TextChoices):
    """How satisfaction is measured (S1 to S4)."""

    QUESTIONNAIRE = "questionnaire", _("Satisfaction questionnaire")
    FIELD_SURVEY = "field_survey", _("Field survey")
    SUPERVISORY_VISIT = "supervisory_visit", _("Supervisory visit")
    INTERVIEW = "interview", _("Interview")


class PauseReason(TextChoices):
    """Why a clock stands still."""

    APPLICANT = "applicant", _("Waiting for the applicant")
    OTHER_BODY = "other_body", _("Waiting for another authority")
    VISIT = "visit", _("Waiting for a field visit")
    EXPERT = "expert", _("Waiting for a specialist's opinion")


class Warned(TextChoices):
    """Who is warned before an answer is late."""

    OWNER = "owner", _("Who has the case in hand")
    MANAGER = "manager", _("The manager")


class TextKind(TextChoices):
    """What a person agrees to: read before applying, signed, or given for one purpose (B3, R5, B5)."""

    RESPONSIBILITIES = "responsibilities", _("Responsibilities of the beneficiary")
    DECLARATION = "declaration", _("Declaration of an applicant")
    CONSENT_SERVICE = "consent_service", _("Notice: using data to serve the person")
    CONSENT_CONTACT = "consent_contact", _("Notice: messages that are not about a case")
    CONSENT_PUBLICATION = "consent_publication", _("Notice: publishing a story or picture")


class AnsweredBy(TextChoices):
    """Who answers what is referred: the values of ``accounts.roles.Role``, which a room to the left cannot name."""

    OFFICER = "officer", _("Contact officer")
    RESEARCHER = "researcher", _("Researcher")
    MANAGER = "manager", _("Manager")
    CHAIR = "chair", _("Chair of the reviewing body")
